"""JSON without halves of characters."""

from __future__ import annotations

import io
import json

from hypothesis import given
from hypothesis import strategies as st

from crawler.imports.surrogates import WholeCharacters

PIECES = st.sampled_from(["\\", '"', "\n", "a", "u", "d83d", "\U0001f600", "\ud83d", "\ude00", "é"])


def kept(text: str) -> str:
    return "".join(one for one in text if not "\ud800" <= one <= "\udfff")


@given(st.lists(PIECES, max_size=30).map("".join), st.integers(1, 20), st.booleans())
def test_what_is_whole_stays(text: str, size: int, upper: bool) -> None:
    written = json.dumps([text])
    if upper:
        written = written.replace("\\ud", "\\uD")
    source = WholeCharacters(io.BytesIO(written.encode()).read)
    read = b"".join(iter(lambda: source.read(size), b""))
    # Two halves side by side are one character in JSON.
    assert json.loads(read) == [kept(json.loads(written)[0])]


def test_long_runs_of_escapes() -> None:
    text = "\ud83d" + "\U0001f600" * 50_000 + "\\" * 50_001 + "\ude00"
    source = WholeCharacters(io.BytesIO(json.dumps(text).encode()).read)
    read = b"".join(iter(lambda: source.read(1 << 12), b""))
    assert json.loads(read) == kept(text)
