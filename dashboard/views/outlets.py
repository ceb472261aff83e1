"""The outlets of a period: how much, how early, how much of their own, how completely captured."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Final

import streamlit as st
from sqlalchemy.engine import Connection

from compare.shown.wording import number, span
from crawler.frozen import as_of
from dashboard.connection import database_name, draw
from dashboard.markup import element
from dashboard.outletchart import drawn, outlet_chart, outlet_picture
from dashboard.outletfigures import GROUPINGS, Figures, Grouping, accounts, pooled, silent
from dashboard.outlettable import (
    MEASURES,
    Measure,
    meanings,
    outlet_table,
    ranked,
    silent_words,
)
from dashboard.queries.listing import contents
from dashboard.queries.outlets import (
    EVENTS,
    Outlet,
    Period,
    bounded,
    load_described,
    load_matches,
    load_reports,
    load_volumes,
    newest,
)

_DAYS = 30
_ROWS = 100
_URL: Final = "query-params"
_NAMED = "Name"
_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2200, 1, 1)
_KEPT = 300
"""Seconds for which figures are kept: nobody counts anew to sort a table."""


def show() -> None:
    """The page."""
    st.html("<h1 class='px-title'>Outlets</h1>")
    draw(_page)


def _page(connection: Connection) -> None:
    last = newest(connection, as_of(connection, datetime.now(UTC)))
    if last is None:
        st.info(
            "No article with a date is stored yet. Run `parallax demo` to see Parallax at work, "
            "or `parallax crawl` or `parallax import` to collect articles; then "
            "`parallax compare`."
        )
        return
    asked, grouping, measure = _choices(last)
    if asked is None:
        st.warning("The first day lies after the last. Choose an earlier one.")
        return
    if not contents(connection).events:
        st.info(
            "The articles have not been compared yet: only their numbers are known. Run "
            "`parallax compare`."
        )
    period = bounded(connection, asked)
    outlets, found = _figures(database_name(), period, grouping, connection)
    _told(asked, period, found)
    if not found:
        return
    order = ranked(found, measure)
    _table(order, grouping, period, measure)
    quiet = silent(outlets, found)
    if quiet:
        st.html(silent_words(quiet))
    _chart(order, measure or MEASURES[0], period)
    st.html(element("h2", "What the columns mean", class_="px-part"))
    st.html(meanings(grouping))


def _choices(last: datetime) -> tuple[Period | None, Grouping, Measure | None]:
    row = st.columns([3, 3, 3, 3], vertical_alignment="bottom")
    day = last.date()
    first = row[0].date_input(
        "From", day - timedelta(days=_DAYS - 1), _FIRST_DAY, _LAST_DAY, key="from", bind=_URL
    )
    until = row[1].date_input("Until", day, _FIRST_DAY, _LAST_DAY, key="until", bind=_URL)
    grouping = row[2].selectbox("One row for each", GROUPINGS, key="group", bind=_URL)
    by_label = {measure.label: measure for measure in MEASURES}
    sort = row[3].selectbox("Sorted by", [*by_label, _NAMED], key="sort", bind=_URL)
    period = None
    if first <= until:
        midnight = datetime.combine(until, time(), UTC) + timedelta(days=1)
        period = Period(since=datetime.combine(first, time(), UTC), until=midnight)
    return period, grouping, by_label.get(sort)


@st.cache_data(ttl=_KEPT, max_entries=20, show_spinner="Counting …")
def _figures(
    database: str, period: Period, grouping: Grouping, _connection: Connection
) -> tuple[list[Outlet], list[Figures]]:
    outlets = load_described(_connection)
    told = accounts(load_reports(_connection, period), load_matches(_connection, period))
    return outlets, pooled(outlets, load_volumes(_connection, period), told, grouping)


def _told(asked: Period, period: Period, found: list[Figures]) -> None:
    last = period.until - timedelta(microseconds=1)
    days = span(period.since, last)
    if not found:
        st.info(f"No outlet has an article in this period ({days}). Choose another one.")
        return
    articles = sum(one.volume.articles for one in found)
    st.caption(f"{days}: {number(articles, 'article')}. Counted anew every {_KEPT // 60} minutes.")
    if period.cut:
        st.info(
            f"The period from {asked.since:%Y-%m-%d} on holds more than is counted at once "
            f"({EVENTS:,} events): the figures begin on {period.since:%Y-%m-%d}."
        )


def _table(
    order: list[Figures], grouping: Grouping, period: Period, measure: Measure | None
) -> None:
    listed, below = st.container(), st.container()
    pages = -(-len(order) // _ROWS)
    page = below.pagination(pages, key="page", bind=_URL) if pages > 1 else 1
    rows = order[_ROWS * (page - 1) : _ROWS * page]
    listed.html(outlet_table(rows, grouping, period, measure))


def _chart(order: list[Figures], measure: Measure, period: Period) -> None:
    held = drawn(order, measure)
    st.html(element("h2", measure.label, class_="px-part"))
    if not held:
        st.info("Of no row is there enough to draw this figure. Choose another one to sort by.")
        return
    st.container(key="picture-outlets").altair_chart(
        outlet_chart(held, measure),
        alt=f"{measure.label} of {len(held)} rows, as bars; the table above says the same",
    )
    last = period.until - timedelta(microseconds=1)
    title = f"{measure.label}, {span(period.since, last)}"
    st.download_button(
        "Save this picture (SVG)",
        outlet_picture(title, held, measure).encode("utf-8"),
        f"outlets-{measure.name}-{period.since:%Y-%m-%d}-{last:%Y-%m-%d}.svg",
        "image/svg+xml",
        key="save-outlets",
        on_click="ignore",
    )
