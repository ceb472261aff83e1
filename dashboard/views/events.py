"""The list of events."""

from __future__ import annotations

from datetime import date
from typing import Final

import streamlit as st
from sqlalchemy.engine import Connection

from dashboard import kinds
from dashboard.connection import draw
from dashboard.eventlist import event_list
from dashboard.queries.listing import (
    COUNTED,
    PAGE_SIZE,
    Filter,
    contents,
    find_events,
    outlet_names,
)
from dashboard.wording import number

_ANY = "any or none"
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
        wanted = _filters(connection)
        if not held.shared_events:
            st.info(
                "No event is told by two outlets or more yet. Collect from more outlets with "
                "`parallax crawl`, then run `parallax compare`; or set the least number of "
                "outlets to 1 to see the events there are."
            )
        _list(connection, wanted)


def _filters(connection: Connection) -> Filter:
    first = st.columns([5, 3, 2], vertical_alignment="bottom")
    words = first[0].text_input(
        "Search in titles", key="q", bind=_URL, placeholder="words of a headline"
    )
    outlets = first[1].multiselect(
        "Told by", outlet_names(connection), key="outlet", bind=_URL, placeholder="any outlet"
    )
    kind = first[2].selectbox(
        "With a difference in",
        [_ANY, *kinds.LABELS],
        format_func=lambda kind: kinds.LABELS.get(kind, kind),
        key="kind",
        bind=_URL,
    )
    asked = any(st.query_params.get(name) for name in ("least", "from", "until"))
    more = st.expander("Dates and number of outlets", expanded=asked)
    second = more.columns(3, vertical_alignment="bottom")
    least = second[0].number_input("At least … outlets", 1, 99, 2, key="least", bind=_URL)
    since = second[1].date_input("From", None, _FIRST_DAY, key="from", bind=_URL)
    until = second[2].date_input("Until", None, _FIRST_DAY, key="until", bind=_URL)
    return Filter(
        words=tuple(words.split()),
        least_outlets=int(least),
        outlets=tuple(outlets),
        kind=None if kind == _ANY else kind,
        since=since,
        until=until,
    )


_FIRST_DAY = date(1900, 1, 1)


def _list(connection: Connection, wanted: Filter) -> None:
    # The page number stands below the list it chooses, and is read before it is drawn.
    above, listed, below = st.container(), st.container(), st.container()
    found = find_events(connection, wanted)
    pages = -(-found.matches // PAGE_SIZE)
    if not found.matches:
        above.info("No event matches. Take back a filter, or lower the least number of outlets.")
        return
    chosen = below.pagination(pages, key="page", bind=_URL) if pages > 1 else 1
    if chosen > 1:
        found = find_events(connection, wanted, chosen)
    told = f"told by {number(wanted.least_outlets, 'outlet')} or more, newest first"
    if found.more:
        above.caption(f"The first {COUNTED:,} events {told}. Set a date to reach older ones.")
    else:
        above.caption(f"{number(found.matches, 'event')} {told}.")
    listed.html(event_list(found.lines))
