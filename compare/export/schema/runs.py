"""The table of crawls, imports and comparisons."""

from __future__ import annotations

from compare.export.columns import Table, column
from compare.export.schema.units import FROM_1, SHA256, TEXT, UTC

_COUNT = (
    column("name", "text", "what was counted", "the run", "name"),
    column("number", "integer", "how many", "count", "of what `name` says"),
)
_FAILURE = (
    column("kind", "text", "why pages were not captured", "the crawl", "robots.txt, http 404 …"),
    column("pages", "integer", "how many", "count", "pages"),
)
_SETTING = (
    column("name", "text", "the setting", "compare/settings.py", "name"),
    column("value", "text", "its value", "as it was when the run began", "JSON"),
)

RUNS = Table(
    name="runs",
    meaning="Every crawl, import and comparison that filled the database, those that failed too.",
    order="run_id",
    key=("run_id",),
    columns=(
        column("run_id", "integer", "the run", "numbered as they began", FROM_1),
        column("kind", "text", "what ran", "the command", "crawl, import, compare"),
        column("started", "time", "when it began", "clock of the machine", UTC),
        column(
            "finished",
            "time",
            "when it ended; missing while it runs, and for one that was killed",
            "clock of the machine",
            UTC,
            nullable=True,
        ),
        column(
            "outcome",
            "text",
            "how it went; running without an end, beside later runs of the kind: it was killed",
            "set when it ends",
            choices=("running", "done", "failed"),
        ),
        column(
            "counts",
            "records",
            "what it did, by name: `added` and `revised` articles, `sources` asked and "
            "`sources_failed`, `clusters`, `differences` …; none where it did not live to say",
            "counted by the run",
            fields=_COUNT,
        ),
        column(
            "failures",
            "records",
            "pages that a crawl did not capture, by kind",
            "counted by the crawl",
            fields=_FAILURE,
        ),
        column(
            "outlets_sha256",
            "text",
            "which outlets.toml a crawl read; missing for other runs, and for crawls before it was "
            "kept",
            "sha256 of the file when the crawl began",
            SHA256,
            nullable=True,
        ),
        column(
            "model",
            "text",
            "the model of a comparison; missing for other runs",
            "its name and the beginning of the sha256 of its weights",
            TEXT,
            nullable=True,
        ),
        column(
            "settings",
            "records",
            "every setting of a comparison; none for other runs",
            "recorded when it began",
            fields=_SETTING,
        ),
    ),
)
