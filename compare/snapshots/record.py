"""What is told of a snapshot: by the file beside it, and by an export's manifest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from compare.errors import SnapshotError
from crawler.frozen import frozen_path, snapshot

KIND = "parallax-snapshot"


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """A frozen state."""

    name: str
    made: str
    # UTC, as ISO 8601 with a Z: the moment whose state it holds
    note: str
    # empty for none
    parallax: str
    # the version that froze it
    schema: str
    # the migration at which the database's schema stood
    sha256: str
    # of the file NAME.db, in hex
    bytes: int
    # of that file
    counts: Mapping[str, int]
    # table → rows

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    def document(self) -> str:
        """The text of NAME.json."""
        content = {"kind": KIND, **self.as_dict()}
        return json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def read_record(path: Path) -> Snapshot:
    """Read a file NAME.json.

    Raises SnapshotError when it cannot be read or does not say what a snapshot is.
    """
    try:
        content = json.loads(path.read_bytes())
        if content.pop("kind") != KIND:
            raise ValueError("of another kind")
        known = {name: content[name] for name in Snapshot.__dataclass_fields__}
        found = Snapshot(**known)
        texts = (found.name, found.made, found.note, found.parallax, found.schema, found.sha256)
        if not all(isinstance(text, str) for text in texts) or not isinstance(found.bytes, int):
            raise TypeError("a field of another type")
        return Snapshot(**{**known, "counts": {str(k): int(v) for k, v in found.counts.items()}})
    except OSError as error:
        raise SnapshotError(str(path), f"cannot be read ({error.strerror or error})") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SnapshotError(
            str(path),
            "is not what Parallax writes beside a snapshot",
            "restore it and its database from a copy",
        ) from error


def cited(connection: Connection) -> dict[str, str] | None:
    """What the manifest of an export says of the snapshot that it was made from, if any.

    The sha256 is that of the file as it is now.
    """
    path = frozen_path(connection)
    if path is None:
        return None
    row = connection.execute(sa.select(snapshot.c.name, snapshot.c.made)).one()
    return {"name": row.name, "made": row.made, "sha256": sha256_of(path)}


def sha256_of(path: Path) -> str:
    """sha256 of a file in hex, read in pieces; raises SnapshotError when it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise SnapshotError(str(path), f"cannot be read ({error.strerror or error})") from error
