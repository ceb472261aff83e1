"""The tab "Names and labels" of the page of one event."""

from __future__ import annotations

from collections import Counter
from typing import Final

import streamlit as st
from sqlalchemy.engine import Connection

from compare.shown.wording import number
from dashboard.matrix import COLUMNS
from dashboard.namegrid import name_grid
from dashboard.queries.accounts import EventHead
from dashboard.queries.names import count_entities, load_entities

_URL: Final = "query-params"
_ENTITIES = 25
"""People and bodies on one page."""


def names(connection: Connection, head: EventHead) -> None:
    """What each outlet calls the same person or body."""
    if len(head.accounts) < 2:
        st.info("Only one outlet tells this event so far: there is nothing to compare it with.")
        return
    count = count_entities(connection, head.event_id)
    if not count:
        st.info(
            "No person or body was recognised in two accounts of this event. Names are read by "
            "English rules. (What an earlier version compared has its names after the next "
            "`parallax compare`.)"
        )
        return
    above, listed, below = st.container(), st.container(), st.container()
    pages = -(-count // _ENTITIES)
    page = below.pagination(pages, key="names", bind=_URL) if pages > 1 else 1
    found = load_entities(connection, head.event_id, limit=_ENTITIES, offset=_ENTITIES * (page - 1))
    named = Counter(outlet for one in found for outlet in one.outlets)
    most = {outlet for outlet, _ in named.most_common(COLUMNS)}
    columns = above.multiselect(
        f"Outlets, in your order ({len(head.outlets)} tell it)",
        head.outlets,
        [outlet for outlet in head.outlets if outlet in most],
        key="named",
        bind=_URL,
        placeholder="choose outlets",
        wrap=True,
    )
    if not columns:
        st.info("Choose at least one outlet.")
        return
    listed.html(name_grid(head, columns, found))
    below.caption(
        f"{number(count, 'person or body', 'people and bodies')} that two outlets or more name, "
        "the most named first. ×3: so written three times; the link leads to the first. A label "
        "without a name is shown only where the article itself ties it to one."
    )
