"""Where snapshots lie: a folder with two files for each, NAME.db and NAME.json.

A snapshot is there when both are. NAME.json comes first and NAME.db takes its name last, in one
step, when all of it is on the disk: a run that is killed leaves nothing that counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.exc import ArgumentError

from compare.errors import SnapshotError
from compare.snapshots.naming import check_name
from compare.snapshots.record import Snapshot, read_record, sha256_of
from crawler.database import database_url
from crawler.frozen import is_frozen

_PARTIAL = re.compile(r"\..+\.partial-[0-9a-f]{12}(\.json|-journal|-wal|-shm)?")


def default_folder(database: str) -> Path:
    """The folder for the snapshots of a database: beside a SQLite file, else the current one's.

    database: as given to --db. Raises SnapshotError for a database without a name.
    """
    try:
        url = database_url(database)
    except (ArgumentError, ValueError) as error:
        raise SnapshotError(
            database.rpartition("@")[2], "is not a database URL", "give a file name to --db"
        ) from error
    name = url.database
    if not name or name == ":memory:":
        raise SnapshotError(
            url.render_as_string(hide_password=True),
            "has no place for snapshots",
            "name a folder with --to",
        )
    if url.get_backend_name() == "sqlite":
        # One folder however the database is named: through a link, or from another folder.
        return Path(f"{Path(name).resolve()}.snapshots")
    return Path(f"{name.replace('/', '_')}.snapshots")


def database_file(folder: Path, name: str) -> Path:
    return folder / f"{name}.db"


def record_file(folder: Path, name: str) -> Path:
    return folder / f"{name}.json"


def partial_file(folder: Path, name: str, token: str) -> Path:
    """Where a snapshot is written; token: 12 hexadecimal digits."""
    return folder / f".{name}.partial-{token}"


def leftovers(folder: Path) -> Iterator[Path]:
    """What a run that was killed left there."""
    return (path for path in sorted(folder.iterdir()) if _PARTIAL.fullmatch(path.name))


def taken(folder: Path, name: str) -> str | None:
    """The snapshot that has this name already, or one that some systems take for the same."""
    same = name.casefold()
    return next(
        (path.stem for path in folder.glob("*.db") if path.stem.casefold() == same),
        None,
    )


def listed(folder: Path) -> list[Snapshot]:
    """Every snapshot in the folder, the oldest first; none when there is no such folder.

    Raises SnapshotError when the record of one cannot be read.
    """
    if not folder.is_dir():
        return []
    # No name begins with a dot; what some systems put beside a file does.
    records = (path.with_suffix(".json") for path in folder.glob("[!.]*.db"))
    found = [read_record(path) for path in records if path.is_file()]
    return sorted(found, key=lambda one: (one.made, one.name))


def checked(database: str, wanted: str) -> Path:
    """The file of a snapshot of this database, found unchanged.

    wanted: its name or, with a path separator in it, its file. Raises SnapshotError when there is
    none, or when the file's sha256 is not the one it was frozen with.
    """
    path = Path(wanted)
    if len(path.parts) == 1 and not path.is_absolute():
        check_name(wanted)
        path = database_file(default_folder(database), wanted)
    if not path.is_file():
        raise SnapshotError(
            str(path), "there is no such snapshot", "'parallax snapshots' lists those there are"
        )
    if not is_frozen(path):
        raise SnapshotError(str(path), "is no snapshot", "restore it from a copy")
    record = read_record(path.with_suffix(".json"))
    if path.stat().st_size != record.bytes or sha256_of(path) != record.sha256:
        raise SnapshotError(
            str(path),
            f"is not what was frozen on {record.made[:10]} (its sha256 is another)",
            "restore it from a copy",
        )
    return path
