"""One at a time, and free again after a crash."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from crawler.database import open_database
from crawler.errors import BusyError, DatabaseError
from crawler.lock import one_at_a_time

HOLDER = """
import sys, time
from crawler.database import open_database
from crawler.lock import one_at_a_time
with one_at_a_time(open_database(sys.argv[1]), "crawl"):
    print("held", flush=True)
    time.sleep(60)
"""


def test_the_second_is_refused_in_a_sentence(database: str) -> None:
    engine = open_database(database)
    with (
        one_at_a_time(engine, "crawl"),
        pytest.raises(BusyError, match="another 'crawl' is at work on it; wait until"),
        one_at_a_time(open_database(database), "crawl"),
    ):
        pytest.fail("both are in")
    with one_at_a_time(engine, "crawl"):
        pass


def test_kinds_and_databases_are_apart(database: str, tmp_path: Path) -> None:
    engine = open_database(database)
    other = open_database(str(tmp_path / "other.db"))
    with (
        one_at_a_time(engine, "crawl"),
        one_at_a_time(engine, "compare"),
        one_at_a_time(other, "crawl"),
    ):
        pass


def test_one_database_under_two_names(database: str, tmp_path: Path) -> None:
    link = tmp_path / "link.db"
    engine = open_database(database)
    link.symlink_to(database)
    with (
        one_at_a_time(engine, "crawl"),
        pytest.raises(BusyError),
        one_at_a_time(open_database(str(link)), "crawl"),
    ):
        pytest.fail("both are in")


def test_a_killed_holder_lets_go(database: str) -> None:
    engine = open_database(database)
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, database],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert holder.stdout is not None
    with holder, holder.stdout:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(BusyError), one_at_a_time(engine, "crawl"):
            pytest.fail("both are in")
        holder.kill()
        holder.wait()
        with one_at_a_time(engine, "crawl"):
            pass


def test_a_database_in_memory_is_nobody_elses() -> None:
    with one_at_a_time(open_database("sqlite://"), "crawl"):
        pass


def test_a_lock_that_cannot_be_written(database: str) -> None:
    engine = open_database(database)
    Path(f"{database}.crawl.lock").mkdir()
    with (
        pytest.raises(DatabaseError, match=r"crawl\.lock: cannot be written"),
        one_at_a_time(engine, "crawl"),
    ):
        pytest.fail("it is in")
