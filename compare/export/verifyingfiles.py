"""Whether a folder holds the files that its manifest lists, and nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from compare.encoder import file_sha256
from compare.export.folder import is_broken_off
from compare.export.manifest import KIND, MANIFEST, NOT_OURS_TO_MIND
from compare.export.verdict import Verdict

_LARGEST = 2**26
"""Bytes of a manifest."""
_HASH = re.compile("[0-9a-f]{64}")

Manifest = Mapping[str, Any]


def read_manifest(folder: Path, verdict: Verdict) -> Manifest | None:
    """The manifest, or None with the fault that makes the folder no export."""
    shown = str(folder)
    if is_broken_off(folder):
        verdict.fault(
            shown,
            "is what an export that was broken off left behind, and never whole; export again",
        )
        return None
    if not folder.is_dir():
        left = _broken_off_beside(folder)
        beside = f"; {left[0]} beside it is of an export that was broken off" if left else ""
        problem = "is no folder" if folder.exists() else "is not there"
        verdict.fault(shown, problem + beside)
        return None
    file = folder / MANIFEST
    if not file.is_file():
        verdict.fault(shown, f"has no {MANIFEST}, which is written last: it is no whole export")
        return None
    if file.stat().st_size > _LARGEST:
        verdict.fault(MANIFEST, "is too large to be one of ours")
        return None
    try:
        content = json.loads(file.read_bytes())
    except (ValueError, RecursionError):
        verdict.fault(MANIFEST, "is not JSON: it was cut or changed")
        return None
    problems = list(_problems(content))
    for problem in problems:
        verdict.fault(MANIFEST, problem)
    return None if problems else content


def _broken_off_beside(folder: Path) -> list[str]:
    """What a killed export into this folder left."""
    if not folder.parent.is_dir():
        return []
    names = (path.name for path in folder.parent.iterdir() if is_broken_off(path))
    return sorted(name for name in names if name.rpartition(".")[0] == folder.name)


def check_files(folder: Path, manifest: Manifest, verdict: Verdict) -> set[str]:
    """The files that are as the manifest says; of the others a fault each."""
    stated = manifest["files"]
    good: set[str] = set()
    for name, facts in stated.items():
        problem = _problem(folder / name, facts)
        if problem:
            verdict.fault(name, problem)
        else:
            good.add(name)
    for path in sorted(folder.iterdir()):
        if path.name not in stated and path.name not in {MANIFEST, *NOT_OURS_TO_MIND}:
            verdict.fault(path.name, "is in the folder and not in the manifest: no export wrote it")
    verdict.files = len(good)
    return good


def _problem(path: Path, facts: Mapping[str, Any]) -> str:
    if path.is_symlink() or (path.exists() and not path.is_file()):
        return "is no plain file"
    try:
        size = path.stat().st_size
        if size != facts["bytes"]:
            return f"has {size:,} bytes, and the manifest says {facts['bytes']:,}"
        if file_sha256(path) != facts["sha256"]:
            return "has another sha256 than the manifest says: it was changed"
    except FileNotFoundError:
        return "is missing"
    except OSError as error:
        return f"cannot be read ({error.strerror or error})"
    return ""


def _problems(content: Any) -> Iterator[str]:
    if not isinstance(content, dict) or content.get("kind") != KIND:
        yield "is not the manifest of an export by Parallax"
        return
    if not _is_count(content.get("schema_version")):
        yield "says no schema_version"
    if not isinstance(content.get("created"), str):
        yield "does not say when the export was made"
    for name in ("versions", "selection", "settings"):
        if not isinstance(content.get(name), dict):
            yield f"has no {name}"
    formats = content.get("formats")
    if not isinstance(formats, list) or not all(isinstance(one, str) for one in formats):
        yield "lists no formats"
    counts = content.get("counts")
    if not isinstance(counts, dict) or not all(map(_is_count, counts.values())):
        yield "has no counts of rows"
    files = content.get("files")
    if not isinstance(files, dict):
        yield "lists no files"
        return
    for name, facts in files.items():
        if not _is_plain(name):
            yield f"names {name!r}, which is no file of the folder"
        elif not _is_facts(facts):
            yield f"does not say how large {name} is, or what its sha256 is"


def _is_plain(name: str) -> bool:
    return bool(name) and name not in (".", "..", MANIFEST) and not re.search(r"[/\\\x00]", name)


def _is_facts(facts: Any) -> bool:
    return (
        isinstance(facts, dict)
        and _is_count(facts.get("bytes"))
        and isinstance(facts.get("sha256"), str)
        and _HASH.fullmatch(facts["sha256"]) is not None
    )


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
