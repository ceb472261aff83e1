"""The quotations and the names of one event, as its page shows them (pure)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from compare.export.page.members import Member, Teller
from compare.export.spool import Kept
from compare.shown.addresses import source_address

NOT_RECOGNISED = "none recognised"
"""Not that it is not there: a mention that cannot be tied to a name is left out."""
_RELATIONS = {"whole": "word for word", "trimmed": "trimmed", "altered": "altered"}


@dataclass(frozen=True, kw_only=True)
class Said:
    """One quotation in one article."""

    outlet: str
    pieces: tuple[str, ...]
    # verbatim; none where the words are left out
    speaker: str
    # as the article tells it, with the full name where that is known; may be empty
    relation: str
    # to the longest of its family; empty for that itself
    lost: tuple[str, ...]
    # what the longest has and this article does not, verbatim
    source: str | None


@dataclass(frozen=True, kw_only=True)
class Family:
    """The same words in the articles of one outlet or more, the longest first."""

    outlets: int
    said: tuple[Said, ...]


@dataclass(frozen=True, kw_only=True)
class Naming:
    """What each outlet calls somebody."""

    entity: str
    cells: tuple[tuple[tuple[str, int], ...], ...]
    # an account each: wordings and how often; empty where there is none


def families(rows: Iterable[Kept], members: Mapping[str, Member]) -> list[Family]:
    """Quotations of people by the words that they share, those of several outlets first."""
    grouped: dict[str, list[Kept]] = {}
    for row in rows:
        if row["role"] == "speech" and row["family_id"] is not None:
            grouped.setdefault(row["family_id"], []).append(row)
    found = [
        Family(
            outlets=len({row["outlet"] for row in group}),
            said=tuple(_said(row, members) for row in _versions(group)),
        )
        for group in grouped.values()
    ]
    return sorted(found, key=lambda family: family.outlets < 2)


def namings(rows: Iterable[Kept], accounts: Sequence[Teller]) -> list[Naming]:
    """A row a person or body, the most named first."""
    grouped: dict[str, dict[str, Counter[str]]] = {}
    for row in rows:
        labels = grouped.setdefault(row["entity"], {}).setdefault(row["outlet"], Counter())
        if row["text"] is not None:
            labels[row["text"]] += 1
    return [
        Naming(
            entity=entity,
            cells=tuple(
                tuple(outlets.get(account.outlet, Counter()).most_common()) for account in accounts
            ),
        )
        for entity, outlets in grouped.items()
        if any(outlets.values())
    ]


def _versions(group: Sequence[Kept]) -> list[Kept]:
    """The longest and what other articles give: what its own says again is no other account."""
    longest, *others = sorted(group, key=lambda row: row["quotation_id"] != row["family_id"])
    return [longest, *(row for row in others if row["article_id"] != longest["article_id"])]


def _said(row: Kept, members: Mapping[str, Member]) -> Said:
    pieces = tuple(piece["text"] for piece in row["pieces"] if piece["text"] is not None)
    article = members.get(row["article_id"])
    longest = row["quotation_id"] == row["family_id"]
    return Said(
        outlet=row["outlet"],
        pieces=pieces,
        speaker=_speaker(row["speaker"], row["name"]),
        relation="" if longest else _RELATIONS.get(row["relation"], row["relation"] or ""),
        lost=tuple(piece["text"] for piece in row["lost"] if piece["text"] is not None),
        source=source_address(article.url, pieces[0] if pieces else "") if article else None,
    )


def _speaker(told: str | None, name: str | None) -> str:
    if not told:
        return name or ""
    return told if not name or name in told else f"{told} ({name})"
