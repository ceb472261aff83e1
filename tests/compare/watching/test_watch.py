"""The real thing, in a process of its own: signals, locks, children."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from compare.watching.work import has_news
from crawler.database import open_database, reading, writing
from crawler.lock import one_at_a_time
from crawler.tables import articles, runs

ROOT = Path(__file__).parents[3]
OUTLETS = """[[outlet]]
name = "The Packet"
domain = "127.0.0.1:{port}"
country = "GB"
owner = "Packet Ltd"
language = "en"
delay = 0
feeds = ["http://127.0.0.1:{port}/feed"]
"""
TEXT = "The ferry drifted for seven hours before a tug reached it, the operator said. " * 5
PATIENCE = 60.0


class Site:
    """Twelve pages; each request is noted, and pages are answered once `gate` is set."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.gate.set()
        self.paths: list[str] = []
        self.port = 0

    def body(self, path: str) -> bytes:
        if path == "/feed":
            items = "".join(
                f"<item><title>Ferry {n}</title><link>http://127.0.0.1:{self.port}/{n}</link></item>"
                for n in range(12)
            )
            return f"<rss version='2.0'><channel><title>F</title>{items}</channel></rss>".encode()
        return (
            f"<html lang='en'><head><title>Ferry adrift {path}</title></head><body><article>"
            f"<h1>Ferry adrift {path}</h1><p>{TEXT}</p><p>{TEXT}</p></article></body></html>"
        ).encode()


@pytest.fixture
def site() -> Iterator[Site]:
    found = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.paths.append(self.path)
            if self.path == "/robots.txt":
                self.send_response(404)
                self.end_headers()
                return
            if self.path != "/feed":
                found.gate.wait(PATIENCE)
            body = found.body(self.path)
            self.send_response(200)
            kind = "application/rss+xml" if self.path == "/feed" else "text/html; charset=utf-8"
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            try:
                self.wfile.write(body)
            except ConnectionError:
                self.close_connection = True

        def log_message(self, format: str, *args: Any) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    found.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield found
    found.gate.set()
    server.shutdown()
    thread.join()
    server.server_close()


class Watching:
    """A running `parallax watch`."""

    def __init__(self, folder: Path, site: Site, *options: str) -> None:
        self.database = str(folder / "parallax.db")
        file = folder / "outlets.toml"
        file.write_text(OUTLETS.format(port=site.port))
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "parallax", "--db", self.database, "watch"),
                *("--outlets", str(file), "--json", *options),
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            text=True,
        )

    def line(self) -> dict[str, Any]:
        """The next line of its log."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, self.process.stderr and self.process.stderr.read()
        found: dict[str, Any] = json.loads(line)
        return found

    def end(self) -> tuple[int, str]:
        """Its exit status and what it said last."""
        out, _ = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, out


@contextmanager
def watching(folder: Path, site: Site, *options: str) -> Iterator[Watching]:
    one = Watching(folder, site, *options)
    try:
        yield one
    finally:
        one.process.kill()
        one.process.wait()
        for pipe in (one.process.stdout, one.process.stderr):
            if pipe is not None:
                pipe.close()


def _until(happened: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.05)


def _stored(database: str) -> tuple[int, list[tuple[str, str]]]:
    """Articles, and the runs with their outcome."""
    engine = open_database(database)
    with reading(engine) as connection:
        known = [(row.kind, row.outcome) for row in connection.execute(runs.select())]
        count = len(connection.execute(articles.select()).all())
    engine.dispose()
    return count, known


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=lambda n: n.name)
def test_told_to_stop_it_finishes_the_page_in_hand(
    tmp_path: Path, site: Site, number: signal.Signals
) -> None:
    site.gate.clear()
    with watching(tmp_path, site) as watch:
        assert watch.line()["outcome"] == "started"
        _until(lambda: any(path not in ("/feed", "/robots.txt") for path in site.paths))
        watch.process.send_signal(number)
        # The page is answered only after the crawl was told.
        time.sleep(1)
        site.gate.set()
        status, out = watch.end()
        assert status == 0
        assert [json.loads(line)["outcome"] for line in out.splitlines()] == ["stopped", "stopped"]
    count, known = _stored(watch.database)
    assert 1 <= count < 12
    assert known == [("crawl", "done")]


def test_killed_it_leaves_no_lock_and_no_child(tmp_path: Path, site: Site) -> None:
    site.gate.clear()
    with watching(tmp_path, site) as watch:
        watch.line()
        _until(lambda: "/feed" in site.paths)
        engine = open_database(watch.database)
        _until(lambda: _children(watch.process.pid) != [])
        children = _children(watch.process.pid)
        watch.process.kill()
        watch.process.wait()
        with one_at_a_time(engine, "watch"), one_at_a_time(engine, "crawl"):
            site.gate.set()
            _until(lambda: not any(_alive(child) for child in children))
        engine.dispose()


def test_one_round_for_a_timer(tmp_path: Path, site: Site) -> None:
    with watching(tmp_path, site, "--once") as watch:
        crawl, compare = watch.line(), watch.line()
        assert (crawl["run"], crawl["outcome"], crawl["added"]) == ("crawl", "done", 12)
        assert (compare["run"], compare["outcome"]) == ("compare", "done")
        assert compare["new_articles"] == 12
        assert watch.end() == (0, "")


def test_a_second_watch_is_refused(tmp_path: Path, site: Site) -> None:
    engine = open_database(str(tmp_path / "parallax.db"))
    with one_at_a_time(engine, "watch"), watching(tmp_path, site) as watch:
        watch.process.wait(PATIENCE)
        assert watch.process.returncode == 1
        assert watch.process.stderr is not None
        assert "another 'watch' is at work on it" in watch.process.stderr.read()


def test_a_crawl_by_hand_is_waited_for(tmp_path: Path, site: Site) -> None:
    engine = open_database(str(tmp_path / "parallax.db"))
    with one_at_a_time(engine, "crawl"), watching(tmp_path, site, "--once") as watch:
        line = watch.line()
        assert (line["run"], line["outcome"]) == ("crawl", "skipped")
        assert "another 'crawl' is at work" in line["error"]
        assert watch.end() == (0, "")
    assert site.paths == []


def _children(pid: int) -> list[int]:
    found = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True)
    rows = [tuple(map(int, line.split())) for line in found.stdout.splitlines()]
    return [child for child, parent in rows if parent == pid]


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    found = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True)
    return not found.stdout.strip().startswith("Z")  # ended, and nobody asked how


@pytest.mark.parametrize(
    ("rows", "news"),
    [
        ([], False),
        ([("crawl", 0, 1, "done", {"added": 0})], False),
        ([("crawl", 0, 1, "done", {"added": 2})], True),
        ([("import", 0, 1, "done", {"revised": 1})], True),
        ([("crawl", 0, 1, "done", {"added": 2}), ("compare", 2, 3, "done", {})], False),
        ([("crawl", 0, 1, "done", {"added": 2}), ("compare", 2, 3, "failed", {})], True),
        ([("compare", 2, 9, "done", {}), ("crawl", 0, 3, "done", {"added": 2})], True),
        ([("compare", 2, 3, "done", {}), ("crawl", 4, None, "running", {})], True),
        ([("crawl", 0, None, "running", {}), ("compare", 2, 3, "done", {})], False),
        ([("compare", 2, 3, "done", {}), ("crawl", 4, 5, "failed", {})], True),
    ],
)
def test_when_there_is_news(tmp_path: Path, rows: list[Any], news: bool) -> None:
    engine = open_database(str(tmp_path / "parallax.db"))
    start = datetime(2026, 11, 22, tzinfo=UTC)
    with writing(engine) as connection:
        for kind, began, ended, outcome, counts in rows:
            connection.execute(
                runs.insert().values(
                    kind=kind,
                    started=start + timedelta(minutes=began),
                    finished=None if ended is None else start + timedelta(minutes=ended),
                    outcome=outcome,
                    counts=counts,
                )
            )
    assert has_news(engine) is news
