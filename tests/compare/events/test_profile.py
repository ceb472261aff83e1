"""What is kept of an article to compare it with every other."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from compare.events.lead import OPENING_CHARACTERS
from compare.events.profile import Counted, counted, packed, profiles, unpacked
from tests.compare.events.articles import FERRY, FIRE, lead

TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(
        st.sampled_from(
            ("Pell", "fire", "“a quotation of more than five words of it”", "火事", ".")
        ),
        max_size=30,
    ).map(" ".join),
)


@given(TEXTS, TEXTS, st.sampled_from(("en", "de", "ja", None)))
def test_what_is_packed_comes_back(text: str, title: str, language: str | None) -> None:
    counts = counted(lead("a", text, title=title, language=language))
    again = unpacked(packed(counts))
    for field in fields(Counted):
        one, other = getattr(counts, field.name), getattr(again, field.name)
        for part in ("places", "numbers", "usual"):
            first, second = getattr(one, part), getattr(other, part)
            assert np.array_equal(first, second), (field.name, part)
            assert first.dtype == second.dtype


def test_each_kind_of_count() -> None:
    quote = "“nine minutes to get everybody out of here”"
    counts = counted(lead("a", f"It burned in Pell and Quorn, {quote}.", title="Fire fire in Pell"))
    assert len(counts.names.places) == len(counts.opening_names.places) == 2
    # fire, pell (in is a stop word)
    assert sorted(counts.headline_words.numbers) == [1, 2]
    assert len(counts.quoted.places) == 5
    assert len(counts.words.places) > len(counts.headline_words.places)


def test_a_window_does_not_hold_the_texts() -> None:
    leads = [lead("a", FIRE, title="Fire"), lead("b", FERRY)]
    made = profiles(leads, np.eye(2, dtype=np.float32), np.eye(2, dtype=np.float32))
    assert [one.lead.text for one in made] == ["", ""]
    assert [(one.lead.article_id, one.lead.title) for one in made] == [("a", "Fire"), ("b", "")]


def test_a_page_without_a_title_has_how_its_text_begins() -> None:
    assert lead("a", FIRE, title="Fire").headline == "Fire"
    assert lead("a", FIRE * 9).headline == (FIRE * 9)[:120]
    assert lead("a", "x" * 999, title="Fire").opening == "Fire\n" + "x" * OPENING_CHARACTERS
