"""wording: a loaded label against a neutral one in the same place."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.differences import Finding, Telling, find_differences
from compare.differences.lexicon import labels
from compare.differences.wording import Wording
from compare.settings import Settings
from tests.compare.differences.tellings import findings, pairings, spans_of, telling

LEAST = Settings().least_confidence


def found(*told: str | Telling) -> list[Finding]:
    return [one for one in findings(Wording(), *told) if one.confidence >= LEAST]


def spans(*texts: str) -> list[tuple[str, ...]]:
    return spans_of(found(*texts))


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("Protesters blocked the road.", "A mob blocked the road.", ("Protesters", "mob")),
        ("Residents came.", "Leftist individuals came.", ("Residents", "Leftist individuals")),
        ("Two migrants left.", "Two illegal aliens left.", ("migrants", "illegal aliens")),
        ("Rioters came.", "Freedom fighters came.", ("Rioters", "Freedom fighters")),
        (
            "The anti-abortion rally began.",
            "A pro-life rally began.",
            ("anti-abortion", "pro-life"),
        ),
        (
            "He walked out of the talks.",
            "He stormed out of the talks.",
            ("walked out", "stormed out"),
        ),
        (
            "On Friday the board of Oak Bend met the protesters at the gate.",
            "At the gate on Friday, Oak Bend's board was met: the mob had come.",
            ("protesters", "mob"),
        ),
    ],
)
def test_a_loaded_label_against_another(first: str, second: str, expected: tuple[str, str]) -> None:
    assert spans(first, second) == [expected]
    assert spans(second, first) == [expected[::-1]]


def test_offsets_count_in_the_articles_text() -> None:
    [finding] = found(telling("Ledger", "Some protesters came.", before="Once. "), "A mob came.")
    assert [(s.start, s.end) for s in finding.spans] == [(11, 21), (2, 5)]
    assert [s.normal for s in finding.spans] == ["protesters", "mob"]
    assert finding.reason == "Ledger: «protesters» / Wire: «mob»"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Protesters came.", "Demonstrators came."),
        ("Protesters came.", "Protesters, a mob to some, came."),
        ("A mob came.", "Another mob came."),
        ("Protesters came.", "Police came."),
        ("Protesters came.", "The mobile phone rang."),
        ("", "A mob came."),
        # Both labels are there, but nothing says that they stand for each other.
        ("The gunman fled on foot.", "Agents searched the terrorist network's phones."),
        ("Hollis criticized the plan.", "Hollis blasted her brother at dinner."),
        ("The gunman had links to a group abroad.", "He recovered the terrorist network's files."),
        ("Obstructing the inquiry is a crime.", "Obstruction of the inquiry is a crime."),
        ("She slammed the plan.", "She blasted the plan."),
    ],
)
def test_no_difference_of_labels(first: str, second: str) -> None:
    assert found(first, second) == []
    assert found(second, first) == []


def test_loaded_against_neutral_is_surer_than_loaded_against_loaded() -> None:
    [clear] = found("Protesters came.", "A mob came.")
    [both] = found("Agitators came.", "A mob came.")
    assert clear.confidence > both.confidence


def test_the_nearer_the_place_the_surer() -> None:
    [between] = found("The angry protesters came home.", "The angry mob came home.")
    [alone] = found(
        "On Friday the board of Oak Bend met the protesters at the gate.",
        "At the gate on Friday, Oak Bend's board was met: the mob had come.",
    )
    assert between.confidence > alone.confidence


def test_a_label_in_somebodys_mouth_is_not_the_outlets() -> None:
    assert found("Protesters came.", "“A mob came home to us,” she said.") == []
    [doubtful] = findings(Wording(), "Protesters came.", "“A mob came home to us,” she said.")
    assert 0 < doubtful.confidence < LEAST


def test_an_altered_quotation_is_left_to_the_kind_quote() -> None:
    first = "“The thugs came at our old cars in the night,” he said."
    second = "“The freedom fighters came at our old cars in the night,” he said."
    assert findings(Wording(), first, second) == []
    kinds = [one.kind for one in find_differences(pairings(first, second), least_confidence=LEAST)]
    assert kinds == ["quote"]


def test_doubtful_pairs_of_passages_make_doubtful_findings() -> None:
    told = ("On a slope, protesters came.", "In town a mob came.")
    sure, doubtful = (
        [one for pair in pairings(*told, chance=chance) for one in Wording().find(pair)]
        for chance in (1.0, 0.4)
    )
    assert sure[0].confidence > doubtful[0].confidence
    assert not [one for pair in pairings(*told, matched=False) for one in Wording().find(pair)]


def test_labels_are_sought_in_english_only() -> None:
    told = telling("Ledger", "Der Mob kam.", language="de"), telling("Wire", "Der Protest kam.")
    assert findings(Wording(), *told) == []


def test_other_words_put_for_each_other_are_shown_to_nobody_by_default() -> None:
    told = ("The court heard a strong case on Friday.", "The court heard a flimsy case on Friday.")
    [finding] = findings(Wording(), *told)
    assert spans_of([finding]) == [("strong", "flimsy")]
    assert finding.confidence < LEAST
    assert findings(Wording(), "It sold 12 of them today.", "It sold 15 of them today.") == []
    assert findings(Wording(), "We met Hollis at noon.", "We met Aldous at noon.") == []


def test_each_difference_is_told_once() -> None:
    # In two groups of the lexicon at once.
    pair = list(
        pairings(
            telling("Ledger", "The thugs came at our cars in the night."),
            telling("Wire", "The freedom fighters came at our cars in the night."),
        )
    )
    assert len([one for each in pair for one in Wording().find(each)]) > 1
    marks = [
        (finding.kind, *((span.passage.passage_id, span.normal) for span in finding.spans))
        for finding in find_differences(pair, least_confidence=0)
        if finding.kind == "wording"
    ]
    assert len(set(marks)) == len(marks) == 1


def test_the_lexicon_is_well_formed() -> None:
    document = tomllib.loads(
        files("compare.differences").joinpath("labels.toml").read_text("utf-8")
    )
    for group, lists in document.items():
        assert set(lists) == {"neutral", "loaded", "source", "part"}, group
        assert lists["source"], group
        assert lists["part"] in ("noun", "verb"), group
        assert not set(lists["neutral"]) & set(lists["loaded"]), group
        for loaded in (False, True):
            for word in lists["loaded" if loaded else "neutral"]:
                one = next(x for x in labels(f"The {word}.") if x.group == group)
                assert one.loaded is loaded
                assert f"The {word}."[one.start : one.end] == word


@given(st.lists(st.sampled_from("mob Mobs riot the, illegal aliens’ “x 😀 MURDERED".split())))
def test_labels_lie_in_the_text(words: list[str]) -> None:
    text = " ".join(words)
    for label in labels(text):
        assert text[label.start : label.end].lower().startswith(label.stem.split()[0][:3])
        assert " ".join(text[label.start : label.end].lower().split()).rstrip("s") == (
            label.stem.rstrip("s")
        )


WORDS = st.lists(
    st.sampled_from(
        "the angry mob protesters came home . “ ” illegal aliens migrants left 12".split()
    ),
    min_size=1,
)


@given(WORDS, WORDS)
def test_spans_are_verbatim_in_their_passages(one: list[str], two: list[str]) -> None:
    first = telling("Ledger", " ".join(one), before="Once. ")
    second = telling("Wire", " ".join(two))
    for finding in findings(Wording(), first, second):
        assert 0 < finding.confidence <= 1
        for span, told in zip(finding.spans, (first, second), strict=True):
            assert told.passage.start <= span.start < span.end <= told.passage.end
            assert told.text[span.start : span.end] == span.text
