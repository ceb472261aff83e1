"""The tab "Timeline" of the page of one event."""

from __future__ import annotations

from typing import Final

import streamlit as st
from sqlalchemy.engine import Connection

from compare.shown.wording import number
from dashboard.markup import element
from dashboard.queries.accounts import EventHead
from dashboard.queries.timeline import (
    DRAWN,
    count_revisions,
    load_met,
    load_revised,
    load_steps,
)
from dashboard.revisiondiff import revision_list
from dashboard.timeline import timeline_panel
from dashboard.times import Times, by_article

_URL: Final = "query-params"
_PAGE = 10
"""Revisions on one page."""
_EVERY = "every outlet"


def timeline(connection: Connection, head: EventHead) -> None:
    """Who published and revised when, and what each revision changed."""
    count = count_revisions(connection, head.event_id)
    times = Times(
        met=load_met(connection, head.event_id),
        revised=by_article(load_steps(connection, head.event_id) if count else ()),
    )
    st.html(timeline_panel(head, times))
    if count > DRAWN:
        st.caption(f"Of {number(count, 'revision')} the first {DRAWN:,} are drawn.")
    st.html(element("h2", "Revisions", class_="px-part"))
    if not count:
        st.info(
            "No article of this event was met in another state than the first. A change shows "
            "here once a later crawl has captured it; pages that are not asked for again are not "
            "known to have stayed the same."
        )
        return
    _revisions(connection, head, times)


def _revisions(connection: Connection, head: EventHead, times: Times) -> None:
    revised = [
        account.outlet
        for account in head.accounts
        if any(times.steps(member) for member in account.members)
    ]
    outlet = None
    if len(revised) > 1:
        chosen = st.selectbox(
            "Revisions of", [_EVERY, *revised], key="revised", bind=_URL, width=360
        )
        outlet = None if chosen == _EVERY else chosen
    count = count_revisions(connection, head.event_id, outlet)
    st.caption(
        f"{number(count, 'revision')}, the newest last; each beside the state before it, as it "
        "was captured. A page may have changed between two captures without being seen."
    )
    listed, below = st.container(), st.container()
    pages = -(-count // _PAGE)
    page = below.pagination(pages, key="revisions", bind=_URL) if pages > 1 else 1
    found = load_revised(connection, head.event_id, outlet, limit=_PAGE, offset=_PAGE * (page - 1))
    listed.html(revision_list(head.event_id, found))
