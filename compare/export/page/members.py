"""The articles and accounts of one event, as its page shows them (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from compare.export.spool import Kept
from compare.shown.coverage import State, state, whole, why_unknown
from compare.shown.wording import DASH, share, stamp


@dataclass(frozen=True, kw_only=True)
class Member:
    """One article of the event, in the revision that was compared."""

    article_id: str
    outlet: str
    url: str | None
    headline: str
    # verbatim; may be empty
    published: datetime
    # UTC; when first seen, where the page gives no date
    dated: bool
    # the page itself gives the date
    revision: int
    access: str
    completeness: float
    # [0, 1]
    copy_of: str | None
    # article_id of the one whose text it carries
    containment: float | None
    # [0, 1]: share of its words that stand there

    @property
    def facts(self) -> str:
        """4 Oct 14:10 · rev 2"""
        when = stamp(self.published, dated=self.dated)
        return f"{when} · rev {self.revision}" if self.revision > 1 else when


@dataclass(frozen=True, kw_only=True)
class Teller:
    """One outlet's account of the event."""

    outlet: str
    members: tuple[Member, ...]
    # at least one, by time of publication
    sources: tuple[str, ...]
    # outlets whose text all of its articles carry; none for an account of its own

    @property
    def copied(self) -> bool:
        """Every article of it carries another's text: not an independent account."""
        return all(member.copy_of is not None for member in self.members)

    @property
    def complete(self) -> bool:
        """Whether it may be said not to contain something."""
        return whole(self.members)

    @property
    def lacking(self) -> str:
        """What may be said of it where it has no passage."""
        found = state(0, complete=self.complete)
        if found is State.UNKNOWN and why_unknown(self.members) == "locked":
            return "unknown: locked"
        return found.value

    @property
    def badges(self) -> list[str]:
        """What a reader must know of it before believing its column."""
        shown = [f"copy of {', '.join(self.sources)} ({self._carried})"] if self.sources else []
        if self.copied and not self.sources:
            shown.append("copy")
        for access in ("metered", "locked"):
            if any(member.access == access for member in self.members):
                shown.append(access)
        if not self.complete:
            shown.append(f"{share(min(m.completeness for m in self.members))} captured")
        return shown

    @property
    def _carried(self) -> str:
        found = sorted(member.containment or 0 for member in self.members)
        least, most = share(found[0]), share(found[-1])
        return f"{least if least == most else f'{least}{DASH}{most}'} of its words"


def member(row: Kept) -> Member:
    """A row of articles."""
    return Member(
        article_id=row["article_id"],
        outlet=row["outlet"],
        url=row["url"],
        headline=row["title"],
        published=row["published"] or row["first_seen"],
        dated=row["published"] is not None,
        revision=row["revision"],
        access=row["access"],
        completeness=row["completeness"],
        copy_of=row["syndicated_from_article"],
        containment=row["copy_containment"],
    )


def tellers(members: Mapping[str, Member]) -> tuple[Teller, ...]:
    """The accounts, by the time of their first article; members: article_id → article."""
    found: dict[str, list[Member]] = {}
    for one in sorted(members.values(), key=lambda m: (m.published, m.article_id)):
        found.setdefault(one.outlet, []).append(one)
    return tuple(
        Teller(outlet=outlet, members=tuple(told), sources=_sources(told, members))
        for outlet, told in found.items()
    )


def _sources(told: Sequence[Member], members: Mapping[str, Member]) -> tuple[str, ...]:
    copied = [one.copy_of for one in told if one.copy_of is not None]
    if len(copied) < len(told):
        return ()
    return tuple(sorted({members[one].outlet for one in copied if one in members}))
