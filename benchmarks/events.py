"""Events: BCubed over real multi-outlet coverage, beside TF-IDF and MiniLM alone.

The baselines get the threshold that suits them best on these very articles; ours has the fixed
settings that ship. Pressed: the same articles with their dates squeezed into 60 days, so that many
events compete in each window, as they do in a live crawl.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.scores import Score, bcubed
from compare.digests import is_digest
from compare.encoder import SentenceEncoder, Vectors
from compare.events import Lead, find_events
from compare.settings import Settings
from compare.terms import STOP_WORDS, Terms

_PRESSED_DAYS = 60
_THRESHOLDS = [step / 50 for step in range(4, 46)]


def run(data: Path) -> None:
    """Print the figures."""
    path = data / "events" / "dev.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    gold = [row["event"] for row in rows]
    settings = Settings()
    texts = [f"{row['title']}\n{row['text'][: settings.lead_characters]}" for row in rows]
    vectors = SentenceEncoder().encode(texts)
    terms = Terms(texts, longest=1, stop_words=STOP_WORDS)
    ones = np.ones((len(rows), 1), np.float32)
    everything_alike = Terms(["same"] * len(rows))
    print(f"{len(rows)} articles, {len(set(gold))} gold events; BCubed")
    for label, dates in (("as dated", _dates(rows)), ("pressed", _pressed(_dates(rows)))):
        leads = [
            Lead(
                article_id=f"{place:06}",
                outlet=row["outlet"],
                published=date,
                text=text,
                alone=is_digest(row["title"]),
            )
            for place, (row, date, text) in enumerate(zip(rows, dates, texts, strict=True))
        ]

        def grouped(
            threshold: float, dense: Vectors, sparse: Terms, leads: list[Lead] = leads
        ) -> Score:
            found = find_events(
                leads, dense, sparse, days=settings.event_days, similarity=threshold
            )
            return bcubed(gold, _labels(found, len(leads)))

        ours = grouped(settings.event_similarity, vectors, terms)
        print(f"{label:9} ours, settings as shipped      {ours}")
        # The geometric mean with a constant 1 is the other similarity's square root.
        _best(f"{label:9} TF-IDF, best threshold       ", lambda t: grouped(t, ones, terms))
        _best(
            f"{label:9} MiniLM, best threshold       ",
            lambda t: grouped(t, vectors, everything_alike),
        )
        _best(f"{label:9} ours, best threshold         ", lambda t: grouped(t, vectors, terms))


def _best(label: str, score: Callable[[float], Score]) -> None:
    best = max(((score(t), t) for t in _THRESHOLDS), key=lambda pair: pair[0].f1)
    print(f"{label} {best[0]}  (at {best[1]:.2f})")


def _labels(groups: Sequence[Sequence[Any]], count: int) -> list[int]:
    labels = [0] * count
    for number, group in enumerate(groups):
        for member in group:
            labels[int(member.article_id)] = number
    return labels


def _dates(rows: Sequence[dict[str, Any]]) -> list[datetime]:
    return [datetime.fromisoformat(row["published"]).replace(tzinfo=UTC) for row in rows]


def _pressed(dates: Sequence[datetime]) -> list[datetime]:
    first = min(dates)
    span = (max(dates) - first).days
    return [first + timedelta(days=(date - first).days * _PRESSED_DAYS // span) for date in dates]
