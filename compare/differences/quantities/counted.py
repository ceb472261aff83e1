"""What a number counts: the noun after it, what befell those counted, how it is meant (pure)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from compare.differences.stems import act, is_plural, noun_stem

_AFTER = re.compile(r"[\s-]+([A-Za-z][\w'’-]*)")
_WORD = re.compile(r"[A-Za-z][\w'’-]*|\d")
_MOST = 5
"""Words between a number and its noun."""
_STOP = frozenset(
    """
    a an the of to in on at by for from with and or but nor that which who whom whose as is are
    was were be been being has have had do does did will would could should may might must can
    than then so if when while where after before since until over under into onto about around
    between among during against through he she it they we you i his her its their our this these
    those there here not no said says told according also less per out up down off
    along across near behind beyond within without toward towards including ago each back last next
    yesterday today monday tuesday wednesday thursday friday saturday sunday because both all
    percent either just now tonight including mr ms mrs dr
    """.split()
)
_NOT_NOUNS = frozenset(
    """
    says makes takes comes goes gives gets shows wants needs seems remains includes becomes calls
    happens means adds besides perhaps always sometimes yes this thus towards afterwards thanks
    """.split()
)
_EXTRA = frozenset("other others additional more further another extra remaining rest".split())
_TEAMS = frozenset("dead injured wounded missing".split())


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What stands after a number."""

    noun: str | None
    # its stem; None where no noun was found
    modifiers: frozenset[str]
    extra: bool
    # "other", "more": counted beside some that are not
    end: int
    # offset after the noun, or of the place searched from


def noun_after(text: str, place: int, *, one: bool = False) -> Counted:
    """The counted noun: the first plural after the number, with the words between.

    one: the number is a one or joined by a hyphen ("three-judge"), so that its noun is singular.
    """
    found: list[re.Match[str]] = []
    start = place
    while len(found) < _MOST and (match := _AFTER.match(text, place)):
        if match[1].lower() in _STOP:
            break
        found.append(match)
        place = match.end()
        if text[place : place + 1] in (",", ".", ";", ":"):
            break
    head = _head([match[1] for match in found], one=one)
    extra = any(match[1].lower() in _EXTRA for match in found[: (head or 0) + 1])
    if head is None:
        return Counted(noun=None, modifiers=frozenset(), extra=extra, end=start)
    return Counted(
        noun=noun_stem(found[head][1]),
        modifiers=frozenset(
            noun_stem(match[1]) for match in found[:head] if match[1].lower() not in _EXTRA
        ),
        extra=extra,
        end=found[head].end(),
    )


def _head(words: list[str], *, one: bool) -> int | None:
    """Which of the words is the noun."""
    if one:
        return 0 if words else None
    for number, word in enumerate(words):
        if word.lower() in _TEAMS and number == 0 and len(words) == 1:
            return 0
        if word.lower() in _TEAMS or word.lower() in _NOT_NOUNS or word.endswith(("'s", "’s")):
            continue
        if word.lower() == word and is_plural(word):
            follower = words[number + 1] if number + 1 < len(words) else ""
            if word == "others" and is_plural(follower):
                return number + 1
            return number
    for number, word in enumerate(words):
        # "168 House Democrats", but not the first word of "100 Los Angeles …".
        follower = words[number + 1] if number + 1 < len(words) else ""
        if (
            is_plural(word.lower())
            and word.lower() not in _NOT_NOUNS
            and follower == follower.lower()
        ):
            return number
    return None


def befell(before: str, after: str) -> str | None:
    """What the words next to a figure and its noun say of those counted: "dead", "hurt" …"""
    behind = _until_break(_WORD.findall(after[:60])[:4])
    if behind and (act(behind[0]) or behind[0].lower() in ("was", "were", "have", "has", "are")):
        told = next((act(word) for word in behind if act(word)), None)
        if told:
            return told
    ahead = _until_break(_WORD.findall(before[-60:])[-4:][::-1])
    told = next((act(word) for word in ahead if act(word)), None)
    return told or next((act(word) for word in behind if act(word)), None)


def _until_break(words: list[str]) -> list[str]:
    found = []
    for word in words:
        if word.lower() in ("and", "or", "but", "while", "of") or word.isdigit():
            break
        found.append(word)
    return found
