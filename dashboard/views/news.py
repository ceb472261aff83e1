"""A quiet word when something new has come in while a page is read; nothing moves by itself."""

from __future__ import annotations

from typing import Final

import streamlit as st
from sqlalchemy.engine import Connection

from crawler.frozen import frozen_path
from dashboard.connection import glimpse
from dashboard.fresh import told
from dashboard.markup import element
from dashboard.queries.fresh import Seen, seen, since

_LOOK: Final = 30.0
"""Seconds between two looks."""
_WAVED: Final = "waved away"


def tell_what_is_new(connection: Connection, event_id: str | None = None) -> None:
    """Look now and then for what is newer than this drawing of the page; event_id: what it shows.

    It stands over the page (the style sheet does that), so that no line of it moves. In a
    snapshot nothing ever is.
    """
    if frozen_path(connection) is not None:
        return
    with st.container(key="new"):
        _look(seen(connection, event_id), event_id)


@st.fragment(run_every=_LOOK)
def _look(before: Seen, event_id: str | None) -> None:
    fresh = glimpse(lambda connection: since(connection, before, event_id))
    if fresh is None:
        return
    sentence, shows = told(fresh, event=event_id is not None)
    # Who has waved it away is not told the same again, but is when there is more to show.
    waved = (before, shows, fresh.compared)
    if not sentence or st.session_state.get(_WAVED) == waved:
        return
    st.html(element("p", sentence, class_="px-new", role="status"))
    with st.container(horizontal=True):
        if shows and st.button("Show", key=f"show-{event_id}"):
            st.rerun()
        if st.button("Not now", key=f"later-{event_id}"):
            st.session_state[_WAVED] = waved
            st.rerun(scope="fragment")
