"""Links between pages without loading Streamlit anew: put on every page."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

SCRIPT = Path(__file__).with_name("links.js")


def use_links() -> None:
    """Have the browser follow links between our pages within the page that is open."""
    script = SCRIPT.read_text(encoding="utf-8")
    st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)
