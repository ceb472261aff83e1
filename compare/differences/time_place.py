"""time_place: the accounts put one act on different days, at different hours or places."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from compare.differences.finding import Finding, span
from compare.differences.moments import GRAINS, Moment, moments
from compare.differences.phrases import contradictions
from compare.differences.places import Listed, Where, lists, may_be_one, wheres
from compare.differences.stems import root
from compare.differences.surroundings import around, content, names, nearness, sides
from compare.differences.telling import Pairing
from compare.passages import Passage

_LEAST = 0.4
"""What is left of the confidence where hardly any chance is that both tell one thing."""
_MOST = 20
"""Moments or places in one passage: more are a timetable."""
_MOMENT = {
    "time": 0.36, "part": 0.3, "day": 0.3, "week": 0.22, "month": 0.26, "year": 0.28,
    "decade": 0.15,
}  # fmt: skip
_PLACE = 0.26
_LIST = 0.5
_ANCHORED = 0.18
"""The same word stands next to both: "arrested Tuesday", "arrested on Monday"."""
_PER_SHARED_WORD = 0.09
_MOST_NEARNESS = 3.0
_MANIFEST = 4.0
"""Nearness from which no verb need be shared: several figures are."""
_PER_GRAIN = 0.06
_SAID = 0.15
"""Days on which somebody said something are many in one story."""
_OF_SAYING = 0.25
_SPOKE = re.compile(
    r"\b(?:sa(?:id|ys)|told(?: \w+){1,3}|announced|reported|reacted|responded|tweeted|wrote"
    r"|confirmed|testified|warned|added|acknowledged|statement|conference|interview)"
    r"(?:,? (?:on|in|late|early|earlier|that|a))*\s*\Z",
    re.IGNORECASE,
)
_BESIDE = 60
"""Characters before a day in which stands that somebody spoke then."""
_UNANCHORED = 0.12
_STRANGERS = 0.12
_PER_RIVAL = 0.08
_CLOSE = 0.2
_HOURS = 1 / 24
_ITS_OWN_DAY = 0.2
_COARSER = 0.1
"""What a day and a week or month are the less likely of one act."""
_DAY = ("day", "part")
_FAR = 14.0
_FAR_YEARS = 20 * 365.0
"""Days: days, or years, of one act further apart are rather those of two."""

_Said = TypeVar("_Said", Moment, Where)


@dataclass(frozen=True, kw_only=True)
class _Mention:
    """A stretch of a passage, with what a finding says of it."""

    start: int
    end: int
    normal: str


class TimePlace:
    """Moments that do not meet and places that cannot be one, of what both passages tell.

    As with figures: what both say alike is crossed out, then those answer each other that are
    each other's likeliest partner by the words around them.
    """

    kind = "time_place"

    def find(self, pair: Pairing) -> Iterable[Finding]:
        if not (pair.matched and pair.english):
            return
        yield from contradictions(self.kind, pair)
        first, second = pair.first.passage, pair.second.passage
        for one, other, sure in (*_times(pair), *_places(pair), *_lists(first, second)):
            yield Finding(
                kind=self.kind,
                spans=(
                    span(first, one.start, one.end, one.normal),
                    span(second, other.start, other.end, other.normal),
                ),
                confidence=round(
                    min(max(sure * (_LEAST + (1 - _LEAST) * pair.chance), 0.0), 1.0), 3
                ),
            )


_Found = Iterator[tuple[_Mention, _Mention, float]]


def _times(pair: Pairing) -> _Found:
    first, second = (
        moments(telling.passage.text, telling.published, telling.text[:120])
        for telling in (pair.first, pair.second)
    )
    texts = pair.first.passage.text, pair.second.passage.text
    for one, other, sure in _partners(
        first, second, alike=_same_time, sureness=lambda a, b: _time_sureness(*texts, a, b)
    ):
        if not one.agrees(other):
            # News of its own day in each of two articles of different days.
            own = _ITS_OWN_DAY if _as_old(pair, one, other) else 0.0
            yield _of_moment(one), _of_moment(other), sure - own


def _places(pair: Pairing) -> _Found:
    first, second = (
        wheres(telling.passage.text, telling.text) for telling in (pair.first, pair.second)
    )
    for one, other, sure in _partners(
        first, second, alike=may_be_one, sureness=lambda a, b: _place_sureness(pair, a, b)
    ):
        yield _of_where(one), _of_where(other), sure


def _lists(first: Passage, second: Passage) -> _Found:
    """Lists of places that share most names while each has some of its own."""
    firsts, seconds = lists(first.text), lists(second.text)
    for one in firsts:
        for other in seconds:
            both = one.names & other.names
            alone = one.names ^ other.names
            if len(both) < 2 or not (one.names - other.names and other.names - one.names):
                continue
            share = nearness(
                around(first.text, one.start, one.end), around(second.text, other.start, other.end)
            )
            sure = _LIST + _PER_SHARED_WORD * min(share, 2.0) - 0.05 * max(len(alone) - 2, 0)
            yield _of_list(one), _of_list(other), sure


def _partners(
    firsts: Sequence[_Said],
    seconds: Sequence[_Said],
    *,
    alike: Callable[[_Said, _Said], bool],
    sureness: Callable[[_Said, _Said], float],
) -> Iterator[tuple[_Said, _Said, float]]:
    """The pairs of what is not said alike that are each other's likeliest."""
    if max(len(firsts), len(seconds)) > _MOST:
        return
    mine = [one for one in firsts if not any(alike(one, other) for other in seconds)]
    theirs = [other for other in seconds if not any(alike(one, other) for one in firsts)]
    sure = {
        (a, b): sureness(one, other) for a, one in enumerate(mine) for b, other in enumerate(theirs)
    }
    for (a, b), value in sure.items():
        rivals = [
            rival for (x, y), rival in sure.items() if (x == a or y == b) and (x, y) != (a, b)
        ]
        if not rivals or max(rivals) < value:
            close = sum(rival > value - _CLOSE for rival in rivals)
            yield mine[a], theirs[b], value - _PER_RIVAL * min(close, 3)


def _as_old(pair: Pairing, one: Moment, other: Moment) -> bool:
    """Whether articles of different days each tell of a day as long ago as the other does."""
    days = pair.first.published.date(), pair.second.published.date()
    if not {one.grain, other.grain} <= {*_DAY} or days[0] == days[1]:
        return False
    ages = {
        (day.toordinal() - int(moment.readings[0][0]))
        for day, moment in zip(days, (one, other), strict=True)
    }
    return len(ages) == 1


def _same_time(one: Moment, other: Moment) -> bool:
    return (one.grain == "time") == (other.grain == "time") and one.agrees(other)


def _time_sureness(first: str, second: str, one: Moment, other: Moment) -> float:
    if (one.grain == "time") != (other.grain == "time"):
        return -1.0
    sure = min(_MOMENT[one.grain], _MOMENT[other.grain]) + _shared(first, second, one, other)
    sure -= _PER_GRAIN * abs(GRAINS.index(one.grain) - GRAINS.index(other.grain))
    if (one.grain in _DAY) != (other.grain in _DAY):
        sure -= _COARSER
    if one.role != other.role:
        sure -= 0.12
    if one.future != other.future:
        # What was done, and what was going to be.
        sure -= 0.22
    far = _FAR if "day" in (one.grain, other.grain) else _FAR_YEARS
    if _days_apart(one, other) > far:
        sure -= 0.3
    if one.zone != other.zone and (one.grain != "time" or _by_whole_hours(one, other)):
        # One hour told in two time zones, one of them perhaps unnamed.
        sure -= 0.3
    if first[one.start : one.end].lower() == second[other.start : other.end].lower():
        # "earlier this month" twice: rather is an article's day of publication not its own.
        sure -= 0.2
    return sure


def _days_apart(one: Moment, other: Moment) -> float:
    return min(abs(a[0] - b[0]) for a in one.readings for b in other.readings)


def _by_whole_hours(one: Moment, other: Moment) -> bool:
    apart = abs(one.readings[0][0] - other.readings[0][0]) / _HOURS
    return abs(apart - round(apart)) < 0.01


def _place_sureness(pair: Pairing, one: Where, other: Where) -> float:
    first, second = pair.first.passage.text, pair.second.passage.text
    sure = _PLACE + _shared(first, second, one, other)
    if one.place.level != other.place.level:
        sure -= 0.1
    elif one.place.level:
        sure += 0.08
    if one.how != other.how:
        sure -= 0.06
    if one.place.name in second or other.place.name in first:
        # Both speak of both.
        return -1.0
    # So does an article that names the other's place elsewhere.
    if one.place.name in pair.second.text or other.place.name in pair.first.text:
        sure -= 0.15
    return sure


def _shared(first: str, second: str, one: Moment | Where, other: Moment | Where) -> float:
    near, far = around(first, one.start, one.end), around(second, other.start, other.end)
    close = nearness(near, far)
    sure = _PER_SHARED_WORD * min(close, _MOST_NEARNESS)
    anchors = _anchors(first, one.start, one.end) & _anchors(second, other.start, other.end)
    if anchors - {"say"}:
        sure += _ANCHORED
    mine, theirs = names(first, one.start, one.end), names(second, other.start, other.end)
    if mine and theirs and mine.isdisjoint(theirs):
        sure -= _STRANGERS
    if isinstance(one, Moment) and _of_saying(first, one) != _of_saying(second, other):
        sure -= _OF_SAYING
    if "say" in anchors:
        sure -= _SAID if not mine & theirs else _SAID / 3
    elif not anchors and close < _MANIFEST:
        sure -= _UNANCHORED
    return sure


def _of_saying(text: str, said: Moment | Where) -> bool:
    """Whether it is when somebody spoke: "officials said Tuesday", of what was on Monday."""
    return bool(_SPOKE.search(text, max(0, said.start - _BESIDE), said.start))


def _anchors(text: str, start: int, end: int) -> frozenset[str]:
    """Roots of the words next to a span: mostly the verb, or its subject; names say less."""
    before, after = sides(text, start, end)
    near = (*content(before)[-2:], *content(after)[:1])
    return frozenset(root(word) for word in near if word.islower())


def _of_moment(moment: Moment) -> _Mention:
    return _Mention(start=moment.start, end=moment.end, normal=moment.normal)


def _of_where(where: Where) -> _Mention:
    return _Mention(start=where.start, end=where.end, normal=where.place.name)


def _of_list(listed: Listed) -> _Mention:
    return _Mention(start=listed.start, end=listed.end, normal=", ".join(sorted(listed.names)))
