"""The reader's last visit: read from their browser's cookie, and written back."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from dashboard.connection import database_name
from dashboard.visits import Visit, cookie_name, read_visit, went_on

_KEPT = 366 * 24 * 3600
"""Seconds."""
_STATE = "visit"


def note_visit() -> None:
    """Remember that the reader is here; called once for every drawing of a page.

    The script holds a name and digits made here, nothing from the web.
    """
    name = cookie_name(database_name())
    visit: Visit | None = st.session_state.get(_STATE)
    # The cookie is that of the moment in which the page was opened.
    visit = went_on(visit or read_visit(dict(st.context.cookies).get(name, "")), datetime.now(UTC))
    st.session_state[_STATE] = visit
    kept = f"{name}={visit.cookie}; Max-Age={_KEPT}; Path=/; SameSite=Lax"
    st.html(f'<script>document.cookie = "{kept}"</script>', unsafe_allow_javascript=True)


def last_visit() -> datetime | None:
    """When the visit before this one ended (UTC); None on the first."""
    visit: Visit | None = st.session_state.get(_STATE)
    return visit.previous if visit else None
