"""The folder that people are given: a sheet a task, instructions, and the key."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.engine import Connection, Engine

from compare.errors import LabelError
from compare.export.comma import neutral
from compare.export.folder import whole_folder
from compare.export.manifest import installed, weights_sha256
from compare.export.selection import Selection, find
from compare.labelling.archive import LeftOut, Loaded, load, state_of
from compare.labelling.drawing import Drawn, Lots, Sample, sizes
from compare.labelling.instructions import instructions
from compare.labelling.key import KEY, text_of
from compare.labelling.population import Population
from compare.labelling.questions import Question, ask, columns, sheets_in_order
from compare.labelling.tasks import PAIRS, Task
from compare.made import made_with
from crawler.database import reading
from crawler.progress import Progress, Silent

INSTRUCTIONS = "INSTRUCTIONS.md"


@dataclass(frozen=True, kw_only=True)
class Written:
    """What a folder of sheets holds."""

    rows: Mapping[str, int]
    # task → rows of its sheet; no sheet is written where there are none
    sizes: Mapping[str, Mapping[str, int]]
    # task → stratum → units there are
    left_out: LeftOut


def write_sheets(
    engine: Engine,
    directory: Path,
    selection: Selection,
    wanted: Mapping[str, int],
    *,
    seed: int,
    progress: Progress | None = None,
) -> Written:
    """Draw rows and write the sheets; wanted: task → rows, 0 for none.

    The same seed and state of the database give the same bytes. The folder must not exist or be
    empty. Raises LabelError for one that is not, and where there is nothing to judge.
    """
    with reading(engine) as connection:
        chosen = find(connection, selection)
        event_ids, state = state_of(connection, chosen)
        tell = (progress or Silent()).step("drawing", len(event_ids))
        lots, left_out = Lots(wanted=wanted, seed=seed), LeftOut()
        for event_id in event_ids:
            loaded = load(
                connection, event_id, with_noarchive=selection.with_noarchive, left_out=left_out
            )
            lots.show(Population(loaded.told, nearest=bool(wanted.get(PAIRS))))
            tell(1)
        samples = {task.name: lots.sample(task.name) for task in sheets_in_order()}
        if not any(sample.drawn for sample in samples.values()):
            raise LabelError(
                "the database" if selection.everything else "the selection",
                "holds nothing to judge: in no event are there passages of two outlets that may "
                "be shown",
                "run 'parallax compare' after a crawl or an import, or choose other events",
            )
        asked = _asked(connection, samples, lots, selection.with_noarchive)
        made = _made(connection)
    head = {
        "parallax": installed("parallax-news"),
        "seed": seed,
        "wanted": dict(wanted),
        "selection": {
            "asked_events": list(selection.events),
            "events": list(chosen.events),
            "since": selection.since and selection.since.isoformat(),
            "with_noarchive": selection.with_noarchive,
        },
        "database": {"events": len(event_ids), "sha256": state},
        "left_out": asdict(left_out),
        "strata": {name: sizes(sample) for name, sample in samples.items()},
        **made,
    }
    with whole_folder(directory, _may_not_replace) as folder:
        _write(folder, head, asked, seed)
    return Written(
        rows={name: len(questions) for name, questions in asked.items()},
        sizes={name: sample.sizes for name, sample in samples.items()},
        left_out=left_out,
    )


def _made(connection: Connection) -> dict[str, Any]:
    """With what the comparison made its answers; nothing where none was recorded."""
    made = made_with(connection)
    if made is None:
        return {"model": None, "settings": {}, "event_rule": {}}
    model = {"name": made.model, "weights_sha256": weights_sha256(made.model)}
    return {"model": model, "settings": dict(made.settings), "event_rule": dict(made.rule)}


def _may_not_replace(folder: Path) -> None:
    raise LabelError(
        str(folder),
        "is not empty, and sheets that people have filled in are never written over",
        "choose a new folder",
    )


def _asked(
    connection: Connection, samples: Mapping[str, Sample], lots: Lots, with_noarchive: bool
) -> dict[str, list[Question]]:
    """The rows of each task in the order of the sheet, which the seed decides."""
    by_event: dict[str, list[tuple[str, Drawn]]] = {}
    for task, sample in samples.items():
        for one in sample.drawn:
            by_event.setdefault(one.event_id, []).append((task, one))
    asked: dict[str, list[Question]] = {task: [] for task in samples}
    for event_id, drawn in sorted(by_event.items()):
        loaded: Loaded = load(connection, event_id, with_noarchive=with_noarchive)
        for task, one in drawn:
            chance = lots.chance(task, "row", event_id, *one.unit)
            asked[task].append(ask(task, one, loaded, chance))
    for task, questions in asked.items():
        lots.chance(task, "order").shuffle(questions)
    return asked


def _write(
    folder: Path, head: Mapping[str, Any], asked: Mapping[str, list[Question]], seed: int
) -> None:
    # Rows of another draw must not be scored with this key.
    tag = hashlib.sha256(f"{head['database']} {head['strata']} {seed}".encode()).hexdigest()[:4]
    rows: list[dict[str, Any]] = []
    for task in sheets_in_order():
        questions = asked[task.name]
        if not questions:
            continue
        ids = [f"{task.name}-{tag}-{number:04d}" for number in range(1, len(questions) + 1)]
        text = sheet_text(task, dict(zip(ids, questions, strict=True)))
        # With a byte order mark, without which spreadsheets take UTF-8 for something else.
        (folder / task.file).write_text(text, encoding="utf-8-sig", newline="")
        known = head["strata"][task.name]
        for row_id, question in zip(ids, questions, strict=True):
            stratum = known[question.stratum]
            rows.append(
                {
                    "id": row_id,
                    "task": task.name,
                    "stratum": question.stratum,
                    "probability": stratum["drawn"] / stratum["size"],
                    **question.answer,
                }
            )
    (folder / KEY).write_text(text_of(head, rows), encoding="utf-8", newline="")
    written = [task for task in sheets_in_order() if asked[task.name]]
    (folder / INSTRUCTIONS).write_text(instructions(written), encoding="utf-8", newline="")


def sheet_text(task: Task, questions: Mapping[str, Question]) -> str:
    """The CSV of a sheet: RFC 4180, with no cell that a spreadsheet would run as a formula."""
    file = io.StringIO()
    writer = csv.writer(file)
    names = columns(task)
    writer.writerow(names)
    for row_id, question in questions.items():
        cells = {"id": row_id, **question.cells}
        writer.writerow([neutral(cells.get(name, "")) for name in names])
    return file.getvalue()
