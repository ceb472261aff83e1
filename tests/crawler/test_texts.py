"""Text as it is kept."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.texts import clean, clean_line, word_count

SEPARATORS = " \n\r\t\x0b\x0c\x1c\x85\xa0\u2028\u2029\u200b\u202e\u2066\ufeff\x00\xad\ud800"
TEXTS = st.text(st.characters(codec=None) | st.sampled_from(SEPARATORS), max_size=60)
JOINERS = "\u200c\u200d"  # they change how Persian and emoji look, so they stay


def invisible(text: str) -> list[str]:
    """Control characters, surrogates and overrides of direction, save the line's end."""
    return [
        char
        for char in text
        if (unicodedata.category(char) in ("Cc", "Cs") and char != "\n")
        or unicodedata.bidirectional(char) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI")
        or char in "\u00ad\u200b\u2060\ufeff\ufffe\uffff"
    ]


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("  a\t b \r\n c  ", "a b\nc"),
        ("a\n \n\n\n b", "a\n\nb"),
        ("a\u2029b\u2028c\x85d", "a\n\nb\nc\nd"),
        ("co\u00adoperate\u200b \ufeffnow\x00", "cooperate now"),
        ("page one\x0cpage two", "page one page two"),
        ("nbsp\u00a0here", "nbsp here"),
        ("\u202eevil\u202c", "evil"),
        ("بی\u200cطرف", "بی\u200cطرف"),
        ("“Quoted”, – it’s…", "“Quoted”, – it’s…"),
        ("\n\n", ""),
    ],
)
def test_clean(raw: str, kept: str) -> None:
    assert clean(raw) == kept


@given(TEXTS)
def test_clean_twice_is_clean_once(raw: str) -> None:
    kept = clean(raw)
    assert clean(kept) == kept
    assert not invisible(kept)
    assert "\n\n\n" not in kept
    assert kept == kept.strip()
    kept.encode("utf-8")


@given(TEXTS)
def test_a_line_is_one_line(raw: str) -> None:
    kept = clean_line(raw)
    assert clean_line(kept) == kept
    assert not invisible(kept)
    assert len(kept.splitlines()) <= 1


@given(st.text(st.characters(categories=["L", "N", "P"]) | st.sampled_from(JOINERS), max_size=60))
def test_what_a_reader_sees_stays(raw: str) -> None:
    assert clean(raw) == clean_line(raw) == raw


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("The ferry drifted.", 3),
        ("Die Fähre trieb – lange.", 5),
        ("橋は土曜日に閉鎖された", 6),
        ("国务院今天宣布新政策", 5),
        ("สวัสดีชาวโลก", 3),
        ("다리가 토요일에 폐쇄되었다", 3),
        ("AP通信によると", 4),
    ],
)
def test_words_are_counted_without_blanks_too(text: str, words: int) -> None:
    assert word_count(text) == words


@given(TEXTS)
def test_words_of_a_text_and_its_double(text: str) -> None:
    once, twice = word_count(text), word_count(f"{text}\n{text}")
    assert 0 <= once <= len(text)
    assert 2 * once - 2 <= twice <= 2 * once
