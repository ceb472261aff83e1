"""The database → the rows of every table, in batches and in a fixed order.

Nothing here grows with the archive: queries are read as they are written out, texts are cut one
article at a time, and what a batch needs besides is asked for the whole batch.
"""

from __future__ import annotations

from compare.export import schema
from compare.export.rows.agreement import agreement_query, agreement_rows
from compare.export.rows.articles import article_query, article_rows
from compare.export.rows.corrections import correction_query, correction_rows
from compare.export.rows.coverage import coverage_query, coverage_rows
from compare.export.rows.differences import difference_query, difference_rows
from compare.export.rows.events import event_query, event_rows, redirect_query
from compare.export.rows.memberships import membership_query, membership_rows
from compare.export.rows.outlets import outlet_query, outlet_rows
from compare.export.rows.passages import (
    cluster_query,
    cluster_rows,
    passage_query,
    passage_rows,
)
from compare.export.rows.quotations import (
    naming_query,
    naming_rows,
    quotation_query,
    quotation_rows,
)
from compare.export.rows.revisions import revision_query, revision_rows
from compare.export.rows.runs import run_query, run_rows
from compare.export.rows.source import Source, plain_rows

SOURCES: tuple[Source, ...] = (
    # Articles are read few at a time: each brings its whole text.
    Source(table=schema.ARTICLES, query=article_query, rows=article_rows, batch=50),
    Source(table=schema.EVENTS, query=event_query, rows=event_rows, batch=100),
    Source(table=schema.PASSAGES, query=passage_query, rows=passage_rows, batch=1000),
    Source(table=schema.CLUSTERS, query=cluster_query, rows=cluster_rows, batch=500),
    Source(table=schema.DIFFERENCES, query=difference_query, rows=difference_rows, batch=200),
    Source(table=schema.QUOTATIONS, query=quotation_query, rows=quotation_rows, batch=200),
    Source(table=schema.NAMES, query=naming_query, rows=naming_rows, batch=1000),
    Source(table=schema.AGREEMENT, query=agreement_query, rows=agreement_rows, batch=20),
    Source(table=schema.OUTLETS, query=outlet_query, rows=outlet_rows, batch=1000),
    Source(table=schema.CORRECTIONS, query=correction_query, rows=correction_rows, batch=200),
    Source(table=schema.REDIRECTS, query=redirect_query, rows=plain_rows, batch=1000),
    Source(table=schema.REVISIONS, query=revision_query, rows=revision_rows, batch=50),
    Source(table=schema.MEMBERSHIPS, query=membership_query, rows=membership_rows, batch=500),
    Source(table=schema.RUNS, query=run_query, rows=run_rows, batch=500),
    Source(table=schema.COVERAGE, query=coverage_query, rows=coverage_rows, batch=200),
)
"""In the order of schema.TABLES."""
