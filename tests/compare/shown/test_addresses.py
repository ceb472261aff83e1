"""Links lead to the web or are not made, and to the words where they stand."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.shown.addresses import printable, source_address, text_fragment, web_address


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//x.example/",
        "http://",
        "http://[::1",
        "http://x.example/\x00",
    ],
)
def test_only_web_addresses_are_followed(url: str | None) -> None:
    assert web_address(url) is None


@given(st.text(max_size=100))
def test_no_other_scheme_is_ever_linked(url: str) -> None:
    found = web_address(url)
    assert found is None or found.lower().startswith(("http://", "https://"))


def test_fragment_is_encoded() -> None:
    assert text_fragment("boxed-in, by 10 & more") == ":~:text=boxed%2Din%2C%20by%2010%20%26%20more"


def test_long_words_are_named_by_their_ends() -> None:
    words = " ".join(f"word{n}" for n in range(20))
    fragment = text_fragment(words)
    first, last = fragment.removeprefix(":~:text=").split(",")
    assert unquote(first) == "word0 word1 word2 word3 word4"
    assert unquote(last) == "word15 word16 word17 word18 word19"


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_fragment_holds_no_sign_of_its_grammar(words: str) -> None:
    parts = text_fragment(words).removeprefix(":~:text=").split(",")
    assert len(parts) <= 2
    assert all("-" not in part and "&" not in part and part.isascii() for part in parts)


def test_address_keeps_its_own_fragment() -> None:
    assert source_address("https://x.example/a#part", "w") == "https://x.example/a#part:~:text=w"
    assert source_address("https://x.example/a", "w") == "https://x.example/a#:~:text=w"
    assert source_address("https://x.example/a#:~:text=old", "w") == "https://x.example/a#:~:text=w"
    assert source_address("https://x.example/a") == "https://x.example/a"


@given(st.text())
def test_what_is_printable_can_stand_in_xml(words: str) -> None:
    found = printable(words)
    assert len(found) == len(words)
    assert not set(found) & {"\x00", "\x08", "\x0b", "\x1f", "\x7f", "\ud800", "\ufffe", "\uffff"}
