"""The evidence between any two articles of some days."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.encoder import Vectors
from compare.events import Lead
from compare.events.rule import EVIDENCE, VETO
from compare.events.window import Pairs, Window
from tests.compare.conftest import RULE
from tests.compare.events.articles import BAKE, FERRY, FIRE, groups, lead, sets, window_of

ROUNDING = 1e-5
"""Sums of 32-bit floats."""

Row = dict[str, float]


def between(window: Window, *, asked: Sequence[str] | None = None) -> dict[tuple[str, str], Row]:
    """The articles of each pair, the smaller id first → evidence and chance."""
    ids = list(window.place) if asked is None else asked
    return rows(window, window.pairs(np.array([window.place[one] for one in ids], dtype=np.int64)))


def rows(window: Window, pairs: Pairs) -> dict[tuple[str, str], Row]:
    found: dict[tuple[str, str], Row] = {}
    for number, (a, b) in enumerate(zip(pairs.first, pairs.second, strict=True)):
        one, other = sorted(window.profiles[place].lead.article_id for place in (a, b))
        assert (one, other) not in found
        told = dict(zip(EVIDENCE, pairs.evidence[number].tolist(), strict=True))
        found[one, other] = {**told, "chance": float(pairs.chance[number])}
    return found


def pair(first: str, second: str, *, hours: float = 1, **more: object) -> Row:
    """The evidence of two articles with nothing else about."""
    leads = [lead("a", first, **more), lead("b", second, hours=hours, **more)]  # type: ignore[arg-type]
    # Every pair is worth a look.
    return between(window_of(leads, rule=replace(RULE, floor=0.0)))["a", "b"]


WORDS = st.sampled_from(
    ("Pell", "Hollis", "Grove", "blaze", "warehouse", "the", "on", "Friday", "7",
     "“five more years of rain for all”", "火事", "倉庫", "ß", "é", ".", "\n")
)  # fmt: skip
LEADS = st.lists(
    st.tuples(
        st.lists(WORDS, max_size=12).map(" ".join),
        st.lists(WORDS, max_size=4).map(" ".join),
        st.floats(0, 200),
        st.sampled_from(("en", "en-GB", "de", "ja", None)),
        st.sets(st.sampled_from(("u", "v"))),
        st.sampled_from(("full", "guest", "alone")),
    ),
    min_size=1,
    max_size=8,
)


def drawn_leads(drawn: Sequence[tuple[object, ...]]) -> list[Lead]:
    return [
        lead(f"a{n}", text, title=title, hours=hours, language=language, links=tuple(sorted(links)),
             standing=standing)  # type: ignore[arg-type, call-overload]
        for n, (text, title, hours, language, links, standing) in enumerate(drawn)
    ]  # fmt: skip


@settings(max_examples=40)
@given(LEADS)
def test_evidence_lies_within_its_ranges(drawn: list[tuple[object, ...]]) -> None:
    window = window_of(drawn_leads(drawn), rule=replace(RULE, floor=0.0))
    for row in between(window).values():
        for name in ("headline", "opening", "words", "headline_words"):
            assert 0 <= row[name] <= 1 + ROUNDING, name
        for name in ("quotations", "links", "days", "crowd"):
            assert row[name] >= 0, name
        assert row["days"] <= 3
        assert row["crowd"] <= np.log1p(len(drawn)) + ROUNDING
        assert 0 <= row["chance"] <= 1 or row["chance"] == VETO


@settings(max_examples=40)
@given(LEADS, st.randoms(use_true_random=False))
def test_the_order_of_the_articles_does_not_matter(
    drawn: list[tuple[object, ...]], shuffle: random.Random
) -> None:
    leads = drawn_leads(drawn)
    straight = between(window_of(leads))
    shuffle.shuffle(leads)
    mixed = between(window_of(leads))
    assert mixed.keys() == straight.keys()
    for key, row in straight.items():
        assert mixed[key] == pytest.approx(row, abs=ROUNDING)


@settings(max_examples=40)
@given(LEADS)
def test_each_pair_is_given_once_whoever_asks(drawn: list[tuple[object, ...]]) -> None:
    leads = drawn_leads(drawn)
    window = window_of(leads)
    # `between` refuses a second time.
    every = between(window)
    for one in leads:
        mine = between(window, asked=[one.article_id])
        assert mine.keys() == {key for key in every if one.article_id in key}
        for key, row in mine.items():
            assert row == pytest.approx(every[key], abs=ROUNDING)
    some = [one.article_id for one in leads[::2]]
    assert between(window, asked=some).keys() == {k for k in every if k[0] in some or k[1] in some}


def test_pairs_are_found_across_the_blocks_of_many_articles() -> None:
    leads = [
        lead(f"{side}{n:04}", f"name{n} place{n} deed{n}", hours=n * 0.1 + 20 * (side == "b"))
        for n in range(400)
        for side in "ab"
    ]  # fmt: skip
    same = {key for key, row in between(window_of(leads)).items() if row["words"] > 0.99}
    assert same == {(f"a{n:04}", f"b{n:04}") for n in range(400)}


def test_a_window_of_nothing() -> None:
    pairs = window_of([]).pairs(np.zeros(0, dtype=np.int64))
    assert (len(pairs.first), pairs.evidence.shape) == (0, (0, len(EVIDENCE)))


# --- Each kind of evidence


def test_the_same_words_are_wholly_alike() -> None:
    row = pair(FIRE, FIRE, title="Blaze at Pell", hours=36)
    for name in ("headline", "opening", "words", "headline_words"):
        assert row[name] == pytest.approx(1, abs=ROUNDING)
    assert row["days"] == pytest.approx(1.5)
    assert row["quotations"] == row["links"] == row["crowd"] == 0


def test_a_headline_counts_as_far_as_its_words_stand_in_the_other_s_text() -> None:
    shared = pair(f"{FIRE}.", f"{FIRE} in the night.", title="Blaze destroys warehouse")
    assert shared["headline_words"] == pytest.approx(1, abs=ROUNDING)
    assert pair(FIRE, FERRY)["headline_words"] == 0
    some = pair("Blaze destroys a warehouse", "Blaze destroys a ferry")["headline_words"]
    assert 0.1 < some < 0.9


def test_quotations_count_by_the_runs_that_both_have() -> None:
    quote = "“we had nine minutes to get everybody out of the building”"
    row = pair(f"She said {quote} on Friday", f"As {quote} she told us")
    assert row["quotations"] == pytest.approx(np.log1p(8))
    outside = quote.strip("“”")
    assert pair(f"She said {quote} on Friday", f"As {outside} she told us")["quotations"] == 0
    assert pair(f"{quote} {quote}", quote)["quotations"] == pytest.approx(np.log1p(8))


def test_links_count_by_the_addresses_that_both_have() -> None:
    leads = [lead("a", FIRE, links=("u", "v", "w")), lead("b", FIRE, links=("v", "w", "x"))]
    assert between(window_of(leads))["a", "b"]["links"] == pytest.approx(np.log(3))


class Angles:
    """Vectors at the cosine to the first axis that the text itself says, all else apart."""

    def encode(self, texts: Sequence[str], progress: object = None) -> Vectors:
        vectors = np.zeros((len(texts), 1 + len(texts)), np.float32)
        for row, text in enumerate(texts):
            cosine = float(text.split()[0])
            vectors[row, 0], vectors[row, row + 1] = cosine, np.sqrt(1 - cosine**2)
        return vectors


def crowds(*others: str, hours: float = 0, standing: str = "full") -> float:
    """How crowded it is around two articles that match, with others at these cosines to both."""
    leads = [lead("a", "1.0"), lead("b", "1.0", hours=1)]
    leads += [
        lead(f"x{n}", f"{other} {n}", hours=hours, standing=standing)  # type: ignore[arg-type]
        for n, other in enumerate(others)
    ]
    return between(window_of(leads, encoder=Angles()))["a", "b"]["crowd"]


def test_a_crowd_is_of_what_resembles_without_matching() -> None:
    assert crowds() == 0
    assert crowds("0.3", "0.4") == pytest.approx(np.log(3))
    # Too unlike, and so like that they are likely of the same event.
    assert crowds("0.2", "0.5", "0.99") == 0
    assert crowds("0.3", "0.2", "0.9") == pytest.approx(np.log(2))


def test_a_crowd_is_of_full_articles_of_the_same_days() -> None:
    assert crowds("0.3", "0.3", hours=80) == 0
    assert crowds("0.3", "0.3", standing="alone") == 0
    assert crowds("0.3", "0.3", standing="guest") == pytest.approx(np.log(3))


def test_pages_that_stand_alone_are_in_no_pair() -> None:
    leads = [lead("a", FIRE), lead("b", FIRE), lead("week", FIRE, standing="alone")]
    assert between(window_of(leads)).keys() == {("a", "b")}
    assert between(window_of(leads), asked=["week"]) == {}


def test_what_is_rare_is_judged_among_the_articles_at_hand() -> None:
    two = [lead("a", "warehouse Zorg"), lead("b", "warehouse Blix")]
    among = [lead(f"x{n}", "warehouse stock", hours=n / 10) for n in range(300)]
    few, many = between(window_of(two))["a", "b"], between(window_of([*two, *among]))["a", "b"]
    assert many["words"] < few["words"]


# --- Strangers: two happenings of one kind on one day


HERE = "Fire destroys a warehouse in Hollis Grove. Crews fought the blaze until dawn, said {} Pell."
THERE = "Fire destroys a warehouse in Tamarack Falls. Crews fought the blaze until dawn, said {}."


def test_two_fires_of_one_day_stay_apart_unless_they_share_a_name() -> None:
    rule = replace(RULE, strangers=0.03)
    strangers = [
        lead("here", HERE.format("Ann")),
        lead("there", THERE.format("Bob Quorn"), hours=1),
    ]
    alike = window_of(strangers)
    assert between(alike)["here", "there"]["chance"] > 0.5
    assert groups(alike) == sets("here there")
    # Their words are as alike as before, but they are about other people and places.
    vetoed = window_of(strangers, rule=rule)
    assert between(vetoed)["here", "there"]["chance"] == VETO
    assert groups(vetoed) == sets("here", "there")
    strangers[1] = lead("there", THERE.format("Ann Quorn"), hours=1)
    assert groups(window_of(strangers, rule=rule)) == sets("here there")


def test_one_direction_is_enough_to_be_no_strangers() -> None:
    # The long report names so many that the short one's two are hardly a share of them.
    many = " ".join(f"and Name{n}" for n in range(40))
    leads = [
        lead("short", "Fire at Pell and Quorn"),
        lead("long", f"Fire at Pell and Quorn {many}"),
    ]
    window = window_of(leads, rule=replace(RULE, strangers=0.5))
    assert between(window)["long", "short"]["chance"] > 0


def test_articles_that_name_nobody_are_no_strangers() -> None:
    leads = [lead("a", "a fire in the old warehouse"), lead("b", "a fire in the old warehouse")]
    assert groups(window_of(leads, rule=replace(RULE, strangers=0.5))) == sets("a b")


# --- Languages


def chance_of(first: str | None, second: str | None) -> float:
    leads = [
        lead("a", FIRE, language=first),
        lead("b", "Blaze at a warehouse in Hollis Grove", language=second),
    ]
    return between(window_of(leads, rule=OWN))["a", "b"]["chance"]


OWN = replace(RULE, two_languages=replace(RULE.two_languages, intercept=-99.0))
"""Two languages have coefficients of their own: under these, nothing across them is likely."""


@pytest.mark.parametrize(
    ("first", "second", "two"),
    [
        ("en", "en", False),
        ("en", "EN-gb", False),
        ("de-AT", "de", False),
        ("en", "de", True),
        ("de", "ja", True),
        # What nothing declares may be any language.
        (None, "de", False),
        (None, None, False),
        ("", "de", False),
    ],
)
def test_articles_in_two_languages_have_coefficients_of_their_own(
    first: str | None, second: str | None, two: bool
) -> None:
    assert (chance_of(first, second) < 1e-6) is two


def test_openings_too_unlike_are_not_looked_at() -> None:
    leads = [lead("a", FIRE), lead("b", BAKE)]
    assert between(window_of(leads, rule=replace(RULE, floor=0.9))) == {}
