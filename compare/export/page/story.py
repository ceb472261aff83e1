"""One event as its page shows it, made of the export's rows (pure)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from compare.export.page.members import Member, Teller, member, tellers
from compare.export.page.quoted import families, namings
from compare.export.page.view import Cell, Head, Line, Parting, Passage, Side, Story
from compare.export.spool import Kept
from compare.shown import kinds
from compare.shown.addresses import source_address
from compare.shown.marks import Mark, Piece, pieces
from compare.shown.wording import plain_words, span

UNTITLED = "(without a headline)"
_TIED = 3
"""Outlets from which on a tie for the first is counted and not listed."""


@dataclass(frozen=True, kw_only=True)
class Rows:
    """The rows of one event."""

    event: Kept
    articles: Sequence[Kept]
    passages: Sequence[Kept]
    clusters: Sequence[Kept]
    differences: Sequence[Kept]
    quotations: Sequence[Kept]
    names: Sequence[Kept]


def head(event: Kept, title_article: Kept | None, differing: Iterable[str]) -> Head:
    """differing: the kind of each of its differences."""
    counted = Counter(differing)
    first, last = event["first_published"], event["last_published"]
    return Head(
        event_id=event["event_id"],
        title=event["title"] or UNTITLED,
        outlet=(title_article or {}).get("outlet", ""),
        span=span(first, last) if first and last else "",
        outlets=event["outlets"],
        independent=event["independent_outlets"],
        articles=event["articles"],
        counts=tuple((kind, counted[kind]) for kind in kinds.in_order(counted)),
    )


def story(rows: Rows, unheard: Sequence[tuple[str, str]]) -> Story:
    """unheard: outlet and reason, of those that could not be fully heard at the time."""
    members = {row["article_id"]: member(row) for row in rows.articles}
    accounts = tellers(members)
    passages = {row["passage_id"]: row for row in rows.passages}
    marks = _marks(rows.differences)
    differing: dict[str, list[str]] = {}
    for row in rows.differences:
        differing.setdefault(row["cluster_id"] or "", []).append(row["kind"])
    numbers = {row["cluster_id"]: number for number, row in enumerate(rows.clusters, start=1)}
    titled = next(
        (row for row in rows.articles if row["article_id"] == rows.event["title_article_id"]), None
    )
    told = families(rows.quotations, members)
    return Story(
        head=head(rows.event, titled, (row["kind"] for row in rows.differences)),
        tellers=accounts,
        lines=tuple(
            Line(
                number=numbers[row["cluster_id"]],
                kinds=tuple(kinds.in_order(differing.get(row["cluster_id"], ()))),
                outlets=row["outlets"],
                first=_first(row["first_outlets"], row["first_undated"]),
                cells=_cells(row["passage_ids"], accounts, members, passages, marks),
            )
            for row in rows.clusters
        ),
        partings=tuple(_parting(row, numbers, members, passages) for row in rows.differences),
        shared=tuple(family for family in told if family.outlets > 1),
        alone=tuple(family for family in told if family.outlets < 2),
        names=tuple(namings(rows.names, accounts)),
        unheard=tuple(unheard),
        texts=any(row["text"] is not None for row in rows.passages) or not rows.passages,
    )


def _cells(
    passage_ids: Sequence[str],
    accounts: Sequence[Teller],
    members: Mapping[str, Member],
    passages: Mapping[str, Kept],
    marks: Mapping[str, Sequence[Mark]],
) -> tuple[Cell, ...]:
    beside = [passages[name] for name in passage_ids if name in passages]
    return tuple(
        Cell(
            outlet=account.outlet,
            passages=tuple(
                _passage(row, beside, members, marks.get(row["passage_id"], ()))
                for row in beside
                if row["outlet"] == account.outlet
            ),
            lacking=account.lacking,
        )
        for account in accounts
    )


def _passage(
    row: Kept, beside: Collection[Kept], members: Mapping[str, Member], marks: Sequence[Mark]
) -> Passage:
    article, words = members.get(row["article_id"]), row["text"]
    copied = members.get(article.copy_of) if article and article.copy_of else None
    same = copied is not None and any(
        other["article_id"] == copied.article_id
        and words is not None
        and other["text"] is not None
        and plain_words(other["text"]) == plain_words(words)
        for other in beside
    )
    start = row["start"]
    moved = [Mark(start=m.start - start, end=m.end - start, kind=m.kind) for m in marks]
    return Passage(
        pieces=() if words is None else tuple(pieces(words, moved)),
        carried=copied.outlet if same and copied else None,
        source=source_address(article.url, words or "") if article else None,
    )


def _parting(
    row: Kept,
    numbers: Mapping[str, int],
    members: Mapping[str, Member],
    passages: Mapping[str, Kept],
) -> Parting:
    differing: dict[str, list[Kept]] = {}
    for value in row["values"]:
        differing.setdefault(value["passage_id"], []).append(value)
    sides = [
        Side(
            outlet=passages[name]["outlet"],
            passage=_differing(passages[name], values, row["kind"], members),
        )
        for name, values in differing.items()
        if name in passages
    ]
    return Parting(
        kind=row["kind"],
        confidence=row["confidence"],
        reason=row["reason"],
        number=numbers.get(row["cluster_id"] or ""),
        sides=tuple(sides),
    )


def _differing(
    row: Kept, values: Sequence[Kept], kind: str, members: Mapping[str, Member]
) -> Passage:
    marks = [Mark(start=one["start"], end=one["end"], kind=kind) for one in values]
    if row["text"] is not None:
        return _passage(row, (), members, marks)
    # A passage that is not handed on: what differs in it is a quotation.
    words = [one["text"] for one in values if one["text"] is not None]
    article = members.get(row["article_id"])
    return Passage(
        pieces=tuple(Piece(text=text, kinds=(kind,), ending=(kind,)) for text in words),
        carried=None,
        source=source_address(article.url, words[0] if words else "") if article else None,
    )


def _marks(differences: Iterable[Kept]) -> dict[str, list[Mark]]:
    """passage_id → what to mark, in offsets of the article's text."""
    found: dict[str, list[Mark]] = {}
    for row in differences:
        for value in row["values"]:
            mark = Mark(start=value["start"], end=value["end"], kind=row["kind"])
            found.setdefault(value["passage_id"], []).append(mark)
    return found


def _first(outlets: Sequence[str], undated: Sequence[str]) -> str:
    if not outlets:
        return ""
    told = " or ".join(outlets) if len(outlets) < _TIED else f"one of {len(outlets)}"
    return f"{told} (of those with a date)" if undated else told
