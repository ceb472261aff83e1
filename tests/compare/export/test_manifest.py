from __future__ import annotations

import hashlib
import json
import platform
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from compare.encoder import BUNDLED_SHA256
from compare.errors import ExportError
from compare.export import Selection, export
from compare.export.manifest import installed, may_replace, weights_sha256
from compare.settings import Settings
from compare.tables import events
from crawler.tables import runs

RULE = {"version": "2026-01-01", "cut": 0.5, "one_language": {"intercept": -3.5}}
LATER = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def exported(shelf: Any, out: Path) -> Path:
    clock = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    counts = {"model": "all-MiniLM-L6-v2@53aa51172d14", "settings": Settings().as_dict()}
    record = {"kind": "compare", "started": LATER, "outcome": "done"}
    shelf.stock.insert(runs, **record, counts={**counts, "rule": RULE})
    export(shelf.engine, out, ["csv", "jsonl"], Selection(), clock=lambda: clock)
    return out


def test_it_says_how_the_export_was_made(exported: Path) -> None:
    manifest = json.loads((exported / "manifest.json").read_text("utf-8"))
    assert manifest["created"] == "2026-01-02T03:04:05Z"
    assert manifest["schema_version"] == 1
    assert manifest["settings"] == Settings().as_dict()
    assert manifest["event_rule"] == RULE
    assert manifest["event_stamps"] == {"": 2}
    assert manifest["models"] == [
        {"name": "all-MiniLM-L6-v2@53aa51172d14", "weights_sha256": BUNDLED_SHA256}
    ]
    assert manifest["versions"]["python"] == platform.python_version()
    assert {"parallax", "pyarrow", "sqlalchemy", "torch"} <= set(manifest["versions"])
    assert manifest["formats"] == ["jsonl", "csv"]
    assert manifest["counts"]["articles"] == 5


def test_comparisons_that_recorded_no_rule_or_nothing(shelf: Any, out: Path) -> None:
    """Older databases, and those that nothing was compared in yet."""
    counts = {"model": "m@0123456789ab", "settings": {}}
    shelf.stock.insert(runs, kind="compare", started=LATER, outcome="done", counts=counts)
    assert exported_manifest(shelf, out)["models"][0]["name"] == "m@0123456789ab"
    assert exported_manifest(shelf, out)["event_rule"] == {}
    with shelf.engine.begin() as connection:
        connection.execute(runs.delete())
    manifest = exported_manifest(shelf, out)
    assert (manifest["models"], manifest["settings"], manifest["event_rule"]) == ([], {}, {})


def test_a_comparison_under_other_settings_that_was_killed_shows(shelf: Any, out: Path) -> None:
    shelf.stock.update(events, events.c.event_id == shelf.small, stamp="f1")
    assert exported_manifest(shelf, out)["event_stamps"] == {"": 1, "f1": 1}


def test_which_outlets_toml_was_read(shelf: Any, out: Path) -> None:
    nothing = {"sha256": None, "crawl_started": None}
    assert exported_manifest(shelf, out)["outlets_toml"] == nothing
    for number, counts in enumerate(({"outlets_sha256": "a" * 64}, {"added": 1})):
        when = LATER.replace(hour=number)
        shelf.stock.insert(runs, kind="crawl", started=when, outcome="done", counts=counts)
    shelf.stock.insert(runs, kind="import", started=LATER, outcome="done", counts={})
    assert exported_manifest(shelf, out)["outlets_toml"] == {
        "sha256": "a" * 64,
        "crawl_started": "2026-01-01T00:00:00Z",
    }


def exported_manifest(shelf: Any, out: Path) -> Any:
    export(shelf.engine, out, ["csv"], Selection())
    return json.loads((out / "manifest.json").read_text("utf-8"))


def test_it_vouches_for_every_other_file(exported: Path) -> None:
    files = json.loads((exported / "manifest.json").read_text("utf-8"))["files"]
    assert {path.name for path in exported.iterdir()} == {*files, "manifest.json"}
    assert "DATA_DICTIONARY.md" in files
    for name, stated in files.items():
        content = (exported / name).read_bytes()
        assert stated == {
            "bytes": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
        }


def test_a_package_that_is_not_installed() -> None:
    assert installed("no-such-package-of-ours") == "not installed"


def test_weights_of_other_models_are_known_by_their_name_only() -> None:
    assert weights_sha256("folder/of@mine@0123456789ab") == "0123456789ab"


def test_an_earlier_export_may_be_replaced(exported: Path) -> None:
    (exported / ".DS_Store").touch()
    may_replace(exported)


def test_an_export_with_a_persons_file_stays(exported: Path) -> None:
    (exported / "notes.txt").touch()
    with pytest.raises(ExportError, match=r"holds notes\.txt, which no export wrote; move it"):
        may_replace(exported)


@pytest.mark.parametrize(
    "content",
    ["{", "[]", "1", "null", "{}", '{"kind": "web app", "files": {}}', "\0", "[" * 100_000],
)
def test_another_programs_manifest_is_none_of_ours(tmp_path: Path, content: str) -> None:
    (tmp_path / "manifest.json").write_text(content, encoding="utf-8")
    with pytest.raises(ExportError, match="is not empty and is no earlier export; choose"):
        may_replace(tmp_path)


def test_a_folder_of_other_things_stays(shelf: Any, out: Path) -> None:
    out.mkdir()
    (out / "thesis.tex").touch()
    with pytest.raises(ExportError, match="is no earlier export"):
        export(shelf.engine, out, ["csv"], Selection())
    assert [path.name for path in out.iterdir()] == ["thesis.tex"]
    assert [path.name for path in out.parent.iterdir()] == ["out"]
