"""Pages that stand before the article, and articles about such pages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extraction.interstitials import interstitial

LONG = "word " * 300


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Before you continue", "We use cookies."),
        ("Before you continue to The Packet", "We use cookies and data to deliver services."),
        ("The Packet", "We value your privacy. Accept all cookies"),
        ("The Packet", "We and our 812 partners store information. Accept all. Manage choices."),
        ("DER SPIEGEL", "Mit Werbung weiterlesen. Besuchen Sie uns wie gewohnt. Pur-Abo"),
        ("Zustimmung", "Wir und unsere Partner verwenden Cookies. Akzeptieren und weiter"),
        ("Le Paquet", "Nos 340 partenaires et nous. Continuer sans accepter. Tout accepter"),
        ("El Paquete", "Utilizamos cookies. Aceptar y continuar. Rechazar y suscribirse"),
        ("Il Pacco", "Noi e i nostri partner utilizziamo i cookie. Accetta e continua"),
        ("Het Pakket", "Wij gebruiken cookies. Alles accepteren"),
        ("Pakken", "Vi bruker informasjonskapsler. Godta alle"),
        ("Paketti", "Käytämme evästeitä. Hyväksy kaikki"),
        ("Paczka", "Dbamy o Twoją prywatność. Używamy plików cookie"),
        ("新聞", "当サイトはクッキーを使用しています。同意して続ける"),
    ],
)
def test_consent_pages(title: str, text: str) -> None:
    assert interstitial(title, text) == "consent page"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Just a moment...", "Checking your browser"),
        ("Just a moment…", ""),
        ("Site", "Please verify you are a human"),
        ("Attention Required! | Cloudflare", "Sorry, you have been blocked. Ray ID: 7d1"),
        ("packet.example", "Please enable JS and disable any ad blocker"),
        ("Access to this page has been denied", "Press & Hold to confirm you are a human."),
        (
            "Access Denied",
            "You don't have permission to access this server. Reference #18.2d351ab8.15571.a4",
        ),
        ("Pardon Our Interruption", "As you were browsing something made us think you were a bot."),
        ("Bloomberg - Are you a robot?", "We've detected unusual activity from your network."),
        ("", "Request unsuccessful. Incapsula incident ID: 1234"),
        ("Prüfung", "Bitte bestätigen Sie, dass Sie ein Mensch sind."),
        ("Contrôle", "Vérifiez que vous êtes humain"),
        ("Control", "Verifica que eres humano"),
        ("確認", "私はロボットではありません"),
        ("验证", "请完成安全验证"),
        ("Проверка", "Подтвердите, что вы не робот"),
    ],
)
def test_bot_checks(title: str, text: str) -> None:
    assert interstitial(title, text) == "bot check"


@pytest.mark.parametrize(
    "markup",
    ['<div id="px-captcha"></div>', "<script src='https://geo.captcha-delivery.com/c.js'>",
     "<script>window._cf_chl_opt={}</script>", "<iframe src='/_Incapsula_Resource?x=1'>"],
)  # fmt: skip
def test_bot_checks_without_words(markup: str) -> None:
    assert interstitial("packet.example", "", markup=markup) == "bot check"
    # Scripts that guard a site stand in its articles too.
    assert interstitial("Barge", "It struck the pier.", markup=markup, article=True) is None
    assert interstitial("Barge", "word " * 100, markup=markup) is None


ABOUT_COOKIES = (
    "The court in Luxembourg ruled on Monday that a publisher may not greet readers with a wall "
    "that says “We value your privacy” and offers nothing but “Accept all cookies”. Whoever "
    "refuses must be able to read on, the judges said. Four publishers had asked readers to pay "
    "or to consent to the use of their data. The regulator called the ruling a milestone."
)
ABOUT_ROBOTS = (
    "Readers of the Packet were asked for a captcha on Sunday, because a fault at the provider "
    "took all of them for machines. The company said that unusual traffic from a data centre had "
    "set off the alarm. By noon the pages could be read again without any check, it added."
)
ON_COOKIES_IN_GERMAN = (
    "Das Landgericht hat das Pur-Abo eines Verlags untersagt. Leser dürften nicht vor die Wahl "
    "gestellt werden, zu zahlen oder Werbung hinzunehmen, heißt es im Urteil vom Freitag. Der "
    "Verlag will die Entscheidung anfechten und verweist auf die Aufsicht, die anders entschied."
)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Court forbids cookie walls", ABOUT_COOKIES),
        ("We value your privacy: what the banners hide", ABOUT_COOKIES),
        ("Captcha fault locks readers out", ABOUT_ROBOTS),
        ("Access denied: how a port kept its records closed", "The port kept them. " * 20),
        ("Gericht untersagt Pur-Abo", ON_COOKIES_IN_GERMAN),
        ("Ferry adrift", "The ferry drifted for seven hours."),
        ("We value your privacy", LONG),
        ("", ""),
    ],
)
def test_articles_about_them_are_articles(title: str, text: str) -> None:
    assert interstitial(title, text, article=True) is None
    assert interstitial(title, text) is None


def test_a_wall_in_place_of_an_article_whose_metadata_stayed() -> None:
    wall = "We use cookies. Accept all. Reject all."
    assert interstitial("Barge strikes the pier", wall, article=True) == "consent page"
    assert interstitial("Barge strikes the pier", "We use cookies.", article=True) is None


def test_a_wall_that_lists_its_partners_at_length() -> None:
    wall = "We value your privacy. We use cookies. Accept all. Reject all. " + "Partner Ltd. " * 200
    assert interstitial("We value your privacy", wall) == "consent page"
    assert interstitial("Barge strikes the pier", wall) is None
    assert interstitial("We value your privacy", wall + LONG) is None


def test_length_is_told_without_blanks_too() -> None:
    japanese = "裁判所は月曜日、新聞社が読者に同意を求める画面は違法だと判断した。" * 40
    assert interstitial("ニュース", japanese + "クッキーを使用しています。同意して続ける") is None


@given(st.text(max_size=200), st.text(max_size=400), st.text(max_size=100), st.booleans())
def test_never_raises(title: str, text: str, markup: str, article: bool) -> None:
    assert interstitial(title, text, markup=markup, article=article) in (
        None,
        "consent page",
        "bot check",
    )
