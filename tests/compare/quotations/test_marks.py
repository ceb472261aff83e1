"""Quotation marks: every sort, nested, unclosed, over paragraphs, and none at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.quotations import quotations
from compare.quotations.tokens import Token, tokens

ANY_MARKS = st.lists(
    st.sampled_from(
        [
            *"“”„‟\"«»‹›「」『』‘’‚'`.,!?[]() \n—…aBs9",
            " said ",
            "Ann Lee",
            "he",
            "``",
            "''",
            "\n\n“",
        ]
    ),
    max_size=80,
).map("".join)


def inside(text: str, language: str | None = None) -> list[list[str]]:
    return [[p.of(text) for p in one.pieces] for one in quotations(text, language)]


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("“", "”"),
        ('"', '"'),
        ("“", '"'),
        ("„", "“"),
        ("„", "”"),
        ("«", "»"),
        ("« ", " »"),
        ("«\u00a0", "\u00a0»"),
        ("»", "«"),
        ("”", "”"),
        ("‘", "’"),
        ("'", "'"),
        ("‹", "›"),
        ("‚", "‘"),
        ("「", "」"),
        ("『", "』"),
        ("``", "''"),
    ],
)
@pytest.mark.parametrize(
    "words", ["We never asked for any of this.", "It wasn’t ours, it’s theirs!"]
)
def test_every_sort_of_marks(opening: str, closing: str, words: str) -> None:
    text = f"Nobody moved. {opening}{words}{closing} The dogs' owners left."
    assert inside(text) == [[words]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“He told me ‘I never did it,’ and left,” she said.",
            "He told me ‘I never did it,’ and left,",
        ),
        (
            "\"He told me 'I never did it,' and left,\" she said.",
            "He told me 'I never did it,' and left,",
        ),
        (
            "‘He told me “I never did it,” and left,’ she said.",
            "He told me “I never did it,” and left,",
        ),
        ("„Er sagte ‚nein‘ und ging heim“, sagte sie.", "Er sagte ‚nein‘ und ging heim"),
        ("« Il a dit “non” et puis rien », dit-elle.", "Il a dit “non” et puis rien"),
    ],
)
def test_nested_quotations_count_to_the_outer(text: str, expected: str) -> None:
    assert inside(text) == [[expected]]


def test_several_paragraphs_that_each_open_anew() -> None:
    said = "“The first paragraph.\n\n“The second one.\n\n“The third.”"
    text = f"She said:\n\n{said}\n\nThen “a fourth came along.”"
    assert inside(text) == [
        ["The first paragraph.", "The second one.", "The third."],
        ["a fourth came along."],
    ]
    assert [one.closed for one in quotations(text)] == [True, True]


def test_several_paragraphs_of_straight_marks() -> None:
    text = '"The first paragraph.\n"The second one," she said.'
    assert inside(text) == [["The first paragraph.", "The second one,"]]


def test_paragraphs_whose_breaks_were_lost() -> None:
    assert inside("“The first paragraph. “The second one.”") == [
        ["The first paragraph.", "The second one."]
    ]


def test_a_mark_that_is_never_closed_ends_with_its_paragraph() -> None:
    text = "“We will never go.\n\nNobody “moved at all.”"
    assert inside(text) == [["We will never go."], ["moved at all."]]
    assert [one.closed for one in quotations(text)] == [False, True]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "No marks at all.",
        "The dogs' owners and the cats' owners met in '98, 'til they didn't.",
        "It's the residents’ own, isn’t it?",
        'A 6" pipe and a 5\'10" man.',
        '“” and "" and « »',
        "a stray ” here and » there",
    ],
)
def test_no_quotations(text: str) -> None:
    assert inside(text) == []


def test_marks_without_context_in_pairs() -> None:
    text = 'He said: " The site has done its job, " and left.'
    assert inside(text) == [["The site has done its job,"]]


@given(ANY_MARKS)
def test_offsets_are_verbatim_in_order_and_do_not_overlap(text: str) -> None:
    place = 0
    for one in quotations(text):
        assert one.pieces
        for piece in one.pieces:
            assert place <= piece.start < piece.end <= len(text)
            assert piece.of(text) == text[piece.start : piece.end].strip()
            place = piece.end
        if one.attribution:
            for span in (one.attribution.speaker, one.attribution.cue):
                if span is not None:
                    assert 0 <= span.start < span.end <= len(text)
                    assert span.of(text).strip() == span.of(text) != ""


@given(st.text(max_size=200), st.sampled_from([None, "en", "de", "fr-CA", "xx", ""]))
def test_any_text_in_any_language_is_read(text: str, language: str | None) -> None:
    for one in quotations(text, language):
        assert one.end <= len(text)


@pytest.mark.parametrize(
    "unit", ['"', "“", "‘", "„a ", '. "A', "“[…", "“A said ", "“x,” Ann Lee, "]
)
def test_the_search_for_speakers_reads_a_bounded_stretch_beside_each_quotation(
    unit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []

    def counted(text: str, start: int, end: int) -> list[Token]:
        read.append(end - start)
        return tokens(text, start, end)

    monkeypatch.setattr("compare.quotations.speakers.tokens", counted)
    found = quotations(unit * 500)
    assert all(length <= 400 for length in read)
    assert len(read) <= 3 * len(found)


@pytest.mark.parametrize("unit", ['"', "“", "‘", '. "A', "“A said ", "“x,” Ann Lee, "])
def test_a_long_text_of_nothing_but_marks_is_read(unit: str) -> None:
    assert len(quotations(unit * (50_000 // len(unit)))) <= 50_000 // len(unit)
