"""How the outlets and the last runs are doing."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from crawler.archive import store, store_outlets
from crawler.article import Article
from crawler.database import open_database, reading, writing
from crawler.failures import store_failure
from crawler.health.facts import load_outlets, read_health
from crawler.health.lines import status_lines
from crawler.outlets import Outlet
from crawler.runs import recorded_run
from crawler.sources.sourcebook import Polling, store_source
from crawler.tables import activity, runs

NOW = datetime(2025, 10, 4, 12, tzinfo=UTC)
FEED = {"outlet": "The Packet", "url": "https://example.com/feed", "kind": "feed"}


@pytest.fixture
def engine(database: str, make_outlet: Callable[..., Outlet]) -> Engine:
    """The Packet: two articles, one of them whole; four weeks of ten articles a day."""
    opened = open_database(database)
    with writing(opened) as connection:
        store_outlets(connection, [make_outlet("The Packet")])
        for number, completeness in ((1, 1.0), (2, 0.5)):
            article = Article(
                outlet="The Packet",
                url=f"https://example.com/{number}",
                title="T",
                text="Text.",
                completeness=completeness,
                access="locked" if number == 2 else "free",
            )
            store(connection, article, NOW - timedelta(hours=number))
        for days in range(1, 29):
            connection.execute(
                activity.insert().values(
                    outlet="The Packet",
                    day=(NOW - timedelta(days=days)).date(),
                    requests=10,
                    added=10,
                    revised=0,
                    unchanged=0,
                    complete=10,
                    locked=0,
                    failures={},
                )
            )
        store_source(
            connection,
            **FEED,
            now=NOW - timedelta(minutes=20),
            entries=2,
            polling=Polling(next_poll=NOW + timedelta(minutes=40)),
        )
    return opened


def _run(engine: Engine, kind: str, hours: float, outcome: str) -> None:
    """A run that began so many hours before now."""
    started = NOW - timedelta(hours=hours)
    finished = None if outcome == "running" else started + timedelta(minutes=2)
    with writing(engine) as connection:
        connection.execute(
            runs.insert().values(
                kind=kind, started=started, finished=finished, outcome=outcome, counts={}
            )
        )


def _lines(engine: Engine, **more: Any) -> list[str]:
    return list(status_lines(read_health(engine, NOW), NOW, **more))


def test_nothing_yet(database: str) -> None:
    (line,) = _lines(open_database(database))
    assert line.startswith("No articles yet")


def test_an_outlet_as_usual(engine: Engine) -> None:
    for number in (3, 4):
        with writing(engine) as connection:
            store_failure(
                connection,
                url=f"https://example.com/{number}",
                outlet="The Packet",
                kind="consent page",
                detail="d",
                now=NOW,
            )
    health = read_health(engine, NOW)
    (packet,) = health.outlets
    assert (packet.articles, packet.complete, packet.locked) == (2, 1, 1)
    assert (packet.failures, packet.quarantined) == ({"consent page": 2}, 2)
    assert (packet.last_day, packet.normal, packet.flags) == (10, 10.0, ())
    assert packet.newest == NOW - timedelta(hours=1)
    assert packet.next_poll == NOW + timedelta(minutes=40)
    assert not health.needs_a_person()
    head, line, sentence = _lines(engine)
    cells = line.split("  ")
    assert "outlet" in head
    assert line.startswith("  The Packet")
    for told in ("10", "50%", "2 consent page", "20 min ago", "in 40 min"):
        assert told in [cell.strip() for cell in cells]
    assert sentence == "1 outlet with 2 articles: nothing needs a person."


def test_articles_are_counted_in_an_index_alone(engine: Engine) -> None:
    asked: list[tuple[str, Any]] = []
    sa.event.listen(engine, "before_cursor_execute", lambda *told: asked.append((told[2], told[3])))
    with reading(engine) as connection:
        load_outlets(connection, NOW)
        counted = [one for one in asked if "LEFT OUTER JOIN articles" in one[0]]
        plans = [
            row.detail
            for statement, values in counted
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
            if "articles" in row.detail
        ]
    assert plans
    assert all("COVERING INDEX ix_articles_outlet" in plan for plan in plans)


def test_what_needs_a_person_comes_first(
    engine: Engine, make_outlet: Callable[..., Outlet]
) -> None:
    with writing(engine) as connection:
        store_outlets(connection, [make_outlet("A Gull")])
        store_source(connection, **{**FEED, "outlet": "A Gull"}, now=NOW)
        store_source(
            connection, **FEED, now=NOW + timedelta(hours=30), problem="answered with HTTP 503"
        )
    later = NOW + timedelta(hours=30)
    health = read_health(engine, later)
    assert health.needs_a_person()
    lines = list(status_lines(health, later))
    assert lines[1].startswith("! The Packet")
    assert lines[2].startswith("!     failing since 2025-10-04: its source not read since")
    assert lines[3].startswith("  A Gull")
    assert "1 to look at (!)" in lines[-1]
    told = "\n".join(status_lines(health, later, problems_only=True))
    assert "A Gull" not in told
    assert "The Packet" in told


def test_a_problem_that_is_young_is_told_and_not_flagged(engine: Engine) -> None:
    with writing(engine) as connection:
        store_source(connection, **FEED, now=NOW, problem="is empty")
    health = read_health(engine, NOW)
    (source,) = health.sources
    assert (source.problem, source.entries) == ("is empty", 2)
    assert not health.needs_a_person()
    assert any("is empty (last success: 2025-10-04 11:40 UTC)" in line for line in _lines(engine))


def test_runs_and_their_json(engine: Engine) -> None:
    with recorded_run(engine, "crawl", NOW) as counts:
        counts["added"] = 2
    plain = json.loads(json.dumps(read_health(engine, NOW).as_dict()))
    assert plain["runs"][0]["started"] == NOW.isoformat()
    assert plain["runs"][0]["counts"] == {"added": 2}
    assert plain["needs_a_person"] is False
    assert {"outlet", "articles", "complete", "newest", "failures"} <= set(plain["outlets"][0])
    assert {"outlet", "url", "checked", "succeeded", "problem", "entries"} <= set(
        plain["sources"][0]
    )


def test_a_run_that_breaks_is_recorded_as_failed(engine: Engine) -> None:
    with pytest.raises(RuntimeError), recorded_run(engine, "compare", NOW):
        raise RuntimeError("broken")
    (run,) = read_health(engine, NOW).runs
    assert run.outcome == "failed"
    assert run.finished is not None


def test_a_run_that_was_killed(engine: Engine) -> None:
    _run(engine, "crawl", 3, "running")
    _run(engine, "crawl", 2, "done")
    _run(engine, "compare", 1, "running")
    assert [run.killed for run in read_health(engine, NOW).runs] == [False, False, True]
    assert any(line.endswith("crawl: killed") for line in _lines(engine))
    (long_ago, *_) = read_health(engine, NOW + timedelta(hours=12)).runs
    assert long_ago.killed


def test_no_crawl_for_a_day(engine: Engine) -> None:
    _run(engine, "crawl", 30, "done")
    _run(engine, "crawl", 1, "failed")
    (warning,) = read_health(engine, NOW).warnings
    assert warning.startswith("No crawl has ended well since 2025-10-03 06:02 UTC")
    assert _lines(engine)[0] == f"! {warning}"


def test_runs_that_fail_again_and_again(engine: Engine) -> None:
    _run(engine, "crawl", 6, "done")
    for hours in (5, 4, 3):
        assert not read_health(engine, NOW).warnings
        _run(engine, "compare", hours, "failed")
    (warning,) = read_health(engine, NOW).warnings
    assert warning.startswith("The last 3 runs of 'compare' failed")


def test_a_clock_that_ran_ahead(engine: Engine) -> None:
    _run(engine, "crawl", 1, "done")
    _run(engine, "crawl", -48, "done")
    (warning,) = read_health(engine, NOW).warnings
    assert "2025-10-06 12:00 UTC, in the future" in warning


def test_columns_stand_under_each_other() -> None:
    from crawler.health.lines import aligned, width

    lines = aligned([("outlet", "n"), ("人民日报", "10"), ("Cafe\u0301", "7")])
    assert len({width(line) for line in lines}) == 1
