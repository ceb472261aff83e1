"""Which names a snapshot may have (pure).

A name stands in papers, in file names on every system, and on command lines: so it is plain.
"""

from __future__ import annotations

import re

from compare.errors import SnapshotError

LONGEST = 100
"""Characters of a name."""
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{kind}{n}" for kind in ("com", "lpt") for n in range(10)))
)
"""What Windows takes for a device, whatever follows after a dot."""
_ENDINGS = (".", ".db", ".json")


def check_name(name: str) -> None:
    """Raise SnapshotError unless a snapshot may be called so."""
    shown = name[:LONGEST] if name.isprintable() else ascii(name[:LONGEST])
    if len(name) > LONGEST:
        raise SnapshotError(
            f"{shown}…", f"is a name of more than {LONGEST} characters", "choose a shorter one"
        )
    if not _PLAIN.fullmatch(name):
        raise SnapshotError(
            shown or "the name of the snapshot",
            "is no name for a snapshot",
            "use the letters A to Z, digits, '.', '_' and '-', and begin with a letter or a digit",
        )
    if name.casefold().endswith(_ENDINGS):
        raise SnapshotError(
            shown, "ends as only the name of a file does", "leave out '.db', '.json' or the dot"
        )
    if name.partition(".")[0].casefold() in _DEVICES:
        raise SnapshotError(shown, "is the name of a device on Windows", "choose another")
