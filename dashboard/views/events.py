"""The list of events."""

from __future__ import annotations

from typing import Final

import streamlit as st
from sqlalchemy.engine import Connection

from compare.shown.wording import number
from dashboard.connection import draw
from dashboard.eventlist import event_list
from dashboard.exporttable import found_line
from dashboard.queries.listing import (
    COUNTED,
    PAGE_SIZE,
    Filter,
    contents,
    find_events,
)
from dashboard.queries.search import NEWEST
from dashboard.views.eventfilters import ask_filter, marked_from
from dashboard.views.news import tell_what_is_new

_URL: Final = "query-params"


def show() -> None:
    """The page."""
    st.html("<h1 class='px-title'>Events</h1>")
    draw(_page)


def _page(connection: Connection) -> None:
    held = contents(connection)
    if not held.articles:
        st.info(
            "Nothing has been collected yet. Run `parallax demo` to see Parallax at work, or "
            "`parallax crawl` or `parallax import` to collect articles; then "
            "`parallax compare`."
        )
    elif not held.events:
        st.info("The articles have not been compared yet. Run `parallax compare`.")
    else:
        wanted = ask_filter(connection)
        if not held.shared_events:
            st.info(
                "No event is told by two outlets or more yet. Collect from more outlets with "
                "`parallax crawl`, then run `parallax compare`; or set the least number of "
                "outlets to 1 to see the events there are."
            )
        _list(connection, wanted)
    tell_what_is_new(connection)


def _list(connection: Connection, wanted: Filter) -> None:
    # The page number stands below the list it chooses, and is read before it is drawn.
    above, listed, below = st.container(), st.container(), st.container()
    # Mostly the page that is asked for is there, so that it is looked for once.
    asked = _asked_page()
    found = find_events(connection, wanted, asked)
    pages = -(-found.matches // PAGE_SIZE)
    if not found.matches:
        above.info("No event matches. Take back a filter, or lower the least number of outlets.")
        return
    chosen = below.pagination(pages, key="page", bind=_URL) if pages > 1 else 1
    if chosen != asked:
        found = find_events(connection, wanted, chosen)
    told = f"told by {number(wanted.least_outlets, 'outlet')} or more, newest first"
    if found.more:
        above.caption(f"The first {COUNTED:,} events {told}. Set a date to reach older ones.")
        if found.newest_only:
            above.caption(
                f"The words stand in very many articles: the {NEWEST:,} captured last were looked "
                "at. Add a word, or set dates."
            )
    else:
        above.caption(f"{number(found.matches, 'event')} {told}.")
    listed.html(event_list(found.lines, marked_from()))
    st.html(found_line(wanted))


def _asked_page() -> int:
    asked = str(st.session_state.get("page") or st.query_params.get("page", ""))
    return int(asked) if asked.isdecimal() and 0 < int(asked[:6]) <= COUNTED else 1
