"""The same quotation across the articles of an event (pure): whole, trimmed, altered, whose.

Quotations are taken longest first. Each is compared with the few longer ones that share most pairs
of words with it, found in an index, and joins the one it is likest to; else it stands for a family
of its own. So a thousand articles with the same statement cost one comparison each, not all pairs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Literal

from compare.quotations.comparison import Comparison, compared, matters
from compare.quotations.extraction import quotations
from compare.quotations.quotation import Piece, Quotation
from compare.quotations.speaking import Sameness, sameness
from compare.quotations.words import Word, words_of

Relation = Literal["whole", "trimmed", "altered"]
"""To the longest of the family: all its words that matter (in one or several quotations of the
article), fewer, or others in their place."""

_COMPARED = 5
"""Longer quotations that one is compared with."""
_COMMON = 200
"""A pair of words that stands in more families than this says nothing."""
_CHARACTERS = 200_000
"""Of an article that are read; longer texts are no news, and may be made to keep us busy."""
_MOST = 500
"""Quotations of an article, for the same reason."""
_LEAST = 3
"""Words in common; fewer are the same quotation only from the same person's mouth."""


@dataclass(frozen=True, kw_only=True)
class Account:
    """An article as it is asked for its quotations."""

    article_id: str
    outlet: str
    published: datetime
    # UTC
    text: str
    language: str | None = None
    # BCP 47


@dataclass(frozen=True, kw_only=True)
class Member:
    """A quotation of one article, beside the longest of its family."""

    account: Account
    quotation: Quotation
    relation: Relation
    speaker: Sameness
    # whether it is given to the person that the longest one is given to
    comparison: Comparison | None
    # with the longest as `first` and this as `second`; None of the longest itself
    lost: tuple[Piece, ...]
    # stretches of the longest one, in its article's text, that no quotation of this article gives


@dataclass(frozen=True, kw_only=True)
class Family:
    """The quotations of an event that give the same words."""

    members: tuple[Member, ...]
    # the longest first, then by time of publication and place in the text
    name: str | None
    # of the person whom most articles name as the speaker

    @property
    def longest(self) -> Member:
        """What the others are compared with."""
        return self.members[0]

    @property
    def outlets(self) -> frozenset[str]:
        """That carry any of it."""
        return frozenset(member.account.outlet for member in self.members)


@dataclass(frozen=True, kw_only=True)
class _Said:
    account: Account
    quotation: Quotation
    words: tuple[Word, ...]


def families(accounts: Iterable[Account]) -> list[Family]:
    """The quotations of an event's articles, the most widely carried first.

    A quotation that one outlet alone has is a family of one. What is set apart by marks without
    being said (scare quotes, titles) is left out.
    """
    said = sorted(
        (one for account in accounts for one in _said(account)),
        key=lambda one: (
            -len(one.words),
            one.account.published,
            one.account.article_id,
            one.quotation.start,
        ),
    )
    heads: list[_Said] = []
    joined: list[list[tuple[_Said, Comparison]]] = []
    index: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for one in said:
        runs = set(_runs(one.words))
        best = _likest(one, heads, _candidates(runs, index))
        if best is not None:
            joined[best[0]].append((one, best[1]))
            continue
        for run in runs:
            index[run].append(len(heads))
        heads.append(one)
        joined.append([])
    found = [_family(head, others) for head, others in zip(heads, joined, strict=True)]
    return sorted(found, key=lambda one: (-len(one.outlets), _order(one.longest)))


def quotations_read(account: Account) -> tuple[Quotation, ...]:
    """The article's quotations of any role, as many as are grouped: the first 500 of its first
    200,000 characters."""
    return quotations(account.text[:_CHARACTERS], account.language)[:_MOST]


def _said(account: Account) -> Iterator[_Said]:
    for quotation in quotations_read(account):
        if quotation.role == "speech":
            words = words_of(account.text, quotation.pieces)
            if words:
                yield _Said(account=account, quotation=quotation, words=words)


def _runs(words: Sequence[Word]) -> Iterator[tuple[str, str]]:
    """Pairs of neighbours of which one matters at least; of a single word, that word."""
    if len(words) == 1:
        yield words[0].stem, ""
    for one, other in pairwise(words):
        if matters(one.normal) or matters(other.normal):
            yield one.stem, other.stem


def _candidates(
    runs: Iterable[tuple[str, str]], index: dict[tuple[str, str], list[int]]
) -> list[int]:
    shared: Counter[int] = Counter()
    for run in sorted(runs):
        heads = index.get(run, ())
        if len(heads) <= _COMMON:
            shared.update(heads)
    return [head for head, _ in shared.most_common(_COMPARED)]


def _likest(
    one: _Said, heads: Sequence[_Said], candidates: Iterable[int]
) -> tuple[int, Comparison] | None:
    likest: tuple[int, Comparison] | None = None
    for number in candidates:
        head = heads[number]
        likeness = compared(head.words, one.words)
        if likeness is None:
            continue
        whose = sameness(head.quotation.name, one.quotation.name)
        if likeness.words < _LEAST and whose != "same":
            continue
        if likest is None or likeness.words > likest[1].words:
            likest = number, likeness
    return likest


def _family(head: _Said, others: Sequence[tuple[_Said, Comparison]]) -> Family:
    given: defaultdict[str, set[int]] = defaultdict(set)
    given[head.account.article_id].update(range(len(head.words)))
    for one, likeness in others:
        for start, _, size in likeness.blocks:
            given[one.account.article_id].update(range(start, start + size))
    members = [
        _member(head, one, likeness, given[one.account.article_id]) for one, likeness in others
    ]
    named = Counter(
        name for one in (head, *(one for one, _ in others)) if (name := one.quotation.name)
    )
    first = Member(
        account=head.account,
        quotation=head.quotation,
        relation="whole",
        speaker="same" if head.quotation.name else "unknown",
        comparison=None,
        lost=(),
    )
    return Family(
        members=(first, *sorted(members, key=_order)),
        name=min(named, key=lambda name: (-named[name], -len(name), name)) if named else None,
    )


def _member(head: _Said, one: _Said, likeness: Comparison, given: set[int]) -> Member:
    lost = tuple(_lost(head.words, given))
    relation: Relation = "trimmed" if lost else "whole"
    return Member(
        account=one.account,
        quotation=one.quotation,
        relation="altered" if likeness.likeness == "altered" else relation,
        speaker=sameness(head.quotation.name, one.quotation.name),
        comparison=likeness,
        lost=lost,
    )


def _lost(words: Sequence[Word], given: set[int]) -> Iterator[Piece]:
    """Stretches that are not given and hold a word that matters."""
    start = 0
    for place in range(len(words) + 1):
        if place == len(words) or place in given:
            stretch = words[start:place]
            if any(matters(word.normal) for word in stretch):
                yield Piece(start=stretch[0].start, end=stretch[-1].end)
            start = place + 1


def _order(member: Member) -> tuple[datetime, str, int]:
    return member.account.published, member.account.article_id, member.quotation.start
