"""Events across languages and scripts, with a hand-written multilingual model."""

from __future__ import annotations

from dataclasses import replace

import pytest

from compare.events import Lead
from compare.events.rule import Rule, shipped
from tests.compare.conftest import RULE
from tests.compare.events.articles import groups, lead, sets, window_of
from tests.compare.events.multilingual import Multilingual

FIRE = {
    "en": (
        "Warehouse fire in Hollis Grove injures crew",
        "A fire destroyed the Pell warehouse in Hollis Grove in the night. Four firefighters were "
        "hurt by ammonia, officials of Hollis Grove said.",
    ),
    "de": (
        "Brand in Lagerhalle in Hollis Grove",
        "Ein Feuer hat in der Nacht die Lagerhalle der Firma Pell in Hollis Grove zerstört. Vier "
        "Feuerwehrleute wurden durch Ammoniak verletzt, teilte die Stadt mit.",
    ),
    "ja": (
        "ホリスグローブの倉庫で火災",
        "夜、ホリスグローブにあるペル社の倉庫で火災が発生し、アンモニアで消防士四人が負傷した。",
    ),
    "ru": (
        "Пожар на складе в Холлис-Гроув",
        "Этой ночью пожар уничтожил склад фирмы Пелл в городе Холлис-Гроув. Как сообщил Иван "
        "Петров, четверо: пожарные пострадали, причиной стал аммиак.",
    ),
}
FERRY = {
    "en": (
        "Ferry adrift in the Irish Sea",
        "A ferry drifted for seven hours on the Irish Sea after its engine failed with 214 "
        "passengers aboard, the Stena line said.",
    ),
    "de": (
        "Fähre treibt stundenlang auf der Irischen See",
        "Eine Fähre trieb sieben Stunden auf der Irischen See, nachdem ihr Motor ausgefallen war. "
        "An Bord waren 214 Passagiere, sagte Stena.",
    ),
    "ja": (
        "アイリッシュ海でフェリー漂流",
        "アイリッシュ海でフェリーのエンジンが故障し、乗客二百十四人を乗せて七時間漂流した。",
    ),
    "ru": (
        "Паром дрейфовал в Ирландском море",
        "После отказа двигателя паром дрейфовал семь часов. На борту были пассажиры, сообщила "
        "компания Стена Лайн; двигатель чинили в море, море было спокойным.",
    ),
}
FERRY_AGAIN = (
    "エンジンが止まったフェリーが七時間にわたりアイリッシュ海を漂流、乗客は二百九人だった。"
)

RULES = [
    pytest.param(replace(RULE, strangers=0.03), id="tests"),
    pytest.param(shipped(), id="shipped"),
]


def told(name: str, story: dict[str, tuple[str, str]], language: str, hours: float = 0) -> Lead:
    title, text = story[language]
    return lead(name, text, title=title, hours=hours, language=language)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(
    ("one", "other"), [("en", "de"), ("en", "ja"), ("de", "ja"), ("en", "ru"), ("de", "ru")]
)
def test_one_event_told_in_two_languages(rule: Rule, one: str, other: str) -> None:
    leads = [
        told("fire one", FIRE, one),
        told("fire other", FIRE, other, hours=2),
        told("ferry one", FERRY, one, hours=1),
        told("ferry other", FERRY, other, hours=3),
    ]
    window = window_of(leads, rule=rule, encoder=Multilingual())
    assert groups(window) == {
        frozenset({"fire one", "fire other"}),
        frozenset({"ferry one", "ferry other"}),
    }


@pytest.mark.parametrize("rule", RULES)
def test_two_articles_in_japanese(rule: Rule) -> None:
    leads = [
        told("s1", FERRY, "ja"),
        lead("s2", FERRY_AGAIN, hours=2, language="ja"),
        told("fire", FIRE, "ja", hours=1),
    ]
    assert groups(window_of(leads, rule=rule, encoder=Multilingual())) == sets("s1 s2", "fire")


@pytest.mark.parametrize("rule", RULES)
def test_four_languages_at_once(rule: Rule) -> None:
    leads = [told(f"fire-{language}", FIRE, language, n) for n, language in enumerate(FIRE)]
    leads += [told(f"ferry-{language}", FERRY, language, n) for n, language in enumerate(FERRY)]
    assert groups(window_of(leads, rule=rule, encoder=Multilingual())) == sets(
        "fire-en fire-de fire-ja fire-ru", "ferry-en ferry-de ferry-ja ferry-ru"
    )


def test_two_fires_of_one_day_in_two_languages_of_one_script_stay_apart() -> None:
    # Here and there people and places have the same names in both languages.
    _, text = FIRE["de"]
    elsewhere = text.replace("Pell", "Norlund").replace("Hollis Grove", "Tamarack Falls")
    leads = [
        told("here", FIRE, "en"),
        lead("there", elsewhere, title="Brand in Lagerhalle", hours=1, language="de"),
    ]
    rule = replace(RULE, strangers=0.03)
    assert groups(window_of(leads, encoder=Multilingual())) == sets("here there")
    assert groups(window_of(leads, rule=rule, encoder=Multilingual())) == sets("here", "there")
