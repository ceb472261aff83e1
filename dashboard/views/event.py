"""One event, its accounts side by side."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st
from sqlalchemy.engine import Connection

from compare.summaries import load_summary
from compare.summary import Summary
from dashboard.connection import draw
from dashboard.eventhead import event_header
from dashboard.exporttable import export_line
from dashboard.figurestrip import figure_strip
from dashboard.glance import glance, grouped, surest
from dashboard.markup import element, join, plain
from dashboard.queries.accounts import EventHead
from dashboard.queries.passages import load_differences, load_passages
from dashboard.queries.quotations import count_families
from dashboard.queries.storyline import load_story
from dashboard.queries.unheard import load_unheard
from dashboard.sidebyside import headlines
from dashboard.storyline import story_panel
from dashboard.style import tab_counts
from dashboard.unheard import unheard_panel
from dashboard.views import tabs
from dashboard.views.asked import asked_event
from dashboard.views.correcting import correct_event
from dashboard.views.figures import figures
from dashboard.views.grounds import why_grouped
from dashboard.views.names import names
from dashboard.views.news import tell_what_is_new
from dashboard.views.quotations import quotations
from dashboard.views.sidebyside import side_by_side
from dashboard.views.timeline import timeline

_TABS = (
    "Side by side",
    "Differences",
    "Quotations",
    "Names and labels",
    "Figures",
    "Only in",
    "Timeline",
    "Copies",
)


def show() -> None:
    """The page; its event is named in the URL."""
    draw(_page)


def _page(connection: Connection) -> None:
    asked, head = asked_event(connection)
    if head is None:
        _nothing(asked)
        return
    summary = load_summary(connection, head.event_id)
    _head(connection, head, summary)
    unheard = unheard_panel(load_unheard(connection, head))
    if unheard is not None:
        st.html(unheard)
    _glance(connection, head)
    _tabs(connection, head, summary)
    tell_what_is_new(connection, head.event_id)


def _nothing(asked: str) -> None:
    st.html("<h1 class='px-title'>Event</h1>")
    if asked:
        st.warning(plain(f"There is no event {asked}; it may have been compared anew since."))
    else:
        st.info("No event is chosen.")
    st.html("<p><a href='./'>Choose one from the list of events</a></p>")


def _head(connection: Connection, head: EventHead, summary: Summary) -> None:
    st.html(event_header(head))
    strip = figure_strip(head.event_id, summary)
    if strip is not None:
        st.html(strip)
    story = story_panel(head, load_story(connection, head.event_id))
    if story is not None:
        st.html(story)
    why_grouped(connection, head)
    st.html(join([element("h2", "Headlines", class_="px-sr"), headlines(head)]))


def _glance(connection: Connection, head: EventHead) -> None:
    groups = grouped(load_differences(connection, head.event_id))
    chosen = surest(groups)
    if chosen:
        ids = (v.passage_id for group in chosen for d in group.differences for v in d.values)
        places = load_passages(connection, ids)
        st.html(glance(head, chosen, places, len(groups) - len(chosen)))


def _tabs(connection: Connection, head: EventHead, summary: Summary) -> None:
    quoted, _ = count_families(connection, head.event_id)
    copied = sum(m.copy_of is not None for a in head.accounts for m in a.members)
    st.html(
        tab_counts(
            {
                _TABS.index("Differences") + 1: sum(head.differences.values()),
                _TABS.index("Quotations") + 1: quoted,
                _TABS.index("Copies") + 1: copied,
            }
        )
    )
    drawn = st.tabs(_TABS, key="tab", bind="query-params")
    shows: tuple[Callable[[Connection, EventHead], None], ...] = (
        partial(side_by_side, firsts=summary.firsts),
        tabs.differences,
        quotations,
        names,
        figures,
        partial(tabs.only_in, shares=summary.shares),
        timeline,
        tabs.copies,
    )
    for name, tab, show_tab in zip(_TABS, drawn, shows, strict=True):
        if tab.open:
            with tab:
                st.html(element("h2", name, class_="px-sr"))
                show_tab(connection, head)
    correct_event(connection, head)
    st.html(export_line(head.event_id))
