"""The pages over a small archive and a large one: server time beside server time.

Each page is run by Streamlit's own test driver, as for a reader who has just come, on made-up
archives of both sizes; the figure is the median of some runs after a first one, of the page's own
time: the driver looks through all installed packages before each run, which a server does once.
No browser and no network are in it; clicks.py measures with them. Beside the search stands what a
search without an index takes: texts looked through with LIKE.
"""

from __future__ import annotations

import logging
import os
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from streamlit.testing.v1 import AppTest

from benchmarks import clicks
from benchmarks.bigarchive import COMMON, FULL, KINDS, OUTLETS, RARE, event_id, make
from compare.tables import events, memberships, passages
from crawler.database import open_database, reading
from crawler.tables import revisions
from dashboard.connection import DATABASE_VARIABLE

_ROUNDS = 5
_PATIENCE = 120
_DRIVER = "streamlit.runtime.scriptrunner_utils.script_run_context"
_TOOK = "benchmark-seconds"
"""Where a page leaves how long it took."""
_EVENT = event_id(int(RARE.removeprefix("once")))


@dataclass(frozen=True, kw_only=True)
class _Visit:
    """What a reader opens."""

    name: str
    page: str
    # a module of dashboard.views
    query: dict[str, str | list[str]] = field(default_factory=dict)


def _events(name: str, **query: str | list[str]) -> _Visit:
    return _Visit(name=f"Events, {name}", page="events", query=query)


_LAST = f"Outlet {OUTLETS - 1}"
_VISITS: Sequence[_Visit] = (
    _Visit(name="Events", page="events"),
    _events("page 40", page="40"),
    _events("word of one event", q=RARE),
    _events("word of most articles", q=COMMON),
    _events("two common words", q="w3 w4"),
    _events("phrase of common words", q='"w1 w2"'),
    _events("prefix of all", q="once*"),
    _events("common word, rare outlet", q=COMMON, outlet=_LAST),
    _events("common word, rare kind", q=COMMON, kind=KINDS[-1]),
    _events("common word, a week", q=COMMON, **{"from": "2025-09-20", "until": "2025-09-26"}),
    _events("word nowhere", q="nowhere"),
    _events("told by the commonest outlet", outlet="Outlet 1"),
    _events("told by a rare outlet", outlet=_LAST),
    _events("told by both", outlet=["Outlet 1", _LAST]),
    _events("not told by the commonest", without="Outlet 1"),
    _events("common kind", kind=KINDS[0]),
    _events("rare kind", kind=KINDS[-1]),
    _events("oldest days", until="2022-01-01"),
    _events("five outlets", least="5"),
    _events("more outlets than any has", least="9"),
    _events("changed on the last day", after="2025-09-30T00:00:00+00:00"),
    _Visit(name="Event, side by side", page="event", query={"event": _EVENT}),
    _Visit(name="Event, Differences", page="event", query={"event": _EVENT, "tab": "Differences"}),
    _Visit(name="Coverage", page="coverage", query={"event": _EVENT}),
    _Visit(name="Outlets", page="outlets"),
    _Visit(name="Health", page="health"),
    _Visit(name="Export", page="export"),
)


def run(sizes: Sequence[int] = (FULL, 100_000)) -> None:
    """Print the figures; sizes: events of each archive, the smallest first."""
    with TemporaryDirectory() as folder:
        archives = [str(Path(folder) / f"{size}.db") for size in sizes]
        for name, size in zip(archives, sizes, strict=True):
            began = time.perf_counter()
            make(name, size)
            took = time.perf_counter() - began
            print(f"{size:>9,} events: {_holding(name)}; made in {took:.0f} s")
        report(archives, sizes)
        for name, size in zip(archives, sizes, strict=True):
            print(f"\nmilliseconds in a browser, {size:,} events:     content       whole")
            clicks.report(name, _EVENT)


def report(archives: Sequence[str], sizes: Sequence[int]) -> None:
    """The figures of archives that are there."""
    # The test driver runs pages without a server, and Streamlit says so at each of them.
    logging.getLogger(_DRIVER).setLevel(logging.ERROR)
    heads = "".join(f"{size:>12,}" for size in sizes)
    print(f"\n{'milliseconds at the server, events:':42}{heads}{'ratio':>9}")
    for visit in _VISITS:
        _print(visit.name, [_drawn(name, visit) for name in archives])
    print("\nthe search alone, without a page")
    for word in (RARE, COMMON):
        for how, query in (("index", _by_index), ("LIKE", _by_like)):
            _print(f"{word}, by {how}", [_asked(name, query, word) for name in archives])


def _print(name: str, seconds: Sequence[float | None]) -> None:
    shown = "".join(f"{'failed':>12}" if one is None else f"{1000 * one:12.1f}" for one in seconds)
    first, last = seconds[0], seconds[-1]
    ratio = f"{last / first:9.2f}" if first and last else ""
    print(f"{name:42}{shown}{ratio}", flush=True)


def _drawn(database: str, visit: _Visit) -> float | None:
    """Seconds; None where the page says that it cannot be drawn."""
    before = os.environ.get(DATABASE_VARIABLE)
    os.environ[DATABASE_VARIABLE] = database
    took: list[float] = []
    try:
        for _ in range(_ROUNDS + 1):
            page = AppTest.from_function(_show, args=(visit.page, _TOOK), default_timeout=_PATIENCE)
            for name, value in visit.query.items():
                page.query_params[name] = value
            page.run()
            if page.exception or page.error:
                return None
            took.append(page.session_state[_TOOK])
    finally:
        os.environ.pop(DATABASE_VARIABLE)
        if before is not None:
            os.environ[DATABASE_VARIABLE] = before
    return statistics.median(took[1:])


def _show(page: str, told_in: str) -> None:
    """Run by the test driver, which knows nothing of this module."""
    import time
    from importlib import import_module

    import streamlit as st

    show = import_module(f"dashboard.views.{page}").show
    began = time.perf_counter()
    show()
    st.session_state[told_in] = time.perf_counter() - began


def _asked(database: str, query: Callable[[Connection, str], object], word: str) -> float:
    engine = open_database(database)
    took = []
    with reading(engine) as connection:
        for _ in range(_ROUNDS):
            began = time.perf_counter()
            query(connection, word)
            took.append(time.perf_counter() - began)
    engine.dispose()
    return statistics.median(took)


def _by_index(connection: Connection, word: str) -> object:
    from dashboard.queries.listing import Filter, find_events
    from dashboard.searchterms import parse_terms

    return find_events(connection, Filter(terms=parse_terms(word)))


def _by_like(connection: Connection, word: str) -> object:
    """The newest events of which a text has these letters, as many as a page shows."""
    told = (
        sa.exists()
        .where(memberships.c.event_id == events.c.event_id)
        .where(revisions.c.article_id == memberships.c.article_id)
        .where(revisions.c.text.icontains(word, autoescape=True))
    )
    newest = sa.select(events.c.event_id).where(told, events.c.outlets > 1)
    newest = newest.order_by(events.c.last_published.desc()).limit(1001)
    return connection.execute(newest).all()


def _holding(database: str) -> str:
    engine = open_database(database)
    with reading(engine) as connection:
        counted = [
            connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
            for table in (revisions, passages)
        ]
    engine.dispose()
    size = Path(database).stat().st_size / 1e6
    return f"{counted[0]:,} articles, {counted[1]:,} passages, {size:,.0f} MB"
