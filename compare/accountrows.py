"""Storing what an event's accounts were found to share, and where they differ: one function a
table. results.py stores the events themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from compare.accounts import Accounts, ComparedCluster
from compare.differences import Finding
from compare.naming import Mention, Row
from compare.passages import Passage
from compare.quotations import Listed, Piece
from compare.syndication import Copy
from compare.tables import (
    cluster_passages,
    clusters,
    copies,
    differences,
    namings,
    passages,
    quotations,
)
from crawler.article import identifier
from crawler.database import batches


def clear_accounts(connection: Connection, event_ids: Sequence[str]) -> None:
    """Take away all that `insert_accounts` stored of these events."""
    doomed = sa.select(clusters.c.cluster_id).where(clusters.c.event_id.in_(event_ids))
    connection.execute(differences.delete().where(differences.c.event_id.in_(event_ids)))
    connection.execute(cluster_passages.delete().where(cluster_passages.c.cluster_id.in_(doomed)))
    for table in (clusters, passages, copies, quotations, namings):
        connection.execute(table.delete().where(table.c.event_id.in_(event_ids)))


def insert_accounts(
    connection: Connection, event_id: str, accounts: Accounts, revisions: Mapping[str, int]
) -> None:
    """Store what was found of an event's accounts; revisions: article_id → the one compared."""
    insert_all(connection, copies, [_copy_row(event_id, copy) for copy in accounts.copies])
    insert_all(connection, passages, [_passage_row(event_id, p) for p in accounts.passages])
    _insert_clusters(connection, event_id, accounts.clusters)
    insert_all(
        connection,
        differences,
        [_difference_row(event_id, None, finding) for finding in accounts.beyond],
    )
    insert_all(
        connection,
        quotations,
        [
            _quotation_row(event_id, position, listed, revisions)
            for position, listed in enumerate(accounts.quotations)
        ],
    )
    insert_all(connection, namings, _naming_rows(event_id, accounts.names, revisions))


def insert_all(connection: Connection, table: sa.Table, rows: list[dict[str, Any]]) -> None:
    """Store these rows, if there are any."""
    if rows:
        connection.execute(table.insert(), rows)


def _insert_clusters(
    connection: Connection, event_id: str, found: Sequence[ComparedCluster]
) -> None:
    elsewhere = _cluster_ids(connection, [compared.cluster_id for compared in found])
    for position, compared in enumerate(found):
        cluster_id, cluster, findings = compared.cluster_id, compared.cluster, compared.findings
        if cluster_id in elsewhere:
            # Events that were one and parted: the other part has kept this id.
            cluster_id = identifier("c", cluster_id, event_id)
        members = cluster.passages
        connection.execute(
            clusters.insert().values(
                cluster_id=cluster_id,
                event_id=event_id,
                position=position,
                outlets=len({passage.outlet for passage in members}),
                independent_outlets=compared.independent_outlets,
                cohesion=cluster.cohesion,
                representative=cluster.representative.passage_id,
            )
        )
        insert_all(
            connection,
            cluster_passages,
            [{"cluster_id": cluster_id, "passage_id": p.passage_id} for p in members],
        )
        insert_all(
            connection, differences, [_difference_row(event_id, cluster_id, f) for f in findings]
        )


def _cluster_ids(connection: Connection, cluster_ids: Sequence[str]) -> set[str]:
    """Those of the ids under which a cluster is stored."""
    found: set[str] = set()
    for chunk in batches(cluster_ids):
        rows = connection.execute(
            sa.select(clusters.c.cluster_id).where(clusters.c.cluster_id.in_(chunk))
        )
        found.update(row.cluster_id for row in rows)
    return found


def _copy_row(event_id: str, copy: Copy) -> dict[str, Any]:
    return {
        "article_id": copy.article_id,
        "source_article_id": copy.source_article_id,
        "event_id": event_id,
        "containment": copy.containment,
        "basis": copy.basis,
        "agency": copy.agency,
    }


def _passage_row(event_id: str, passage: Passage) -> dict[str, Any]:
    return {
        "passage_id": passage.passage_id,
        "article_id": passage.article_id,
        "event_id": event_id,
        "outlet": passage.outlet,
        "revision": passage.revision,
        "position": passage.position,
        "start": passage.start,
        "end": passage.end,
    }


def _difference_row(event_id: str, cluster_id: str | None, finding: Finding) -> dict[str, Any]:
    values = [
        {
            "passage_id": span.passage.passage_id,
            "start": span.start,
            "end": span.end,
            "normal": span.normal,
        }
        for span in finding.spans
    ]
    # Places within the passage, so that the id stays when other sentences change.
    marks = []
    for span in finding.spans:
        offset = span.passage.start
        marks.append(f"{span.passage.passage_id}:{span.start - offset}:{span.end - offset}")
    return {
        "difference_id": identifier("d", cluster_id or event_id, finding.kind, *marks),
        "event_id": event_id,
        "cluster_id": cluster_id,
        "kind": finding.kind,
        "confidence": finding.confidence,
        "reason": finding.reason,
        "values": values,
    }


def _quotation_row(
    event_id: str, position: int, listed: Listed, revisions: Mapping[str, int]
) -> dict[str, Any]:
    account, quotation = listed.account, listed.quotation
    told = quotation.attribution
    cue = told.cue if told else None
    return {
        "quotation_id": listed.quotation_id,
        "article_id": account.article_id,
        "event_id": event_id,
        "outlet": account.outlet,
        "revision": revisions[account.article_id],
        "position": position,
        "pieces": _spans(quotation.pieces),
        "role": quotation.role,
        "ground": told.ground if told else None,
        "speaker_start": told.speaker.start if told else None,
        "speaker_end": told.speaker.end if told else None,
        "cue_start": cue.start if cue else None,
        "cue_end": cue.end if cue else None,
        "name": quotation.name,
        "family_id": listed.family_id,
        "relation": listed.relation,
        "same_speaker": listed.speaker,
        "lost": _spans(listed.lost),
    }


def _spans(pieces: Iterable[Piece]) -> list[dict[str, int]]:
    return [{"start": piece.start, "end": piece.end} for piece in pieces]


def _naming_rows(
    event_id: str, grid: Iterable[Row], revisions: Mapping[str, int]
) -> list[dict[str, Any]]:
    told: list[tuple[str, str, Mention]] = [
        (row.entity, outlet, mention)
        for row in grid
        for outlet, labels in row.outlets.items()
        for label in labels
        for mention in label.mentions
    ]
    seen: Counter[tuple[str, str, str]] = Counter()
    rows: list[dict[str, Any]] = []
    for position, (entity, outlet, mention) in enumerate(told):
        # Not the place itself: the id stays when other sentences change.
        wording = (mention.article_id, entity, mention.text)
        seen[wording] += 1
        rows.append(
            {
                "naming_id": identifier("n", *wording, str(seen[wording])),
                "article_id": mention.article_id,
                "event_id": event_id,
                "outlet": outlet,
                "revision": revisions[mention.article_id],
                "position": position,
                "entity": entity,
                "start": mention.start,
                "end": mention.end,
            }
        )
    return rows
