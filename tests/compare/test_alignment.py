"""Passages of one event → clusters, over hand-made scores and a bag-of-words encoder."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare import alignment as module
from compare.alignment import Cluster, Scores, find_clusters, pair_scores
from compare.passages import Passage
from compare.settings import Settings
from compare.terms import Terms

if TYPE_CHECKING:
    from tests.compare.conftest import FakeEncoder

SETTINGS = Settings(passage_dense=0.5, passage_terms=0.5, passage_similarity=0.6, cluster_floor=0.4)


def passage(outlet: str, position: int, *, article: str | None = None, text: str = "x") -> Passage:
    article = article or f"article of {outlet}"
    return Passage(
        passage_id=f"{article}:{position}",
        article_id=article,
        outlet=outlet,
        revision=1,
        position=position,
        start=position * 10,
        end=position * 10 + len(text),
        text=text,
    )


def places(clusters: Sequence[Cluster], passages: Sequence[Passage]) -> set[frozenset[int]]:
    index = {one.passage_id: place for place, one in enumerate(passages)}
    return {frozenset(index[p.passage_id] for p in cluster.passages) for cluster in clusters}


def test_a_good_pair_is_a_cluster_and_a_poor_one_is_not() -> None:
    passages = [passage("A", 0), passage("A", 1), passage("B", 0), passage("B", 1)]
    scores = {(0, 2): 0.8, (1, 3): 0.5}
    [cluster] = find_clusters(passages, scores, SETTINGS)
    assert cluster.passages == (passages[0], passages[2])
    assert cluster.cohesion == 0.8


def test_passages_of_one_outlet_alone_are_no_cluster() -> None:
    passages = [passage("A", 0), passage("A", 0, article="another")]
    assert find_clusters(passages, {(0, 1): 0.9}, SETTINGS) == []


def test_each_passage_goes_to_its_best_partner() -> None:
    passages = [passage("A", 0), passage("B", 0), passage("B", 1)]
    scores = {(0, 1): 0.7, (0, 2): 0.9, (1, 2): 0.1}
    assert places(find_clusters(passages, scores, SETTINGS), passages) == {frozenset({0, 2})}


def test_matches_do_not_chain() -> None:
    passages = [passage("A", 0), passage("B", 0), passage("C", 0)]
    chain = {(0, 1): 0.9, (1, 2): 0.8}
    assert places(find_clusters(passages, chain, SETTINGS), passages) == {frozenset({0, 1})}
    agreed = {**chain, (0, 2): 0.45}
    assert places(find_clusters(passages, agreed, SETTINGS), passages) == {frozenset({0, 1, 2})}


def test_the_medoid_represents_and_cohesion_is_the_mean_across_outlets() -> None:
    passages = [passage("A", 0), passage("B", 0), passage("C", 0)]
    scores = {(0, 1): 0.9, (1, 2): 0.8, (0, 2): 0.7}
    [cluster] = find_clusters(passages, scores, SETTINGS)
    assert cluster.representative == passages[1]
    assert cluster.cohesion == pytest.approx(0.8)


def test_clusters_stand_in_the_order_of_the_story() -> None:
    passages = [passage(outlet, position) for outlet in "AB" for position in range(4)]
    # The third sentences match best, the first ones least.
    scores = {(0, 4): 0.65, (1, 5): 0.7, (2, 6): 0.95}
    found = find_clusters(passages, scores, SETTINGS)
    assert [cluster.place for cluster in found] == [0.0, 0.25, 0.5]


def test_nothing_has_no_clusters() -> None:
    assert find_clusters([], {}, SETTINGS) == []
    assert find_clusters([passage("A", 0)], {}, SETTINGS) == []


SHAPE = [passage(outlet, position) for outlet in "ABC" for position in range(3)]
PAIRS = list(combinations(range(len(SHAPE)), 2))


@st.composite
def drawn_scores(draw: st.DrawFn) -> Scores:
    # Distinct values: no two pairs tie.
    values = draw(st.permutations(range(len(PAIRS))))
    kept = draw(st.lists(st.booleans(), min_size=len(PAIRS), max_size=len(PAIRS)))
    return {
        pair: 0.4 + 0.6 * value / len(PAIRS)
        for pair, value, keep in zip(PAIRS, values, kept, strict=True)
        if keep
    }


@given(drawn_scores())
def test_every_cluster_keeps_the_rules(scores: Scores) -> None:
    found = find_clusters(SHAPE, scores, SETTINGS)
    used = [p.passage_id for cluster in found for p in cluster.passages]
    assert len(used) == len(set(used))
    for cluster in found:
        assert len({p.outlet for p in cluster.passages}) > 1
        assert cluster.representative in cluster.passages
        assert 0.4 <= cluster.cohesion <= 1
        assert 0 <= cluster.place <= 1
    for members in places(found, SHAPE):
        assert all(pair in scores for pair in combinations(sorted(members), 2))
        assert any(scores[pair] >= 0.6 for pair in combinations(sorted(members), 2))
    assert [c.place for c in found] == sorted(c.place for c in found)


@given(drawn_scores(), st.permutations(range(len(SHAPE))))
def test_the_order_of_passages_does_not_matter(scores: Scores, order: list[int]) -> None:
    shuffled = [SHAPE[place] for place in order]
    back = {place: position for position, place in enumerate(order)}
    moved = {
        (min(back[i], back[j]), max(back[i], back[j])): score for (i, j), score in scores.items()
    }
    first = {
        frozenset(p.passage_id for p in cluster.passages): (cluster.cohesion, cluster.place)
        for cluster in find_clusters(SHAPE, scores, SETTINGS)
    }
    again = {
        frozenset(p.passage_id for p in cluster.passages): (cluster.cohesion, cluster.place)
        for cluster in find_clusters(shuffled, moved, SETTINGS)
    }
    assert again == first


TEXTS = [
    "Four cars boxed in the agents.",
    "Agents were boxed in by ten cars.",
    "The governor said the state was denied the facts.",
    "The governor said that facts were denied to the state.",
    "Ferry adrift.",
]


def _scores(texts: Sequence[str], encoder: FakeEncoder, settings: Settings) -> Scores:
    passages = [passage(f"outlet {n}", 0, text=text) for n, text in enumerate(texts)]
    return pair_scores(passages, encoder.encode(texts), Terms(texts).matrix, settings)


def test_scores_weigh_vectors_and_words(encoder: FakeEncoder) -> None:
    everything = Settings(passage_dense=0.5, passage_terms=0.5, cluster_floor=-9)
    mixed = _scores(TEXTS, encoder, everything)
    assert set(mixed) == set(combinations(range(len(TEXTS)), 2))
    dense = _scores(TEXTS, encoder, Settings(passage_dense=1, passage_terms=0, cluster_floor=-9))
    sparse = _scores(TEXTS, encoder, Settings(passage_dense=0, passage_terms=1, cluster_floor=-9))
    for pair, score in mixed.items():
        assert score == pytest.approx((dense[pair] + sparse[pair]) / 2, abs=1e-6)
    assert sorted(mixed, key=mixed.__getitem__)[-2:] in ([(0, 1), (2, 3)], [(2, 3), (0, 1)])


def test_pairs_below_the_floor_are_not_kept(encoder: FakeEncoder) -> None:
    whole = _scores(TEXTS, encoder, Settings(cluster_floor=-9))
    kept = _scores(TEXTS, encoder, Settings(cluster_floor=0.3))
    assert kept == {pair: score for pair, score in whole.items() if score >= 0.3}
    assert 0 < len(kept) < len(whole)


def test_scores_do_not_depend_on_the_block(
    encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(cluster_floor=0.1)
    whole = _scores(TEXTS, encoder, settings)
    monkeypatch.setattr(module, "_BLOCK", 2)
    assert _scores(TEXTS, encoder, settings) == pytest.approx(whole, abs=1e-6)
