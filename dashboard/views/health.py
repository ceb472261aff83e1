"""What was crawled and what failed."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st
from sqlalchemy.engine import Connection

from crawler.frozen import as_of, frozen_path
from crawler.health.facts import OutletHealth, load_failures, load_outlets, load_runs, load_sources
from dashboard.connection import draw
from dashboard.healthtables import (
    failure_table,
    flag_table,
    outlet_table,
    run_table,
    source_table,
)
from dashboard.markup import Html, element, join

_SOURCES = 500
_FAILURES = 200
"""Lines of a table: what is worst comes first."""


def show() -> None:
    """The page."""
    st.html("<h1 class='px-title'>Health</h1>")
    draw(_page)


def _page(connection: Connection) -> None:
    now = as_of(connection, datetime.now(UTC))
    outlets = load_outlets(connection, now)
    if not outlets:
        st.info(
            "Nothing has been collected yet. Run `parallax demo` to see Parallax at work, or "
            "`parallax crawl` or `parallax import` to collect articles."
        )
        return
    runs, sources = load_runs(connection, now), load_sources(connection)[:_SOURCES]
    failures = load_failures(connection)[:_FAILURES]
    flagged = [outlet for outlet in outlets if outlet.flags]
    if flagged:
        when = "at present" if frozen_path(connection) is None else "when it was frozen"
        _part(f"Not fully heard {when}", flag_table(flagged), "")
    _part("Last runs", run_table(runs) if runs else None, "No run is recorded.")
    _part(
        "Pages not captured",
        failure_table(failures) if failures else None,
        "Every page that was announced has been captured.",
    )
    _part(
        "Feeds and sitemaps",
        source_table(sources) if sources else None,
        "None was asked: the articles were imported.",
    )
    _part("Outlets", outlet_table(sorted(outlets, key=_flagged_then_largest)), "")


def _part(title: str, table: Html | None, otherwise: str) -> None:
    st.html(join([element("h2", title, class_="px-part"), table or element("p", otherwise)]))


def _flagged_then_largest(outlet: OutletHealth) -> tuple[bool, int, str]:
    return not outlet.flags, -outlet.articles, outlet.outlet
