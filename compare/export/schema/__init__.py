"""What an export holds: every table and column, declared once, a module for what hangs together.

The writers, DATA_DICTIONARY.md and docs/export.md are made from these declarations. Columns are a
contract with whoever has an older export: new ones go at the end of their table, none is renamed
or dropped.
"""

from __future__ import annotations

from compare.export.columns import Table
from compare.export.schema.agreement import AGREEMENT
from compare.export.schema.articles import ARTICLES
from compare.export.schema.corrections import CORRECTIONS
from compare.export.schema.coverage import COVERAGE
from compare.export.schema.differences import DIFFERENCES
from compare.export.schema.events import EVENTS, REDIRECTS
from compare.export.schema.memberships import MEMBERSHIPS
from compare.export.schema.outlets import OUTLETS
from compare.export.schema.passages import CLUSTERS, PASSAGES
from compare.export.schema.quotations import NAMES, QUOTATIONS
from compare.export.schema.revisions import REVISIONS
from compare.export.schema.runs import RUNS

SCHEMA_VERSION = 1
"""Goes up when what a column means changes; not when one is added."""

TABLES: tuple[Table, ...] = (
    ARTICLES,
    EVENTS,
    PASSAGES,
    CLUSTERS,
    DIFFERENCES,
    QUOTATIONS,
    NAMES,
    AGREEMENT,
    OUTLETS,
    CORRECTIONS,
    REDIRECTS,
    REVISIONS,
    MEMBERSHIPS,
    RUNS,
    COVERAGE,
)
"""In the order in which they are written."""

__all__ = [
    "AGREEMENT",
    "ARTICLES",
    "CLUSTERS",
    "CORRECTIONS",
    "COVERAGE",
    "DIFFERENCES",
    "EVENTS",
    "MEMBERSHIPS",
    "NAMES",
    "OUTLETS",
    "PASSAGES",
    "QUOTATIONS",
    "REDIRECTS",
    "REVISIONS",
    "RUNS",
    "SCHEMA_VERSION",
    "TABLES",
]
