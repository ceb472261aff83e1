"""Copies among the articles of one event: which, of whom, on what ground (pure)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from compare.settings import Settings
from compare.syndication.candidate import Candidate
from compare.syndication.claims import Claims, claims_of, is_agency, is_source
from compare.syndication.overlap import overlap
from compare.syndication.pairs import LikelySources
from compare.syndication.shingles import Shingles, shingles_of

Basis = Literal["text", "mark", "both"]


@dataclass(frozen=True, kw_only=True)
class Copy:
    """One article carries another's text."""

    article_id: str
    source_article_id: str
    # the original of its family: nobody's copy itself
    containment: float
    # [0, 1]: share of the article's runs of words, quotations left out, that stand in the source
    basis: Basis = "text"
    # its words stand there; it says that it is somebody's (mark); both
    agency: str | None = None
    # whose it says that it is: an agency's usual name, or the domain of another outlet


@dataclass(frozen=True, kw_only=True)
class _Entry:
    article: Candidate
    claims: Claims
    shingles: Shingles

    @property
    def outlet(self) -> str:
        return self.article.outlet


@dataclass(frozen=True, kw_only=True)
class _Link:
    source: int
    basis: Basis
    strength: tuple[bool, bool, float, int]
    # the more the better: by its words, of the agency itself, containment, the earliest


def find_copies(articles: Sequence[Candidate], settings: Settings) -> tuple[Copy, ...]:
    """Copies among the articles of one event: each names the original that it goes back to.

    Only articles of different outlets are compared, later ones with earlier ones; the order in
    which they are given does not matter. A copy of a copy names the first of them, so that there
    are families of one original each.
    """
    entries = _in_order(articles, settings)
    likely = LikelySources(
        [entry.article.text for entry in entries],
        settings.shingle_words,
        exact_up_to=settings.copy_exact_up_to,
    )
    origin: dict[int, int] = {}
    copies: list[Copy] = []
    for place, entry in enumerate(entries):
        agreeing = _agreeing(place, entries)
        originals = {one for one in agreeing if one not in origin}
        originals.update(likely.of(place, copies=False))
        best = _best(place, entries, originals, settings)
        if best is None:
            # No copy of any original, but perhaps of what a copier has made of one.
            others = {one for one in agreeing if one in origin}
            others.update(likely.of(place, copies=True))
            # What goes back to the outlet's own article is not another's.
            own = {one for one in others if entries[origin[one]].outlet == entry.outlet}
            best = _best(place, entries, others - own, settings)
        likely.add(place, copy=best is not None)
        if best is None:
            continue
        origin[place] = origin.get(best.source, best.source)
        source = entries[origin[place]]
        shared = overlap(entry.shingles, source.shingles, settings)
        copies.append(
            Copy(
                article_id=entry.article.article_id,
                source_article_id=source.article.article_id,
                containment=round(shared.containment, 4),
                basis=best.basis,
                agency=entry.claims.first,
            )
        )
    return tuple(copies)


def _best(
    place: int, entries: Sequence[_Entry], earlier: Collection[int], settings: Settings
) -> _Link | None:
    links = [_link(entries[place], entries[one], one, settings) for one in earlier]
    found = [link for link in links if link is not None]
    return max(found, key=lambda link: link.strength) if found else None


def _in_order(articles: Sequence[Candidate], settings: Settings) -> list[_Entry]:
    """Those that can be a source first: no article is a copy of one behind it."""
    entries = [
        _Entry(
            article=article,
            claims=claims_of(article),
            shingles=shingles_of(article.text, settings.shingle_words),
        )
        for article in articles
    ]

    named = {source for entry in entries for source in entry.claims.whole}
    owners = {
        source: {article.outlet for article in articles if is_source(article, source)}
        for source in named
    }

    def key(entry: _Entry) -> tuple[int, datetime, str]:
        article, whole = entry.article, entry.claims.whole
        sourced = any(owners[source] - {article.outlet} for source in whole)
        # What names its source comes behind it, and an agency's own report before all, whatever
        # the clock says: outlets post a report minutes before the agency's own site does.
        rank = 2 if sourced else 0 if not whole and is_agency(article) else 1
        return rank, article.published, article.article_id

    return sorted(entries, key=key)


def _agreeing(place: int, entries: Sequence[_Entry]) -> list[int]:
    """The earlier articles of a source that this one names, or that name it too."""
    named = entries[place].claims.named
    return [one for one in range(place) if _agree(named, entries[one])] if named else []


def _agree(sources: Sequence[str], entry: _Entry) -> bool:
    """Whether the article is of one of the sources, or names one too."""
    return any(
        source in entry.claims.named or is_source(entry.article, source) for source in sources
    )


def _link(entry: _Entry, source: _Entry, place: int, settings: Settings) -> _Link | None:
    """What makes an article a copy of an earlier one, at that place; None where nothing does."""
    if source.outlet == entry.outlet:
        return None
    shared = overlap(entry.shingles, source.shingles, settings)
    marked = _agree(entry.claims.named, source)
    # Where it names the source, or the same agency as the source, fewer words are proof enough.
    if shared.copied(settings, marked=marked):
        return _Link(
            source=place,
            basis="both" if marked else "text",
            strength=(True, False, shared.containment, -place),
        )
    # One byline, one voice, however few words they share; a credit says no such thing.
    theirs = any(is_source(source.article, one) for one in entry.claims.whole)
    if theirs or set(entry.claims.whole) & set(source.claims.whole):
        return _Link(source=place, basis="mark", strength=(False, theirs, 0.0, -place))
    return None
