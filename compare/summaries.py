"""The database → the figures of events, from what the comparison stored."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from compare.firstreports import FirstReport, first_report
from compare.summary import EMPTY, Report, Summary, summarise
from compare.tables import (
    cluster_passages,
    clusters,
    copies,
    differences,
    memberships,
    passages,
)
from crawler.article import COMPLETE
from crawler.database import batches
from crawler.tables import articles, revisions


def load_summaries(connection: Connection, event_ids: Collection[str]) -> dict[str, Summary]:
    """event_id → its figures; of ids that are no event's there is none."""
    found: dict[str, Summary] = {}
    for chunk in batches(sorted(set(event_ids))):
        reports = load_reports(connection, chunk)
        held = _passages(connection, chunk)
        grouped = _clusters(connection, chunk)
        parted = _parted(connection, chunk)
        for event_id, members in reports.items():
            found[event_id] = summarise(
                members,
                held.get(event_id, {}),
                grouped.get(event_id, {}),
                parted.get(event_id, ()),
            )
    return found


def load_summary(connection: Connection, event_id: str) -> Summary:
    """The figures of one event; EMPTY where there is no such event."""
    return load_summaries(connection, [event_id]).get(event_id, EMPTY)


def load_firsts(connection: Connection, cluster_ids: Sequence[str]) -> dict[str, FirstReport]:
    """cluster_id → who reported it first."""
    members: dict[str, list[Report]] = {}
    for chunk in batches(cluster_ids):
        query = (
            _report_query()
            .add_columns(cluster_passages.c.cluster_id)
            .join(passages, passages.c.article_id == articles.c.article_id)
            .join(cluster_passages, cluster_passages.c.passage_id == passages.c.passage_id)
            .where(cluster_passages.c.cluster_id.in_(chunk))
        )
        for row in connection.execute(query):
            members.setdefault(row.cluster_id, []).append(_report(row))
    return {cluster_id: first_report(found) for cluster_id, found in members.items()}


def _report_query() -> sa.Select[tuple[object, ...]]:
    return (
        sa.select(
            memberships.c.event_id,
            articles.c.article_id,
            articles.c.outlet,
            sa.func.coalesce(
                articles.c.published, memberships.c.published, articles.c.first_seen
            ).label("moment"),
            articles.c.published,
            # of the state that was compared; older files remember only the article's latest
            sa.func.coalesce(revisions.c.completeness, articles.c.completeness).label("whole"),
            copies.c.source_article_id,
        )
        .join(memberships, memberships.c.article_id == articles.c.article_id)
        .join(
            revisions,
            (revisions.c.article_id == articles.c.article_id)
            & (revisions.c.revision == memberships.c.revision),
        )
        .outerjoin(copies, copies.c.article_id == articles.c.article_id)
    )


def _report(row: sa.Row[tuple[object, ...]]) -> Report:
    return Report(
        article_id=row.article_id,
        outlet=row.outlet,
        published=row.moment,
        dated=row.published is not None,
        complete=row.whole >= COMPLETE,
        source=row.source_article_id,
    )


def load_reports(connection: Connection, event_ids: Sequence[str]) -> dict[str, list[Report]]:
    """event_id → its articles, as far as figures need them. At most some hundred ids."""
    query = _report_query().where(memberships.c.event_id.in_(event_ids))
    found: dict[str, list[Report]] = {}
    for row in connection.execute(query):
        found.setdefault(row.event_id, []).append(_report(row))
    return found


def _passages(connection: Connection, event_ids: Sequence[str]) -> dict[str, dict[str, str]]:
    query = sa.select(passages.c.event_id, passages.c.passage_id, passages.c.article_id)
    found: dict[str, dict[str, str]] = {}
    for row in connection.execute(query.where(passages.c.event_id.in_(event_ids))):
        found.setdefault(row.event_id, {})[row.passage_id] = row.article_id
    return found


def _clusters(connection: Connection, event_ids: Sequence[str]) -> dict[str, dict[str, set[str]]]:
    query = (
        sa.select(clusters.c.event_id, clusters.c.cluster_id, cluster_passages.c.passage_id)
        .join(cluster_passages, cluster_passages.c.cluster_id == clusters.c.cluster_id)
        .where(clusters.c.event_id.in_(event_ids))
        # in the order of the story, for whoever goes through them
        .order_by(clusters.c.position, clusters.c.cluster_id)
    )
    found: dict[str, dict[str, set[str]]] = {}
    for row in connection.execute(query):
        members = found.setdefault(row.event_id, {}).setdefault(row.cluster_id, set())
        members.add(row.passage_id)
    return found


def _parted(
    connection: Connection, event_ids: Sequence[str]
) -> Mapping[str, list[tuple[str, frozenset[str]]]]:
    query = sa.select(
        differences.c.event_id, differences.c.cluster_id, differences.c["values"].label("spans")
    ).where(differences.c.event_id.in_(event_ids), differences.c.cluster_id.is_not(None))
    found: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for row in connection.execute(query):
        named = frozenset(span["passage_id"] for span in row.spans)
        found.setdefault(row.event_id, []).append((row.cluster_id, named))
    return found
