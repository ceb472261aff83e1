"""The tab "Figures" of the page of one event."""

from __future__ import annotations

from typing import Final

import streamlit as st
from sqlalchemy.engine import Connection

from compare.shown.wording import number
from dashboard.figures import FIGURE, figure_list, figures_told
from dashboard.matrix import marks_of
from dashboard.queries.accounts import EventHead
from dashboard.queries.passages import load_clusters, load_differences, load_passages

_URL: Final = "query-params"
_ITEMS = 25
"""Clusters on one page."""


def figures(connection: Connection, head: EventHead) -> None:
    """Who gives which number, as of when, from whom."""
    clusters = load_clusters(connection, head.event_id)
    places = load_passages(connection, (p for c in clusters for p in c.passage_ids))
    parted = [d for d in load_differences(connection, head.event_id) if d.kind == FIGURE]
    found = figures_told(head.outlets, clusters, places, marks_of(parted))
    if not found:
        st.info("No number stands in what several outlets tell. Numbers are read by English rules.")
        return
    differing = sum(one.differ for one in found)
    told = f"in {number(differing, 'of them', 'of them')} they differ" if differing else ""
    st.caption(
        "Numbers in what several outlets tell, each as of its article's publication: "
        f"{number(len(found), 'row')}{', ' if told else ''}{told}. Who gave a number is shown "
        "where its sentence says so."
    )
    pages = -(-len(found) // _ITEMS)
    listed, below = st.container(), st.container()
    chosen = below.pagination(pages, key="figures", bind=_URL) if pages > 1 else 1
    listed.html(figure_list(head, found[_ITEMS * (chosen - 1) : _ITEMS * chosen]))
