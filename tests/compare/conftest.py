"""A hand-written encoder, an archive to compare, and the bundled model loaded once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sqlalchemy as sa

from compare.comparison import Comparison
from compare.encoder import SentenceEncoder, Vectors
from compare.events.rule import EVIDENCE, Coefficients, Rule
from compare.matching.rule import Regression
from compare.matching.rule import Rule as PassageRule
from compare.matching.words import words_in
from compare.matching.wordvectors import packed, unpacked
from compare.passages import split
from compare.pipeline import compare
from compare.settings import Settings
from compare.tables import (
    cluster_passages,
    clusters,
    copies,
    differences,
    events,
    memberships,
    namings,
    passages,
    quotations,
    redirects,
)
from crawler.archive import store
from crawler.article import Article
from crawler.database import metadata, open_database, reading, writing
from crawler.tables import revisions

NOON = datetime(2025, 10, 3, 12, tzinfo=UTC)

_WEIGHTS = {
    "headline": 1.0,
    "opening": 6.0,
    "words": 6.0,
    "headline_words": 1.0,
    "quotations": 0.8,
    "links": 2.0,
    "days": -0.5,
    "crowd": -0.2,
}
RULE = Rule(
    version="hand-made",
    one_language=Coefficients(
        intercept=-5.0, weights=_WEIGHTS, typical=dict.fromkeys(EVIDENCE, 0.1)
    ),
    two_languages=Coefficients(
        intercept=-5.0,
        weights={**_WEIGHTS, "opening": 11.0, "words": 0.0, "headline_words": 0.0},
        typical=dict.fromkeys(EVIDENCE, 0.1),
    ),
    cut=0.3,
    floor=0.1,
    alike_from=0.25,
    alike_to=0.45,
    strangers=0.0,
)

PASSAGE_RULE = PassageRule(
    version="hand-made",
    first=Regression(intercept=-7.0, weights={"meaning": 10.0, "runs": 10.0}),
    again=None,
    cut=0.5,
    balanced=0.5,
    floor=0.24,
    itself=0.35,
    related=0.05,
)
"""Two passages match where the cosines of their vectors and of their words have a mean of .35."""

SETTINGS = Settings(
    event_days=3.0,
    event_rule=RULE,
    lead_characters=1500,
    passage_rule=PASSAGE_RULE,
    shingle_words=3,
    copy_containment=0.5,
    least_confidence=0.5,
)
"""All given, so that tuning the defaults on real data leaves these tests alone."""


class FakeEncoder:
    """Bags of words, hashed to unit vectors: the same words, the same vector, on any machine."""

    dim = 128

    def __init__(self, name: str = "bag-of-words") -> None:
        self.name = name
        self.calls: list[list[str]] = []
        # the texts of every call that asked for any
        self.breaks_at_call: int | None = None
        # the call (from 1) that raises; None for never

    @property
    def texts(self) -> list[str]:
        """Every text that was encoded, in order."""
        return [text for call in self.calls for text in call]

    def encode(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> Vectors:
        if self.breaks_at_call is not None and len(self.calls) + 1 >= self.breaks_at_call:
            raise RuntimeError("the power went out")
        if texts:
            self.calls.append(list(texts))
        vectors = np.zeros((len(texts), self.dim), np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.casefold()):
                digest = hashlib.sha256(word.encode("utf-8", "surrogatepass")).digest()
                vectors[row, digest[0] % self.dim] += 1 if digest[1] % 2 else -1
            norm = float(np.linalg.norm(vectors[row]))
            if norm:
                vectors[row] /= norm
            else:
                vectors[row, 0] = 1
        if progress:
            progress(len(texts))
        return vectors

    def encode_words(
        self,
        texts: Sequence[str],
        spans: Sequence[Sequence[tuple[int, int]]],
        progress: Callable[[int], None] | None = None,
    ) -> tuple[Vectors, list[Vectors]]:
        """A word means the same wherever it stands."""
        vectors = self.encode(texts, progress)
        alone = FakeEncoder()
        words = [
            alone.encode([text[start:end] for start, end in own])
            for text, own in zip(texts, spans, strict=True)
        ]
        return vectors, words

    def encode_passages(
        self, texts: Sequence[str], languages: Sequence[str | None]
    ) -> tuple[Vectors, list[Vectors]]:
        """As the cache does, without a database."""
        spans = [
            words_in(text, language).spans for text, language in zip(texts, languages, strict=True)
        ]
        vectors, words = self.encode_words(texts, spans)
        return vectors, [unpacked(packed(own, self.name)) for own in words]


class Desk:
    """An archive in a SQLite file, its comparison, and short questions about both."""

    def __init__(self, path: Path) -> None:
        self.engine = open_database(str(path))
        self.encoder = FakeEncoder()

    def store(
        self,
        outlet: str,
        slug: str,
        *paragraphs: str,
        title: str = "",
        hours: float = 0,
        undated: bool = False,
    ) -> str:
        """Store an article or a new state of it, and give its id."""
        published = NOON + timedelta(hours=hours)
        article = Article(
            outlet=outlet,
            url=f"https://{outlet.lower().replace(' ', '-')}.example/{slug}",
            title=title,
            text="\n\n".join(paragraphs),
            published=None if undated else published,
            language="en",
        )
        with writing(self.engine) as connection:
            store(connection, article, published + timedelta(minutes=10))
        return article.article_id

    def compare(self, *, settings: Settings = SETTINGS, everything: bool = False) -> Comparison:
        return compare(self.engine, self.encoder, settings, everything=everything)

    def at(self, cut: float) -> Settings:
        """Settings under which groups join from this mean chance."""
        return replace(
            SETTINGS,
            event_rule=replace(RULE, cut=cut),
            passage_rule=replace(PASSAGE_RULE, cut=0.95),
        )

    def rows(self, table: sa.Table) -> list[dict[str, Any]]:
        """The table's rows in a fixed order."""
        with reading(self.engine) as connection:
            found = [dict(row._mapping) for row in connection.execute(sa.select(table))]
        return sorted(found, key=repr)

    def dump(self, *, without: Sequence[str] = ()) -> dict[str, list[dict[str, Any]]]:
        """Every table but those named."""
        return {
            table.name: self.rows(table)
            for table in metadata.sorted_tables
            if table.name not in without
        }

    def events(self) -> dict[str, set[str]]:
        """event_id → its articles."""
        found: dict[str, set[str]] = {}
        for row in self.rows(memberships):
            found.setdefault(row["event_id"], set()).add(row["article_id"])
        return found

    def event_of(self, article_id: str) -> str:
        return next(event for event, members in self.events().items() if article_id in members)

    def redirects(self) -> dict[str, str]:
        return {row["old_id"]: row["event_id"] for row in self.rows(redirects)}

    def check(self) -> None:
        """What must hold of any database after a comparison."""
        with self.engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        texts = {(r["article_id"], r["revision"]): r["text"] for r in self.rows(revisions)}
        member = {row["article_id"]: row for row in self.rows(memberships)}
        living = {row["event_id"]: row for row in self.rows(events)}
        assert {row["event_id"] for row in member.values()} == set(living)
        assert set(self.redirects().values()) <= set(living)
        assert not set(self.redirects()) & set(living)
        found: dict[str, dict[str, Any]] = {}
        for row in self.rows(passages):
            found[row["passage_id"]] = row
            home = member[row["article_id"]]
            assert (row["event_id"], row["revision"]) == (home["event_id"], home["revision"])
        for article_id in {row["article_id"] for row in found.values()}:
            text = texts[article_id, member[article_id]["revision"]]
            rows = [row for row in found.values() if row["article_id"] == article_id]
            spans = [
                (row["start"], row["end"]) for row in sorted(rows, key=lambda r: r["position"])
            ]
            assert spans == list(split(text, "en"))
        home_of = {row["cluster_id"]: row["event_id"] for row in self.rows(clusters)}
        held: dict[str, list[dict[str, Any]]] = {cluster_id: [] for cluster_id in home_of}
        for row in self.rows(cluster_passages):
            passage = found[row["passage_id"]]
            held[row["cluster_id"]].append(passage)
            assert passage["event_id"] == home_of[row["cluster_id"]]
        for row in self.rows(clusters):
            inside = held[row["cluster_id"]]
            assert len({passage["outlet"] for passage in inside}) == row["outlets"] >= 2
            assert 1 <= row["independent_outlets"] <= row["outlets"]
            assert row["representative"] in {passage["passage_id"] for passage in inside}
        for row in self.rows(differences):
            inside_ids = set(found)
            if row["cluster_id"] is not None:
                assert home_of[row["cluster_id"]] == row["event_id"]
                inside_ids = {passage["passage_id"] for passage in held[row["cluster_id"]]}
            outlets = set()
            for value in row["values"]:
                passage = found[value["passage_id"]]
                outlets.add(passage["outlet"])
                assert passage["event_id"] == row["event_id"]
                assert value["passage_id"] in inside_ids
                assert passage["start"] <= value["start"] < value["end"] <= passage["end"]
                text = texts[passage["article_id"], passage["revision"]]
                assert f"«{text[value['start'] : value['end']]}»" in row["reason"]
            assert len(outlets) > 1
        for table in (quotations, namings):
            rows = self.rows(table)
            assert sorted(row["position"] for row in rows if row["event_id"] in living) == sorted(
                place
                for event_id in living
                for place in range(sum(row["event_id"] == event_id for row in rows))
            )
            for row in rows:
                home = member[row["article_id"]]
                assert (row["event_id"], row["revision"]) == (home["event_id"], home["revision"])
                text = texts[row["article_id"], row["revision"]]
                for span in row.get("pieces", [row]):
                    assert 0 <= span["start"] < span["end"] <= len(text)
        for row in self.rows(copies):
            for article_id in (row["article_id"], row["source_article_id"]):
                assert member[article_id]["event_id"] == row["event_id"]


@pytest.fixture
def encoder() -> FakeEncoder:
    return FakeEncoder()


@pytest.fixture
def settings() -> Settings:
    return SETTINGS


@pytest.fixture
def open_desk(tmp_path: Path) -> Iterator[Callable[[str], Desk]]:
    """Opens archives by name, each in a file of its own."""
    opened: list[Desk] = []

    def _open(name: str) -> Desk:
        opened.append(Desk(tmp_path / f"{name}.db"))
        return opened[-1]

    yield _open
    for desk in opened:
        desk.engine.dispose()


@pytest.fixture
def desk(open_desk: Callable[[str], Desk]) -> Desk:
    return open_desk("parallax")


@pytest.fixture(scope="session")
def minilm() -> SentenceEncoder:
    """The bundled model, loaded once for all tests of the comparison."""
    return SentenceEncoder()
