"""Articles → events (pure over vectors, terms and times).

Two articles are alike as far as both their words and their meaning are: the geometric mean of the
TF-IDF cosine and the embedding cosine of title and lead, and 0 when they are more than a few days
apart. Groups are formed by average linkage (UPGMA, Sokal & Michener 1958), which keeps one
look-alike pair from gluing two events together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import squareform

from compare.encoder import Vectors
from compare.terms import Terms

_BLOCK = 512
_LARGEST = 3000
"""Articles: a chain of look-alikes longer than this is first cut at a stricter similarity."""


@dataclass(frozen=True, kw_only=True)
class Lead:
    """What is needed of an article to find its event."""

    article_id: str
    outlet: str
    published: datetime
    # UTC; when first seen, where the page gives no date
    text: str
    # title and the beginning of the text
    alone: bool = False
    # a digest of many events, to be grouped with nothing


@dataclass(frozen=True, kw_only=True)
class Membership:
    """Why an article stands in its event."""

    article_id: str
    score: float
    # [0, 1]: mean similarity to the event's other articles; 1 for an article alone
    reasons: tuple[dict[str, Any], ...]
    # the evidence shared with the closest other article: terms, similarity, hours apart


def find_events(
    leads: Sequence[Lead], vectors: Vectors, terms: Terms, *, days: float, similarity: float
) -> list[list[Membership]]:
    """Group the leads; every lead stands in exactly one group, alone if need be.

    vectors: (n_leads, dim) float32, unit norm; terms: fitted on the leads' texts in that order.
    The order of the leads does not matter.
    """
    if not leads:
        return []
    order = sorted(range(len(leads)), key=lambda i: (leads[i].published, leads[i].article_id))
    hours = np.array([leads[i].published.timestamp() / 3600 for i in order])
    alone = np.array([leads[i].alone for i in order])
    affinity = _Affinity(vectors[order], terms.matrix[order], hours, alone, days * 24)
    groups = [
        part
        for component in affinity.components(similarity)
        for part in _average_linkage(component, affinity, similarity)
    ]
    return [
        [_membership(leads, order, affinity, terms, group, member) for member in group]
        for group in groups
    ]


class _Affinity:
    """Similarities of articles that stand in order of time; places count in that order."""

    def __init__(self, vectors: Vectors, terms: Any, hours: Any, alone: Any, window: float) -> None:
        self.vectors, self.terms, self.hours, self.window = vectors, terms, hours, window
        self.alone = alone

    def between(self, rows: Any, columns: Any) -> npt.NDArray[np.float32]:
        """(n_rows, n_columns) float32 in [0, 1]."""
        dense = np.clip(self.vectors[rows] @ self.vectors[columns].T, 0, 1)
        sparse = np.clip((self.terms[rows] @ self.terms[columns].T).toarray(), 0, 1)
        apart = np.abs(self.hours[rows][:, None] - self.hours[columns][None, :])
        apart[self.alone[rows]] = apart[:, self.alone[columns]] = np.inf
        alike: npt.NDArray[np.float32] = np.sqrt(dense * sparse) * (apart <= self.window)
        return alike

    def components(self, least: float) -> list[npt.NDArray[np.int64]]:
        """Articles linked by pairs of at least this similarity: linkage never joins two of them."""
        return self._components(np.arange(len(self.hours)), least)

    def _components(
        self, places: npt.NDArray[np.int64], least: float
    ) -> list[npt.NDArray[np.int64]]:
        rows: list[Any] = []
        columns: list[Any] = []
        hours = self.hours[places]
        for start in range(0, len(places), _BLOCK):
            end = min(start + _BLOCK, len(places))
            last = int(np.searchsorted(hours, hours[end - 1] + self.window, side="right"))
            alike = self.between(places[start:end], places[start:last])
            first, second = np.nonzero(alike >= least)
            rows.append(first + start)
            columns.append(second + start)
        row, column = np.concatenate(rows), np.concatenate(columns)
        graph = coo_matrix((np.ones(len(row)), (row, column)), shape=(len(places), len(places)))
        _, labels = connected_components(graph, directed=False)
        by_label = np.argsort(labels, kind="stable")
        parts = np.split(places[by_label], np.flatnonzero(np.diff(labels[by_label])) + 1)
        result: list[npt.NDArray[np.int64]] = []
        for part in parts:
            stricter = least + 0.05
            if len(part) > _LARGEST and stricter < 1:
                result += self._components(part, stricter)
            else:
                result.append(part)
        return result


def _average_linkage(
    component: npt.NDArray[np.int64], affinity: _Affinity, least: float
) -> list[list[int]]:
    if len(component) == 1:
        return [[int(component[0])]]
    distance = 1 - affinity.between(component, component).astype(np.float64)
    np.fill_diagonal(distance, 0)
    tree = linkage(squareform((distance + distance.T) / 2, checks=False), method="average")
    labels = fcluster(tree, t=1 - least, criterion="distance")
    groups: dict[int, list[int]] = {}
    for place, label in zip(component, labels, strict=True):
        groups.setdefault(int(label), []).append(int(place))
    return list(groups.values())


def _membership(
    leads: Sequence[Lead],
    order: Sequence[int],
    affinity: _Affinity,
    terms: Terms,
    group: Sequence[int],
    member: int,
) -> Membership:
    others = np.array([place for place in group if place != member], dtype=np.int64)
    lead = leads[order[member]]
    if not len(others):
        return Membership(article_id=lead.article_id, score=1.0, reasons=())
    alike = affinity.between(np.array([member]), others)[0]
    closest = int(others[int(np.argmax(alike))])
    partner = leads[order[closest]].article_id
    shared = terms.shared(order[member], order[closest])
    reasons: tuple[dict[str, Any], ...] = (
        {"kind": "shared terms", "value": shared, "article_id": partner},
        {"kind": "similarity", "value": round(float(alike.max()), 3), "article_id": partner},
        {
            "kind": "hours apart",
            "value": round(abs(float(affinity.hours[member] - affinity.hours[closest])), 1),
            "article_id": partner,
        },
    )
    return Membership(
        article_id=lead.article_id, score=round(float(alike.mean()), 4), reasons=reasons
    )
