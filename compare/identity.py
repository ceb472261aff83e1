"""Ids that stay: new groups take over the ids of the old groups they continue (pure)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence

from crawler.article import identifier


def keep_ids(
    groups: Sequence[frozenset[str]],
    old: Mapping[str, frozenset[str]],
    prefix: str,
    scope: str = "",
    *,
    former: Collection[str] = (),
    used: Callable[[str], bool] = lambda one: False,
) -> tuple[list[str], dict[str, str]]:
    """An id for each group, and where each vanished id went.

    Groups may overlap. One that has not changed keeps its id; any other keeps the id of the old
    group it shares most members with; of two that claim one id the one with more of its members
    gets it (ties: the group that holds the smallest member). A
    group that was taken in by another and parts from it gets back its `former` id, one that leads
    to an old group now. Any other new group's id is made from the scope, within which members are
    unique, and its smallest member, unless that is `used` elsewhere. An old id that no group took
    over is redirected to the group that holds most of its members, if any.
    """
    owners: dict[str, list[str]] = {}
    for old_id, members in old.items():
        for member in members:
            owners.setdefault(member, []).append(old_id)
    claims: list[tuple[bool, int, list[str], int, str]] = []
    for place, group in enumerate(groups):
        shared = Counter(old_id for member in group for old_id in owners.get(member, ()))
        claims += [
            (group != old[old_id], -count, sorted(group), place, old_id)
            for old_id, count in shared.items()
        ]
    ids: dict[int, str] = {}
    taken: set[str] = set()
    heirs: dict[str, int] = {}
    for _, _, _, place, old_id in sorted(claims):
        heirs.setdefault(old_id, place)
        if place not in ids and old_id not in taken:
            ids[place] = old_id
            taken.add(old_id)
    for place in sorted(range(len(groups)), key=lambda place: sorted(groups[place])):
        if place not in ids:
            group = groups[place]
            made = (identifier(prefix, scope, member) for member in sorted(group))
            ids[place] = next(
                (one for one in made if one in former and one not in taken), ""
            ) or _fresh(
                prefix, scope, min(group), lambda one: one in taken or one in old or used(one)
            )
            taken.add(ids[place])
    redirects = {
        old_id: ids[heirs[old_id]] for old_id in old if old_id not in taken and old_id in heirs
    }
    return [ids[place] for place in range(len(groups))], redirects


def _fresh(prefix: str, scope: str, member: str, taken: Callable[[str], bool]) -> str:
    attempt = identifier(prefix, scope, member)
    number = 1
    while taken(attempt):
        number += 1
        attempt = identifier(prefix, scope, member, str(number))
    return attempt
