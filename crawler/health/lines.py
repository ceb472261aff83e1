"""The state of things for a person: an aligned table, problems first (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from unicodedata import combining, east_asian_width

from crawler.health.facts import Health, OutletHealth, RunHealth
from crawler.texts import clean_line

_HEADS = (
    "outlet", "articles", "last day", "normal", "complete", "locked", "quarantined",
    "not captured", "last success", "next poll",
)  # fmt: skip
_NAME = 32
"""Columns of the terminal that a name may take."""
_RUNS = 5


def status_lines(health: Health, now: datetime, *, problems_only: bool = False) -> Iterator[str]:
    """The lines of `parallax status`; those that need a person begin with "!".

    problems_only: leave out outlets that are as usual. now: UTC.
    """
    for warning in health.warnings:
        yield f"! {warning}"
    flagged = [outlet for outlet in health.outlets if outlet.flags]
    usual = [outlet for outlet in health.outlets if not outlet.flags]
    shown = flagged if problems_only else [*flagged, *usual]
    if shown:
        head, *lines = aligned([_HEADS, *(_cells(outlet, now) for outlet in shown)])
        yield f"  {head}"
        for line, outlet in zip(lines, shown, strict=True):
            yield f"{'!' if outlet.flags else ' '} {line}"
            for flag in outlet.flags:
                yield f"!     {flag.kind} since {flag.since}: {clean_line(flag.reason)}"
    if not problems_only:
        yield from _source_lines(health)
    yield from run_lines(health.runs[:_RUNS])
    yield _sentence(health)


def run_lines(runs: Sequence[RunHealth]) -> Iterator[str]:
    """The last runs, newest first."""
    for run in runs:
        took = f", {(run.finished - run.started).total_seconds():,.0f} s" if run.finished else ""
        outcome = "killed" if run.killed else run.outcome
        yield f"  {run.started:%Y-%m-%d %H:%M} UTC {run.kind}: {outcome}{took}"


def _source_lines(health: Health) -> Iterator[str]:
    for source in health.sources:
        if source.problem:
            since = f"{source.succeeded:%Y-%m-%d %H:%M} UTC" if source.succeeded else "never"
            yield (
                f"  {source.outlet}: {source.url}: {clean_line(source.problem)} "
                f"(last success: {since})"
            )
        elif source.location:
            yield f"  {source.outlet}: {source.url} has moved for good to {source.location}"


def _cells(outlet: OutletHealth, now: datetime) -> tuple[str, ...]:
    failed = ", ".join(f"{number:,} {kind}" for kind, number in outlet.failures.items())
    return (
        _shortened(clean_line(outlet.outlet)),
        f"{outlet.articles:,}",
        "–" if outlet.last_day is None else f"{outlet.last_day:,}",
        "–" if outlet.normal is None else f"{outlet.normal:g}",
        _share(outlet.complete, outlet.articles),
        _share(outlet.locked, outlet.articles),
        f"{outlet.quarantined:,}" if outlet.quarantined else "–",
        failed or "–",
        _ago(outlet.succeeded, now),
        _ahead(outlet.next_poll, now),
    )


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as lines, their columns under each other; text to the left, figures to the right."""
    widths = [max(width(row[place]) for row in rows) for place in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = []
        for place, (cell, wide) in enumerate(zip(row, widths, strict=True)):
            gap = " " * (wide - width(cell))
            cells.append(cell + gap if place in (0, 7) else gap + cell)
        lines.append("  ".join(cells).rstrip())
    return lines


def width(text: str) -> int:
    """Columns of a terminal that a text takes: Chinese characters take two."""
    return sum(
        0 if combining(letter) else 2 if east_asian_width(letter) in "WF" else 1 for letter in text
    )


def _shortened(name: str) -> str:
    if width(name) <= _NAME:
        return name
    while width(name) >= _NAME:
        name = name[:-1]
    return f"{name}…"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "–"


def _ago(moment: datetime | None, now: datetime) -> str:
    if moment is None:
        return "never"
    return "just now" if now - moment < timedelta(minutes=1) else f"{_length(now - moment)} ago"


def _ahead(moment: datetime | None, now: datetime) -> str:
    if moment is None:
        return "–"
    return "due" if moment <= now else f"in {_length(moment - now)}"


def _length(span: timedelta) -> str:
    minutes = round(span.total_seconds() / 60)
    if minutes < 90:
        return f"{max(minutes, 1)} min"
    return f"{round(minutes / 60)} h" if minutes < 48 * 60 else f"{round(minutes / 1440)} days"


def _sentence(health: Health) -> str:
    if not health.outlets:
        return "No articles yet: run 'parallax crawl' or 'parallax import'."
    flagged = sum(bool(outlet.flags) for outlet in health.outlets)
    articles = sum(outlet.articles for outlet in health.outlets)
    plural = "s" if len(health.outlets) > 1 else ""
    held = f"{len(health.outlets):,} outlet{plural} with {articles:,} articles"
    if flagged:
        return f"{held}: {flagged:,} to look at (!); docs/operations.md says what to do."
    if health.warnings:
        return f"{held}; something is wrong with the runs (!)."
    return f"{held}: nothing needs a person."
