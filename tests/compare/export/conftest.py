"""A small database with everything that makes an export hard, and what reads exports back."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from compare.export.columns import Column, Table
from compare.export.comma import original
from compare.export.schema import TABLES
from compare.settings import Settings
from compare.tables import (
    cluster_passages,
    clusters,
    copies,
    corrections,
    differences,
    events,
    follows,
    memberships,
    namings,
    passages,
    quotations,
    redirects,
)
from crawler.archive import store
from crawler.article import Article
from crawler.database import open_database, writing
from crawler.tables import articles, runs

NOON = datetime(2025, 10, 4, 12, tzinfo=UTC)


class Stock:
    """A database, filled by hand: what the comparison would have stored."""

    def __init__(self, path: Path) -> None:
        self.engine: Engine = open_database(str(path))
        self._passages = 0

    def insert(self, table: sa.Table, **values: Any) -> None:
        with writing(self.engine) as connection:
            connection.execute(table.insert().values(**values))

    def update(self, table: sa.Table, which: sa.ColumnElement[bool], **values: Any) -> None:
        with writing(self.engine) as connection:
            assert connection.execute(table.update().where(which).values(**values)).rowcount

    def article(self, outlet: str, slug: str, text: str, **more: Any) -> str:
        """Stored as the crawler would; its id."""
        article = Article(
            outlet=outlet,
            url=f"https://{slug}.example/",
            text=text,
            **{"title": slug, "published": NOON, "language": "en", **more},
        )
        with writing(self.engine) as connection:
            store(connection, article, NOON + timedelta(minutes=5, microseconds=7))
        return article.article_id

    def event(self, event_id: str, *members: str, day: int = 0) -> str:
        when = NOON + timedelta(days=day)
        self.insert(
            events,
            event_id=event_id,
            title=f"Title of {event_id}",
            title_article_id=members[0],
            first_published=when,
            last_published=when + timedelta(hours=6),
            articles=len(members),
            outlets=len(members),
            independent_outlets=len(members),
            fingerprint="f",
        )
        for article_id in members:
            self.insert(
                memberships,
                article_id=article_id,
                event_id=event_id,
                revision=1,
                score=0.9,
                reasons=[],
            )
        return event_id

    def because(self, article_id: str, *reasons: Mapping[str, Any]) -> None:
        """Say why an article stands in its event."""
        self.update(memberships, memberships.c.article_id == article_id, reasons=list(reasons))

    def correction(self, correction_id: str, *named: str, **more: Any) -> str:
        """A merge of these articles, or what `more` says."""
        row = {
            "correction_id": correction_id,
            "kind": "merge",
            "events": [],
            "articles": list(named),
            "together": [list(named)],
            "apart": [],
            "note": "",
            "author": "",
            "made": NOON,
            "pending": False,
        }
        self.insert(corrections, **{**row, **more})
        return correction_id

    def passage(
        self, event_id: str, article_id: str, outlet: str, text: str, piece: str
    ) -> dict[str, Any]:
        start = text.index(piece)
        self._passages += 1
        row = {
            "passage_id": f"p{self._passages:016x}",
            "article_id": article_id,
            "event_id": event_id,
            "outlet": outlet,
            "revision": 1,
            "position": self._passages,
            "start": start,
            "end": start + len(piece),
        }
        self.insert(passages, **row)
        return row

    def cluster(self, cluster_id: str, event_id: str, members: Sequence[Mapping[str, Any]]) -> str:
        self.insert(
            clusters,
            cluster_id=cluster_id,
            event_id=event_id,
            position=0,
            outlets=len(members),
            independent_outlets=len(members),
            cohesion=0.75,
            representative=members[0]["passage_id"],
        )
        for member in members:
            self.insert(cluster_passages, cluster_id=cluster_id, passage_id=member["passage_id"])
        return cluster_id

    def difference(
        self,
        difference_id: str,
        event_id: str,
        cluster_id: str | None,
        *places: tuple[Mapping[str, Any], str, str],
    ) -> None:
        """places: a passage, its article's text, and the piece of it that differs."""
        values = []
        for passage, text, piece in places:
            start = text.index(piece, passage["start"])
            place = {"passage_id": passage["passage_id"], "start": start}
            values.append({**place, "end": start + len(piece), "normal": piece.lower()})
        self.insert(
            differences,
            difference_id=difference_id,
            event_id=event_id,
            cluster_id=cluster_id,
            kind="figure",
            confidence=0.9,
            reason=" / ".join(f"{passage['outlet']}: «{piece}»" for passage, _, piece in places),
            values=values,
        )

    def quotation(
        self, quotation_id: str, article_id: str, outlet: str, *pieces: tuple[int, int], **more: Any
    ) -> str:
        """In the event of its article; more: columns that are not those of a lone quotation."""
        row = {
            "quotation_id": quotation_id,
            "article_id": article_id,
            "event_id": "e0000000000000001",
            "outlet": outlet,
            "revision": 1,
            "position": 0,
            "pieces": [{"start": start, "end": end} for start, end in pieces],
            "role": "speech",
            "family_id": quotation_id,
            "relation": "whole",
            "same_speaker": "unknown",
            "lost": [],
        }
        self.insert(quotations, **{**row, **more})
        return quotation_id


LEDGER = '=SUM(1) 🚗🚗 the Ledger begins.\n\nAt least «four 🚙 cars» were there, "it" said,\r\nso.'
WIRE = "'-A wire report\u2028with 👩‍👩‍👧 odd breaks.\x85\n\nThey were boxed in by 10 cars.\n"
BEACON = "+ A copy: they were boxed in by 10 cars."
WHY = (
    {"kind": "shared names", "value": ["=Ann", 'Bo, "Jr"'], "article_id": "…", "weight": 2.5},
    {"kind": "shared quotation", "value": "four 🚙 cars\u2028", "article_id": "…", "weight": 1.25},
    {"kind": "similarity", "value": 0.83, "article_id": "…", "weight": -1},
)
NOTE = '=HYPERLINK("http://x")\r\n"One" crash, \'two\' names;\u2028\n'
CORRECTED = "Corrected after it was compared."


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """The filled database and the names in it."""

    stock: Stock
    ledger: str
    wire: str
    beacon: str
    alone: str
    # article ids; alone has no event
    big: str
    small: str
    # event ids
    texts: Mapping[str, str]
    # article_id → text that was compared
    note: str
    # of the first correction

    @property
    def engine(self) -> Engine:
        return self.stock.engine


@pytest.fixture
def stock(tmp_path: Path) -> Iterator[Stock]:
    """An empty database."""
    made = Stock(tmp_path / "parallax.db")
    yield made
    made.engine.dispose()


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Shelf]:
    """The database file that every test gets a copy of: making it takes longest."""
    path = tmp_path_factory.mktemp("filled") / "parallax.db"
    made = Stock(path)
    shelf = fill(made)
    made.engine.dispose()
    return path, shelf


@pytest.fixture
def shelf(filled: tuple[Path, Shelf], tmp_path: Path) -> Iterator[Shelf]:
    """A filled database of the test's own."""
    path, shelf = filled
    stock = Stock(Path(shutil.copy(path, tmp_path / "shelf.db")))
    yield replace(shelf, stock=stock)
    stock.engine.dispose()


def fill(stock: Stock) -> Shelf:
    """Two events and an article of none; hostile texts, a copy, two corrections, a redirect."""
    page = {
        "authors": ('@Ann, "the" One', "Half \ud83d pair", "-Bo"),
        "completeness": 0.7,
        "completeness_reasons": ("no end",),
    }
    title = '=HYPERLINK("http://x")'
    ledger = stock.article("City Ledger", "ledger", LEDGER, title=title, **page)
    wire = stock.article("@Wire", "wire", WIRE, title="-1", modified=NOON)
    beacon = stock.article("The Beacon", "beacon", BEACON, published=None, language=None)
    alone = stock.article("City Ledger", "alone", "Nobody else has it.")
    other = stock.article("The Beacon", "other", "Of another day.", published=None)
    big = stock.event("e0000000000000001", ledger, wire, beacon)
    small = stock.event("e0000000000000002", other, day=3)
    stock.insert(redirects, old_id="e000000000000000f", event_id=big)
    stock.insert(follows, event_id=small, follows=big, score=0.75, reasons=[])
    stock.insert(
        copies,
        article_id=beacon,
        source_article_id=wire,
        event_id=big,
        containment=0.9,
        basis="both",
        agency="@Wire",
    )
    stock.because(ledger, *({**reason, "article_id": wire} for reason in WHY))
    stock.correction("k0000000000000001", ledger, wire, events=[big], note=NOTE, author="-Ann")
    stock.correction(
        "k0000000000000002",
        other,
        kind="split",
        together=[],
        apart=[[[other], [ledger, wire]]],
        undone=NOON + timedelta(days=1),
        pending=True,
    )
    four = stock.passage(big, ledger, "City Ledger", LEDGER, LEDGER[LEDGER.index("At") :])
    stock.passage(big, ledger, "City Ledger", LEDGER, LEDGER[: LEDGER.index("\n")])
    ten = stock.passage(big, wire, "@Wire", WIRE, "They were boxed in by 10 cars.")
    copied = stock.passage(big, beacon, "The Beacon", BEACON, BEACON)
    cluster = stock.cluster("c0000000000000001", big, [ten, four, copied])
    stock.difference(
        "d0000000000000001", big, cluster, (four, LEDGER, "four 🚙 cars"), (ten, WIRE, "10 cars")
    )
    stock.difference(
        "d0000000000000002", big, None, (copied, BEACON, "boxed in"), (ten, WIRE, "boxed in")
    )
    _quote(stock, ledger, wire, beacon)
    stock.insert(
        runs,
        kind="compare",
        started=NOON,
        outcome="done",
        counts={"model": "all-MiniLM-L6-v2@53aa51172d14", "settings": Settings().as_dict()},
    )
    # A crawl that came after the comparison: the export must not mix it with old offsets.
    stock.article("City Ledger", "ledger", CORRECTED, title="New", modified=NOON, **page)
    links = ["https://wire.example/", "=https://x.example/\ud83d"]
    stock.update(articles, articles.c.article_id == ledger, links=links)
    texts = {ledger: LEDGER, wire: WIRE, beacon: BEACON}
    texts |= {alone: "Nobody else has it.", other: "Of another day."}
    return Shelf(
        stock=stock,
        ledger=ledger,
        wire=wire,
        beacon=beacon,
        alone=alone,
        big=big,
        small=small,
        texts=texts,
        note=NOTE,
    )


def _quote(stock: Stock, ledger: str, wire: str, beacon: str) -> None:
    """The Wire has it whole, the Beacon trimmed; what the Ledger quotes, nobody else has."""

    def place(text: str, piece: str) -> tuple[int, int]:
        return text.index(piece), text.index(piece) + len(piece)

    whole, cars = place(WIRE, "boxed in by 10 cars"), place(WIRE, "by 10 cars")
    speaker, cue = place(WIRE, "They"), place(WIRE, "were")
    named = {"name": "Ann They", "ground": "before", "same_speaker": "same"}
    spans = {"speaker_start": speaker[0], "speaker_end": speaker[1]}
    spans |= {"cue_start": cue[0], "cue_end": cue[1]}
    head = stock.quotation("q0000000000000001", wire, "@Wire", whole, **named, **spans)
    lost = [{"start": cars[0], "end": cars[1]}]
    trimmed = {"family_id": head, "relation": "trimmed", "lost": lost, "position": 1}
    stock.quotation("q0000000000000002", beacon, "The Beacon", place(BEACON, "boxed in"), **trimmed)
    pieces = (place(LEDGER, "four 🚙 cars"), place(LEDGER, "it"))
    stock.quotation("q0000000000000003", ledger, "City Ledger", *pieces, position=2)
    for number, (article_id, outlet, text) in enumerate(
        ((wire, "@Wire", WIRE), (beacon, "The Beacon", BEACON))
    ):
        start, end = place(text, "cars")
        stock.insert(
            namings,
            naming_id=f"n{number:016x}",
            article_id=article_id,
            event_id="e0000000000000001",
            outlet=outlet,
            revision=1,
            position=number,
            entity="=Ten Cars",
            start=start,
            end=end,
        )


Rows = list[dict[str, Any]]


def _jsonl(path: Path, table: Table) -> Rows:
    lines = path.read_bytes().split(b"\n")
    assert lines.pop() == b""
    return [json.loads(line) for line in lines]


def _csv(path: Path, table: Table) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return [
            {column.name: _uncelled(row[column.name], column) for column in table.columns}
            for row in csv.DictReader(file, strict=True)
        ]


def _uncelled(cell: str, column: Column) -> Any:
    if column.type == "text":
        return original(cell) or (None if column.nullable else "")
    return json.loads(cell if column.type != "time" else json.dumps(cell)) if cell else None


def _parquet(path: Path, table: Table) -> Rows:
    rows: Rows = pq.read_table(path).to_pylist()
    for row in rows:
        for name, value in row.items():
            if isinstance(value, datetime):
                assert value.utcoffset() == timedelta(0)
                row[name] = value.strftime("%Y-%m-%dT%H:%M:%SZ")
    return rows


_READERS = {"jsonl": _jsonl, "csv": _csv, "parquet": _parquet}


def read_back(folder: Path, form: str) -> dict[str, Rows]:
    """Table → rows, the same whatever the format."""
    return {table.name: _READERS[form](folder / f"{table.name}.{form}", table) for table in TABLES}


@pytest.fixture(name="read")
def read_fixture() -> Callable[[Path, str], dict[str, Rows]]:
    return read_back


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder that does not exist yet, in one where nothing else is."""
    (tmp_path / "exports").mkdir()
    return tmp_path / "exports" / "out"
