"""Sentences of Streamlit's own boxes, in which hostile words stand: they stay words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from playwright.sync_api import Page

WORDS = (
    "http://evil.example/x www.evil.example a@evil.example :smile: :material/home: "
    ":material_home: :streamlit: a -> b <- c <-> d -- e >= f <= g ~= h :red[x] $x$ <b>"
)


def test_words_of_the_address_stay_words(open_page: Callable[..., Page]) -> None:
    page = open_page(f"event?event={quote(WORDS)}")
    said = page.locator("[data-testid=stAlertContainer] p").first
    assert said.inner_text().replace("\u2060", "").startswith(f"There is no event {WORDS};")
    assert said.locator("*").count() == 0
    page = open_page(f"export?which=Chosen+events&events={quote('www.evil.example ebridge')}")
    said = page.locator("[data-testid=stAlertContainer] p").first
    assert "www.\u2060evil.example" in said.inner_text() or "www\u2060.evil" in said.inner_text()
    assert said.locator("a").count() == 0


def test_an_address_in_a_label_is_no_link(open_page: Callable[..., Page]) -> None:
    page = open_page("export?format=rss")
    label = page.locator(".st-key-feed label")
    assert "http://\u2060127.0.0.1" in label.inner_text()
    assert label.locator("a").count() == 0
