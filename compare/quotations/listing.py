"""The quotations of an event as they are stored and shown: each beside the longest one of its
family, in the order of the story (pure)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from compare.quotations.grouping import Account, Family, Relation, families, quotations_read
from compare.quotations.quotation import Piece, Quotation
from compare.quotations.speaking import Sameness
from crawler.article import identifier


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A quotation of an event under its lasting id."""

    quotation_id: str
    account: Account
    quotation: Quotation
    family_id: str | None = None
    # quotation_id of the longest one that gives the same words, its own where it is that; None of
    # what is set apart by marks without being said
    relation: Relation | None = None
    # to the longest one
    speaker: Sameness | None = None
    # whether it is given to the person that the longest one is given to
    lost: tuple[Piece, ...] = ()
    # stretches of the longest one, in its article's text, that no quotation of this article gives


def list_quotations(accounts: Iterable[Account]) -> tuple[Listed, ...]:
    """The quotations of an event's articles.

    Families that several outlets carry come first, each by where its articles have it, then what
    one outlet alone has, then what nobody said (scare quotes, titles). Within a family the longest
    comes first, then by time of publication. An id is made of the article and the words, so that
    it stays the same when a revision changes other sentences.
    """
    asked = list(accounts)
    ids = {place: name for account in asked for place, name in _ids(account)}
    told = [
        Listed(
            quotation_id=ids[_place(member.account, member.quotation)],
            account=member.account,
            quotation=member.quotation,
            family_id=ids[_place(family.longest.account, family.longest.quotation)],
            relation=member.relation,
            speaker=member.speaker,
            lost=member.lost,
        )
        for family in sorted(families(asked), key=_in_story)
        for member in family.members
    ]
    held = {_place(one.account, one.quotation) for one in told}
    apart = [
        Listed(quotation_id=ids[place], account=account, quotation=quotation)
        for account in sorted(asked, key=lambda one: (one.published, one.article_id))
        for quotation in quotations_read(account)
        for place in [_place(account, quotation)]
        if place not in held
    ]
    return (*told, *apart)


def _place(account: Account, quotation: Quotation) -> tuple[str, int]:
    return account.article_id, quotation.start


def _ids(account: Account) -> Iterable[tuple[tuple[str, int], str]]:
    seen: Counter[tuple[str, ...]] = Counter()
    for quotation in quotations_read(account):
        words = tuple(piece.of(account.text) for piece in quotation.pieces)
        seen[words] += 1
        name = identifier("q", account.article_id, *words, str(seen[words]))
        yield _place(account, quotation), name


def _in_story(family: Family) -> tuple[bool, float, datetime, str, int]:
    places = [one.quotation.start / len(one.account.text) for one in family.members]
    head = family.longest
    return (
        len(family.outlets) < 2,
        median(places),
        head.account.published,
        head.account.article_id,
        head.quotation.start,
    )
