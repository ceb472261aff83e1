"""Who carries whose copy."""

from __future__ import annotations

import random as randoms
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.syndication import Candidate, Copy, find_copies, independent_outlets, shingles

NOON = datetime(2025, 10, 3, 12, tzinfo=UTC)
WIRE = (
    "Fire destroyed a cold storage warehouse in northern Indiana on Friday and three firefighters "
    "were hurt when ammonia leaked from the cooling plant, officials of the county said. Crews "
    "from nine towns fought the flames for eleven hours before the roof gave way at dawn. The "
    "owner said that nobody was working inside when the first alarm rang shortly after four in "
    "the morning."
)
OTHER = (
    "When the roof of the Pell building fell in, half a mile away Dorothy Lindqvist felt her "
    "kitchen shake. Her street had been told to shut its windows because of fumes, then to leave, "
    "and then to stay. By noon the school gymnasium held two hundred neighbours with blankets "
    "and dogs."
)
QUOTE = (
    "“This company was told in March and again in June that the valves were failing, and it chose "
    "to wait for a cheaper quarter, and three of our people breathed what it saved by waiting.”"
)


def article(name: str, text: str, *, outlet: str | None = None, hours: float = 0) -> Candidate:
    return Candidate(
        article_id=name,
        outlet=outlet or f"outlet {name}",
        published=NOON + timedelta(hours=hours),
        text=text,
    )


def edited(text: str, share: float, seed: int = 1) -> str:
    """The text with this share of its sentences' words replaced, in runs, as an editor does."""
    words = text.split()
    count = round(len(words) * share)
    start = randoms.Random(seed).randrange(len(words) - count + 1)
    return " ".join([*words[:start], *(f"new{n}" for n in range(count)), *words[start + count :]])


def found(*articles: Candidate, containment: float = 0.5) -> dict[str, str]:
    copies = find_copies(articles, words=3, containment=containment)
    return {copy.article_id: copy.source_article_id for copy in copies}


def test_a_copy_names_the_earlier_article() -> None:
    assert found(article("a", WIRE), article("b", WIRE, hours=1)) == {"b": "a"}
    assert found(article("a", WIRE, hours=1), article("b", WIRE)) == {"a": "b"}


@pytest.mark.parametrize("share", [0.05, 0.1, 0.2, 0.3])
def test_a_lightly_edited_copy_is_found(share: float) -> None:
    copy = article("b", edited(WIRE, share), hours=1)
    assert found(article("a", WIRE), copy, article("c", OTHER, hours=2)) == {"b": "a"}


def test_a_shortened_copy_is_found() -> None:
    half = " ".join(WIRE.split()[:35])
    [copy] = find_copies(
        [article("a", WIRE), article("b", half, hours=1)], words=3, containment=0.5
    )
    assert copy == Copy(article_id="b", source_article_id="a", containment=1.0)


def test_an_article_that_holds_much_more_than_the_wire_is_no_copy() -> None:
    assert (
        found(article("a", WIRE), article("b", f"{WIRE} {OTHER} {edited(OTHER, 1)}", hours=1)) == {}
    )


def test_own_words_are_no_copy() -> None:
    assert found(article("a", WIRE), article("b", OTHER, hours=1)) == {}


@pytest.mark.parametrize(("opening", "closing"), [("“", "”"), ('"', '"')])
def test_the_same_long_quotation_makes_no_copy(opening: str, closing: str) -> None:
    quote = QUOTE.replace("“", opening).replace("”", closing)
    first = f"The union spoke on Friday. {quote} {quote} So said its president, Ann Reyes, at noon."
    second = f"Reyes, who leads the local, was blunt before reporters. {quote} {quote} She left."
    assert found(article("a", first), article("b", second, hours=1), containment=0.2) == {}
    bare = {"“": "", "”": "", '"': ""}
    unquoted = [text.translate(str.maketrans(bare)) for text in (first, second)]
    assert found(article("a", unquoted[0]), article("b", unquoted[1], hours=1)) == {"b": "a"}


def test_one_outlets_own_articles_are_never_copies() -> None:
    pair = article("a", WIRE, outlet="Wire"), article("b", WIRE, outlet="Wire", hours=1)
    assert found(*pair) == {}


def test_articles_of_a_few_words_are_no_copies() -> None:
    text = "Fire destroyed a warehouse in Indiana on Friday."
    assert found(article("a", text), article("b", text, hours=1)) == {}


def test_a_copy_of_a_copy_names_the_original() -> None:
    chain = [
        article("wire", WIRE),
        article("first", edited(WIRE, 0.1, seed=2), hours=1),
        article("second", edited(edited(WIRE, 0.1, seed=2), 0.1, seed=3), hours=2),
    ]
    assert found(*chain) == {"first": "wire", "second": "wire"}


def test_case_and_punctuation_do_not_hide_a_copy() -> None:
    text = WIRE.upper().replace(",", " –").replace(".", " ;")
    assert found(article("a", WIRE), article("b", text, hours=1)) == {"b": "a"}


def test_the_closest_of_two_sources_is_named() -> None:
    near = article("near", f"{WIRE} {OTHER}", hours=0)
    far = article("far", f"{edited(WIRE, 0.4)} {edited(OTHER, 0.9)}", hours=1)
    late = article("late", WIRE, hours=2)
    assert found(far, late, near)["late"] == "near"


def test_families_count_once() -> None:
    family = [article("a", WIRE), article("b", WIRE, hours=1), article("c", WIRE, hours=2)]
    own = article("d", OTHER, hours=3)
    copies = find_copies([*family, own], words=3, containment=0.5)
    assert len(copies) == 2
    assert independent_outlets([*family, own], copies) == 2
    assert independent_outlets(family, copies) == 1


def test_an_outlet_with_a_copy_and_words_of_its_own_is_independent() -> None:
    articles = [
        article("a", WIRE),
        article("b", WIRE, outlet="Beacon", hours=1),
        article("c", OTHER, outlet="Beacon", hours=2),
    ]
    copies = find_copies(articles, words=3, containment=0.5)
    assert [copy.article_id for copy in copies] == ["b"]
    assert independent_outlets(articles, copies) == 2


def test_nothing_has_no_copies() -> None:
    assert found() == {}
    assert independent_outlets([], []) == 0


TEXTS = st.sampled_from(
    [WIRE, OTHER, edited(WIRE, 0.1), edited(WIRE, 0.3), edited(OTHER, 0.2), f"{WIRE} {OTHER}", "A."]
)
ARTICLES = st.lists(st.tuples(TEXTS, st.integers(0, 3), st.integers(0, 4)), max_size=7).map(
    lambda rows: [
        article(f"a{n}", text, outlet=f"outlet {outlet}", hours=hours)
        for n, (text, outlet, hours) in enumerate(rows)
    ]
)


@given(ARTICLES, st.randoms(use_true_random=False))
def test_copies_do_not_depend_on_the_order(articles: list[Candidate], random: object) -> None:
    copies = find_copies(articles, words=3, containment=0.5)
    shuffled = list(articles)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert find_copies(shuffled, words=3, containment=0.5) == copies


@given(ARTICLES)
def test_families_have_one_original_each_and_it_is_earlier(articles: list[Candidate]) -> None:
    by_id = {one.article_id: one for one in articles}
    copies = find_copies(articles, words=3, containment=0.5)
    copied = {copy.article_id for copy in copies}
    assert len(copied) == len(copies)
    for copy in copies:
        assert copy.source_article_id not in copied
        copier, source = by_id[copy.article_id], by_id[copy.source_article_id]
        assert (source.published, source.article_id) < (copier.published, copier.article_id)
        assert source.outlet != copier.outlet
        assert 0.5 <= copy.containment <= 1
    if articles:
        outlets = {one.outlet for one in articles}
        assert 1 <= independent_outlets(articles, copies) <= len(outlets)


def test_shingles_are_runs_of_words_without_what_is_quoted() -> None:
    text = "The mayor’s car “burned all night” in Gary."
    assert shingles(text, 3) == {
        ("the", "mayor’s", "car"),
        ("mayor’s", "car", "in"),
        ("car", "in", "gary"),
    }
    assert shingles("Too short", 3) == frozenset()


@given(st.text(max_size=200), st.integers(1, 4))
def test_shingles_have_the_length_asked_for(text: str, words: int) -> None:
    assert all(len(shingle) == words for shingle in shingles(text, words))
