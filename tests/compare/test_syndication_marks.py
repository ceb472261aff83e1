"""Who carries whose copy, by what the pages say themselves."""

from __future__ import annotations

import random as randoms
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.settings import Settings
from compare.syndication import Candidate, Copy, find_copies, independent_outlets, voices
from crawler.article import Mark
from tests.compare.test_syndication import OTHER, WIRE, reworded

NOON = datetime(2025, 10, 3, 12, tzinfo=UTC)
SETTINGS = Settings()
Kind = Literal["byline", "dateline", "credit", "canonical"]
HALF = reworded(WIRE, 0.42, seed=2)
"""Too much is reworded for a copy that says nothing, but not for chance."""


def mark(kind: Kind, source: str) -> Mark:
    return Mark(kind=kind, source=source, text=source)


def article(
    outlet: str, text: str, *marks: Mark, hours: float = 0, domain: str | None = None
) -> Candidate:
    return Candidate(
        article_id=f"{outlet}/{hours}",
        outlet=outlet,
        published=NOON + timedelta(hours=hours),
        text=text,
        marks=marks,
        domain=domain,
    )


def found(*articles: Candidate) -> list[tuple[str, str, str, str | None]]:
    by_id = {one.article_id: one.outlet for one in articles}
    return sorted(
        (by_id[copy.article_id], by_id[copy.source_article_id], copy.basis, copy.agency)
        for copy in find_copies(articles, SETTINGS)
    )


def independent(*articles: Candidate) -> int:
    return independent_outlets(articles, voices(articles, find_copies(articles, SETTINGS)))


AP = mark("byline", "AP")


@pytest.mark.parametrize("kind", ["byline", "dateline"])
def test_two_outlets_under_one_agencys_byline_are_one_voice(kind: Kind) -> None:
    first = article("Beacon", WIRE, mark(kind, "AP"))
    second = article("Ledger", OTHER, mark(kind, "AP"), hours=1)
    assert found(second, first) == [("Ledger", "Beacon", "mark", "AP")]
    assert independent(first, second) == 1


def test_hashing_does_not_hide_what_bylines_say() -> None:
    pair = article("Beacon", WIRE, AP), article("Ledger", OTHER, AP, hours=1)
    [copy] = find_copies(pair, replace(SETTINGS, copy_exact_up_to=0))
    assert (copy.source_article_id, copy.basis) == (pair[0].article_id, "mark")


def test_a_byline_and_the_words() -> None:
    pair = article("Beacon", WIRE, AP), article("Ledger", reworded(WIRE, 0.2), AP, hours=1)
    assert found(*pair) == [("Ledger", "Beacon", "both", "AP")]


def test_different_agencies_are_different_voices() -> None:
    pair = article("Beacon", WIRE, AP), article("Ledger", OTHER, mark("byline", "Reuters"), hours=1)
    assert found(*pair) == []
    assert independent(*pair) == 2


@pytest.mark.parametrize(
    ("outlet", "domain"), [("AP News", None), ("The Associated Press", None), ("x", "apnews.com")]
)
def test_the_agencys_own_article_is_the_source_whatever_the_clock_says(
    outlet: str, domain: str | None
) -> None:
    agency = article(outlet, WIRE, hours=9, domain=domain)
    copy = article("Beacon", reworded(WIRE, 0.1), AP)
    silent = article("Ledger", reworded(WIRE, 0.1, seed=3), hours=1)
    assert found(copy, silent, agency) == [
        ("Beacon", outlet, "both", "AP"),
        ("Ledger", outlet, "text", None),
    ]
    assert independent(copy, silent, agency) == 1


def test_an_agency_that_carries_another_agency() -> None:
    washington = article("Washington Post", WIRE, AP)
    agency = article("AP", WIRE, hours=1)
    assert found(washington, agency) == [("Washington Post", "AP", "both", "AP")]


def test_a_credit_alone_makes_no_copy() -> None:
    credit = mark("credit", "AP")
    articles = (
        article("AP", WIRE),
        article("Beacon", OTHER, credit, hours=1),
        article("Ledger", reworded(OTHER, 1), credit, hours=2),
    )
    assert found(*articles) == []
    assert independent(*articles) == 3


def test_a_mark_lowers_what_the_words_must_show() -> None:
    agency = article("AP", WIRE)
    assert found(agency, article("Beacon", HALF, hours=1)) == []
    credited = article("Beacon", HALF, mark("credit", "AP"), hours=1)
    assert found(agency, credited) == [("Beacon", "AP", "both", "AP")]
    another = article("Beacon", HALF, mark("credit", "Reuters"), hours=1)
    assert found(agency, another) == []


def test_a_credit_for_a_part_leaves_an_own_account_its_own() -> None:
    own = "\n\n".join([OTHER, WIRE.split("\n\n")[1]])
    pair = article("AP", WIRE), article("Beacon", own, mark("credit", "AP"), hours=1)
    assert found(*pair) == []


def test_a_canonical_link_to_another_captured_outlet() -> None:
    original = article("Valley News", WIRE, hours=5, domain="valley.example")
    twin = article("Hill News", reworded(WIRE, 0.1), mark("canonical", "valley.example"))
    assert found(twin, original) == [("Hill News", "Valley News", "both", "valley.example")]
    elsewhere = article("Dale News", OTHER, mark("canonical", "valley.example"), hours=1)
    assert ("Dale News", "Valley News", "mark", "valley.example") in found(original, elsewhere)


def test_a_canonical_link_to_an_agency_is_a_byline() -> None:
    linked = article("Hill News", WIRE, mark("canonical", "apnews.com"))
    signed = article("Dale News", OTHER, AP, hours=1)
    assert found(linked, signed) == [("Dale News", "Hill News", "mark", "AP")]


def test_outlets_that_name_each_other_as_the_original() -> None:
    pair = (
        article("Hill", WIRE, mark("canonical", "dale.example"), domain="hill.example"),
        article("Dale", WIRE, mark("canonical", "hill.example"), domain="dale.example", hours=1),
    )
    assert found(*pair) == [("Dale", "Hill", "both", "hill.example")]
    assert independent(*pair) == 1


def test_unnamed_agencies_are_nobody() -> None:
    unnamed = mark("byline", "agencies")
    pair = article("Beacon", WIRE, unnamed), article("Ledger", OTHER, unnamed, hours=1)
    assert found(*pair) == []
    assert independent(*pair) == 2


def test_an_outlets_mark_of_itself_says_nothing() -> None:
    own = article("Reuters", WIRE, mark("byline", "Reuters"))
    other = article("Beacon", OTHER, mark("dateline", "Reuters"), hours=-3)
    assert found(own, other) == [("Beacon", "Reuters", "mark", "Reuters")]
    earlier = article("Ledger", reworded(WIRE, 0.1), hours=-1)
    assert found(own, earlier) == [("Ledger", "Reuters", "text", None)]


def test_a_name_that_is_in_no_list_is_a_name() -> None:
    marks = mark("byline", "Invented Wire")
    pair = article("Beacon", WIRE, marks), article("Ledger", OTHER, marks, hours=1)
    assert found(*pair) == [("Ledger", "Beacon", "mark", "Invented Wire")]


def test_of_several_articles_of_the_agency_the_words_choose() -> None:
    early, late = article("AP", OTHER), article("AP", WIRE, hours=2)
    copy = article("Beacon", reworded(WIRE, 0.1), AP, hours=3)
    [link] = find_copies([early, late, copy], SETTINGS)
    assert (link.source_article_id, link.basis) == (late.article_id, "both")
    unlike = article("Ledger", "Nothing of this stands anywhere else. " * 9, AP, hours=3)
    [link] = find_copies([early, late, unlike], SETTINGS)
    assert link == Copy(
        article_id=unlike.article_id,
        source_article_id=early.article_id,
        containment=0.0,
        basis="mark",
        agency="AP",
    )


def test_a_copy_by_its_words_says_whose_it_says_it_is() -> None:
    pair = article("Beacon", WIRE), article("Ledger", WIRE, AP, hours=1)
    assert found(*pair) == [("Ledger", "Beacon", "text", "AP")]


def test_an_outlet_with_an_agencys_article_beside_its_own_is_two_voices_among_two() -> None:
    own, carried = article("Beacon", OTHER), article("Beacon", WIRE, AP, hours=1)
    other = article("Ledger", WIRE, AP, hours=2)
    assert found(own, carried, other) == [("Ledger", "Beacon", "mark", "AP")] or found(
        own, carried, other
    ) == [("Ledger", "Beacon", "both", "AP")]
    assert independent(own, carried, other) == 2
    # Never more than there are outlets.
    assert independent(own, carried) == 1


def test_text_in_few_words_under_a_byline() -> None:
    pair = article("Beacon", "* * *", AP), article("Ledger", "", AP, hours=1)
    assert found(*pair) == [("Ledger", "Beacon", "mark", "AP")]


MARKS = st.lists(
    st.builds(
        mark,
        st.sampled_from(["byline", "dateline", "credit", "canonical"]),
        st.sampled_from(["AP", "Reuters", "agencies", "apnews.com", "o1.example", "o2.example"]),
    ),
    max_size=3,
)
ARTICLES = st.lists(
    st.tuples(
        st.sampled_from([WIRE, OTHER, HALF, reworded(WIRE, 0.1), ""]),
        st.sampled_from(["o1", "o2", "o3", "AP", "Reuters"]),
        st.integers(0, 3),
        MARKS,
    ),
    max_size=7,
).map(
    lambda rows: [
        Candidate(
            article_id=f"a{n}",
            outlet=outlet,
            published=NOON + timedelta(hours=hours),
            text=text,
            marks=tuple(marks),
            domain=f"{outlet}.example" if outlet.startswith("o") else None,
        )
        for n, (text, outlet, hours, marks) in enumerate(rows)
    ]
)


@given(ARTICLES, st.randoms(use_true_random=False))
def test_whatever_pages_say_there_are_families(
    articles: list[Candidate], random: randoms.Random
) -> None:
    copies = find_copies(articles, SETTINGS)
    shuffled = list(articles)
    random.shuffle(shuffled)
    assert find_copies(shuffled, SETTINGS) == copies
    by_id = {one.article_id: one for one in articles}
    copied = [copy.article_id for copy in copies]
    assert len(set(copied)) == len(copied)
    for copy in copies:
        assert copy.source_article_id not in copied
        assert by_id[copy.source_article_id].outlet != by_id[copy.article_id].outlet
        marks = by_id[copy.article_id].marks
        if copy.basis == "mark":
            assert any(one.kind != "credit" for one in marks)
    if articles:
        assert 1 <= independent(*articles) <= len({one.outlet for one in articles})
