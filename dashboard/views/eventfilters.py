"""What the list of events is narrowed by: every choice stands in the URL."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

import streamlit as st
from sqlalchemy.engine import Connection

from compare.shown import kinds
from compare.shown.wording import exactly
from dashboard.queries.listing import Filter, outlet_names
from dashboard.queries.search import has_index
from dashboard.searchterms import parse_terms
from dashboard.views.visiting import last_visit
from dashboard.visits import read_moment

_ANY = "any or none"
_URL: Final = "query-params"
_FIRST_DAY = date(1900, 1, 1)
_AFTER = "after"
"""The time in the URL, so that a copied link finds the same for whoever opens it."""
_TOGGLE = "since-visit"


def ask_filter(connection: Connection) -> Filter:
    """Draw the filters; what they ask for."""
    names = outlet_names(connection)
    first = st.columns([5, 3, 2], vertical_alignment="bottom")
    typed = _search(first[0], texts=has_index(connection))
    outlets = first[1].multiselect(
        "Told by", names, key="outlet", bind=_URL, placeholder="any outlet"
    )
    kind = first[2].selectbox(
        "With a difference in",
        [_ANY, *kinds.LABELS],
        format_func=lambda kind: kinds.LABELS.get(kind, kind),
        key="kind",
        bind=_URL,
    )
    asked = any(st.query_params.get(name) for name in ("least", "from", "until", "without"))
    more = st.expander("Not told by, dates and number of outlets", expanded=asked)
    second = more.columns([3, 1, 1, 1], vertical_alignment="bottom")
    without = second[0].multiselect(
        "Not told by", names, key="without", bind=_URL, placeholder="no outlet"
    )
    least = second[1].number_input("At least … outlets", 1, 99, 2, key="least", bind=_URL)
    since = second[2].date_input("From", None, _FIRST_DAY, key="from", bind=_URL)
    until = second[3].date_input("Until", None, _FIRST_DAY, key="until", bind=_URL)
    return Filter(
        terms=parse_terms(typed),
        least_outlets=int(least),
        outlets=tuple(outlets),
        without=tuple(without),
        kind=None if kind == _ANY else kind,
        since=since,
        until=until,
        changed_after=_changed_after(),
    )


def marked_from() -> datetime | None:
    """From when on events are called new or updated: what the URL says, else the last visit."""
    return read_moment(st.query_params.get(_AFTER, "")) or last_visit()


def _search(place: st.delta_generator.DeltaGenerator, *, texts: bool) -> str:
    typed: str = place.text_input(
        "Search headlines and texts" if texts else "Search titles",
        key="q",
        bind=_URL,
        placeholder='words, "an exact phrase", begin*' if texts else "words of a title",
    )
    if not texts:
        st.caption(
            "Only the titles of events are searched: this database has no index of its texts, or "
            "this Python's SQLite lacks FTS5. Use a Python whose SQLite has it."
        )
    elif typed.strip() and not parse_terms(typed):
        st.caption("There is no word in the search box, so that nothing is searched for.")
    return typed


def _changed_after() -> datetime | None:
    offered = marked_from()
    if offered is None:
        return None

    def choose() -> None:
        # Into the URL before the page is drawn: the URL is what holds.
        if st.session_state[_TOGGLE]:
            st.query_params[_AFTER] = offered.isoformat()
        else:
            st.query_params.pop(_AFTER, None)

    st.session_state[_TOGGLE] = _AFTER in st.query_params
    chosen = st.toggle(
        f"Only new or updated since {exactly(offered)}", key=_TOGGLE, on_change=choose
    )
    return offered if chosen else None
