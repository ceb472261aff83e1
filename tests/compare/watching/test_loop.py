"""Rounds of crawl and compare, with a clock of the test's own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from compare.watching.loop import Ran, Watch

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
DONE = Ran(outcome="done", counts={"added": 1})
FAILED = Ran(outcome="failed", error="no network.")


class World:
    """Clock, stop and work in one: time passes only while somebody waits or works."""

    def __init__(self, *, end: timedelta, news: bool = True) -> None:
        self.now = NOW
        self.end = NOW + end
        self.news = news
        self.took = timedelta(minutes=1)
        self.crawls: list[Ran] = []
        # what the next ones become; then DONE
        self.compares: list[Ran] = []
        self.began: list[str] = []
        self.lines: list[tuple[str, str, dict[str, Any]]] = []
        self.watch = Watch(self, log=self.log, stop=self, clock=lambda: self.now)

    def is_set(self) -> bool:
        return self.now >= self.end

    def wait(self, timeout: float) -> bool:
        assert timeout > 0
        self.now = min(self.now + timedelta(seconds=timeout), self.end)
        return self.is_set()

    def crawl(self) -> Ran:
        return self._run("crawl", self.crawls)

    def compare(self) -> Ran:
        return self._run("compare", self.compares)

    def has_news(self) -> bool:
        return self.news

    def _run(self, kind: str, coming: list[Ran]) -> Ran:
        self.began.append(f"{kind} {self.now:%H:%M}")
        self.now += self.took
        return coming.pop(0) if coming else DONE

    def log(self, moment: datetime, run: str, outcome: str, fields: Mapping[str, Any]) -> None:
        assert moment == self.now
        told = {name: value for name, value in fields.items() if value is not None}
        self.lines.append((run, outcome, told))


def test_a_round_every_span_from_start_to_start() -> None:
    world = World(end=timedelta(minutes=40))
    world.watch.forever(QUARTER, None)
    assert world.began == [
        "crawl 12:00", "compare 12:01", "crawl 12:15", "compare 12:16", "crawl 12:30",
        "compare 12:31",
    ]  # fmt: skip
    assert world.lines[0] == ("watch", "started", {"every": "15m", "next": "2026-11-22T12:00:00Z"})
    assert world.lines[1] == ("crawl", "done", {"seconds": 60.0, "added": 1})
    assert world.lines[-1] == ("watch", "stopped", {})


def test_a_restart_goes_on_where_it_was() -> None:
    world = World(end=timedelta(minutes=20))
    world.watch.forever(QUARTER, NOW - timedelta(minutes=5))
    assert world.began == ["crawl 12:10", "compare 12:11"]


def test_a_slow_run_is_made_up_for_once() -> None:
    world = World(end=timedelta(minutes=95), news=False)
    world.took = timedelta(minutes=40)
    world.watch.forever(QUARTER, None)
    assert world.began == ["crawl 12:00", "crawl 12:40", "crawl 13:20"]


def test_without_news_nothing_is_compared() -> None:
    world = World(end=timedelta(minutes=20), news=False)
    world.watch.forever(QUARTER, None)
    assert world.began == ["crawl 12:00", "crawl 12:15"]


def test_failures_are_told_and_do_not_end_the_watch() -> None:
    world = World(end=timedelta(minutes=50), news=False)
    world.crawls = [FAILED, FAILED, DONE, FAILED]
    world.watch.forever(QUARTER, None)
    assert [
        (o, f.get("in_a_row"), f.get("error")) for run, o, f in world.lines if run == "crawl"
    ] == [
        ("failed", 1, "no network."),
        ("failed", 2, "no network."),
        ("done", None, None),
        ("failed", 1, "no network."),
    ]


def test_a_run_left_to_another_is_no_failure() -> None:
    world = World(end=timedelta(minutes=1), news=False)
    world.crawls = [Ran(outcome="skipped", error="busy.")]
    assert world.watch.round()


def test_one_round_tells_whether_all_went_well() -> None:
    for crawls, compares, well in (([], [], True), ([FAILED], [], False), ([], [FAILED], False)):
        world = World(end=QUARTER)
        world.crawls, world.compares = list(crawls), list(compares)
        assert world.watch.round() is well
        assert len(world.began) == 2  # a failed crawl may have brought something


def test_told_to_stop_in_a_crawl_it_does_not_compare() -> None:
    world = World(end=timedelta(seconds=30))
    world.watch.forever(QUARTER, None)
    assert world.began == ["crawl 12:00"]
    assert world.lines[-1][:2] == ("watch", "stopped")
