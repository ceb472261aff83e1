"""manifest.json: from what and how an export was made, and what its files must be."""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from compare.encoder import BUNDLED, BUNDLED_SHA256, file_sha256
from compare.errors import ExportError
from compare.export.format import iso
from compare.export.rights import citation
from compare.export.schema import SCHEMA_VERSION
from compare.export.selection import Chosen
from compare.made import made_with
from compare.snapshots.record import cited
from compare.tables import events
from crawler.runs import OUTLETS_SHA256
from crawler.tables import runs

MANIFEST = "manifest.json"
KIND = "parallax-export"
_LIBRARIES = (
    "datasketch",
    "numpy",
    "pyarrow",
    "scikit-learn",
    "sentence-transformers",
    "sentencex",
    "sqlalchemy",
    "torch",
    "trafilatura",
)
"""Those that decide what the tables hold."""
NOT_OURS_TO_MIND = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""File managers leave these in any folder that is looked at."""


def manifest(
    connection: Connection,
    chosen: Chosen,
    *,
    formats: Sequence[str],
    counts: Mapping[str, int],
    files: Mapping[str, Mapping[str, Any]],
    created: datetime,
) -> dict[str, Any]:
    """Everything about an export but its rows; only `created` differs between two of one state.

    files: what `file_facts` says of every other file.
    """
    selection = chosen.selection
    return {
        "kind": KIND,
        "schema_version": SCHEMA_VERSION,
        "created": iso(created),
        "versions": {
            "parallax": installed("parallax-news"),
            "python": platform.python_version(),
            **{name: installed(name) for name in _LIBRARIES},
        },
        "citation": citation(installed("parallax-news")),
        **_comparison(connection),
        "outlets_toml": _outlets_toml(connection),
        "snapshot": cited(connection),
        "selection": {
            "asked_events": list(selection.events),
            "events": list(chosen.events),
            "since": selection.since and iso(selection.since),
            "with_text": selection.with_text,
            "with_noarchive": selection.with_noarchive,
            "quotation_words": selection.quotation_words,
        },
        "formats": list(formats),
        "counts": dict(counts),
        "files": {name: dict(files[name]) for name in sorted(files)},
    }


def file_facts(
    folder: Path, known: Mapping[str, Mapping[str, Any]] = MappingProxyType({})
) -> dict[str, Mapping[str, Any]]:
    """Name → bytes and sha256 of every file, in the order of the names.

    known: files that are not read again.
    """
    return {
        path.name: known.get(path.name)
        or {"bytes": path.stat().st_size, "sha256": file_sha256(path)}
        for path in sorted(folder.iterdir())
    }


def write_manifest(folder: Path, content: Mapping[str, Any]) -> None:
    """Write it last: a folder without it is no export."""
    text = json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8", newline="")


def installed(package: str) -> str:
    """A package's version; "not installed" when it runs from a bare checkout."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def may_replace(folder: Path) -> None:
    """Raise ExportError unless the folder holds an earlier export and nothing else."""
    own = _files_of_export(folder)
    if own is None:
        raise ExportError(
            str(folder),
            "is not empty and is no earlier export",
            "choose a new folder, or empty this one",
        )
    others = {path.name for path in folder.iterdir()} - own - NOT_OURS_TO_MIND
    if others:
        raise ExportError(
            str(folder),
            f"holds {min(others)}, which no export wrote",
            "move it elsewhere, or choose a new folder",
        )


def _files_of_export(folder: Path) -> set[str] | None:
    try:
        content = json.loads((folder / MANIFEST).read_bytes())
        if content["kind"] != KIND:
            return None
        return {MANIFEST, *content["files"]}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _comparison(connection: Connection) -> dict[str, Any]:
    """What made that which is stored, as the comparison recorded it."""
    made = made_with(connection)
    stamps = _stamps(connection)
    if made is None:
        return {"models": [], "settings": {}, "event_rule": {}, "event_stamps": stamps}
    return {
        "models": [{"name": made.model, "weights_sha256": weights_sha256(made.model)}],
        "settings": dict(made.settings),
        "event_rule": dict(made.rule),
        "event_stamps": stamps,
    }


def _outlets_toml(connection: Connection) -> dict[str, Any]:
    """Which outlets.toml the last crawl read; nulls where none was recorded.

    The table of runs has that of every crawl.
    """
    query = sa.select(runs.c.started, runs.c.counts).where(runs.c.kind == "crawl")
    for row in connection.execute(query.order_by(runs.c.run_id.desc())):
        found = (row.counts or {}).get(OUTLETS_SHA256)
        if found:
            return {"sha256": found, "crawl_started": iso(row.started)}
    return {"sha256": None, "crawl_started": None}


def _stamps(connection: Connection) -> dict[str, int]:
    """Stamp of settings and model → events that were found so.

    More than one where a comparison under other settings has not come to its end.
    """
    stamp = events.c.stamp
    query = sa.select(stamp, sa.func.count().label("held")).group_by(stamp).order_by(stamp)
    return {row.stamp: row.held for row in connection.execute(query)}


def weights_sha256(model: str) -> str:
    """The hash of a model's weights as far as its name gives it: in full for the bundled one."""
    known = f"{BUNDLED}@{BUNDLED_SHA256[:12]}"
    return BUNDLED_SHA256 if model == known else model.rpartition("@")[2]
