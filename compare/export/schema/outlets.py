"""The table of outlets."""

from __future__ import annotations

from compare.export.columns import Table, column
from compare.export.schema.units import COUNT, LANGUAGE, OUTLET, TEXT, UTC

_DAY = "YYYY-MM-DD, UTC"

_LAPSE = (
    column(
        "kind",
        "text",
        "what was wrong",
        "docs/operations.md has the rules",
        choices=("silent", "incomplete", "blocked", "robots", "failing", "gone"),
    ),
    column("since", "text", "first day", "what each day gave", _DAY),
    column("until", "text", "last day; missing while it lasts", "the same", _DAY, nullable=True),
    column("reason", "text", "the figures that show it", "the same", TEXT),
)

OUTLETS = Table(
    name="outlets",
    meaning="Every outlet, also those that tell of none of the events: who could have been heard, "
    "and when one could not.",
    order="outlet",
    key=("outlet",),
    columns=(
        column("outlet", "text", "its name", "outlets.toml or the import file", OUTLET),
        column(
            "domain", "text", "of its article pages", "outlets.toml", "host name", nullable=True
        ),
        column("country", "text", "where it is", "outlets.toml", "ISO 3166-1", nullable=True),
        column("owner", "text", "whose it is", "outlets.toml", "name", nullable=True),
        column("language", "text", "it writes in", "outlets.toml", LANGUAGE, nullable=True),
        column("articles", "integer", "how many are stored", COUNT, "articles"),
        column(
            "first_seen",
            "time",
            "first capture of an article; missing where there is none",
            "clock of the crawl or import",
            UTC,
            nullable=True,
        ),
        column(
            "last_seen",
            "time",
            "last capture, or look that found an article unchanged",
            "clock of the crawl or import",
            UTC,
            nullable=True,
        ),
        column(
            "lapses",
            "records",
            "when it could not be fully heard: that it does not tell something may then be the "
            "crawl's failing",
            "each outlet's own normal",
            fields=_LAPSE,
        ),
    ),
)
