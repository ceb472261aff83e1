"""A made-up archive of many compared events, for measuring the pages.

Words fall off as in any language (Zipf), so that some stand in most articles and most in few. Every
event has as many outlets, passages, clusters and differences as it is told to have; what they say
means nothing.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from compare import tables as compared
from compare.facets import insert_facets
from crawler.database import open_database, writing
from crawler.tables import articles, outlets, revisions

OUTLETS = 60
"""The first tells most events, the last hardly any."""
KINDS = ("wording", "figure", "time_place", "actor", "certainty", "polarity", "quote")
"""The first stands in most events, the last in hardly any."""
COMMON, RARE = "w1", "once7"
"""A word of most articles, and one of a single event."""
FULL = 1000
"""Events of full size; an archive of more has small ones besides."""
_VOCABULARY, _SENTENCES = 60_000, 20_000
_BATCH = 500
_LAST = datetime(2025, 10, 1, tzinfo=UTC)
_APART = timedelta(minutes=20)

Rows = dict[sa.Table, list[dict[str, Any]]]


@dataclass(frozen=True, kw_only=True)
class Shape:
    """How much an event holds."""

    outlets: int
    passages: int
    # of each article
    clusters: int
    differences: int


_FULL = Shape(outlets=5, passages=20, clusters=20, differences=8)
_SMALL = (
    Shape(outlets=1, passages=8, clusters=0, differences=0),
    Shape(outlets=2, passages=8, clusters=4, differences=1),
    Shape(outlets=3, passages=8, clusters=6, differences=2),
)


def make(name: str, events: int, seed: int = 6) -> None:
    """Write the archive to a new database of this name."""
    chance = random.Random(seed)
    sentences = _sentences(chance)
    engine = open_database(name)
    with writing(engine) as connection:
        connection.execute(outlets.insert(), [{"name": _outlet(n)} for n in range(OUTLETS)])
    for start in range(0, events, _BATCH):
        rows: Rows = {}
        ids = []
        for number in range(start, min(events, start + _BATCH)):
            ids.append(event_id(number))
            for table, row in _event(number, events, sentences, chance):
                rows.setdefault(table, []).append(row)
        with writing(engine) as connection:
            _store(connection, rows, ids)
    engine.dispose()


def event_id(number: int) -> str:
    """Of the event so far from the newest; those of full size come first."""
    return f"e{number:08}"


def _store(connection: Connection, rows: Rows, ids: Sequence[str]) -> None:
    for table in (
        articles,
        revisions,
        compared.events,
        compared.memberships,
        compared.passages,
        compared.clusters,
        compared.cluster_passages,
        compared.differences,
    ):
        if rows.get(table):
            connection.execute(table.insert(), rows[table])
    insert_facets(connection, ids)


def _event(
    number: int, events: int, sentences: Sequence[str], chance: random.Random
) -> Iterator[tuple[sa.Table, dict[str, Any]]]:
    shape = _FULL if number < FULL else chance.choice(_SMALL)
    own, when = event_id(number), _LAST - number * _APART
    told_by = _outlets(shape.outlets, chance)
    passages: list[list[str]] = []
    for place, outlet in enumerate(told_by):
        article_id = f"a{number:08}{place}"
        passage_ids: list[str] = []
        for table, row in _article(
            article_id, own, outlet, when - place * timedelta(hours=1), shape, sentences, chance
        ):
            if table is compared.passages:
                passage_ids.append(row["passage_id"])
            yield table, row
        passages.append(passage_ids)
    yield (
        compared.events,
        {
            "event_id": own,
            "title": f"{chance.choice(sentences)[:60]} once{number}",
            "title_article_id": f"a{number:08}0",
            "first_published": when - len(told_by) * timedelta(hours=1),
            "last_published": when,
            "articles": len(told_by),
            "outlets": len(told_by),
            "independent_outlets": len(told_by),
            "fingerprint": "f",
            "found": when,
            "changed": when + timedelta(hours=1),
        },
    )
    for position in range(shape.clusters):
        cluster_id = f"c{number:08}{position}"
        members = [own_ids[position % len(own_ids)] for own_ids in passages]
        yield (
            compared.clusters,
            {
                "cluster_id": cluster_id,
                "event_id": own,
                "position": position,
                "outlets": len(members),
                "independent_outlets": len(members),
                "cohesion": 0.8,
                "representative": members[0],
            },
        )
        for passage_id in members:
            yield (
                compared.cluster_passages,
                {"cluster_id": cluster_id, "passage_id": passage_id},
            )
    for position in range(shape.differences):
        kind = chance.choices(KINDS, [10 ** (4 - place * 0.8) for place in range(len(KINDS))])[0]
        pair = [own_ids[position % len(own_ids)] for own_ids in passages[:2]]
        yield (
            compared.differences,
            {
                "difference_id": f"d{number:08}{position}",
                "event_id": own,
                "cluster_id": f"c{number:08}{position % shape.clusters}",
                "kind": kind,
                "confidence": 0.7,
                "reason": "made up",
                "values": [
                    {"passage_id": one, "start": 0, "end": 0, "normal": "made up"} for one in pair
                ],
            },
        )


def _article(
    article_id: str,
    event: str,
    outlet: str,
    when: datetime,
    shape: Shape,
    sentences: Sequence[str],
    chance: random.Random,
) -> Iterator[tuple[sa.Table, dict[str, Any]]]:
    told = chance.sample(sentences, shape.passages)
    told[-1] += f" once{int(event[1:])}."
    text = "\n\n".join(told)
    yield (
        articles,
        {
            "article_id": article_id,
            "outlet": outlet,
            "url": f"https://{article_id}.example/",
            "authors": [],
            "published": when,
            "first_seen": when + timedelta(hours=1),
            "last_seen": when + timedelta(hours=1),
            "language": "en",
            "access": "free",
            "completeness": 1.0,
            "completeness_reasons": [],
            "origins": {},
            "revision": 1,
        },
    )
    yield (
        revisions,
        {
            "article_id": article_id,
            "revision": 1,
            "title": f"{told[0][:60]}",
            "text": text,
            "text_hash": article_id,
            "words": len(text.split()),
            "seen": when + timedelta(hours=1),
        },
    )
    yield (
        compared.memberships,
        {
            "article_id": article_id,
            "event_id": event,
            "revision": 1,
            "published": when,
            "score": 0.8,
            "reasons": [],
        },
    )
    start = 0
    for position, passage in enumerate(told):
        yield (
            compared.passages,
            {
                "passage_id": f"p{article_id}{position}",
                "article_id": article_id,
                "event_id": event,
                "outlet": outlet,
                "revision": 1,
                "position": position,
                "start": start,
                "end": start + len(passage),
            },
        )
        start += len(passage) + 2


def _outlet(number: int) -> str:
    return f"Outlet {number + 1}"


def _outlets(count: int, chance: random.Random) -> list[str]:
    """Different ones: the tenth tells a tenth of what the first tells."""
    found: dict[str, None] = {}
    while len(found) < count:
        place = min(int(chance.paretovariate(0.6)) - 1, OUTLETS - 1)
        found[_outlet(place)] = None
    return list(found)


def _sentences(chance: random.Random) -> list[str]:
    words = [f"w{rank}" for rank in range(1, _VOCABULARY + 1)]
    weights = list(accumulate(1 / rank for rank in range(1, _VOCABULARY + 1)))
    return [
        " ".join(chance.choices(words, cum_weights=weights, k=chance.randint(10, 28))) + "."
        for _ in range(_SENTENCES)
    ]
