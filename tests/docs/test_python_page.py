"""docs/python.md: its examples run, and it names everything that the module offers."""

from __future__ import annotations

import doctest
import json
from pathlib import Path

import pytest

import parallax

PAGE = Path(__file__).parents[2] / "docs" / "python.md"
TEXTS = {
    "City Ledger": "A barge hit the bridge on Tuesday. At least four cars fell into the river.",
    "National Wire": "A barge struck the bridge on Tuesday. Ten cars fell into the river.",
    "The Beacon": "A barge hit the bridge on Tuesday. The ferry will run from Thursday on.",
}


@pytest.fixture
def database(tmp_path: Path) -> str:
    """Three accounts of one event, compared."""
    lines = [
        {
            "outlet": outlet,
            "url": f"https://{n}.example/",
            "title": "Barge hits bridge",
            "text": text,
        }
        | {"published": "2025-10-07", "language": "en"}
        for n, (outlet, text) in enumerate(TEXTS.items())
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    name = str(tmp_path / "it.db")
    assert parallax.main(["--db", name, "import", str(tmp_path / "a.jsonl")]) == 0
    assert parallax.main(["--db", name, "compare"]) == 0
    return name


def test_the_examples_run(database: str) -> None:
    found = doctest.testfile(str(PAGE), module_relative=False, globs={"database": database})
    assert found.attempted > 15
    assert found.failed == 0


def test_everything_offered_is_told() -> None:
    words = PAGE.read_text("utf-8")
    missing = [name for name in parallax.__all__ if f"parallax.{name}" not in words]
    assert missing == []
