"""A compared database of three outlets, made through the command line."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import parallax

TOLD = {
    "City Ledger": (
        "Barge closes Orra bridge",
        "A barge hit the Orra bridge on Tuesday. At least four cars fell into the river.\n\n"
        "“Nobody will pay for the bridge before the summer,” Mayor Dana Hollis said.",
    ),
    "National Wire": (
        "Barge strikes Orra bridge",
        "A barge struck the Orra bridge on Tuesday. Ten cars fell into the river.\n\n"
        "Mayor Dana Hollis said nobody would pay for the bridge before the summer.",
    ),
    "The Beacon": (
        "Orra bridge is closed after a barge hit it",
        "The Orra bridge is closed after a barge hit it on Tuesday.\n\n"
        "Ferries will run from Thursday, the port of Orra announced in the evening. "
        "They cost nothing until the bridge is open again, and carry no lorries.",
    ),
    "Lampwright": ("Bread is dearer", "The price of bread rose by a tenth in the valley."),
}


@pytest.fixture(scope="session")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("research")
    lines = [
        {
            "outlet": outlet,
            "url": f"https://{outlet.replace(' ', '').lower()}.example/{n}",
            "title": title,
            "text": text,
            "published": f"2025-10-07T1{n}:00:00Z",
            "language": "en",
        }
        for n, (outlet, (title, text)) in enumerate(TOLD.items())
    ]
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    database = folder / "compared.db"
    for command in (["import", str(folder / "a.jsonl")], ["compare"]):
        assert parallax.main(["--db", str(database), *command]) == 0
    # All into the one file that is copied.
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return database


@pytest.fixture
def database(compared: Path, tmp_path: Path) -> str:
    """The file that every test gets a copy of."""
    return str(shutil.copy(compared, tmp_path / "it.db"))
