"""What was crawled and what failed, as HTML (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from compare.shown.addresses import web_address
from compare.shown.unheard import lapse_words
from compare.shown.wording import DASH, when
from crawler.health.facts import FailureHealth, OutletHealth, RunHealth, SourceHealth
from dashboard.markup import Html, element, join, verbatim
from dashboard.panels import table


def flag_table(outlets: Sequence[OutletHealth]) -> Html:
    """Outlets that cannot be heard as usual, with the figures that show it."""
    rows = [
        element(
            "tr",
            element("th", verbatim(outlet.outlet), scope="row"),
            element("td", lapse_words(flag.kind, flag.since), class_="px-bad"),
            element("td", verbatim(flag.reason)),
        )
        for outlet in outlets
        for flag in outlet.flags
    ]
    return table("Flags", ("Outlet", "What", "Figures"), rows)


def outlet_table(outlets: Sequence[OutletHealth]) -> Html:
    """Outlets with their articles."""
    rows = [
        element(
            "tr",
            element(
                "th",
                verbatim(outlet.outlet),
                element("span", " !", class_="px-bad", title="see above") if outlet.flags else None,
                scope="row",
            ),
            element("td", verbatim(outlet.country or DASH)),
            element("td", f"{outlet.articles:,}", class_="px-num"),
            element("td", f"{outlet.articles - outlet.complete:,}", class_="px-num"),
            element("td", _figure(outlet.last_day), class_="px-num"),
            element("td", _figure(outlet.normal), class_="px-num"),
            element(
                "td",
                f"{sum(outlet.failures.values()):,}",
                class_=_alarm(sum(outlet.failures.values())),
            ),
            element("td", _moment(outlet.seen), class_="px-num"),
        )
        for outlet in outlets
    ]
    heads = (
        "Outlet", "Country", "Articles", "of these incomplete", "New on the last day",
        "Normal a day", "Not captured", "Last seen",
    )  # fmt: skip
    return table("Outlets", heads, rows)


def _figure(value: float | None) -> str:
    return DASH if value is None else f"{value:,g}"


def source_table(lines: Sequence[SourceHealth]) -> Html:
    """Feeds and sitemaps."""
    rows = [
        element(
            "tr",
            element("th", verbatim(line.outlet), scope="row"),
            element("td", line.kind),
            element("td", _address(line.url)),
            element("td", DASH if line.entries is None else f"{line.entries:,}", class_="px-num"),
            element("td", _moment(line.succeeded), class_="px-num"),
            element("td", verbatim(line.problem), class_="px-bad")
            if line.problem
            else element("td", "none"),
        )
        for line in lines
    ]
    heads = ("Outlet", "Kind", "Address", "Entries", "Last success", "Problem")
    return table("Sources", heads, rows)


def failure_table(lines: Sequence[FailureHealth]) -> Html:
    """Pages that were announced but not captured, by kind."""
    rows = [
        element(
            "tr",
            element("th", verbatim(line.kind), scope="row"),
            element("td", verbatim(line.outlet)),
            element("td", f"{line.pages:,}", class_="px-num"),
            element("td", when(line.last), class_="px-num"),
            element("td", verbatim(line.detail)),
        )
        for line in lines
    ]
    return table("Failures", ("Kind", "Outlet", "Pages", "Last", "For example"), rows)


def run_table(lines: Sequence[RunHealth]) -> Html:
    """The last crawls, imports and comparisons."""
    rows = [
        element(
            "tr",
            element("th", line.kind, scope="row"),
            element("td", when(line.started), class_="px-num"),
            element("td", _took(line), class_="px-num"),
            element("td", "killed" if line.killed else line.outcome, class_=_ended(line)),
            element("td", _counts(line.counts)),
        )
        for line in lines
    ]
    return table("Runs", ("Run", "Started", "Took", "Outcome", "Counts"), rows)


_HOW = frozenset({"model", "settings", "rule", "outlets_sha256"})
"""How a run was made, not what it found: the export's manifest and table of runs have it."""


def _ended(line: RunHealth) -> str | None:
    return "px-bad" if line.killed or line.outcome == "failed" else None


def _alarm(count: int) -> str:
    return "px-num px-bad" if count else "px-num"


def _moment(moment: datetime | None) -> str:
    return "never" if moment is None else when(moment)


def _address(url: str) -> Html:
    address = web_address(url)
    if address is None:
        return verbatim(url)
    return element("a", verbatim(url), href=address, target="_blank")


def _took(line: RunHealth) -> str:
    if line.finished is None:
        return DASH
    return f"{(line.finished - line.started).total_seconds():,.1f} s"


def _counts(counts: Mapping[str, Any]) -> Html:
    shown = []
    for name, value in counts.items():
        if name in _HOW:
            continue
        if isinstance(value, Mapping):
            shown += [f"{name.replace('_', ' ')}: {k} {v}" for k, v in value.items()]
        elif value:
            shown.append(f"{name.replace('_', ' ')} {value}")
    return join(shown, " · ") if shown else join(["nothing"])
