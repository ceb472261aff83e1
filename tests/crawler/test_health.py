"""How the outlets and the last runs are doing."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from crawler.archive import store, store_outlets
from crawler.article import Article
from crawler.database import open_database, writing
from crawler.failures import store_failure
from crawler.health import check_sources, read_health
from crawler.outlets import Outlet
from crawler.runs import recorded_run
from crawler.sourcebook import store_source

NOW = datetime(2025, 10, 4, 12, tzinfo=UTC)


def test_nothing_yet(database: str) -> None:
    (line,) = read_health(open_database(database)).lines()
    assert line.startswith("No articles yet")


def test_outlets_sources_and_runs(database: str, make_outlet: Callable[..., Outlet]) -> None:
    engine = open_database(database)
    with writing(engine) as connection:
        store_outlets(connection, [make_outlet("The Packet")])
        for number, completeness in ((1, 1.0), (2, 0.5)):
            url = f"https://example.com/{number}"
            article = Article(
                outlet="The Packet", url=url, title="T", text="Text.", completeness=completeness
            )
            store(connection, article, NOW + timedelta(hours=number))
        feed = {"outlet": "The Packet", "url": "https://example.com/feed", "kind": "feed"}
        store_source(connection, **feed, now=NOW, entries=2)
        store_source(connection, **feed, now=NOW + timedelta(hours=1), problem="is empty")
        for number in (3, 4):
            store_failure(
                connection,
                url=f"https://example.com/{number}",
                outlet="The Packet",
                kind="consent page",
                detail="d",
                now=NOW,
            )
    with recorded_run(engine, "crawl", NOW) as counts:
        counts["added"] = 2
    health = read_health(engine)
    (packet,) = health.outlets
    assert (packet.articles, packet.complete, packet.failures) == (2, 1, {"consent page": 2})
    assert packet.newest == NOW + timedelta(hours=2)
    (source,) = health.sources
    assert (source.problem, source.succeeded, source.entries) == ("is empty", NOW, 2)
    (run,) = health.runs
    assert (run.kind, run.outcome, run.counts) == ("crawl", "done", {"added": 2})
    text = "\n".join(health.lines())
    assert "The Packet: 2 articles, 1 complete; not captured: 2 consent page" in text
    assert "is empty (last success: 2025-10-04 12:00 UTC)" in text
    assert json.loads(json.dumps(health.as_dict()))["runs"][0]["started"] == NOW.isoformat()


def test_a_run_that_breaks_is_recorded_as_failed(database: str) -> None:
    engine = open_database(database)
    with pytest.raises(RuntimeError), recorded_run(engine, "compare", NOW):
        raise RuntimeError("broken")
    (run,) = read_health(engine).runs
    assert run.outcome == "failed"
    assert run.finished is not None


def test_checking_sources_fetches_each_once(site: Any) -> None:
    site.replies["/feed"] = site.feed("/a", "/b")
    site.replies["/empty"] = site.feed()
    results = check_sources([site.outlet("The Packet", "/feed", "/empty", "/none")])
    problems = {result.url: result.problem for result in results}
    assert problems == {
        site.url("/feed"): None,
        site.url("/empty"): "announces nothing",
        site.url("/none"): "answered with HTTP 404",
    }
    assert sorted(site.paths()) == ["/empty", "/feed", "/none", "/robots.txt"]
