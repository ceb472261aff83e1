"""When a person should look at an outlet, decided from what each day gave (pure).

Silence must be told from a failed crawl. The flags:

- **silent**: nothing new though by its own normal there would have been something.
- **incomplete**: the share of captures that are whole has fallen to half of its own normal or less.
- **blocked**: much of what is asked for is answered by a bot check, a consent page or a refusal.
- **robots**: robots.txt now forbids what the outlet announces.
- **failing**: none of its feeds and sitemaps could be read for a day or more.
- **gone**: all of its feeds and sitemaps say that they are gone for good.
- **source gone**: one of several says so.

An outlet's normal is its own: the median of the 28 crawled days before, at least 7, and that of
the same day of the week where it is lower, so that the weekends of a weekday paper are no news.
Days on which no crawl ran are nobody's silence. A day counts once it is over (UTC), because a
day in progress looks poor until its evening.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median
from typing import Literal

Kind = Literal["silent", "incomplete", "blocked", "robots", "failing", "gone", "source gone"]

UNHEARD: tuple[Kind, ...] = ("silent", "incomplete", "blocked", "robots", "failing", "gone")
"""The flags that readers must know of: the outlet may have told what was not captured."""
REFUSALS = ("bot check", "consent page", "http 401", "http 403", "http 429", "http 451")
"""Failures by which a site says that it does not want to be read like this."""
QUARANTINED = ("bot check", "consent page")
"""Pages that came but are no articles; they are counted and never stored."""
BASE_DAYS = 28
LEAST_DAYS = 7
"""Crawled days that a normal needs."""
_MISSING = 5.0
"""Articles that must be missing before silence is news: a small outlet has empty days."""
_FALL = 0.5
_LEAST_WHOLE = 0.3
"""Normal share of whole captures below which a fall cannot be told from chance."""
_FEW = 5
"""Pages below which a share says nothing."""
_RECENT = 3
"""Days over which a share is taken."""
_REFUSED = 0.3
"""Share of refusals among the pages asked for that is not chance."""
_FAILING = timedelta(hours=24)
_NOT_ASKED = timedelta(days=3)
"""An outlet not asked for so long before the last crawl is switched off; polling waits less."""


@dataclass(frozen=True, kw_only=True)
class Day:
    """What one crawled day gave."""

    day: date
    # UTC
    requests: int = 0
    added: int = 0
    revised: int = 0
    complete: int = 0
    # of those added or revised
    locked: int = 0
    # of those added or revised
    failures: Mapping[str, int] = field(default_factory=dict)
    # kind → pages

    @property
    def captured(self) -> int:
        """Captures whose completeness was judged."""
        return self.added + self.revised


@dataclass(frozen=True, kw_only=True)
class SourceFacts:
    """How asking one feed, sitemap or section page last went."""

    url: str
    checked: datetime | None = None
    # UTC
    succeeded: datetime | None = None
    # UTC
    problem: str | None = None
    # None when the last time went well
    entries: int | None = None
    # announced when it was last read whole
    gone: datetime | None = None
    # UTC; when it said that it is gone for good


@dataclass(frozen=True, kw_only=True)
class Flag:
    """One reason to look at an outlet."""

    kind: Kind
    since: date
    # UTC
    reason: str
    # the figures that show it; no final stop


def normal(days: Sequence[Day]) -> float | None:
    """Articles a day: the median of the last 28 crawled days; None below 7 of them."""
    base = days[-BASE_DAYS:]
    return float(median(day.added for day in base)) if len(base) >= LEAST_DAYS else None


def find_flags(
    days: Sequence[Day],
    sources: Sequence[SourceFacts],
    *,
    now: datetime,
    last_crawl: datetime | None,
) -> tuple[Flag, ...]:
    """What a person should look at.

    days: every crawled day of the outlet since its first capture, in order, also those that gave
    nothing; now: UTC; last_crawl: start of the last crawl of any outlet, None when there was none.
    """
    if not _is_asked(sources, last_crawl):
        return ()
    over = [day for day in days if day.day < now.date()]
    found = [*_sources(sources, now)]
    if not any(flag.kind in ("failing", "gone") for flag in found):
        refusal = _refused(days)
        found += [refusal] if refusal else []
        if refusal is None:
            found += [flag for flag in (_silent(over, sources), _incomplete(over)) if flag]
    return tuple(found)


def _is_asked(sources: Sequence[SourceFacts], last_crawl: datetime | None) -> bool:
    asked = [source.checked for source in sources if source.checked is not None]
    return bool(asked) and last_crawl is not None and max(asked) >= last_crawl - _NOT_ASKED


def _sources(sources: Sequence[SourceFacts], now: datetime) -> list[Flag]:
    gone = [source for source in sources if source.gone is not None]
    left = [source for source in sources if source.gone is None]
    if gone:
        since = max(source.gone for source in gone if source.gone is not None).date()
        urls = ", ".join(source.url for source in gone)
        if not left:
            return [Flag(kind="gone", since=since, reason=f"gone for good (HTTP 410): {urls}")]
        found = [Flag(kind="source gone", since=since, reason=f"gone for good (HTTP 410): {urls}")]
    else:
        found = []
    if any(source.problem is None for source in left):
        return found
    heard = [source.succeeded for source in left if source.succeeded is not None]
    tried = [source.checked for source in left if source.checked is not None]
    last = max(heard, default=None)
    if last is not None and now - last < _FAILING:
        return found
    problems = "; ".join(dict.fromkeys(str(source.problem) for source in left))
    robots = all("robots.txt" in str(source.problem) for source in left)
    count = "its source" if len(left) == 1 else f"all of its {len(left)} sources"
    when = f"{count} not read since {last:%Y-%m-%d %H:%M} UTC" if last else f"{count} never read"
    since = (last or min(tried, default=now)).date()
    kind: Kind = "robots" if robots else "failing"
    return [*found, Flag(kind=kind, since=since, reason=f"{when} ({problems})")]


def _refused(days: Sequence[Day]) -> Flag | None:
    recent = days[-_RECENT:]
    asked = sum(day.requests for day in recent)
    kinds: tuple[tuple[Kind, tuple[str, ...], float], ...] = (
        ("blocked", REFUSALS, _REFUSED),
        ("robots", ("robots.txt",), 0.9),
    )
    for kind, names, least in kinds:
        count = _count(recent, names)
        if count < _FEW or count < least * asked:
            continue
        before = days[:-_RECENT][-BASE_DAYS:]
        usual = _count(before, names) / max(sum(day.requests for day in before), 1)
        if count / asked < 2 * usual:
            continue  # a section that always asks for consent is nothing new
        since = next(day.day for day in recent if _count([day], names))
        told = ", ".join(f"{n} {name}" for name in names if (n := _count(recent, (name,))))
        return Flag(
            kind=kind, since=since, reason=f"{count} of {asked} pages asked for refused ({told})"
        )
    return None


def _count(days: Sequence[Day], names: Sequence[str]) -> int:
    return sum(day.failures.get(name, 0) for day in days for name in names)


def _silent(days: Sequence[Day], sources: Sequence[SourceFacts]) -> Flag | None:
    start = len(days)
    while start and days[start - 1].added == 0:
        start -= 1
    base, quiet = days[:start], days[start:]
    usual = normal(base)
    if not quiet or usual is None:
        return None
    expected = [_expected(base, usual, day.day) for day in quiet]
    if sum(expected) < _MISSING:
        return None
    since = next(day.day for day, count in zip(quiet, expected, strict=True) if count > 0)
    failed = sum(sum(day.failures.values()) for day in quiet)
    entries = sum(source.entries or 0 for source in sources)
    if failed:
        why = f"{failed} announced pages could not be captured (layout change?)"
    elif entries:
        why = f"its sources hold {entries} entries and none is new (stale feed?)"
    else:
        why = "its sources announce nothing (moved feed?)"
    return Flag(
        kind="silent", since=since, reason=f"no new article, normal is {usual:g} a day; {why}"
    )


def _expected(base: Sequence[Day], usual: float, day: date) -> float:
    """Articles that a day would bring by the outlet's normal."""
    same = [one.added for one in base[-BASE_DAYS:] if one.day.weekday() == day.weekday()]
    return min(usual, float(median(same))) if same else usual


def _incomplete(days: Sequence[Day]) -> Flag | None:
    recent = days[-_RECENT:]
    now = _whole(recent)
    if now is None or now > _FALL or sum(day.captured for day in recent) < _FEW:
        return None
    for start in range(LEAST_DAYS, len(days)):
        base, fallen = days[max(0, start - BASE_DAYS) : start], days[start:]
        usual = _whole(base)
        if usual is None or usual < _LEAST_WHOLE or sum(day.captured for day in base) < 4 * _FEW:
            continue
        # Earlier days do not count against it: the day itself, all since, and the last ones.
        shares = [now, *(_whole(part) for part in (fallen[:1], fallen))]
        if all(share is not None and share <= _FALL * usual for share in shares):
            captured = sum(day.captured for day in fallen)
            poor = captured - sum(day.complete for day in fallen)
            locked = sum(day.locked for day in fallen)
            why = "a new paywall?" if locked >= poor / 2 else "layout change?"
            return Flag(
                kind="incomplete",
                since=fallen[0].day,
                reason=f"{captured - poor} of {captured} captures complete, "
                f"normal is {usual:.0%} ({why})",
            )
    return None


def _whole(days: Sequence[Day]) -> float | None:
    captured = sum(day.captured for day in days)
    return sum(day.complete for day in days) / captured if captured else None
