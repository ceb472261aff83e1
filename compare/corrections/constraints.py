"""Corrections → what must stand together and what must not (pure).

Where two corrections contradict each other the newer wins, pair of articles by pair: what is left
of the older one still holds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from compare.corrections.correction import Correction


@dataclass(frozen=True, kw_only=True)
class Constraints:
    """What grouping has to heed."""

    blocks: tuple[frozenset[str], ...] = ()
    # disjoint sets of article ids that stand together; of one article only where `apart` needs it
    apart: frozenset[tuple[int, int]] = frozenset()
    # pairs of places in blocks, the smaller first, that share no event
    by_article: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    # article_id → the corrections that say something about it, the newest first


def constraints_of(corrections: Sequence[Correction]) -> Constraints:
    """What holds of the corrections that are not undone, in any order."""
    newest = sorted(
        (one for one in corrections if one.undone is None),
        key=lambda one: (one.made, one.correction_id),
        reverse=True,
    )
    known = _Known()
    by_article: dict[str, tuple[str, ...]] = {}
    for correction in newest:
        for first, second in correction.apart:
            for one in first:
                for other in second:
                    known.part(one, other)
        for group in correction.together:
            known.join(group)
        for article in correction.named:
            by_article[article] = (*by_article.get(article, ()), correction.correction_id)
    return known.constraints(by_article)


class _Known:
    """What the newer corrections said so far."""

    def __init__(self) -> None:
        self._block: dict[str, set[str]] = {}
        # article → the block it stands in, shared by all of the block
        self._apart: dict[str, set[str]] = {}
        # article → articles that it was parted from

    def part(self, one: str, other: str) -> None:
        """Unless a newer correction holds them together."""
        if not self._held(other) & self._held(one):
            self._apart.setdefault(one, set()).add(other)
            self._apart.setdefault(other, set()).add(one)

    def join(self, group: Sequence[str]) -> None:
        """As far as newer corrections allow: each joins the first of the group that it may."""
        for place, article in enumerate(group):
            for earlier in group[:place]:
                if self._may_join(article, earlier):
                    joined = self._held(article) | self._held(earlier)
                    for member in joined:
                        self._block[member] = joined
                    break

    def _held(self, article: str) -> set[str]:
        return self._block.setdefault(article, {article})

    def _may_join(self, one: str, other: str) -> bool:
        theirs = self._held(other)
        return not any(self._apart.get(member, set()) & theirs for member in self._held(one))

    def constraints(self, by_article: Mapping[str, tuple[str, ...]]) -> Constraints:
        distinct = {frozenset(block) for block in self._block.values()}
        needed = [b for b in distinct if len(b) > 1 or any(self._apart.get(a) for a in b)]
        blocks = tuple(sorted(needed, key=min))
        place = {article: number for number, block in enumerate(blocks) for article in block}
        apart = {
            (min(place[one], place[other]), max(place[one], place[other]))
            for one, others in self._apart.items()
            for other in others
        }
        return Constraints(blocks=blocks, apart=frozenset(apart), by_article=by_article)
