"""The tabs of the page of one event; only the one that is open is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st
from sqlalchemy.engine import Connection

from compare.shown import kinds
from compare.summary import Share
from dashboard.panels import alone_counts, alone_list, copy_table, difference_list
from dashboard.queries.accounts import EventHead
from dashboard.queries.passages import (
    load_alone,
    load_clusters,
    load_differences,
    load_passages,
)
from dashboard.views.sidebyside import nothing_shared

_URL: Final = "query-params"
_ALONE = 50
"""Passages on one page of "Only in"."""
_EVERY = "every kind"


def differences(connection: Connection, head: EventHead) -> None:
    """Every difference, all its sides."""
    found = load_differences(connection, head.event_id)
    if not found:
        st.info("No difference was found between the accounts of this event.")
        return
    kind = st.segmented_control(
        "Kind of difference",
        [_EVERY, *kinds.in_order(head.differences)],
        format_func=kinds.label,
        default=_EVERY,
        required=True,
        key="kind",
        bind=_URL,
    )
    chosen = [d for d in found if kind in (_EVERY, None, d.kind)]
    numbers = {c.cluster_id: c.number for c in load_clusters(connection, head.event_id)}
    places = load_passages(connection, (v.passage_id for d in chosen for v in d.values))
    st.html(difference_list(head, chosen, numbers, places))


def only_in(connection: Connection, head: EventHead, *, shares: Sequence[Share]) -> None:
    """What no other account was found to say."""
    counts = {one.outlet: one.only_here for one in shares}
    if len(head.accounts) < 2:
        st.info(nothing_shared(head))
        return
    outlet = st.selectbox(
        "Outlet",
        head.outlets,
        key="only",
        bind=_URL,
    )
    st.html(alone_counts({name: counts.get(name, 0) for name in head.outlets}))
    st.caption(
        "Passages that were matched with no passage of another outlet. Where another account is "
        "locked or incomplete, it may have said the same."
    )
    pages = max(1, -(-counts.get(outlet, 0) // _ALONE))
    listed, below = st.container(), st.container()
    chosen = below.pagination(pages, key="alone", bind=_URL) if pages > 1 else 1
    places = load_alone(
        connection, head.event_id, outlet, limit=_ALONE, offset=_ALONE * (chosen - 1)
    )
    if places:
        listed.html(alone_list(head, places))
    else:
        listed.info("Every passage of this account has its like in another.")


def copies(_: Connection, head: EventHead) -> None:
    """Who carries whose text."""
    found = copy_table(head)
    if found is None:
        st.info("No article of this event carries another's text: every account is its own.")
    else:
        st.caption("A copy is counted and shown, but is not an independent account.")
        st.html(found)
