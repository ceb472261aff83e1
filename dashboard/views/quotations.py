"""The tab "Quotations" of the page of one event."""

from __future__ import annotations

from typing import Final

import streamlit as st
from sqlalchemy.engine import Connection

from compare.shown.wording import number
from dashboard.queries.accounts import EventHead
from dashboard.queries.quotations import count_families, load_families
from dashboard.quotationlist import lone_quotations, quotation_list

_URL: Final = "query-params"
_FAMILIES = 20
"""Families on one page."""
_LONE = 50
"""Quotations of one outlet alone on one page."""


def quotations(connection: Connection, head: EventHead) -> None:
    """Who is quoted by whom: whole, trimmed, altered, or as another's words."""
    if len(head.accounts) < 2:
        st.info("Only one outlet tells this event so far: there is nothing to compare it with.")
        return
    shared, alone = count_families(connection, head.event_id)
    if not shared and not alone:
        st.info(
            "No account of this event puts somebody's words in quotation marks. (What an earlier "
            "version compared has its quotations after the next `parallax compare`.)"
        )
        return
    if shared:
        _shared(connection, head, shared)
    else:
        st.info("No quotation stands in two accounts: each outlet quotes something else.")
    if alone:
        _alone(connection, head, alone)


def _shared(connection: Connection, head: EventHead, shared: int) -> None:
    st.caption(
        f"{number(shared, 'quotation')} in more than one outlet, in the order of the story: the "
        "longest version, with what others leave out marked, then theirs. Quotation marks are "
        "set here; the words within are the article's."
    )
    listed, below = st.container(), st.container()
    pages = -(-shared // _FAMILIES)
    chosen = below.pagination(pages, key="quotations", bind=_URL) if pages > 1 else 1
    found = load_families(
        connection,
        head.event_id,
        shared=True,
        limit=_FAMILIES,
        offset=_FAMILIES * (chosen - 1),
    )
    listed.html(quotation_list(head, found))


def _alone(connection: Connection, head: EventHead, alone: int) -> None:
    panel = st.expander(f"In one outlet only ({alone:,})", type="compact", key="lone", bind=_URL)
    if not panel.open:
        return
    listed, below = panel.container(), panel.container()
    pages = -(-alone // _LONE)
    chosen = below.pagination(pages, key="lone-page", bind=_URL) if pages > 1 else 1
    found = load_families(
        connection, head.event_id, shared=False, limit=_LONE, offset=_LONE * (chosen - 1)
    )
    listed.html(lone_quotations(head, found))
    below.caption(
        "Quotations that were matched with none of another outlet. Where another account is locked "
        "or incomplete, it may have them."
    )
