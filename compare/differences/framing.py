"""What the words beside a figure make of it: supposed, former, counted from elsewhere (pure)."""

from __future__ import annotations

import re
from functools import lru_cache

from compare.differences.stems import root
from compare.differences.surroundings import content
from compare.differences.telling import Telling

_SUPPOSED = re.compile(r"\b(?:if|unless|in case|should)\b[^.;]{0,70}\Z", re.IGNORECASE)
_ONCE = re.compile(
    r"\b(?:at one point|once|originally|initially|previously|formerly|used to"
    r"|earlier (?:reported|said|put|estimated))\b[^.,;]{0,50}\Z",
    re.IGNORECASE,
)
_COUNTED_FROM = re.compile(
    r"[^.,;]{0,25}?\b(?:so far|to date|overall|in total|all told|in all|worldwide|globally"
    r"|nationwide)\b",
    re.IGNORECASE,
)
_RISEN_SINCE = re.compile(
    r"[^.,;]{0,25}?\b(?:since|(?:over|in) the (?:past|last)|from (?:a|the) (?:year|month|week))\b",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"(?:%|\bper ?cent)\s*\Z", re.IGNORECASE)
_OF_WHAT = re.compile(r"\s+(?:of|among)\s+((?:[\w’',.%-]+\s*){1,6})", re.IGNORECASE)
_FOR_WHAT = re.compile(r"\s+(?:[\w’'-]+\s+){0,3}for\s+((?:[\w’',-]+\s*){1,8})", re.IGNORECASE)
_MONEY = re.compile(r"[$€£¥]|\b(?:dollars|euros|pounds)\b", re.IGNORECASE)
_ANY_PURPOSE = frozenset(map(root, ("program", "programme", "fund", "project", "measure")))
_BREAKDOWN = re.compile(r"\d(?:\s+\w+)?\s+in\s+(?:the\s+\w+\s+of\s+)?[A-Z]")
_HYPHENED = re.compile(r"\w-[a-z]+\Z")
_FOLLOWING = re.compile(r"\s+((?:[\w’'-]+\s*){1,3})")
_PRONOUN = re.compile(r"(?:He|She)\b")
_NAMED = re.compile(r"(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov)\.\s)?[A-Z]\w+(?:\s[A-Z]\w+){0,2}")
_SHORTLY = 400
"""Characters before a passage in which the name stands that its "he" means."""
_WINDOW = 100
_PER_MARK = 0.2
_OTHER_NOUN = 0.25


def framed_apart(first: str, mine: tuple[int, int], second: str, theirs: tuple[int, int]) -> float:
    """How much less sure it makes that two figures are of one thing, 0 and up.

    A figure that would be reached, or once was, or was counted over another stretch is another;
    so are percentages of other people, and a "three-year battle" and an "18-year war".
    """
    one, other = _marks(first, *mine), _marks(second, *theirs)
    less = _PER_MARK * len(one ^ other)
    purpose, another = _purpose(first, *mine), _purpose(second, *theirs)
    if purpose and another and purpose.isdisjoint(another):
        less += _OTHER_NOUN
    ours, others = _what(first, *mine), _what(second, *theirs)
    if ours and others and ours[-1:] != others[-1:]:
        less += _OTHER_NOUN
    elif len(ours) > 1 and len(others) > 1 and not set(ours[:-1]) & set(others[:-1]):
        # "Registered voters" and "independent voters".
        less += _OTHER_NOUN
    return less


@lru_cache(maxsize=8192)
def _marks(text: str, start: int, end: int) -> frozenset[str]:
    before = text[max(0, start - _WINDOW) : start]
    stop = min(len(text), end + _WINDOW)
    found = {
        "supposed": _SUPPOSED.search(before),
        "once": _ONCE.search(before),
        "from": _COUNTED_FROM.match(text, end, stop),
        # One of several places: "35 in Amatrice, 11 in Accumoli".
        "part": len(_BREAKDOWN.findall(text, start, stop)) > 1,
        "since": _PERCENT.search(text, start, end) and _RISEN_SINCE.match(text, end, stop),
    }
    return frozenset(name for name, match in found.items() if match)


@lru_cache(maxsize=8192)
def _what(text: str, start: int, end: int) -> tuple[str, ...]:
    """Roots of what a percentage is of, or of the noun behind a hyphened length of time."""
    if _PERCENT.search(text, start, end):
        found = _OF_WHAT.match(text, end, min(len(text), end + _WINDOW))
    elif _HYPHENED.search(text, start, end):
        found = _FOLLOWING.match(text, end, min(len(text), end + _WINDOW))
    else:
        return ()
    if not found:
        return ()
    phrase = re.split(
        r"[,.;](?=\s)|\b(?:who|that|which|in|on|and|or|said|say|saying)\b", found.group(1)
    )[0]
    return tuple(root(word) for word in content(phrase.split()))


@lru_cache(maxsize=8192)
def _purpose(text: str, start: int, end: int) -> frozenset[str]:
    """Roots of what a sum of money is for."""
    if not _MONEY.search(text, start, end):
        return frozenset()
    found = _FOR_WHAT.match(text, end, min(len(text), end + _WINDOW))
    words = content(found.group(1).replace(",", " ").split()) if found else []
    return frozenset(map(root, words)) - _ANY_PURPOSE


def of_somebody_else(one: Telling, other: Telling) -> bool:
    """Whether "he" begins the one passage and a name the other, which is not shortly before it."""
    passage = one.passage
    named = _NAMED.match(other.passage.text)
    if not named or not _PRONOUN.match(passage.text):
        return False
    before = one.text[max(0, passage.start - _SHORTLY) : passage.start]
    who = content(named.group().split())
    return bool(who) and not any(re.search(rf"\b{re.escape(word)}\b", before) for word in who)
