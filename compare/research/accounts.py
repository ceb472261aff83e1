"""Accounts: what one outlet has of one event, from the rows of its articles (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from compare.export.columns import Table, column, refers
from compare.export.format import Row
from compare.export.schema import units
from compare.shown.coverage import whole

ACCOUNTS = Table(
    name="accounts",
    meaning="Each outlet's telling of each event: its articles there, taken together.",
    order="event_id, outlet",
    key=("event_id", "outlet"),
    references=(refers("event_id", "events"), refers("outlet", "outlets")),
    columns=(
        column("event_id", "text", "which event it tells", "see events", units.EVENT_ID),
        column("outlet", "text", "whose account it is", "see articles", units.OUTLET),
        column(
            "article_ids",
            "texts",
            "its articles, by time of publication; those whose page gives none come last",
            "published, then article_id",
            units.ARTICLE_ID,
        ),
        column("title", "text", "headline of the first of them", "see articles", nullable=True),
        column(
            "first_published",
            "time",
            "when the first of them was published; missing where no page gives a date",
            "the earliest published",
            units.UTC,
            nullable=True,
        ),
        column("words", "integer", "how long they are together", "sum of words", units.COUNT),
        column(
            "completeness",
            "number",
            "how much of the one captured least was captured",
            "the least completeness",
            units.SHARE,
        ),
        column(
            "whole",
            "boolean",
            "whether all were captured whole: only then may it be said to lack something",
            "see coverage",
        ),
        column(
            "copied",
            "boolean",
            "whether all of them carry another's text: not an independent account",
            "syndicated_from_article",
        ),
        column(
            "syndicated_from",
            "texts",
            "whose copies are among them",
            "syndicated_from, each once",
            units.OUTLETS,
        ),
    ),
)
NEEDED = (
    *("event_id", "outlet", "article_id", "title", "published", "words", "access", "completeness"),
    *("syndicated_from", "syndicated_from_article"),
)
"""The columns of articles that accounts are made of."""
_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class _Captured:
    access: str
    completeness: float


def accounts(articles: Iterable[Mapping[str, Any]]) -> list[Row]:
    """The rows of ACCOUNTS; articles: rows of that table, those without an event left out."""
    held: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for article in articles:
        if article["event_id"] is not None:
            held.setdefault((article["event_id"], article["outlet"]), []).append(article)
    return [_account(key, held[key]) for key in sorted(held)]


def _account(key: tuple[str, str], articles: list[Mapping[str, Any]]) -> Row:
    articles.sort(key=lambda one: (one["published"] or _NEVER, one["article_id"]))
    captured = [_Captured(access=a["access"], completeness=a["completeness"]) for a in articles]
    sources = {a["syndicated_from"] for a in articles if a["syndicated_from"]}
    return {
        "event_id": key[0],
        "outlet": key[1],
        "article_ids": [article["article_id"] for article in articles],
        "title": articles[0]["title"],
        "first_published": articles[0]["published"],
        "words": sum(article["words"] for article in articles),
        "completeness": min(article["completeness"] for article in articles),
        "whole": whole(captured),
        "copied": all(article["syndicated_from_article"] is not None for article in articles),
        "syndicated_from": sorted(sources),
    }
