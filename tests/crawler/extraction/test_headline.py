"""Which of a page's titles is its headline."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extraction.headline import choose_headline

TITLE = "Ferry adrift for hours"


@pytest.mark.parametrize("site", [" | The Packet", " - The Packet", " – Harbour – Packet", "| P"])
def test_the_site_goes_where_the_page_leaves_it_out_elsewhere(site: str) -> None:
    assert choose_headline([TITLE + site, "", TITLE]) == TITLE
    assert choose_headline([TITLE + site]) == TITLE + site


@pytest.mark.parametrize(
    "longer", [f"{TITLE}, then towed in", f"{TITLE}-long ordeal", f"Harbour: {TITLE}"]
)
def test_the_headline_stays_whole(longer: str) -> None:
    assert choose_headline([longer, TITLE]) == longer


def test_quotation_marks_of_another_kind_are_the_same() -> None:
    assert choose_headline(["‘Adrift’ for seven hours | P", "'Adrift' for seven hours"]) == (
        "‘Adrift’ for seven hours"
    )


def test_a_kicker_is_no_headline() -> None:
    assert choose_headline(["Ferry | adrift for seven hours", "Ferry"]).startswith("Ferry |")


def test_without_any() -> None:
    assert choose_headline([]) == choose_headline(["", ""]) == ""


@given(st.lists(st.text(), min_size=1))
def test_what_is_chosen_begins_the_first(titles: list[str]) -> None:
    first = next(filter(None, titles), "")
    assert first.startswith(choose_headline(titles))
    assert bool(choose_headline(titles)) == bool(first)
