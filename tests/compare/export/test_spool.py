"""Rows wait on the disk, and come back as they were."""

from __future__ import annotations

import errno
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from compare.export.schema import ARTICLES, EVENTS
from compare.export.spool import spooled

NOON = datetime(2025, 10, 4, 12, tzinfo=UTC)


def test_rows_by_id_and_by_event(tmp_path: Path) -> None:
    kept = {EVENTS: ("event_id", "changed", "outlets"), ARTICLES: ("article_id", "title")}
    with spooled(tmp_path, "x", kept) as spool:
        spool.write(EVENTS, [{"event_id": "e2", "changed": NOON, "outlets": 2, "title": "left"}])
        spool.write(EVENTS, [{"event_id": "e1", "changed": None, "outlets": 1}])
        rows = [(f"a{n}", "e2" if n else None, "\ud83d '; DROP") for n in range(3)]
        names = ("article_id", "event_id", "title")
        spool.write(ARTICLES, [dict(zip(names, row, strict=True)) for row in rows])
        assert list(spool.all(EVENTS)) == [
            {"event_id": "e2", "changed": NOON, "outlets": 2},
            {"event_id": "e1", "changed": None, "outlets": 1},
        ]
        assert spool.count(ARTICLES) == 3
        assert [row["article_id"] for row in spool.of_event(ARTICLES, "e2")] == ["a1", "a2"]
        assert spool.find(ARTICLES, "a0") == {"article_id": "a0", "title": "\ud83d '; DROP"}
        assert spool.find(ARTICLES, "e2") is None
        assert list(spool.of_event(ARTICLES, "e1")) == []
        assert [path.name for path in tmp_path.iterdir()] == [".x.spool"]
    assert list(tmp_path.iterdir()) == []


def test_it_goes_also_when_writing_fails(tmp_path: Path) -> None:
    def fail() -> None:
        with spooled(tmp_path, "x", {EVENTS: ("event_id",)}):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("code", "number"), [(sqlite3.SQLITE_FULL, errno.ENOSPC), (sqlite3.SQLITE_IOERR, errno.EIO)]
)
def test_a_full_disk_is_told_as_for_any_file(tmp_path: Path, code: int, number: int) -> None:
    error = sqlite3.OperationalError("as SQLite says it")
    error.sqlite_errorcode = code
    with pytest.raises(OSError, match="as SQLite") as caught, spooled(tmp_path, "x", {}):
        raise error
    assert caught.value.errno == number
    assert list(tmp_path.iterdir()) == []
