"""An archive with two events, the command line on it, and exports as bytes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from parallax import main

if TYPE_CHECKING:
    from tests.compare.conftest import Desk

FIRE = (
    "A blaze destroyed the Pell Brothers warehouse in Hollis Grove on Friday.",
    "Three firefighters were hurt by ammonia fumes at the warehouse.",
)
FERRY = (
    "A ferry drifted across the Irish Sea for seven hours after its engine failed.",
    "The ferry had 214 passengers aboard when the engine failed.",
)
Run = Callable[..., int]


@pytest.fixture
def archive(desk: Desk) -> Desk:
    """Two events of two outlets each, compared."""
    desk.store("Ledger", "fire", *FIRE, title="Blaze at Pell warehouse")
    desk.store("Wire", "fire", *FIRE, "So it was.", title="Pell blaze", hours=1)
    desk.store("Wire", "ferry", *FERRY, title="Ferry adrift", hours=2)
    desk.store("Packet", "ferry", *FERRY, "At sea.", title="Adrift", hours=3)
    desk.compare()
    assert len(desk.events()) == 2
    return desk


@pytest.fixture
def database(archive: Desk) -> str:
    return str(archive.engine.url.database)


@pytest.fixture
def run(database: str) -> Run:
    """A command on the archive; its exit status."""

    def _run(*arguments: str, db: str | Path = database) -> int:
        return main(["--db", str(db), *arguments])

    return _run


@pytest.fixture
def exported(run: Run, tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """File → what is in it, of a new export; of the manifest, all but the time of its making."""

    def _exported(*arguments: str, db: str | Path | None = None) -> dict[str, Any]:
        folder = tmp_path / f"export {len(list(tmp_path.glob('export *')))}"
        more = {} if db is None else {"db": db}
        assert run("export", str(folder), "--format", "jsonl,csv", *arguments, **more) == 0
        found: dict[str, Any] = {path.name: path.read_bytes() for path in folder.iterdir()}
        found["manifest.json"] = json.loads(found["manifest.json"])
        del found["manifest.json"]["created"]
        return found

    return _exported
