"""The figures as they are printed, and as JSON (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from compare.labelling.estimates import Estimate
from compare.labelling.key import Key
from compare.labelling.reading import Filled
from compare.labelling.scoring import Measure, Score
from compare.labelling.tasks import TASKS

_HEADS = {
    "pairs": "Pairs of passages: what is shown as telling the same",
    "clusters": "Groups of passages: whether they hold together",
    "differences": "Differences between accounts",
}


def lines(key: Key, scores: Sequence[Score], filled: Filled) -> Iterator[str]:
    """For the terminal."""
    for score in scores:
        who = ", ".join(f"{name} {count}" for name, count in score.labellers.items())
        yield f"{_HEADS[score.task]}"
        unsure = f"; 'unsure': {score.unsure}" if score.unsure else ""
        yield f"  {score.judged} of {score.drawn} rows judged ({who}){unsure}"
        width = max(len(one.label) for one in (*score.measures, _AGREE))
        for measure in score.measures:
            yield f"  {measure.label:<{width}}  {_shown(measure.estimate)}"
        found = score.agreement
        alpha = found.why_not if found.alpha is None else f"{found.alpha:.2f}"
        yield (
            f"  {_AGREE.label:<{width}}  {alpha}"
            + (f"  ({found.level}; {found.units} units)" if found.alpha is not None else "")
        )
        yield "  judged: " + "; ".join(
            f"{one.judged} of {one.size:,} {name}" for name, one in sorted(score.strata.items())
        )
        yield ""
    if filled.blank:
        rows = "row has" if filled.blank == 1 else "rows have"
        yield f"{filled.blank} {rows} no answer and do not count."
    yield (
        "Brackets hold 95 % intervals. The figures are of the events that the sheets were drawn "
        "from."
    )


_AGREE = Measure(
    name="alpha",
    label="agreement (Krippendorff's alpha)",
    estimate=Estimate(value=None, judged=0),
)


def _shown(found: Estimate) -> str:
    """A figure with its interval and on how many rows it rests, or why there is none."""
    if found.value is None or found.low is None or found.high is None:
        return found.why_not
    return f"{found.value:.2f} [{found.low:.2f}, {found.high:.2f}]  ({found.judged:,} rows)"


def as_dict(key: Key, scores: Sequence[Score], filled: Filled) -> dict[str, Any]:
    """For programs: every figure with its interval, and from what it was drawn."""
    return {
        "drawn_from": {
            name: key.head.get(name) for name in ("parallax", "seed", "selection", "database")
        },
        "tasks": {
            score.task: {
                "question": TASKS[score.task].question,
                "drawn": score.drawn,
                "judged": score.judged,
                "unsure": score.unsure,
                "labellers": dict(score.labellers),
                "measures": {one.name: asdict(one.estimate) for one in score.measures},
                "agreement": asdict(score.agreement),
                "strata": {name: asdict(one) for name, one in score.strata.items()},
            }
            for score in scores
        },
        "blank": filled.blank,
        "faults": list(filled.faults),
    }
