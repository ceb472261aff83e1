"""One event as two pictures: who tells what, and how far each two outlets tell the same."""

from __future__ import annotations

from typing import Final

import streamlit as st
from sqlalchemy.engine import Connection
from streamlit.delta_generator import DeltaGenerator

from compare.summaries import load_summary
from compare.summary import Summary
from dashboard.charts import agreement_chart, agreement_picture, coverage_chart, coverage_picture
from dashboard.connection import draw
from dashboard.coverage import agreement_cells, agreement_table, cells, coverage_table
from dashboard.eventlist import coverage_links, event_address
from dashboard.markup import element, plain, verbatim
from dashboard.queries.accounts import EventHead
from dashboard.queries.listing import Filter, find_events
from dashboard.queries.passages import load_clusters, load_passages, outlets_of_passages
from dashboard.views.asked import asked_event

_URL: Final = "query-params"
_ROWS = 40
"""Clusters of one picture."""
_COLUMNS = 20
"""Outlets of a picture, unless the reader chooses."""


def show() -> None:
    """The page; its event is named in the URL."""
    draw(_page)


def _page(connection: Connection) -> None:
    asked, head = asked_event(connection)
    if head is None:
        _choose(connection, asked)
        return
    _head(head)
    summary = load_summary(connection, head.event_id)
    if len(head.accounts) < 2:
        st.info("Only one outlet tells this event so far: there is nothing to set beside it.")
    elif not summary.clusters:
        st.info("No passage of one account was matched with one of another.")
    else:
        _pictures(connection, head, summary)


def _choose(connection: Connection, asked: str) -> None:
    st.html("<h1 class='px-title'>Coverage</h1>")
    if asked:
        st.warning(plain(f"There is no event {asked}; it may have been compared anew since."))
    recent = find_events(connection, Filter()).lines
    if not recent:
        st.info(
            "No event is told by two outlets or more yet. Run `parallax demo` to see Parallax at "
            "work, or collect with `parallax crawl` and then run `parallax compare`."
        )
        return
    st.caption("Choose an event; these are the newest that two outlets or more tell.")
    st.html(coverage_links(recent))


def _head(head: EventHead) -> None:
    title = verbatim(head.title.strip() or "(without a headline)")
    st.html(
        element(
            "header",
            element("p", element("a", "← another event", href="coverage"), class_="px-back"),
            element("h1", "Coverage: ", title, class_="px-title"),
            element(
                "p",
                "headline as in ",
                verbatim(head.title_outlet, "b"),
                " · ",
                element("a", "side by side", href=event_address(head.event_id)),
                class_="px-as-in",
            ),
        )
    )


def _pictures(connection: Connection, head: EventHead, summary: Summary) -> None:
    busiest = sorted(summary.shares, key=lambda one: -one.clusters)[:_COLUMNS]
    first = {one.outlet for one in busiest}
    chosen = st.multiselect(
        f"Outlets ({len(head.outlets)} tell it)",
        head.outlets,
        [outlet for outlet in head.outlets if outlet in first],
        key="outlets",
        bind=_URL,
        placeholder="choose outlets",
        wrap=True,
    )
    if not chosen:
        st.info("Choose at least one outlet.")
        return
    _coverage(connection, head, chosen)
    _agreement(head, summary, chosen)


def _coverage(connection: Connection, head: EventHead, chosen: list[str]) -> None:
    st.html(element("h2", "Who tells what", class_="px-part"))
    st.caption(
        "A number says how many passages of the outlet tell it, a dash that it is not in the "
        "captured text, a question mark that too little was captured to say."
    )
    clusters = load_clusters(connection, head.event_id)
    pages = -(-len(clusters) // _ROWS)
    drawn, below = st.container(key="picture-coverage"), st.container()
    page = below.pagination(pages, key="rows", bind=_URL) if pages > 1 else 1
    shown = clusters[_ROWS * (page - 1) : _ROWS * page]
    places = load_passages(connection, (c.representative for c in shown))
    words = {
        c.cluster_id: places[c.representative].text for c in shown if c.representative in places
    }
    accounts = {account.outlet: account for account in head.accounts}
    outlet_of = outlets_of_passages(connection, head.event_id)
    found = cells(shown, [accounts[outlet] for outlet in chosen], outlet_of, words)
    drawn.altair_chart(
        coverage_chart(found),
        width="content",
        alt=f"{len(shown)} pieces of information by {len(chosen)} outlets; a table follows",
    )
    part = f", part {page} of {pages}" if pages > 1 else ""
    _saved(below, "coverage", head, coverage_picture(f"Who tells what: {head.title}{part}", found))
    below.html(coverage_table(head, found))


def _agreement(head: EventHead, summary: Summary, chosen: list[str]) -> None:
    st.html(element("h2", "How far each two tell the same", class_="px-part"))
    pairs = [a for a in summary.agreements if a.outlet in chosen and a.other in chosen]
    if not pairs:
        st.info("Choose two outlets or more.")
        return
    st.caption(
        "Of the pieces of information that either outlet tells, the share that both tell "
        "(Jaccard). Both telling it does not mean telling it alike. \\* one carries the other's "
        "text or both a third's, ? one was captured in part."
    )
    found = agreement_cells(chosen, pairs)
    st.container(key="picture-agreement").altair_chart(
        agreement_chart(found),
        width="content",
        alt=f"agreement of {len(chosen)} outlets; a table follows",
    )
    picture = agreement_picture(f"How far each two tell the same: {head.title}", found)
    _saved(st.container(), "agreement", head, picture)
    st.html(agreement_table(pairs))


def _saved(place: DeltaGenerator, name: str, head: EventHead, picture: str) -> None:
    place.download_button(
        "Save this picture (SVG)",
        picture.encode("utf-8"),
        f"{name}-{head.event_id}.svg",
        "image/svg+xml",
        key=f"save-{name}",
        on_click="ignore",
    )
