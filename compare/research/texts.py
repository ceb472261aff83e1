"""A handful of texts compared without a database on disk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from compare.corrections.correction import Correction
from compare.corrections.storage import store as store_correction
from compare.encoder import BUNDLED, Encoder, SentenceEncoder
from compare.errors import CompareError
from compare.research.archive import Archive
from compare.run import run_comparison
from compare.settings import Settings
from crawler.archive import store
from crawler.article import Article
from crawler.database import open_database, writing
from crawler.imports.items import BadRecord, Found
from crawler.imports.record import read_record

_IN_MEMORY = "sqlite://"


@dataclass(frozen=True, kw_only=True)
class Text:
    """One outlet's account, as `compare` takes it."""

    outlet: str
    text: str
    # verbatim; a blank line between paragraphs
    title: str = ""
    published: datetime | None = None
    # None where it is not known; then who reported what first is not known either
    language: str | None = "en"
    # BCP 47; other languages than English have fewer kinds of difference
    url: str | None = None


def compare(
    texts: Mapping[str, str] | Iterable[Text],
    *,
    model: str = BUNDLED,
    encoder: Encoder | None = None,
    settings: Settings | None = None,
) -> Archive:
    """Compare accounts of one event: outlet → text, or `Text`s, where an outlet may have several.

    All are taken for accounts of one event, whatever the comparison would make of them by itself.
    Texts are cleaned as an import cleans them (white space, control characters): offsets count in
    `articles().text`. Nothing is written to disk; the tables are gone when the archive is closed.
    model: the bundled one, or a folder with another sentence-transformers model; encoder: one that
    is loaded already. Raises CompareError for fewer than two outlets, for a text without words,
    and for two texts that are the same article.
    """
    given = (
        [Text(outlet=o, text=t) for o, t in texts.items()] if isinstance(texts, Mapping) else texts
    )
    now = datetime.now(UTC)
    articles = [_article(text, now) for text in given]
    _check(articles)
    archive = open_database(_IN_MEMORY)
    with writing(archive) as connection:
        for article in articles:
            store(connection, article, now)
        store_correction(connection, _together(articles, now))
    run_comparison(archive, encoder or SentenceEncoder(model), settings)
    return Archive(archive)


def _article(text: Text, now: datetime) -> Article:
    published = text.published
    if published is not None and published.tzinfo is None:
        raise CompareError(
            text.outlet, "has a time without a zone", "give `published` a tzinfo, such as UTC"
        )
    record = asdict(text) | {"published": published and published.isoformat()}
    match read_record(record, text.outlet, now=now):
        case Found(article=article):
            return article
        case BadRecord(problem=problem):
            raise CompareError(text.outlet or "a text", problem, "see parallax.Text")
        case _:
            raise AssertionError("a record with a text is read at once")


def _check(articles: list[Article]) -> None:
    if len({article.outlet for article in articles}) < 2:
        raise CompareError(
            "compare",
            "needs accounts of two outlets or more",
            "give at least two texts under different names",
        )
    seen: set[str] = set()
    for article in articles:
        if article.article_id in seen:
            raise CompareError(
                article.outlet, "has the same article twice", "give each its own title or url"
            )
        seen.add(article.article_id)


def _together(articles: list[Article], now: datetime) -> Correction:
    """Whoever compares these texts says that they are of one event."""
    return Correction(
        kind="merge",
        events=(),
        articles=(),
        together=(tuple(sorted(article.article_id for article in articles)),),
        apart=(),
        made=now,
        note="given together to parallax.compare",
    )
