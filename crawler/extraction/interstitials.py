"""Pages that stand between the reader and the article: consent pages and bot checks (pure).

They are told from real articles that *speak* of cookies or robots: those are longer, say that they
are articles, and what they repeat of such pages they put in quotation marks.
"""

from __future__ import annotations

import re
from typing import Literal

from crawler.texts import word_count

Interstitial = Literal["consent page", "bot check"]

_MOST_WORDS = 150
"""A page with more is taken to be an article, unless it says nothing but this at length."""
_MOST_WORDS_AT_LENGTH = 600
_FEW_WORDS = 40
"""With so few one sign is enough: no article is that short."""

_QUOTED = re.compile(
    r"“[^”]{0,300}”|„[^“”]{0,300}[“”]|«[^»]{0,300}»|\"[^\"]{0,300}\"|「[^」]{0,300}」"
)
_AFTER_TITLE = r"\W*(?:\s[|–—·:-]\s.*)?$"

_CONSENT_TITLE = re.compile(
    r"^(?:before you continue.*|we value your privacy|your privacy(?: choices| matters)?|"
    r"cookie consent|privacy gate|consent|bevor (?:sie|du) fortf\w+.*|cookies zustimmen|"
    r"einwilligung|datenschutz(?:einstellungen)?|pur-abo|avant de continuer.*|"
    r"votre vie priv[ée]e.*|"
    r"antes de continuar.*|prima di continuare.*|voordat je verdergaat.*|privacy-?instellingen)"
    + _AFTER_TITLE,
    re.IGNORECASE | re.MULTILINE,
)
_CONSENT = re.compile(
    # en
    r"before you continue|we (?:value|care about|respect) your privacy|"
    r"we and our (?:[\w,]+ ){0,3}partners|accept (?:all|and continue|& continue)|"
    r"(?:we|this (?:web)?site) uses? cookies|your privacy choices|consent to (?:the use|our use)|"
    r"manage (?:your )?(?:cookie|privacy|preferences|choices)|reject all|"
    # de
    r"bevor (?:sie|du) fortf|wir ben[öo]tigen ihre zustimmung|zustimmen (?:und|&) weiter|"
    r"akzeptieren (?:und|&) weiter|alle (?:cookies )?akzeptieren|"
    r"wir (?:und unsere (?:\w+ )?partner )?(?:verwenden|nutzen|setzen) (?:cookies|informationen)|"
    r"mit werbung (?:weiterlesen|weiter|nutzen)|weiter(?:lesen)? mit werbung|"
    r"werbefrei lesen|pur-abo|"
    # fr
    r"avant de continuer|accepter et continuer|continuer sans accepter|tout accepter|"
    r"nous utilisons des cookies|(?:nous et )?nos (?:\d+ )?partenaires|"
    # es, pt
    r"aceptar y continuar|aceptar todo|rechazar y (?:pagar|suscribirse)|"
    r"(?:utilizamos|usamos) cookies|nuestros (?:\d+ )?socios|aceitar (?:todos|e continuar)|"
    # it, nl
    r"accetta (?:e continua|tutto)|rifiuta e abbonati|utilizziamo (?:i )?cookie|nostri partner|"
    r"(?:wij|we) gebruiken cookies|alles accepteren|cookies accepteren|"
    # sv, no, da, fi
    r"vi (?:använder|bruker|bruger) (?:cookies|kakor|informasjonskapsler)|"
    r"(?:godkänn|godta|accepter|tillad) alle?|käytämme evästeitä|hyväksy kaikki|"
    # pl, cs, ja, ko, zh
    r"dbamy o (?:twoją )?prywatność|używamy plików cookie|zaakceptuj wszystk\w+|"
    r"používáme (?:soubory )?cookies|přijmout vše|"
    r"(?:クッキー|cookie)(?:を|の)(?:使用|利用)|同意して(?:続|閲覧)|쿠키를 사용|모두 (?:동의|수락)|"
    r"接受(?:所有|全部)\s*cookie|使用\s*cookie",
    re.IGNORECASE,
)
_CHECK_TITLE = re.compile(
    r"^(?:just a moment(?:\.\.\.|…)|attention required!?.*cloudflare|"
    r"access (?:to this page has been )?denied|are you (?:a robot|human)|captcha|"
    r"pardon our interruption|security check|bot (?:check|verification)|"
    r"ddos-guard|human verification|verification required|request (?:rejected|blocked)|"
    r"sind sie ein (?:mensch|roboter)|[êe]tes-vous un (?:robot|humain)|"
    r"人机验证|安全验证|вы не робот)" + _AFTER_TITLE,
    re.IGNORECASE | re.MULTILINE,
)
_CHECK = re.compile(
    # en; Cloudflare, DataDome, PerimeterX, Akamai and Imperva in their own words
    r"verify (?:that )?you are (?:a |not a )?(?:human|robot)|verifying you are human|"
    r"are you (?:a robot|human)|i(?:'|’)m not a robot|press (?:&|and) hold|"
    r"unusual (?:traffic|activity)|checking (?:your browser|if the site connection is secure)|"
    r"needs to review the security of your connection|enable javascript and cookies|"
    r"please enable js|disable any ad ?blocker|access to this page has been denied|"
    r"you don(?:'|’)t have permission to access|reference\s*#\s*[\da-f]+\.|you have been blocked|"
    r"just a moment(?:\.\.\.|…)|request unsuccessful|incapsula incident|"
    r"(?:complete|solve|enter|pass) (?:the|this|a) captcha|captcha (?:below|check|verification)|"
    r"pardon our interruption|ray id:?|ddos protection by|automated (?:access|requests|queries)|"
    # de, fr, es, pt, it, nl
    r"best[äa]tigen sie,? dass sie (?:ein mensch|kein roboter)|sind sie ein roboter|"
    r"ungew[öo]hnliche[rn]? (?:datenverkehr|aktivit)|"
    r"v[ée]rifi(?:ez|er) que vous [êe]tes (?:un )?humain|[êe]tes-vous un robot|"
    r"je ne suis pas un robot|trafic inhabituel|activit[ée] inhabituelle|"
    r"(?:verifi\w+|confirm\w+) que (?:es|eres|voc[êe] [ée]|usted es) (?:un |um )?(?:ser )?human|"
    r"no soy un robot|n[ãa]o sou um rob[ôo]|tr[áa]fico inusual|tr[áa]fego incomum|"
    r"verifica di essere umano|non sono un robot|"
    r"bevestig dat (?:je|u) (?:een )?mens|ik ben geen robot|"
    # pl, ru, ja, ko, zh
    r"nie jestem robotem|jesteś człowiekiem|вы не робот|я не робот|"
    r"ロボットではありません|人間であることを確認|로봇이 아닙니다|사람인지 확인|"
    r"确认您是真人|您是否是机器人|人机验证|安全验证",
    re.IGNORECASE,
)
_CHECK_MARKUP = re.compile(
    r"px-captcha|captcha-delivery\.com|_?cf_chl_opt|cf-chl-|/_Incapsula_Resource|awsWafCookieDomain|"
    r"/_sec/cp_challenge|geo\.captcha",
    re.IGNORECASE,
)
"""What the scripts of DataDome, PerimeterX and the like leave in a page without words."""


def interstitial(
    title: str, text: str, *, markup: str = "", article: bool = False
) -> Interstitial | None:
    """Whether the page stands between the reader and the article, and which kind it is.

    title: the page's titles, one a line; text: all its visible text; markup: the page's source;
    article: whether the page itself says that it is one, by author or date of publication.
    """
    words = word_count(text)
    if words > _MOST_WORDS_AT_LENGTH:
        return None
    plain = _QUOTED.sub(" ", text)
    # A bot check says it in fewer words: what speaks for both is one.
    for kind, headings, signs in (
        ("bot check", _CHECK_TITLE, _CHECK),
        ("consent page", _CONSENT_TITLE, _CONSENT),
    ):
        if _speaks(words, headings.search(title) is not None, _signs(signs, plain), article):
            return kind  # type: ignore[return-value]
    if words <= _FEW_WORDS and not article and _CHECK_MARKUP.search(markup):
        return "bot check"
    return None


def _signs(pattern: re.Pattern[str], text: str) -> int:
    """How many different signs there are."""
    return len({found[0].casefold() for found in pattern.finditer(text)})


def _speaks(words: int, titled: bool, signs: int, article: bool) -> bool:
    if words > _MOST_WORDS:
        return titled and signs >= 3 and not article
    if article:
        # The page of an article may be replaced while its metadata stay.
        return signs >= 2 and (titled or words <= _FEW_WORDS)
    return titled or signs >= 2 or (signs == 1 and words <= _FEW_WORDS)
