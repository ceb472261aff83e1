"""What the machine does to a crawl: a full disk, and a second crawl at the same time."""

from __future__ import annotations

import resource
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from crawler.crawl import crawl
from crawler.crawling import CrawlPlan
from crawler.database import open_database
from crawler.outlets import parse_outlets
from demo.unruly.server import UnrulyServer

GOOD = ("steady", "charsets")


@pytest.fixture
def twin() -> Iterator[UnrulyServer]:
    with UnrulyServer() as server:
        yield server


def good_pages(server: UnrulyServer) -> set[str]:
    return {server.url(key, path) for key in GOOD for path in server.outlet(key).links}


def test_a_full_disk(twin: UnrulyServer, tmp_path: Path, stored: Any) -> None:
    """The system takes no byte past a file's limit, which is as near as one comes without root."""
    outlets, database = tmp_path / "outlets.toml", tmp_path / "full.db"
    outlets.write_text(twin.outlets_toml(), encoding="utf-8")
    open_database(str(database)).dispose()
    room = 65_536  # enough to begin with, and less than the journal of these pages takes
    command = [sys.executable, "-m", "parallax", "--db", str(database), "crawl"]
    command += ["--outlets", str(outlets), *(word for key in GOOD for word in ("--only", key))]

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    full = subprocess.run(
        command, preexec_fn=limit, capture_output=True, text=True, timeout=60, check=False
    )
    assert full.returncode == 1
    assert "could not be written" in full.stderr
    assert "DatabaseError" not in full.stderr  # told in one sentence, not as a traceback
    connection = sqlite3.connect(database)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()
    again = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert again.returncode == 0, again.stderr
    assert set(stored(str(database)).articles()) == good_pages(twin)
    assert stored(str(database)).rows("SELECT * FROM revisions WHERE revision > 1") == []


def test_two_crawls_started_together(twin: UnrulyServer, stored: Any, database: str) -> None:
    outlets = parse_outlets(twin.outlets_toml(), "the twin")
    plan = CrawlPlan(outlets=tuple(one for one in outlets if one.name in GOOD), database=database)
    with ThreadPoolExecutor(2) as pool:
        reports = list(pool.map(crawl, (plan, plan)))
    assert [report.crash for report in reports] == ["", ""]
    assert set(stored(database).articles()) == good_pages(twin)
    assert stored(database).rows("SELECT url FROM articles GROUP BY url HAVING count(*) > 1") == []
    assert stored(database).rows("SELECT * FROM revisions WHERE revision > 1") == []
    assert sum(report.added for report in reports) == len(good_pages(twin))
