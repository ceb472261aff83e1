"""What runs leave on the record."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

import parallax
from crawler.database import open_database
from crawler.runs import OUTLETS_SHA256, recorded_run
from crawler.tables import runs

NOW = datetime(2025, 10, 4, 12, tzinfo=UTC)


def recorded(database: str) -> list[Any]:
    engine = open_database(database)
    try:
        with engine.connect() as connection:
            return list(connection.execute(sa.select(runs).order_by(runs.c.run_id)))
    finally:
        engine.dispose()


def test_what_is_known_at_the_start_outlives_a_run_that_is_killed(tmp_path: Path) -> None:
    path = str(tmp_path / "a.db")
    engine = open_database(path)
    with recorded_run(engine, "crawl", NOW, outlets_sha256="f" * 64) as counts:
        (running,) = recorded(path)
        assert (running.outcome, running.counts) == ("running", {OUTLETS_SHA256: "f" * 64})
        counts["added"] = 1
    (done,) = recorded(path)
    assert done.outcome == "done"
    assert done.counts == {OUTLETS_SHA256: "f" * 64, "added": 1}
    engine.dispose()


def test_a_crawl_records_which_outlets_toml_it_began_with(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    site: Any,
    reply: Any,
    page: Callable[..., bytes],
) -> None:
    monkeypatch.chdir(tmp_path)
    site.replies = {"/a": reply(body=page("A bridge over the Orra is closed"))}
    text = (
        '[[outlet]]\nname = "The Packet"\ndomain = "127.0.0.1"\ncountry = "GB"\n'
        f'owner = "P"\nlanguage = "en"\ndelay = 0\nfeeds = ["{site.url("/feed")}"]\n'
    )
    Path("outlets.toml").write_text(text, encoding="utf-8")
    Path("list").write_text(site.url("/a") + "\n", encoding="utf-8")
    parallax.main(["--db", "a.db", "crawl", "--urls", "list"])
    (run,) = recorded("a.db")
    assert run.counts[OUTLETS_SHA256] == hashlib.sha256(text.encode()).hexdigest()
    assert run.counts["added"] == 1
