"""How large an export will be, as HTML (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from compare.shown.wording import DASH
from dashboard.exportchoice import size_words
from dashboard.foundevents import found_address
from dashboard.markup import Html, element
from dashboard.panels import table
from dashboard.queries.exportsize import TableSize
from dashboard.queries.listing import Filter


def size_table(sizes: Sequence[TableSize], formats: Sequence[str]) -> Html:
    """Tables down, formats across."""
    rows = [_row(one.name, one.rows, [one.estimate[name] for name in formats]) for one in sizes]
    sums = [sum(one.estimate[name] for one in sizes) for name in formats]
    rows.append(_row("together", sum(one.rows for one in sizes), sums))
    heads = ("Table", "Rows", *(f"{name}, about" for name in formats))
    return element("div", table("Size of the export, estimated", heads, rows), class_="px-sizes")


def export_line(event_id: str) -> Html:
    """Where one event is taken away, below its page."""
    address = f"export?event={quote(event_id, safe='')}"
    return element(
        "p", f"Event {event_id} · ", element("a", "Export it", href=address), class_="px-none"
    )


def found_line(wanted: Filter) -> Html:
    """Where what the list found is taken away, below it."""
    link = element("a", "Export these events", href=found_address(wanted))
    return element("p", link, class_="px-none")


def _row(name: str, rows: int, estimates: Sequence[float]) -> Html:
    return element(
        "tr",
        element("th", name, scope="row"),
        element("td", f"{rows:,}", class_="px-num"),
        # What documents alone are made of, the other formats do not write.
        *(element("td", size_words(size) if size else DASH, class_="px-num") for size in estimates),
    )
