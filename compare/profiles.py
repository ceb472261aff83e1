"""The profiles of recent articles, in the database: no text is read and counted twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from compare.accounts import Captured
from compare.events.lead import Lead
from compare.events.pages import standing_of
from compare.events.profile import MADE_BY, Profile, counted, packed, unpacked
from compare.evergreen import Earlier
from compare.nearby import texts_of
from compare.tables import profiles
from compare.vectors import VectorCache
from crawler.article import content_hash
from crawler.database import batches, reading, writing
from crawler.tables import articles as table
from crawler.tables import revisions

_LONG_AGO = timedelta(days=7)
"""The same headline over the same words after so long is no update of a running story."""
_AT_ONCE = 512
"""Articles read and encoded between two commits."""


class ProfileStore:
    """Makes profiles and keeps them."""

    def __init__(self, engine: Engine, cache: VectorCache, *, characters: int) -> None:
        """characters: how much of a text counts."""
        self._engine, self._cache, self._characters = engine, cache, characters
        self._made_by = f"{MADE_BY}:{characters}"

    def profiles(self, articles: Sequence[Captured]) -> list[Profile]:
        """Of these articles; what is not stored yet is made and stored."""
        found: list[Profile] = []
        for chunk in batches(list(articles), _AT_ONCE):
            with reading(self._engine) as connection:
                kept = self._kept(connection, chunk)
            missing = [article for article in chunk if article.article_id not in kept]
            if missing:
                kept |= self._make(missing)
            found += self._with_vectors(chunk, kept)
        return found

    def leads(self, articles: Sequence[Captured]) -> dict[str, Lead]:
        """article_id → its lead with its text, which profiles do without; as if all stood full."""
        with reading(self._engine) as connection:
            texts = texts_of(
                connection,
                {article.article_id: article.revision for article in articles},
                characters=self._characters,
            )
        return {
            article.article_id: _lead(article, texts[article.article_id]) for article in articles
        }

    def forget(self, before: datetime) -> None:
        """Drop what is older; it is made again where a late article asks for it."""
        with writing(self._engine) as connection:
            connection.execute(profiles.delete().where(profiles.c.published < before))

    def _kept(self, connection: Connection, articles: Sequence[Captured]) -> dict[str, Any]:
        wanted = {article.article_id: article for article in articles}
        rows = connection.execute(
            sa.select(profiles).where(profiles.c.article_id.in_(list(wanted)))
        )
        return {
            row.article_id: row
            for row in rows
            for article in [wanted[row.article_id]]
            if (row.revision, row.language, row.made_by)
            == (article.revision, article.language, self._made_by)
        }

    def _make(self, articles: Sequence[Captured]) -> dict[str, Any]:
        with reading(self._engine) as connection:
            texts = texts_of(connection, {a.article_id: a.revision for a in articles})
            before = self._earlier(connection, articles)
        leads = [
            standing_of(
                _lead(article, texts[article.article_id][: self._characters]),
                url=article.url,
                section=article.section,
                text=texts[article.article_id],
                earlier=before.get(article.article_id, ()),
            )
            for article in articles
        ]
        self._cache.encode([lead.headline for lead in leads])
        self._cache.encode([lead.opening for lead in leads])
        rows = [self._row(article, lead) for article, lead in zip(articles, leads, strict=True)]
        with writing(self._engine) as connection:
            connection.execute(
                profiles.delete().where(
                    profiles.c.article_id.in_([row["article_id"] for row in rows])
                )
            )
            connection.execute(profiles.insert(), rows)
            return self._kept(connection, articles)

    def _earlier(
        self, connection: Connection, articles: Sequence[Captured]
    ) -> dict[str, list[Earlier]]:
        """article_id → what the same outlet published under the same headline before, as far back
        as profiles are kept."""
        titled = {content_hash(a.title): a.title for a in articles if a.title}
        rows = connection.execute(
            sa.select(
                profiles.c.headline,
                profiles.c.published,
                table.c.article_id,
                table.c.outlet,
                sa.func.substr(revisions.c.text, 1, self._characters).label("text"),
            )
            .join(table, table.c.article_id == profiles.c.article_id)
            .join(
                revisions,
                sa.and_(
                    revisions.c.article_id == profiles.c.article_id,
                    revisions.c.revision == profiles.c.revision,
                ),
            )
            .where(profiles.c.headline.in_(list(titled)))
        )
        known: dict[tuple[str, str], list[Any]] = {}
        for row in rows:
            known.setdefault((row.outlet, row.headline), []).append(row)
        return {
            article.article_id: [
                Earlier(published=row.published, text=row.text)
                for row in known.get((article.outlet, content_hash(article.title)), ())
                if row.article_id != article.article_id
                and article.published - row.published > _LONG_AGO
            ]
            for article in articles
            if article.title
        }

    def _row(self, article: Captured, lead: Lead) -> dict[str, Any]:
        return {
            "article_id": article.article_id,
            "revision": article.revision,
            "made_by": self._made_by,
            "language": article.language,
            "published": article.published,
            "headline": content_hash(lead.headline),
            "opening": content_hash(lead.opening),
            "standing": lead.standing,
            "page": lead.page,
            "counts": packed(counted(lead)),
        }

    def _with_vectors(self, articles: Sequence[Captured], kept: Mapping[str, Any]) -> list[Profile]:
        rows = [kept[article.article_id] for article in articles]
        vectors = self._cache.known([h for row in rows for h in (row.headline, row.opening)])
        # Another model than the one that the profiles were made with has vectors to make.
        lacking = [
            article
            for article, row in zip(articles, rows, strict=True)
            if row.headline not in vectors or row.opening not in vectors
        ]
        if lacking:
            leads = self.leads(lacking).values()
            texts = [text for lead in leads for text in (lead.headline, lead.opening)]
            made = self._cache.encode(texts)
            vectors |= {content_hash(t): v for t, v in zip(texts, made, strict=True)}
        return [
            Profile(
                lead=_lead(article, "", standing=row.standing, page=row.page),
                headline=vectors[row.headline],
                opening=vectors[row.opening],
                counted=unpacked(row.counts),
            )
            for article, row in zip(articles, rows, strict=True)
        ]


def _lead(article: Captured, text: str, *, standing: Any = "full", page: str | None = None) -> Lead:
    return Lead(
        article_id=article.article_id,
        outlet=article.outlet,
        published=article.published,
        dated=article.dated,
        title=article.title,
        text=text,
        language=article.language,
        links=article.links,
        standing=standing,
        page=page,
    )
