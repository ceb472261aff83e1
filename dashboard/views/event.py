"""One event, its accounts side by side."""

from __future__ import annotations

import streamlit as st
from sqlalchemy.engine import Connection

from dashboard.connection import draw
from dashboard.eventlist import kind_chips
from dashboard.glance import glance, grouped, surest
from dashboard.markup import element, join, plain, verbatim
from dashboard.queries.accounts import EventHead, current_id, load_event
from dashboard.queries.passages import load_differences, load_passages
from dashboard.queries.unheard import load_unheard
from dashboard.sidebyside import headlines
from dashboard.style import tab_counts
from dashboard.unheard import unheard_panel
from dashboard.views import tabs
from dashboard.wording import number, span

_TABS = ("Side by side", "Differences", "Only in", "Copies", "Why grouped")


def show() -> None:
    """The page; its event is named in the URL."""
    draw(_page)


def _page(connection: Connection) -> None:
    asked = st.query_params.get("event", "")
    found = current_id(connection, asked) if asked else None
    head = load_event(connection, found) if found else None
    if head is None:
        _nothing(asked)
        return
    if found != asked:
        # The address is mended too, so that what is copied from here on is the lasting one.
        st.query_params["event"] = head.event_id
        st.info(plain(f"The event {asked} has become part of this one."))
    _head(head)
    unheard = unheard_panel(load_unheard(connection, head))
    if unheard is not None:
        st.html(unheard)
    _glance(connection, head)
    _tabs(connection, head)


def _nothing(asked: str) -> None:
    st.html("<h1 class='px-title'>Event</h1>")
    if asked:
        st.warning(plain(f"There is no event {asked}; it may have been compared anew since."))
    else:
        st.info("No event is chosen.")
    st.html("<p><a href='./'>Choose one from the list of events</a></p>")


def _head(head: EventHead) -> None:
    accounts = len(head.accounts)
    facts = [
        span(head.first, head.last),
        number(accounts, "outlet"),
        number(head.independent_outlets, "independent account"),
        number(head.clusters, "cluster"),
    ]
    st.html(
        element(
            "header",
            element("p", element("a", "← Events", href="./"), class_="px-back"),
            element(
                "h1", verbatim(head.title.strip() or "(without a headline)"), class_="px-title"
            ),
            element("p", "headline as in ", verbatim(head.title_outlet, "b"), class_="px-as-in"),
            element(
                "div",
                element("p", join(facts, " · ")),
                kind_chips(head.differences),
                class_="px-summary",
            ),
        )
    )
    st.html(join([element("h2", "Headlines", class_="px-sr"), headlines(head)]))


def _glance(connection: Connection, head: EventHead) -> None:
    groups = grouped(load_differences(connection, head.event_id))
    chosen = surest(groups)
    if chosen:
        ids = (v.passage_id for group in chosen for d in group.differences for v in d.values)
        places = load_passages(connection, ids)
        st.html(glance(head, chosen, places, len(groups) - len(chosen)))


def _tabs(connection: Connection, head: EventHead) -> None:
    copied = sum(m.copy_of is not None for a in head.accounts for m in a.members)
    st.html(tab_counts({2: sum(head.differences.values()), 4: copied}))
    drawn = st.tabs(_TABS, key="tab", bind="query-params")
    shows = (tabs.side_by_side, tabs.differences, tabs.only_in, tabs.copies, tabs.why_grouped)
    for name, tab, show_tab in zip(_TABS, drawn, shows, strict=True):
        if tab.open:
            with tab:
                st.html(element("h2", name, class_="px-sr"))
                show_tab(connection, head)
    st.caption(
        plain(f"Event {head.event_id}. To take it away: ")
        + f"`parallax export DIR --event {head.event_id}`"
    )
