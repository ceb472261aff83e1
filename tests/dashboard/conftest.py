"""A small real database: a few outlets, events with everything a page must show."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import Connection, Engine
from streamlit.components.v2 import manifest_scanner

from compare import tables as compared
from compare.facets import insert_facets
from crawler.archive import store
from crawler.article import Access, Article
from crawler.database import open_database, writing
from crawler.failures import store_failure
from crawler.sources.sourcebook import store_source
from crawler.tables import runs

NOW = datetime(2025, 10, 8, 12, 0, tzinfo=UTC)
FIRST = datetime(2025, 10, 4, 14, 10, tzinfo=UTC)

HOSTILE = (
    "<script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1)) $x^2$ =1+1"
)

LEDGER = (
    "A bridge over the Orra closed on Saturday after a barge struck it.\n\n"
    "Engineers counted at least four cracks in the western pier. Nobody was hurt.\n\n"
    "The Ledger asked the owner for a comment, and had none by evening."
)
WIRE = (
    "A barge hit the Orra bridge on Saturday, and it was closed.\n\n"
    "The port said that ten cracks were found in a pier. Nobody was hurt, it said.\n\n"
    "Ferries run every twenty minutes until the bridge opens again."
)
BEACON = WIRE
STANDARD = "A barge rammed the Orra bridge on Saturday."

Passages = Sequence[tuple[Article, str]]


@pytest.fixture(autouse=True, scope="session")
def _packages_looked_through_once() -> Iterator[None]:
    """AppTest has all installed packages looked through, for components, before each first run of
    a page: a third of a second, hundreds of times. A server does it once."""
    scan = manifest_scanner.scan_component_manifests
    manifest_scanner.scan_component_manifests = cache(scan)
    yield
    manifest_scanner.scan_component_manifests = scan


@pytest.fixture(autouse=True)
def _own_main_module() -> Iterator[None]:
    """AppTest puts the page it runs in the place of __main__, which a later test's child process
    would then take for its own script."""
    before = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = before


@pytest.fixture
def empty(tmp_path: Path) -> str:
    """A database without an article."""
    name = str(tmp_path / "empty.db")
    open_database(name).dispose()
    return name


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """An open database without an article."""
    return open_database(str(tmp_path / "some.db"))


@pytest.fixture
def newsroom(tmp_path: Path) -> str:
    """Three events: the bridge (four outlets), a hostile one (two), and one told only once."""
    name = str(tmp_path / "newsroom.db")
    database = open_database(name)
    with writing(database) as connection:
        fill(connection)
    database.dispose()
    return name


@pytest.fixture(scope="session")
def write_article() -> Callable[..., Article]:
    """Makes an article: outlet, title, text; hours=, access=, completeness=, url=, dated=."""
    return article


@pytest.fixture(scope="session")
def fill_newsroom() -> Callable[[Connection], None]:
    """Stores what the fixture newsroom holds."""
    return fill


@pytest.fixture(scope="session")
def store_event() -> Callable[..., None]:
    """Stores an event: connection, id, articles; clusters=, differences=, copies=, reasons=."""
    return add_event


def article(
    outlet: str,
    title: str,
    text: str,
    *,
    hours: float = 0,
    access: Access = "free",
    completeness: float = 1.0,
    url: str | None = None,
    dated: bool = True,
) -> Article:
    """An article, published so many hours after the first, if its page says when."""
    slug = re.sub(r"\W+", "-", title.lower())[:40]
    return Article(
        outlet=outlet,
        url=url or f"https://{outlet.split()[-1].lower()}.example/{slug}",
        title=title,
        text=text,
        published=FIRST + timedelta(hours=hours) if dated else None,
        access=access,
        completeness=completeness,
        language="en",
    )


def fill(connection: Connection) -> None:
    """Store the newsroom."""
    ledger = article("City Ledger", "Barge closes Orra bridge; four cracks counted", LEDGER)
    wire = article("National Wire", "Barge strikes bridge", WIRE, hours=2)
    beacon = article("The Beacon", "Barge strikes Orra bridge", BEACON, hours=3)
    standard = article(
        "The Standard", "Bridge rammed", STANDARD, hours=30, access="locked", completeness=0.3
    )
    add_event(
        connection,
        "ebridge",
        [ledger, wire, beacon, standard],
        clusters=[
            [
                (ledger, "A bridge over the Orra"),
                (wire, "A barge hit"),
                (beacon, "A barge hit"),
                (standard, "A barge rammed"),
            ],
            [(ledger, "Engineers counted"), (wire, "The port said"), (beacon, "The port said")],
            [(ledger, "Nobody was hurt"), (wire, "Nobody was hurt"), (beacon, "Nobody was hurt")],
        ],
        differences=[
            (1, "figure", [(ledger, "at least four cracks"), (wire, "ten cracks")]),
            (1, "figure", [(ledger, "at least four cracks"), (beacon, "ten cracks")]),
            (0, "wording", [(wire, "hit"), (standard, "rammed")]),
        ],
        copies=[(beacon, wire)],
    )
    palisade = article("The <b>Palisade</b>", HOSTILE, f"{HOSTILE}. It rained.", hours=50)
    lamp = article(
        "Lampwright", "Rain", "It rained. It poured.", hours=51, url="javascript:alert(1)"
    )
    add_event(
        connection,
        "ehostile",
        [palisade, lamp],
        clusters=[[(palisade, "It rained"), (lamp, "It rained")]],
    )
    alone = article("City Ledger", "A recipe for plums", "Take two pounds of plums.", hours=1)
    add_event(connection, "ealone", [alone])
    connection.execute(compared.redirects.insert().values(old_id="eold", event_id="ebridge"))
    _add_crawl(connection)


def add_event(
    connection: Connection,
    event_id: str,
    articles: Sequence[Article],
    *,
    clusters: Sequence[Passages] = (),
    differences: Sequence[tuple[int, str, Passages]] = (),
    copies: Sequence[tuple[Article, Article]] = (),
    reasons: Any = None,
) -> None:
    """Store articles and what a comparison would have found: every sentence is a passage."""
    copied = {copy.article_id: source.article_id for copy, source in copies}
    outlets = {a.outlet for a in articles}
    for one in articles:
        store(connection, one, NOW)
    published = [one.published or NOW for one in articles]
    connection.execute(
        compared.events.insert().values(
            event_id=event_id,
            title=articles[0].title,
            title_article_id=articles[0].article_id,
            first_published=min(published),
            last_published=max(published),
            articles=len(articles),
            outlets=len(outlets),
            independent_outlets=len({a.outlet for a in articles if a.article_id not in copied}),
            fingerprint="f",
        )
    )
    for one in articles:
        connection.execute(
            compared.memberships.insert().values(
                article_id=one.article_id,
                event_id=event_id,
                revision=1,
                score=0.75,
                reasons=_reasons(articles[0]) if reasons is None else reasons,
            )
        )
        _add_passages(connection, event_id, one)
    for copy, source in copied.items():
        connection.execute(
            compared.copies.insert().values(
                article_id=copy, source_article_id=source, event_id=event_id, containment=0.9
            )
        )
    for position, members in enumerate(clusters):
        _add_cluster(connection, event_id, position, members)
    for number, (position, kind, spans) in enumerate(differences):
        connection.execute(
            compared.differences.insert().values(
                difference_id=f"d{event_id}{number}",
                event_id=event_id,
                cluster_id=f"c{event_id}{position}",
                kind=kind,
                confidence=0.7,
                reason=" / ".join(f"{a.outlet}: «{words}»" for a, words in spans),
                values=[_span(a, words) for a, words in spans],
            )
        )
    insert_facets(connection, [event_id])


def _reasons(closest: Article) -> list[dict[str, Any]]:
    return [
        {"kind": "shared terms", "value": ["barge", "bridge"], "article_id": closest.article_id},
        {"kind": "similarity", "value": 0.8, "article_id": closest.article_id},
        {"kind": "hours apart", "value": 2.0, "article_id": closest.article_id},
    ]


def _sentences(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"[^\s.][^.]*\.", text)]


def _passage_id(one: Article, position: int) -> str:
    return f"p{one.article_id}{position}"


def _passage_at(one: Article, words: str) -> str:
    place = one.text.index(words)
    spans = enumerate(_sentences(one.text))
    return next(_passage_id(one, n) for n, (start, end) in spans if start <= place < end)


def _add_passages(connection: Connection, event_id: str, one: Article) -> None:
    for position, (start, end) in enumerate(_sentences(one.text)):
        connection.execute(
            compared.passages.insert().values(
                passage_id=_passage_id(one, position),
                article_id=one.article_id,
                event_id=event_id,
                outlet=one.outlet,
                revision=1,
                position=position,
                start=start,
                end=end,
            )
        )


def _add_cluster(connection: Connection, event_id: str, position: int, members: Passages) -> None:
    ids = [_passage_at(one, words) for one, words in members]
    cluster_id = f"c{event_id}{position}"
    connection.execute(
        compared.clusters.insert().values(
            cluster_id=cluster_id,
            event_id=event_id,
            position=position,
            outlets=len({one.outlet for one, _ in members}),
            independent_outlets=len(members),
            cohesion=0.9,
            representative=ids[0],
        )
    )
    connection.execute(
        compared.cluster_passages.insert(),
        [{"cluster_id": cluster_id, "passage_id": passage_id} for passage_id in ids],
    )


def _span(one: Article, words: str) -> dict[str, Any]:
    start = one.text.index(words)
    return {
        "passage_id": _passage_at(one, words),
        "start": start,
        "end": start + len(words),
        "normal": words,
    }


def _add_crawl(connection: Connection) -> None:
    store_source(
        connection,
        url="https://ledger.example/feed",
        outlet="City Ledger",
        kind="feed",
        now=NOW,
        entries=12,
    )
    store_source(
        connection,
        url="https://lampwright.example/feed",
        outlet="Lampwright",
        kind="feed",
        now=NOW,
        problem="answered 503",
    )
    store_failure(
        connection,
        url="https://ledger.example/print",
        outlet="City Ledger",
        kind="robots.txt",
        detail="robots.txt asks not to fetch it",
        now=NOW,
    )
    connection.execute(
        runs.insert().values(
            kind="crawl",
            started=NOW,
            finished=NOW + timedelta(seconds=4),
            outcome="done",
            counts={"added": 7, "revised": 0, "failures": {"robots.txt": 1}},
        )
    )
