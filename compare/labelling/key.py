"""key.jsonl: what the system says of each row, and with what probability the row was drawn.

The first line says how the sheets were drawn; each further line is one row of a sheet. Scoring
needs nothing else: neither the database nor the sheets as they were written.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compare.errors import LabelError
from compare.labelling.tasks import CLUSTERS, DIFFERENCES, TASKS

KEY = "key.jsonl"
KIND = "parallax-labels"
VERSION = 1


@dataclass(frozen=True, kw_only=True)
class Item:
    """One row of a sheet, as the system sees it."""

    id: str
    # as in the sheet's first column
    task: str
    stratum: str
    passages: Mapping[str, str]
    # letter → passage_id, as they were shown
    kinds: tuple[str, ...] = ()
    # of the differences that were found, the surest first; none for other tasks
    intruder: str | None = None
    # the letter of a passage that was put into the group


@dataclass(frozen=True, kw_only=True)
class Key:
    """What is needed to score the sheets of one draw."""

    sizes: Mapping[str, Mapping[str, int]]
    # task → stratum → units in it, drawn or not
    items: Mapping[str, Item]
    # by id
    head: Mapping[str, Any]
    # the first line as it stands


def text_of(head: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> str:
    """The file's content."""
    return "".join(
        json.dumps(one, ensure_ascii=False, allow_nan=False) + "\n"
        for one in ({"kind": KIND, "version": VERSION, **head}, *rows)
    )


def read_key(folder: Path) -> Key:
    """Raises LabelError where there is none, or one that this version cannot read."""
    path = folder / KEY
    try:
        lines = path.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is no UTF-8"
        raise LabelError(
            str(path),
            f"cannot be read ({why})",
            "give the folder that 'parallax label sheet' wrote",
        ) from error
    number = 0
    try:
        head = json.loads(lines[0])
        if head["kind"] != KIND or head["version"] != VERSION:
            raise LabelError(
                str(path), "is of another version of Parallax", "score it with the one that drew it"
            )
        sizes = {
            task: {stratum: int(known["size"]) for stratum, known in strata.items()}
            for task, strata in head["strata"].items()
        }
        items: dict[str, Item] = {}
        for line in lines[1:]:
            number += 1
            if line:
                item = _item(json.loads(line), sizes)
                items[item.id] = item
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise LabelError(
            str(path),
            f"line {number + 1} is not as it was written",
            "restore it from a copy, or draw the sheets again with the same seed",
        ) from error
    return Key(sizes=sizes, items=items, head=head)


def _item(row: Mapping[str, Any], sizes: Mapping[str, Mapping[str, int]]) -> Item:
    task, stratum = row["task"], row["stratum"]
    if task not in TASKS or stratum not in sizes[task]:
        raise ValueError(f"no stratum {stratum} of {task}")
    return Item(
        id=str(row["id"]),
        task=task,
        stratum=stratum,
        passages={str(letter): str(one) for letter, one in row["passages"].items()},
        kinds=tuple(map(str, row["kinds"])) if task == DIFFERENCES else (),
        intruder=row["intruder"] if task == CLUSTERS else None,
    )
