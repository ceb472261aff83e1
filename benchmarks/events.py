"""Events: BCubed over real multi-outlet coverage, beside what others would do.

Ours has the fixed settings that ship; as these were fitted on the same articles, rules fitted
without the fifth of the time that they judge are given as well. The baselines get what suits them
best on these very articles. Pressed: the same articles with their dates squeezed into 60 days, so
that many events compete in each window, as they do in a live crawl.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Hashable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

import numpy as np
from sklearn.cluster import HDBSCAN

from benchmarks.coverage import Coverage, Encoded, encoded, read
from benchmarks.fit_events import Labelled, best_cut, cross_validated
from benchmarks.online import by_arrival, report_stream
from benchmarks.scores import Score, bcubed
from compare.encoder import SentenceEncoder
from compare.events.finding import find_events
from compare.events.linkage import Floats, average_linkage
from compare.events.window import Window
from compare.settings import Settings
from compare.terms import STOP_WORDS, Terms

Choice = TypeVar("Choice")

_CUTS = [step / 50 for step in range(2, 46)]
_DRAWN = 50
"""Pairs that ours puts otherwise than the gold, drawn to be read."""


def run(data: Path, *, stream: int = 20_000, errors: bool = False) -> None:
    """Print the figures."""
    settings = Settings()
    encoder = SentenceEncoder()
    dated = read(data / "events" / "dev.jsonl", settings)
    vectors = encoded(dated, encoder)
    sets = {"as dated": dated, "pressed": dated.pressed()}
    print(f"{len(dated.gold)} articles, {len(set(dated.gold))} gold events; BCubed")
    labelled = {name: Labelled(one, _window(one, vectors, settings)) for name, one in sets.items()}
    _, unseen = best_cut(list(labelled.values()), cross_validated(list(labelled.values()), dated))
    for (name, coverage), fresh in zip(sets.items(), unseen, strict=True):
        ours = bcubed(coverage.gold, _ours(coverage, labelled[name].window))
        print(f"{name:9} ours, as shipped                    {ours}")
        print(f"{name:9} ours, fitted without what it judges {fresh}")
        for baseline, told in _baselines(coverage, vectors, settings):
            print(f"{name:9} {baseline:35} {told}")
    print("Arrival of the pressed articles, through the database; BCubed against all at once")
    for name, score in by_arrival(sets["pressed"], vectors, settings):
        print(f"{name:45} {score}")
    report_stream(dated, vectors, settings, stream)
    if errors:
        _draw(dated, labelled["as dated"].window)


def _window(coverage: Coverage, vectors: Encoded, settings: Settings) -> Window:
    return Window(vectors.profiles(coverage.leads), settings.event_rule, days=settings.event_days)


def _ours(coverage: Coverage, window: Window) -> list[Hashable]:
    found = find_events(window, [lead.article_id for lead in coverage.leads], {})
    event_of = {a: number for number, group in enumerate(found.groups) for a in group}
    return [event_of[lead.article_id] for lead in coverage.leads]


def _baselines(coverage: Coverage, vectors: Encoded, settings: Settings) -> list[tuple[str, str]]:
    texts = [f"{lead.title}\n{lead.text}" for lead in coverage.leads]
    days = np.array([lead.published.timestamp() / 86400 for lead in coverage.leads])
    near = np.abs(days[:, None] - days[None, :]) <= settings.event_days
    terms = Terms(texts, longest=1, stop_words=STOP_WORDS).matrix
    words = np.where(near, (terms @ terms.T).toarray(), 0.0)
    meaning = np.where(near, np.clip(vectors.openings @ vectors.openings.T, 0, 1), 0.0)
    found = [
        ("TF-IDF, average linkage, best cut", _linked(coverage, words)),
        ("MiniLM, average linkage, best cut", _linked(coverage, meaning)),
        ("both, geometric mean, best cut", _linked(coverage, np.sqrt(words * meaning))),
        ("HDBSCAN on MiniLM, best settings", _hdbscan(coverage, vectors, days, settings)),
    ]
    if find_spec("bertopic"):
        found.append(("BERTopic, smallest topics of 2", _bertopic(coverage, vectors, texts)))
    return found


def _linked(coverage: Coverage, alike: Floats) -> str:
    np.fill_diagonal(alike, 0)
    return _best(coverage, _CUTS, lambda cut: _numbered(average_linkage(alike, cut)))


def _numbered(groups: Sequence[Sequence[int]]) -> list[Hashable]:
    label = {place: number for number, group in enumerate(groups) for place in group}
    return [label[place] for place in range(len(label))]


def _hdbscan(coverage: Coverage, vectors: Encoded, days: Floats, settings: Settings) -> str:
    """With the days as one more dimension, which helps it; noise stands alone."""

    def labels(weight: float) -> list[Hashable]:
        points = np.column_stack([vectors.openings, days[:, None] / settings.event_days * weight])
        found = HDBSCAN(min_cluster_size=2, copy=True)
        return [
            label if label >= 0 else f"alone {place}"
            for place, label in enumerate(found.fit_predict(points).tolist())
        ]

    return _best(coverage, [0.1, 0.3, 0.6, 1.0, 2.0], labels)


def _bertopic(coverage: Coverage, vectors: Encoded, texts: Sequence[str]) -> str:
    from bertopic import BERTopic

    model = BERTopic(min_topic_size=2, calculate_probabilities=False)
    topics, _ = model.fit_transform(list(texts), vectors.openings)
    labels = [t if t >= 0 else f"alone {place}" for place, t in enumerate(topics)]
    return str(bcubed(coverage.gold, labels))


def _best(
    coverage: Coverage,
    choices: Sequence[Choice],
    labels: Callable[[Choice], Sequence[Hashable]],
) -> str:
    scored: list[tuple[Score, Choice]] = [
        (bcubed(coverage.gold, labels(choice)), choice) for choice in choices
    ]
    score, choice = max(scored, key=lambda pair: pair[0].f1)
    return f"{score}  (at {choice})"


def _draw(coverage: Coverage, window: Window) -> None:
    """Pairs that ours and the gold put differently, to be read by a person."""
    ours = _ours(coverage, window)
    pairs = [
        (a, b)
        for a in range(len(ours))
        for b in range(a + 1, len(ours))
        if (ours[a] == ours[b]) != (coverage.gold[a] == coverage.gold[b])
    ]
    print(f"{len(pairs)} pairs differ from the gold; {_DRAWN} of them:")
    for a, b in random.Random(4).sample(pairs, min(_DRAWN, len(pairs))):
        verdict = "ours joins" if ours[a] == ours[b] else "ours parts"
        print(f"{verdict}:")
        for place in (a, b):
            lead = coverage.leads[place]
            print(f"    {lead.published:%Y-%m-%d} {lead.outlet}: {lead.title}")
