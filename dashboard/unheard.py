"""Who could not be heard, so that silence is told from a failed crawl (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from crawler.health.flagging import Lapse
from dashboard.markup import Html, element, verbatim
from dashboard.wording import day

_WORDS = {
    "silent": "nothing new was captured",
    "incomplete": "captures are incomplete",
    "blocked": "pages were refused",
    "robots": "robots.txt forbids reading it",
    "failing": "its feeds and sitemaps could not be read",
    "gone": "its feeds and sitemaps are gone",
    "source gone": "one of its feeds and sitemaps is gone",
}


def unheard_panel(lapses: Sequence[Lapse]) -> Html | None:
    """A line an outlet and reason; None when all were heard."""
    if not lapses:
        return None
    return element(
        "details",
        element(
            "summary",
            "Not fully heard at the time: ",
            verbatim(", ".join(dict.fromkeys(lapse.outlet for lapse in lapses))),
            ". That they do not tell something here may be the crawl's failing.",
        ),
        element("ul", *(_line(lapse) for lapse in lapses)),
        class_="px-as-in",
    )


def lapse_words(kind: str, since: date, until: date | None = None) -> str:
    """captures are incomplete since 3 Oct 2025; nothing new was captured, 3 Oct 2025 – …"""
    what = _WORDS.get(kind, kind)
    if until is None:
        return f"{what} since {_day(since)}"
    if until == since:
        return f"{what} on {_day(since)}"
    return f"{what} from {_day(since)} to {_day(until)}"


def _line(lapse: Lapse) -> Html:
    return element(
        "li",
        verbatim(lapse.outlet, "b"),
        f": {lapse_words(lapse.kind, lapse.since, lapse.until)} – ",
        verbatim(lapse.reason),
    )


def _day(value: date) -> str:
    return day(datetime.combine(value, time(), UTC))
