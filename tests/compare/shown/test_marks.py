"""Words are cut at the boundaries of marks, and nothing of them is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from compare.shown.marks import Mark, pieces

_MARKS = st.builds(
    lambda start, size, kind: Mark(start=start, end=start + size, kind=kind),
    st.integers(-5, 35),
    st.integers(0, 20),
    st.sampled_from(["figure", "wording", "new_kind"]),
)


@given(st.text("ab<&é ", max_size=30), st.lists(_MARKS))
def test_the_words_stay_and_each_mark_is_labelled_once(words: str, marks: list[Mark]) -> None:
    found = pieces(words, marks)
    assert "".join(piece.text for piece in found) == words
    place = 0
    for piece in found:
        covering = {m.kind for m in marks if m.start <= place < min(m.end, len(words))}
        assert set(piece.kinds) == (covering if piece.text else set())
        assert set(piece.ending) <= set(piece.kinds)
        place += len(piece.text)


def test_overlapping_marks_are_cut() -> None:
    marks = [Mark(start=4, end=10, kind="wording"), Mark(start=0, end=7, kind="figure")]
    told = [(p.text, p.kinds, p.ending) for p in pieces("ten cracks.", marks)]
    assert told == [
        ("ten ", ("figure",), ()),
        ("cra", ("figure", "wording"), ("figure",)),
        ("cks", ("wording",), ("wording",)),
        (".", (), ()),
    ]
