"""Copies folded into the column of whom they copy: which, and into which (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.queries.accounts import EventHead


def copied_from(head: EventHead) -> dict[str, str]:
    """outlet → the outlet whose text it carries, for the accounts that are nothing but copies.

    One that carries several is told with the first of them; one whose sources are all copies
    themselves, or stand in another event, has none.
    """
    own = [account.outlet for account in head.accounts if not account.copied]
    found: dict[str, str] = {}
    for account in head.accounts:
        if account.copied:
            members = (head.member(member.copy_of) for member in account.members)
            sources = {member.outlet for member in members if member}
            source = next((outlet for outlet in own if outlet in sources), None)
            if source is not None:
                found[account.outlet] = source
    return found


def unfolded(columns: Sequence[str], sources: Mapping[str, str]) -> list[str]:
    """The columns with each outlet's copies after it, but where the reader has placed them."""
    shown: list[str] = []
    for outlet in columns:
        shown.append(outlet)
        copies = (copy for copy, source in sources.items() if source == outlet)
        shown += [copy for copy in copies if copy not in columns]
    return shown


def folded(columns: Sequence[str], sources: Mapping[str, str]) -> dict[str, str]:
    """outlet → the column that it is folded into; a copy with a column of its own is not."""
    return {
        copy: source
        for copy, source in sources.items()
        if source in columns and copy not in columns
    }
