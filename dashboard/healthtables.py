"""What was crawled and what failed, as HTML (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from dashboard.markup import Html, element, join, verbatim, web_address
from dashboard.panels import table
from dashboard.queries.crawling import FailureLine, OutletLine, RunLine, SourceLine
from dashboard.wording import DASH, when


def outlet_table(lines: Sequence[OutletLine]) -> Html:
    """Outlets with their articles."""
    rows = [
        element(
            "tr",
            element("th", verbatim(line.name), scope="row"),
            element("td", verbatim(line.country or DASH)),
            element("td", f"{line.articles:,}", class_="px-num"),
            element("td", f"{line.incomplete:,}", class_="px-num"),
            element("td", f"{line.failures:,}", class_=_alarm(line.failures)),
            element("td", _moment(line.last_seen), class_="px-num"),
        )
        for line in lines
    ]
    heads = ("Outlet", "Country", "Articles", "of these incomplete", "Not captured", "Last seen")
    return table("Outlets", heads, rows)


def source_table(lines: Sequence[SourceLine]) -> Html:
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


def failure_table(lines: Sequence[FailureLine]) -> Html:
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


def run_table(lines: Sequence[RunLine]) -> Html:
    """The last crawls, imports and comparisons."""
    rows = [
        element(
            "tr",
            element("th", line.kind, scope="row"),
            element("td", when(line.started), class_="px-num"),
            element("td", _took(line), class_="px-num"),
            element("td", line.outcome, class_="px-bad" if line.outcome == "failed" else None),
            element("td", _counts(line.counts)),
        )
        for line in lines
    ]
    return table("Runs", ("Run", "Started", "Took", "Outcome", "Counts"), rows)


def _alarm(count: int) -> str:
    return "px-num px-bad" if count else "px-num"


def _moment(moment: datetime | None) -> str:
    return "never" if moment is None else when(moment)


def _address(url: str) -> Html:
    address = web_address(url)
    if address is None:
        return verbatim(url)
    return element("a", verbatim(url), href=address, target="_blank")


def _took(line: RunLine) -> str:
    if line.finished is None:
        return DASH
    return f"{(line.finished - line.started).total_seconds():,.1f} s"


def _counts(counts: Mapping[str, Any]) -> Html:
    shown = []
    for name, value in counts.items():
        if isinstance(value, Mapping):
            shown += [f"{name.replace('_', ' ')}: {k} {v}" for k, v in value.items()]
        elif value:
            shown.append(f"{name.replace('_', ' ')} {value}")
    return join(shown, " · ") if shown else join(["nothing"])
