"""Passages of one event → clusters, over hand-made chances and a bag-of-words encoder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.alignment import Chances, Cluster, Matches, find_clusters, match_passages
from compare.matching import candidates as candidates_module
from compare.matching import evidence as evidence_module
from compare.matching.evidence import Gathered
from compare.matching.rule import Regression, Rule
from compare.passages import Passage

if TYPE_CHECKING:
    from tests.compare.conftest import FakeEncoder

RULE = Rule(
    version="hand-made",
    first=Regression(intercept=-4.0, weights={"meaning": 8.0, "runs": 4.0}),
    again=None,
    cut=0.6,
    balanced=0.6,
    floor=2 / 3,
    itself=0.5,
    related=0.2,
)


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


def found_in(
    passages: Sequence[Passage], chances: Chances, *repeats: tuple[int, int]
) -> list[Cluster]:
    matches = Matches(passages=tuple(passages), chances=chances, repeats=frozenset(repeats))
    return find_clusters(matches, RULE)


def places(clusters: Sequence[Cluster], passages: Sequence[Passage]) -> list[tuple[int, ...]]:
    index = {one.passage_id: place for place, one in enumerate(passages)}
    return sorted(
        tuple(sorted(index[p.passage_id] for p in cluster.passages)) for cluster in clusters
    )


def test_a_likely_pair_is_a_cluster_and_an_unlikely_one_is_not() -> None:
    passages = [passage("A", 0), passage("A", 1), passage("B", 0), passage("B", 1)]
    [cluster] = found_in(passages, {(0, 2): 0.8, (1, 3): 0.5})
    assert cluster.passages == (passages[0], passages[2])
    assert cluster.cohesion == 0.8


def test_passages_of_one_outlet_alone_are_no_cluster() -> None:
    passages = [passage("A", 0), passage("A", 0, article="another")]
    assert found_in(passages, {(0, 1): 0.9}) == []


def test_a_passage_of_two_facts_stands_in_two_clusters() -> None:
    passages = [passage("A", 0), passage("B", 0), passage("B", 1)]
    chances = {(0, 1): 0.7, (0, 2): 0.9}
    assert places(found_in(passages, chances), passages) == [(0, 1), (0, 2)]


def test_an_outlet_that_says_it_twice_stands_twice_in_one_cluster() -> None:
    passages = [passage("A", 0), passage("B", 0), passage("B", 1)]
    chances = {(0, 1): 0.7, (0, 2): 0.9}
    [cluster] = found_in(passages, chances, (1, 2))
    assert [p.passage_id for p in cluster.passages] == [p.passage_id for p in passages]
    # The repetition itself says nothing of how likely the outlets match.
    assert cluster.cohesion == pytest.approx(0.8)


def test_matches_do_not_chain() -> None:
    passages = [passage("A", 0), passage("B", 0), passage("C", 0)]
    chain = {(0, 1): 0.9, (1, 2): 0.8, (0, 2): 0.39}
    assert places(found_in(passages, chain), passages) == [(0, 1), (1, 2)]
    agreed = {**chain, (0, 2): 0.4}
    assert places(found_in(passages, agreed), passages) == [(0, 1, 2)]


def test_the_medoid_represents_and_cohesion_is_the_mean_across_outlets() -> None:
    passages = [passage("A", 0), passage("B", 0), passage("C", 0)]
    [cluster] = found_in(passages, {(0, 1): 0.9, (1, 2): 0.8, (0, 2): 0.7})
    assert cluster.representative == passages[1]
    assert cluster.cohesion == pytest.approx(0.8)


def test_clusters_stand_in_the_order_of_the_story() -> None:
    passages = [passage(outlet, position) for outlet in "AB" for position in range(4)]
    # The third sentences match best, the first ones least.
    found = found_in(passages, {(0, 4): 0.65, (1, 5): 0.7, (2, 6): 0.95})
    assert [cluster.place for cluster in found] == [0.0, 0.25, 0.5]


def test_nothing_has_no_clusters() -> None:
    assert found_in([], {}) == []
    assert found_in([passage("A", 0)], {}) == []


SHAPE = [passage(outlet, position) for outlet in "ABC" for position in range(3)]
PAIRS = [
    (i, j)
    for i, j in combinations(range(len(SHAPE)), 2)
    if SHAPE[i].article_id != SHAPE[j].article_id
]


@st.composite
def drawn_chances(draw: st.DrawFn) -> Chances:
    # Distinct values: no two pairs tie.
    values = draw(st.permutations(range(len(PAIRS))))
    kept = draw(st.lists(st.booleans(), min_size=len(PAIRS), max_size=len(PAIRS)))
    return {
        pair: 0.3 + 0.7 * value / len(PAIRS)
        for pair, value, keep in zip(PAIRS, values, kept, strict=True)
        if keep
    }


@given(drawn_chances())
def test_every_cluster_keeps_the_rules(chances: Chances) -> None:
    found = found_in(SHAPE, chances)
    for cluster in found:
        assert len({p.outlet for p in cluster.passages}) > 1
        assert cluster.representative in cluster.passages
        assert 0.4 <= cluster.cohesion <= 1
        assert 0 <= cluster.place <= 1
    together = set()
    for members in places(found, SHAPE):
        pairs = set(combinations(members, 2))
        assert all(chances.get(pair, 0) >= 0.4 for pair in pairs)
        assert any(chances[pair] >= 0.6 for pair in pairs)
        together |= pairs
    # Nothing that matches is lost to the grouping.
    assert {pair for pair, chance in chances.items() if chance >= 0.6} <= together
    assert [c.place for c in found] == sorted(c.place for c in found)
    # No cluster is part of another.
    groups = [set(members) for members in places(found, SHAPE)]
    assert not any(a < b for a in groups for b in groups)


@given(drawn_chances(), st.permutations(range(len(SHAPE))))
def test_the_order_of_passages_does_not_matter(chances: Chances, order: list[int]) -> None:
    shuffled = [SHAPE[place] for place in order]
    back = {place: position for position, place in enumerate(order)}
    moved = {
        (min(back[i], back[j]), max(back[i], back[j])): chance for (i, j), chance in chances.items()
    }
    first = {
        frozenset(p.passage_id for p in cluster.passages): (cluster.cohesion, cluster.place)
        for cluster in found_in(SHAPE, chances)
    }
    again = {
        frozenset(p.passage_id for p in cluster.passages): (cluster.cohesion, cluster.place)
        for cluster in found_in(shuffled, moved)
    }
    assert again == first


# --- from texts

TEXTS = [
    "Four cars boxed in the agents.",
    "Agents were boxed in by ten cars.",
    "The governor said the state was denied the facts.",
    "The governor said that facts were denied to the state.",
    "Ferry adrift.",
]


def gathered(
    texts: Sequence[str], encoder: FakeEncoder, passages: Sequence[Passage] | None = None
) -> Gathered:
    if passages is None:
        passages = [passage(f"outlet {n}", 0, text=text) for n, text in enumerate(texts)]
    languages = ["en"] * len(texts)
    vectors, words = encoder.encode_passages(texts, languages)
    return Gathered(passages, vectors, languages, words)


def test_what_says_the_same_is_likely_to_match(encoder: FakeEncoder) -> None:
    chances = match_passages(gathered(TEXTS, encoder), RULE).chances
    assert sorted(sorted(chances, key=lambda pair: -chances[pair])[:2]) == [(0, 1), (2, 3)]
    assert all(0.2 <= chance <= 1 for chance in chances.values())


def test_unlikely_pairs_are_not_kept(encoder: FakeEncoder) -> None:
    whole = match_passages(gathered(TEXTS, encoder), replace(RULE, floor=0, related=0)).chances
    kept = match_passages(gathered(TEXTS, encoder), replace(RULE, floor=1, related=0.5)).chances
    assert kept == {pair: chance for pair, chance in whole.items() if chance >= 0.5}
    assert 0 < len(kept) < len(whole)


def test_chances_do_not_depend_on_the_blocks(
    encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = replace(RULE, related=0)
    whole = match_passages(gathered(TEXTS, encoder), everything)
    monkeypatch.setattr(candidates_module, "_BLOCK", 2)
    monkeypatch.setattr(evidence_module, "_PAIRS", 3)
    assert match_passages(gathered(TEXTS, encoder), everything) == whole


def test_a_sentence_said_twice_in_one_article_is_a_repetition(encoder: FakeEncoder) -> None:
    texts = [TEXTS[0], TEXTS[1], "Nobody was hurt.", "Ten cars had boxed in agents, police said."]
    passages = [
        passage("A", 0, text=texts[0]),
        *(passage("B", n, text=text) for n, text in enumerate(texts[1:])),
    ]
    found = match_passages(gathered(texts, encoder, passages), RULE)
    assert found.repeats == {(1, 3)}
