"""An archive with two events, the command line on it, and sheets as people fill them in."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from parallax import main

if TYPE_CHECKING:
    from tests.compare.conftest import Desk

FIRE = (
    "A blaze destroyed the Pell Brothers warehouse in Hollis Grove on Friday.",
    "Three firefighters were hurt by ammonia fumes at the warehouse in Hollis Grove.",
    "=Rain had put out the last of the flames by noon.",
    "The mayor praised volunteers who had brought hot soup.",
    "Forklifts worth a fortune stood in the yard, untouched.",
)
FIRE_AGAIN = (
    "The Pell Brothers warehouse in Hollis Grove was destroyed by a blaze on Friday.",
    "Four firefighters were hurt by ammonia fumes at the warehouse in Hollis Grove.",
    "By noon, rain had put out the last flames.",
    "Schools will open again on Monday.",
)
FERRY = (
    "A ferry drifted across the Irish Sea for seven hours after its engine failed.",
    "The ferry had 214 passengers aboard when the engine failed.",
    "A tug from Holyhead took it in tow at dawn.",
)
FERRY_AGAIN = (
    "An engine failed, and a ferry drifted across the Irish Sea for nine hours.",
    "The ferry had 209 passengers aboard when the engine failed.",
    "Sandwiches were handed out.",
)
Row = dict[str, str]
Run = Callable[..., int]


class Study:
    """A folder of sheets, and what people make of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def sheet(self, task: str) -> list[Row]:
        with (self.folder / f"{task}.csv").open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    @property
    def head(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.lines[0])
        return found

    @property
    def key(self) -> dict[str, dict[str, Any]]:
        """Id → what the key says of the row."""
        rows = [json.loads(line) for line in self.lines[1:]]
        return {row["id"]: row for row in rows}

    @property
    def lines(self) -> list[str]:
        return (self.folder / "key.jsonl").read_text("utf-8").splitlines()

    def fill(
        self,
        task: str,
        name: str,
        answer: Callable[[Row], str],
        *,
        encoding: str = "utf-8",
        separator: str = ",",
        more: Mapping[str, str] | None = None,
    ) -> Path:
        """A filled-in copy beside the folder, called NAME."""
        rows = [{**row, "answer": answer(row), **(more or {})} for row in self.sheet(task)]
        return self.write(name, rows, encoding=encoding, separator=separator)

    def write(
        self, name: str, rows: Sequence[Row], *, encoding: str = "utf-8", separator: str = ","
    ) -> Path:
        path = self.folder.parent / name
        path.parent.mkdir(exist_ok=True)
        with path.open("w", encoding=encoding, newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), delimiter=separator)
            writer.writeheader()
            writer.writerows(rows)
        return path


@pytest.fixture
def archive(desk: Desk) -> Desk:
    """Two events of two outlets each, compared."""
    desk.store("Ledger", "fire", *FIRE, title="Blaze at Pell warehouse")
    desk.store("Wire", "fire", *FIRE_AGAIN, title="Pell blaze", hours=1)
    desk.store("Wire", "ferry", *FERRY, title="Ferry adrift", hours=2)
    desk.store("Packet", "ferry", *FERRY_AGAIN, title="Adrift", hours=3)
    desk.compare()
    assert len(desk.events()) == 2
    return desk


@pytest.fixture
def run(archive: Desk) -> Run:
    """A command on the archive; its exit status."""

    def _run(*arguments: str | Path, db: str | None = None) -> int:
        name = db or str(archive.engine.url.database)
        return main(["--db", name, *map(str, arguments)])

    return _run


@pytest.fixture
def draw(run: Run, tmp_path: Path) -> Callable[..., Study]:
    """Draws sheets into a folder of this name."""

    def _draw(name: str = "study", *options: str) -> Study:
        assert run("label", "sheet", tmp_path / name, *options) == 0
        return Study(tmp_path / name)

    return _draw
