"""What changed between two revisions of a text, verbatim (pure).

Paragraphs are matched first, then the words of those that differ; both are bounded, so that no
text, however long or repetitive, makes the comparison slow.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_PARAGRAPHS = re.compile(r"[^\n]*\n+|[^\n]+")
_WORDS = re.compile(
    # Chinese and Japanese put no blanks between words: there a character counts as one.
    "[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\\s\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+\\s*|\\s+"
)
_MOST_PIECES = 3_000
"""Paragraphs, or words of what differs, that are matched; beyond it all of them count as changed.
An article of 3,000 words is a long one."""
_KIN = 0.3
"""Share of the shorter text that has to be kept for two passages to be told word by word; below it
what they share is chance ("the", "of"), and a reader sees confetti."""

Match = tuple[int, int, int]
"""Start in the old, start in the new, length: in pieces or in characters."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One stretch of two texts: in both, or in one of them. Offsets count code points."""

    kind: Literal["kept", "removed", "added"]
    text: str
    # verbatim; never empty
    old_start: int
    old_end: int
    # text == old[old_start:old_end], unless added: then both are where it was put in
    new_start: int
    new_end: int
    # text == new[new_start:new_end], unless removed: then both are where it stood


def changes(old: str, new: str) -> tuple[Change, ...]:
    """Every stretch of both texts, in order; what was removed stands before what replaces it.

    The kept and the removed ones joined give the old text, the kept and the added ones the new.
    """
    found: list[Change] = []
    at_old = at_new = 0
    for start, place, length in (*_joined(_kept(old, new)), (len(old), len(new), 0)):
        if start > at_old:
            found.append(_change("removed", old[at_old:start], at_old, at_new))
        if place > at_new:
            found.append(_change("added", new[at_new:place], start, at_new))
        if length:
            found.append(_change("kept", old[start : start + length], start, place))
        at_old, at_new = start + length, place + length
    return tuple(found)


def ends(text: str, context: int, *, first: bool, last: bool) -> tuple[str, str] | None:
    """The parts of an unchanged stretch that lie next to a change, of about `context` characters
    each and cut between words where there are any; None for one that is short enough to be told
    whole. first, last: nothing comes before the stretch, or after it.
    """
    if len(text) <= 2 * context + 10:
        return None
    head = "" if first else text[:context].rpartition(" ")[0] or text[:context]
    tail = "" if last else text[-context:].partition(" ")[2] or text[-context:]
    return head, tail


def _change(kind: Literal["kept", "removed", "added"], text: str, old: int, new: int) -> Change:
    return Change(
        kind=kind,
        text=text,
        old_start=old,
        old_end=old if kind == "added" else old + len(text),
        new_start=new,
        new_end=new if kind == "removed" else new + len(text),
    )


def _kept(old: str, new: str) -> Iterator[Match]:
    """What both texts have, in characters and in order."""
    ours, theirs = _PARAGRAPHS.findall(old), _PARAGRAPHS.findall(new)
    at_old = at_new = 0
    before = (0, 0)
    for start, place, length in (*_matches(ours, theirs), (len(ours), len(theirs), 0)):
        left, right = ours[before[0] : start], theirs[before[1] : place]
        # As many paragraphs on both sides: one took the place of the other.
        pairs = (
            zip(left, right, strict=True)
            if len(left) == len(right)
            else iter([("".join(left), "".join(right))])
        )
        for one, other in pairs:
            yield from _kept_words(one, other, at_old, at_new)
            at_old, at_new = at_old + len(one), at_new + len(other)
        same = sum(map(len, ours[start : start + length]))
        yield at_old, at_new, same
        at_old, at_new = at_old + same, at_new + same
        before = (start + length, place + length)


def _kept_words(old: str, new: str, at_old: int, at_new: int) -> Iterator[Match]:
    ours, theirs = _WORDS.findall(old), _WORDS.findall(new)
    matches = _in_characters(_matches(ours, theirs), ours, theirs)
    if sum(length for _, _, length in matches) >= _KIN * min(len(old), len(new)):
        for start, place, length in matches:
            yield at_old + start, at_new + place, length


def _matches(ours: Sequence[str], theirs: Sequence[str]) -> list[Match]:
    """Equal runs of pieces, in order."""
    head = _alike(ours, theirs)
    tail = _alike(ours[head:][::-1], theirs[head:][::-1])
    left, right = ours[head : len(ours) - tail], theirs[head : len(theirs) - tail]
    found = [(0, 0, head)]
    if max(len(left), len(right)) <= _MOST_PIECES:
        # Frequent pieces do not begin a match (autojunk), which bounds the cost.
        found += (
            (head + one.a, head + one.b, one.size)
            for one in SequenceMatcher(None, left, right).get_matching_blocks()
        )
    found.append((len(ours) - tail, len(theirs) - tail, tail))
    return [match for match in found if match[2]]


def _alike(ours: Sequence[str], theirs: Sequence[str]) -> int:
    """How many pieces both begin with."""
    for place, (one, other) in enumerate(zip(ours, theirs, strict=False)):
        if one != other:
            return place
    return min(len(ours), len(theirs))


def _in_characters(
    matches: Iterable[Match], ours: Sequence[str], theirs: Sequence[str]
) -> list[Match]:
    starts, places = _offsets(ours), _offsets(theirs)
    return [
        (starts[start], places[place], starts[start + length] - starts[start])
        for start, place, length in matches
    ]


def _offsets(pieces: Sequence[str]) -> list[int]:
    offsets = [0]
    for piece in pieces:
        offsets.append(offsets[-1] + len(piece))
    return offsets


def _joined(matches: Iterable[Match]) -> Iterator[Match]:
    """The same with neighbours made one, and nothing empty."""
    last: Match | None = None
    for match in matches:
        if not match[2]:
            continue
        if last is not None and (last[0] + last[2], last[1] + last[2]) == match[:2]:
            last = (last[0], last[1], last[2] + match[2])
            continue
        if last is not None:
            yield last
        last = match
    if last is not None:
        yield last
