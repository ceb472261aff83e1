"""actor: the same act with another doer, or done to another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from compare.differences.bodies import bodies_apart
from compare.differences.claims import in_common, readable, sameness, tempered
from compare.differences.finding import Finding, span
from compare.differences.frames import tokens
from compare.differences.roles import roles_apart
from compare.differences.telling import Pairing

_NAME = r"[A-Z][\w’'-]{1,30}(?:\s(?:[A-Z]\.|[A-Z][\w’'-]{1,30})){0,4}"
_PASSIVE = re.compile(
    rf"\b(?P<whom>{_NAME}) (?:was|were|been) (?:\w{{2,12}}ly )?(?P<act>[a-z]{{2,14}}) by "
    rf"(?:the )?(?P<who>{_NAME})"
)
_ACTIVE = re.compile(rf"\b(?P<who>{_NAME}) (?P<act>[a-z]{{3,14}}) (?:the )?(?P<whom>{_NAME})")
_NO_ACT = frozenset(
    "and or of in on at to for from with by as is was were are has had have said says told that "
    "who but than near into over under after before during about against via amid between when "
    "while where will would may the also".split()
)
_NO_NAME = frozenset(
    "the a an he she it they we i you this that these those but and in on at for as when after "
    "before if while mr mrs ms dr president senator sen rep gov mayor monday tuesday wednesday "
    "thursday friday saturday sunday january february march april may june july august september "
    "october november december".split()
)
_BASE_SWAPPED = 0.55
_BASE = 0.18
"""Below what is shown: two acts of one verb may both have happened; a swap is surer."""
_PER_SHARED_WORD = 0.09
_MOST_NEARNESS = 3.0
_LEAST_SHARED = 3
_MOST = 20
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, kw_only=True)
class _Act:
    """Who did what to whom."""

    verb: str
    # stem
    who: tuple[int, int]
    whom: tuple[int, int]
    # offsets in the passage's text
    doer: frozenset[str]
    done_to: frozenset[str]
    # words of their names, folded, without titles
    at: tuple[int, int]
    # the whole


class Actor:
    """Acts of one verb whose doers, or whose objects, share no word while the other party does."""

    kind = "actor"

    def find(self, pair: Pairing) -> Iterable[Finding]:
        first, second = pair.first.passage, pair.second.passage
        if not readable(pair) or in_common(first.text, second.text) < _LEAST_SHARED:
            return
        yield from roles_apart(self.kind, pair)
        yield from bodies_apart(self.kind, pair)
        for one in _acts(first.text):
            for other in _acts(second.text):
                if one.verb != other.verb:
                    continue
                swapped = bool(one.doer & other.done_to and one.done_to & other.doer)
                same_doer, same_object = one.doer & other.doer, one.done_to & other.done_to
                if swapped and not (same_doer or same_object):
                    base, mine, theirs = _BASE_SWAPPED, one.at, other.at
                elif same_object and not same_doer:
                    if _named(one.doer, second.text) or _named(other.doer, first.text):
                        continue
                    base, mine, theirs = _BASE, one.who, other.who
                elif same_doer and not same_object:
                    if _named(one.done_to, second.text) or _named(other.done_to, first.text):
                        continue
                    base, mine, theirs = _BASE, one.whom, other.whom
                else:
                    continue
                near = sameness(first.text, one.at, second.text, other.at)
                sure = base + _PER_SHARED_WORD * min(near, _MOST_NEARNESS)
                yield Finding(
                    kind=self.kind,
                    spans=(
                        span(first, *mine, first.text[mine[0] : mine[1]].lower()),
                        span(second, *theirs, second.text[theirs[0] : theirs[1]].lower()),
                    ),
                    confidence=tempered(sure, pair.chance),
                )


def _named(name: frozenset[str], text: str) -> bool:
    """Whether the passage has that name, too, in whatever part: then nothing is certain."""
    return any(word.lower() in name for word in _WORD.findall(text))


@lru_cache(maxsize=8192)
def _acts(text: str) -> tuple[_Act, ...]:
    stems = {token.start: token.stem for token in tokens(text) if token.matters}
    return tuple(islice(_read(text, stems), _MOST))


def _read(text: str, stems: dict[int, str]) -> Iterator[_Act]:
    for pattern in (_PASSIVE, _ACTIVE):
        for match in pattern.finditer(text, 0, 2000):
            if match["act"] in _NO_ACT or match.start("act") not in stems:
                continue
            doer, done_to = _words(match["who"]), _words(match["whom"])
            if doer and done_to:
                yield _Act(
                    verb=stems[match.start("act")],
                    who=match.span("who"),
                    whom=match.span("whom"),
                    doer=doer,
                    done_to=done_to,
                    at=match.span(),
                )


def _words(name: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(name) if len(word) > 1) - _NO_NAME
