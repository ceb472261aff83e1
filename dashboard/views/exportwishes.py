"""The form in which a reader says what is to be exported."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final
from urllib.parse import urlsplit

import streamlit as st
from sqlalchemy.engine import Connection

from compare.export import FORMATS
from compare.export.feed import Rss
from compare.export.tablechoice import NAMES
from dashboard.exportchoice import MOST_EVENTS, Choice, named_events
from dashboard.foundevents import FOUND, asked_filter, filter_words
from dashboard.markup import plain
from dashboard.queries.listing import Filter, find_ids

_URL: Final = "query-params"
_ALL, _PERIOD, _CHOSEN = "Everything", "A period", "Chosen events"
_NOTHING = {_PERIOD: "Choose a first day.", _CHOSEN: "Name at least one event."}
_FIRST_DAY = date(1900, 1, 1)
_MOST_WORDS = 1000
_FIELD = 500
"""Pixels."""


def ask(connection: Connection, *, here: bool) -> Choice | None:
    """What the reader asks for; None where that is not yet anything."""
    linked = st.query_params.get_all("event")
    found = asked_filter(st.query_params.get_all)
    which = st.segmented_control(
        "Which events",
        [_ALL, _PERIOD, *([FOUND] if found else []), _CHOSEN],
        default=_CHOSEN if linked else _ALL,
        required=True,
        wrap=True,
        key="which",
        bind=_URL,
    )
    events, since = _events(connection, str(which), linked, found)
    left, right = st.columns(2)
    formats = left.multiselect("Formats", FORMATS, ["jsonl"], key="format", bind=_URL)
    tables = right.multiselect(
        "Tables",
        NAMES,
        key="tables",
        bind=_URL,
        placeholder="all tables",
        wrap=True,
        help="graphml, html and rss are documents, made of tables of their own.",
    )
    with_text, quotation_words, with_noarchive = _texts(here)
    link_base = _feed() if Rss.name in formats else None
    if which != _ALL and not events and since is None:
        st.info(_NOTHING.get(str(which), "No event matches: there is nothing to export."))
        return None
    if not formats:
        st.info("Choose at least one format.")
        return None
    return Choice(
        events=events,
        since=since,
        formats=tuple(formats),
        tables=tuple(tables),
        with_text=with_text,
        with_noarchive=with_noarchive,
        quotation_words=quotation_words,
        link_base=link_base,
    )


def _texts(here: bool) -> tuple[bool, int, bool]:
    """Whether texts go along, of how many words the quotations that stay without them, and
    whether texts of pages that ask not to be copied go along too."""
    with_text = st.checkbox(
        "With texts (without them, what copyright allows can be shared)",
        True,
        key="text",
        bind=_URL,
    )
    if not with_text:
        words = st.number_input(
            "Keep the words of quotations of at most so many words (0: of none)",
            0,
            _MOST_WORDS,
            key="quoted",
            bind=_URL,
            width=_FIELD,
        )
        return False, int(words), False
    noarchive = here and st.checkbox(
        "Also the texts of pages that ask not to be copied: for use on your own machine",
        key="noarchive",
        bind=_URL,
    )
    return True, 0, noarchive


def _feed() -> str | None:
    """The address to which the feed leads; None: to the articles."""
    address = urlsplit(st.context.url or "")
    if not address.netloc:
        return None
    # A proxy may have put it below some path.
    base = f"{address.scheme}://{address.netloc}{address.path.removesuffix('/export')}".rstrip("/")
    leads = st.checkbox(
        f"The feed leads to this dashboard ({plain(base)}) and not to the articles",
        key="feed",
        bind=_URL,
    )
    return base if leads else None


def _events(
    connection: Connection, which: str, linked: Sequence[str], found: Filter | None
) -> tuple[tuple[str, ...], date | None]:
    """The events one by one, or the day from which on all are meant."""
    if which == _PERIOD:
        left, right = st.columns(2)
        since = left.date_input("From (UTC)", None, _FIRST_DAY, key="since", bind=_URL)
        until = right.date_input(
            "Until (UTC; empty: to this day)", None, _FIRST_DAY, key="to", bind=_URL
        )
        if since is None or until is None:
            return (), since
        found = Filter(least_outlets=1, since=since, until=until)
        return _matching(connection, found), None
    if which == FOUND and found is not None:
        st.caption(plain(f"Events {filter_words(found)}."))
        return _matching(connection, found), None
    if which == _CHOSEN:
        return _named(linked), None
    return (), None


def _matching(connection: Connection, wanted: Filter) -> tuple[str, ...]:
    ids = find_ids(connection, wanted, MOST_EVENTS + 1)
    if len(ids) > MOST_EVENTS:
        st.warning(f"More than {MOST_EVENTS:,} events match: the newest {MOST_EVENTS:,} are taken.")
    return tuple(ids[:MOST_EVENTS])


def _named(linked: Sequence[str]) -> tuple[str, ...]:
    pasted = st.text_area(
        "Ids of events, or links to their pages",
        "\n".join(linked),
        key="events",
        bind=_URL,
        placeholder="one a line",
    )
    named, wrong = named_events(pasted or "")
    if wrong:
        st.warning(plain(f"This names no event: {', '.join(wrong[:5])}"))
    if len(named) > MOST_EVENTS:
        st.warning(f"The first {MOST_EVENTS:,} of these events are taken.")
    return named[:MOST_EVENTS]
