"""Which event the address asks for."""

from __future__ import annotations

import streamlit as st
from sqlalchemy.engine import Connection

from dashboard.markup import plain
from dashboard.queries.accounts import EventHead, current_id, load_event


def asked_event(connection: Connection) -> tuple[str, EventHead | None]:
    """The id in the address, empty where there is none, and its event, None where there is none.

    Where the event was merged into another the reader is told, and the address is mended, so that
    what is copied from here on is the lasting one.
    """
    asked = st.query_params.get("event", "")
    found = current_id(connection, asked) if asked else None
    head = load_event(connection, found) if found else None
    if head is not None and found != asked:
        st.query_params["event"] = head.event_id
        st.info(plain(f"The event {asked} has become part of this one."))
    return asked, head
