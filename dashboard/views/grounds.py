"""Why the articles of an event stand in it; asked for only while it is open."""

from __future__ import annotations

import streamlit as st
from sqlalchemy.engine import Connection

from dashboard.grounds import grounds_list
from dashboard.queries.accounts import EventHead
from dashboard.queries.grounds import load_grounds

_SHOWN = 30
"""Articles on one page."""


def why_grouped(connection: Connection, head: EventHead) -> None:
    """Behind a line below the headline; whether it is open stands in the URL."""
    panel = st.expander("Why grouped", type="compact", key="why", bind="query-params")
    if not panel.open:
        return
    members = [member for account in head.accounts for member in account.members]
    listed, below = panel.container(), panel.container()
    pages = -(-len(members) // _SHOWN)
    chosen = below.pagination(pages, key="grounds", bind="query-params") if pages > 1 else 1
    shown = members[_SHOWN * (chosen - 1) : _SHOWN * chosen]
    reasons = [reason for member in shown for reason in member.reasons]
    grounds = load_grounds(connection, reasons, (member.article_id for member in members))
    listed.html(grounds_list(head, shown, grounds))
    below.caption(
        "Score: how probable it is that an article reports the same as the event's others, on "
        "average. Beside it the strongest evidence, with what each piece adds or takes (log-odds)."
    )
