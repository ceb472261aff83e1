"""The style sheet, put on every page, and the one rule that depends on what is shown."""

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from dashboard.markup import Html

STYLE_SHEET = Path(__file__).with_name("style.css")


def use_style() -> None:
    """Streamlit places a body that is nothing but a style sheet outside of the page's flow."""
    st.html(STYLE_SHEET)


def tab_counts(counts: Mapping[int, int]) -> Html:
    """Numbers behind the names of tabs, counted from 1.

    A tab's name stands in the URL and must not change with the number, so the style adds it.
    """
    rules = (
        f'.st-key-tab [role="tab"]:nth-of-type({place}) p::after{{content:" {count:d}"}}'
        for place, count in counts.items()
    )
    return Html(f"<style>{''.join(rules)}</style>")
