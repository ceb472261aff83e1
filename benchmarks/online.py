"""Events as articles arrive: does the order matter, and what does a batch cost at the end?

Both go through the comparison as it runs, on a database file. Only the encoder is a stand-in: it
gives headlines and openings the vectors that the model made beforehand, and every passage one drawn
by its words, so that the figures are those of finding events, not of the model.
"""

from __future__ import annotations

import random
import re
import resource
import statistics
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from benchmarks.coverage import Coverage, Encoded
from benchmarks.scores import Score, bcubed
from compare.encoder import Vector, Vectors
from compare.events.lead import Lead
from compare.pipeline import compare
from compare.settings import Settings
from compare.tables import memberships
from crawler.archive import store
from crawler.article import Article
from crawler.database import open_database, reading, writing

_BATCH = 200
_A_DAY = 200
"""Articles of the stream a day: a batch is a day."""
_FILLED = 20
"""Batches until the window is as full as it gets."""
_TIMED = 15


class _Remembered:
    """An encoder that knows some texts' vectors, and draws one for any other."""

    name = "remembered"

    def __init__(self, known: dict[str, Vector], dim: int) -> None:
        self.known = known
        self._dim = dim

    def encode(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> Vectors:
        return np.stack(
            [self.known[text] if text in self.known else self._drawn(text) for text in texts]
        )

    def encode_words(
        self,
        texts: Sequence[str],
        spans: Sequence[Sequence[tuple[int, int]]],
        progress: Callable[[int], None] | None = None,
    ) -> tuple[Vectors, list[Vectors]]:
        words = [
            np.stack([self._drawn(text[start:end]) for start, end in own])
            if own
            else np.zeros((0, self._dim), np.float32)
            for text, own in zip(texts, spans, strict=True)
        ]
        return self.encode(texts, progress), words

    def _drawn(self, text: str) -> Vector:
        drawn = np.random.default_rng(zlib.crc32(text.encode())).standard_normal(self._dim)
        return (drawn / np.linalg.norm(drawn)).astype(np.float32)


def by_arrival(
    coverage: Coverage, vectors: Encoded, settings: Settings
) -> Iterator[tuple[str, Score]]:
    """How far the events differ from those of all articles at once, and of that from itself."""
    at_once = _grouped(coverage, vectors, settings, [list(range(len(coverage.leads)))])
    order = sorted(range(len(coverage.leads)), key=lambda n: coverage.leads[n].published)
    days = (max(one.published for one in coverage.leads) - coverage.leads[order[0]].published).days
    size = -(-len(order) // (days + 1))
    yield "all at once, against the gold", bcubed(coverage.gold, at_once)
    yield (
        "day by day",
        bcubed(at_once, _grouped(coverage, vectors, settings, _cut(order, size))),
    )
    for seed in (1, 2):
        random.Random(seed).shuffle(order)
        found = _grouped(coverage, vectors, settings, _cut(order, size))
        yield f"shuffled, {size} a batch (seed {seed})", bcubed(at_once, found)
        yield "  the same against the gold", bcubed(coverage.gold, found)


def _cut(order: Sequence[int], size: int) -> list[list[int]]:
    return [list(order[start : start + size]) for start in range(0, len(order), size)]


def _grouped(
    coverage: Coverage, vectors: Encoded, settings: Settings, batches: Sequence[Sequence[int]]
) -> list[str]:
    """The event of each lead after all batches were compared one after the other."""
    encoder = _Remembered(_known(coverage.leads, vectors), vectors.openings.shape[1])
    with tempfile.TemporaryDirectory() as folder:
        engine = open_database(str(Path(folder) / "online.db"))
        ids: dict[int, str] = {}
        for batch in batches:
            ids |= dict(zip(batch, _store(engine, [coverage.leads[n] for n in batch]), strict=True))
            compare(engine, encoder, settings)
        with reading(engine) as connection:
            rows = connection.execute(sa.select(memberships.c.article_id, memberships.c.event_id))
            event_of = {row.article_id: row.event_id for row in rows}
        engine.dispose()
    return [event_of[ids[n]] for n in range(len(coverage.leads))]


def _known(leads: Sequence[Lead], vectors: Encoded) -> dict[str, Vector]:
    return {lead.headline: vectors.headlines[n] for n, lead in enumerate(leads)} | {
        lead.opening: vectors.openings[n] for n, lead in enumerate(leads)
    }


def _store(engine: Engine, leads: Sequence[Lead]) -> list[str]:
    ids = []
    with writing(engine) as connection:
        for lead in leads:
            article = Article(
                outlet=lead.outlet,
                url=f"https://articles.example/{lead.article_id}",
                title=lead.title,
                text=lead.text,
                published=lead.published,
                language="en",
            )
            store(connection, article, lead.published + timedelta(minutes=10))
            ids.append(article.article_id)
    return ids


def report_stream(coverage: Coverage, vectors: Encoded, settings: Settings, articles: int) -> None:
    """Print what a batch costs when the archive is small and when it is large."""
    known: dict[str, Vector] = {}
    encoder = _Remembered(known, vectors.openings.shape[1])
    seconds: list[float] = []
    memory: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        engine = open_database(str(Path(folder) / "stream.db"))
        for batch in _stream(coverage, vectors, articles, known):
            _store(engine, batch)
            start = time.perf_counter()
            compare(engine, encoder, settings)
            seconds.append(time.perf_counter() - start)
            memory.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
            known.clear()
        engine.dispose()
    first = statistics.median(seconds[_FILLED : _FILLED + _TIMED])
    last = statistics.median(seconds[-_TIMED:])
    print(
        f"A stream of {articles:,} articles, {_A_DAY} a day, in batches of {_BATCH}: "
        f"{first:.2f} s a batch once the window is full, {last:.2f} s at the end "
        f"({last / first:.2f} times); the first batch of all {seconds[0]:.2f} s; "
        f"peak memory {memory[_FILLED + _TIMED]:.0f} MiB then, {memory[-1]:.0f} MiB at the end"
    )


def _stream(
    coverage: Coverage, vectors: Encoded, articles: int, known: dict[str, Vector]
) -> Iterator[list[Lead]]:
    """The coverage again and again, each time with other names and later dates."""
    order = sorted(range(len(coverage.leads)), key=lambda n: coverage.leads[n].published)
    begin = datetime.fromisoformat("2025-01-01T00:00:00+00:00")
    batch: list[Lead] = []
    renamed = _Renamed(0)
    for number in range(articles):
        if number % len(order) == 0:
            renamed = _Renamed(number)
        place = order[number % len(order)]
        lead = replace(
            coverage.leads[place],
            article_id=f"{number:06}",
            title=renamed(coverage.leads[place].title),
            text=renamed(coverage.leads[place].text),
            published=begin + timedelta(days=number / _A_DAY),
        )
        known[lead.headline] = vectors.headlines[place]
        known[lead.opening] = vectors.openings[place]
        batch.append(lead)
        if len(batch) == _BATCH:
            yield batch
            batch = []


class _Renamed:
    """Gives every name another one, the same each time it occurs in one round."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._names: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        return re.sub(r"(?<=[a-z,] )[A-Z][a-z]+", lambda found: self._name(found.group()), text)

    def _name(self, name: str) -> str:
        if name not in self._names:
            self._names[name] = name[:2] + "".join(
                self._random.choice("aeiou") + self._random.choice("bdklmnrst") for _ in range(3)
            )
        return self._names[name]
