"""What is typed into the search box is parted into words, whatever it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.searchterms import MOST, Term, fold, parse_terms


def _term(*words: str, prefix: bool = False) -> Term:
    return Term(words=words, prefix=prefix)


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("", ()),
        ("barge bridge", (_term("barge"), _term("bridge"))),
        ("barge barge", (_term("barge"),)),
        ('"four cracks" pier', (_term("four", "cracks"), _term("pier"))),
        ("“four cracks” «deux mots»", (_term("four", "cracks"), _term("deux", "mots"))),
        ('"four cracks', (_term("four", "cracks"),)),
        ("crack*", (_term("crack", prefix=True),)),
        ('"four crack*"', (_term("four", "crack", prefix=True),)),
        ("e-mail", (_term("e", "mail"),)),
        ("3.5 %", (_term("3", "5"),)),
        (
            "NOT title:x OR NEAR(a b)",
            (
                _term("NOT"),
                _term("title", "x"),
                _term("OR"),
                _term("NEAR", "a"),
                _term("b"),
            ),
        ),
        ("*** \" ' ) -- \x00 \ud800", ()),
        ("हिन्दी भाषा", (_term("हिन्दी"), _term("भाषा"))),
        ("cafe\u0301", (_term("café"),)),
    ],
)
def test_what_is_looked_for(typed: str, terms: tuple[Term, ...]) -> None:
    assert parse_terms(typed) == terms


@given(st.text(max_size=300))
def test_only_words_are_left(typed: str) -> None:
    terms = parse_terms(typed)
    assert sum(len(term.words) for term in terms) <= MOST
    for term in terms:
        assert term.words
        for word in term.words:
            assert word
            assert not set(word) & set("\"'*()&|!:<>\\ \x00")


def test_a_long_query_is_cut() -> None:
    assert len(parse_terms(" ".join(f"w{n}" for n in range(10_000)))) == MOST


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Café", "cafe"),
        ("ŠKODA", "skoda"),
        ("ЁЛКА", "елка"),
        ("한국어", "한국어"),
        ("straße", "straße"),
    ],
)
def test_folding(word: str, folded: str) -> None:
    assert fold(word) == folded
