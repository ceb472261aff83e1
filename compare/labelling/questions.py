"""What was drawn → the rows of the sheets, and what the key knows of each (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC
from random import Random
from typing import Any

from compare.labelling.archive import Loaded
from compare.labelling.drawing import Drawn
from compare.labelling.population import Spot
from compare.labelling.tasks import CLUSTERS, DIFFERENCES, LETTERS, PAIRS, TASKS, Task

_CONTEXT = 600
"""Characters of the sentences around a passage that are shown at most."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """One row of a sheet."""

    task: str
    stratum: str
    cells: Mapping[str, str]
    # column → what stands there; without the id and the columns to be filled in
    answer: Mapping[str, Any] = field(default_factory=dict)
    # the system's, for the key alone


def columns(task: Task) -> tuple[str, ...]:
    """The columns of a task's sheet."""
    shown: list[str] = []
    if task.name == CLUSTERS:
        for letter in LETTERS:
            shown += (f"outlet {letter}", f"passage {letter}")
    else:
        for side in "AB":
            shown += (f"{part} {side}" for part in ("outlet", "published", *_PARTS))
    return ("id", "event", *shown, "answer", *task.extra, "note")


_PARTS = ("before", "passage", "after")


def ask(task: str, drawn: Drawn, loaded: Loaded, chance: Random) -> Question:
    """The row for a unit; chance decides which passage stands first, and whether a group gets a
    passage that does not belong."""
    if task == CLUSTERS:
        return _of_group(drawn, loaded, chance)
    return _of_pair(task, drawn, loaded, chance)


def _of_pair(task: str, drawn: Drawn, loaded: Loaded, chance: Random) -> Question:
    spots = {spot.passage_id: spot for spot in loaded.told.spots}
    sides = dict(zip("AB", chance.sample(drawn.unit, 2), strict=True))
    cells = {"event": loaded.title}
    for side, passage_id in sides.items():
        spot = spots[passage_id]
        teller = loaded.tellers[spot.article_id]
        before, after = loaded.around[passage_id]
        published = teller.published
        cells |= {
            f"outlet {side}": teller.outlet,
            # A space and no T, which spreadsheets take for a time rather than a word.
            f"published {side}": f"{published.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
            if published
            else "",
            f"before {side}": f"…{before[-_CONTEXT:]}" if len(before) > _CONTEXT else before,
            f"passage {side}": spot.text,
            f"after {side}": f"{after[:_CONTEXT]}…" if len(after) > _CONTEXT else after,
        }
    answer: dict[str, Any] = {"event": drawn.event_id, "passages": sides}
    if task == DIFFERENCES:
        answer["kinds"] = list(drawn.kinds)
    return Question(task=task, stratum=drawn.stratum, cells=cells, answer=answer)


def _of_group(drawn: Drawn, loaded: Loaded, chance: Random) -> Question:
    told = loaded.told
    members = told.clusters[drawn.unit[0]]
    ordered = [spot for spot in told.spots if spot.passage_id in members]
    shown = chance.sample(ordered, min(len(ordered), len(LETTERS) - 1))
    strangers = _strangers(loaded, members)
    # Drawn in any case, so that one event's passages do not change another row's chance.
    planted = chance.random() < 0.5
    stranger = chance.choice(strangers) if strangers and planted else None
    rows = [*shown, *([stranger] if stranger else [])]
    chance.shuffle(rows)
    lettered = dict(zip(LETTERS, rows, strict=False))
    cells = {"event": loaded.title}
    for letter, spot in lettered.items():
        cells[f"outlet {letter}"] = loaded.tellers[spot.article_id].outlet
        cells[f"passage {letter}"] = spot.text
    return Question(
        task=CLUSTERS,
        stratum=drawn.stratum,
        cells=cells,
        answer={
            "event": drawn.event_id,
            "cluster": drawn.unit[0],
            "passages": {letter: spot.passage_id for letter, spot in lettered.items()},
            "intruder": next((key for key, spot in lettered.items() if spot is stranger), None),
        },
    )


def _strangers(loaded: Loaded, members: frozenset[str]) -> list[Spot]:
    """Passages of the event that the system matched with none of these."""
    told = loaded.told
    company = set(members).union(*(own for own in told.clusters.values() if own & members))
    return [spot for spot in told.spots if spot.passage_id not in company]


def sheets_in_order() -> tuple[Task, ...]:
    """The tasks, in the order in which they are best judged."""
    return tuple(TASKS[name] for name in (PAIRS, CLUSTERS, DIFFERENCES))
