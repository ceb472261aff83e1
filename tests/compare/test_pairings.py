"""Which passages are held against each other for differences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from compare.alignment import Cluster, Matches
from compare.differences import Pairing, Telling
from compare.pairings import Pairings
from compare.passages import Passage

NOON = datetime(2025, 10, 3, 12, tzinfo=UTC)


def telling(name: str, text: str | None = None, *, outlet: str | None = None) -> Telling:
    """A passage by its article's letter and its place: "A0"; its outlet is the letter too."""
    text = text or f"What {name} says."
    passage = Passage(
        passage_id=name,
        article_id=name[0],
        outlet=outlet or name[0],
        revision=1,
        position=int(name[1:]),
        start=0,
        end=len(text),
        text=text,
    )
    return Telling(passage=passage, text=text, published=NOON, language="en")


def pairings(
    tellings: Sequence[Telling],
    chances: Mapping[tuple[int, int], float],
    *clusters: tuple[int, ...],
) -> Pairings:
    passages = [one.passage for one in tellings]
    return Pairings(
        Matches(passages=tuple(passages), chances=chances, repeats=frozenset()),
        tellings,
        [
            Cluster(
                passages=tuple(passages[place] for place in places),
                cohesion=0.5,
                representative=passages[places[0]],
                place=0.0,
            )
            for places in clusters
        ],
    )


def names(pairs: Sequence[Pairing]) -> list[str]:
    return [f"{one.first.passage.passage_id} {one.second.passage.passage_id}" for one in pairs]


def test_the_pairs_of_each_cluster_in_its_place() -> None:
    tellings = [telling(name) for name in ("A0", "A1", "B0", "B1", "C0")]
    chances = {(0, 2): 0.9, (1, 3): 0.8, (1, 4): 0.7, (3, 4): 0.6}
    first, second = pairings(tellings, chances, (0, 2), (1, 3, 4)).within()
    assert names(first) == ["A0 B0"]
    assert names(second) == ["A1 B1", "A1 C0", "B1 C0"]
    assert [one.chance for one in second] == [0.8, 0.7, 0.6]
    assert all(one.matched for one in first + second)


def test_a_pair_in_several_clusters_is_looked_at_once_in_the_largest() -> None:
    tellings = [telling(name) for name in ("A0", "B0", "C0")]
    chances = {(0, 1): 0.9, (0, 2): 0.8, (1, 2): 0.7}
    small, large = pairings(tellings, chances, (0, 1), (0, 1, 2)).within()
    assert names(small) == []
    assert names(large) == ["A0 B0", "A0 C0", "B0 C0"]


def test_passages_of_one_outlet_are_never_held_against_each_other() -> None:
    tellings = [telling("A0", outlet="Wire"), telling("B0", outlet="Wire"), telling("C0")]
    chances = {(0, 1): 0.9, (0, 2): 0.8, (1, 2): 0.7}
    [together] = pairings(tellings, chances, (0, 1, 2)).within()
    assert names(together) == ["C0 A0", "C0 B0"]
    assert names(list(pairings(tellings, chances).beyond(0.1))) == ["C0 A0", "C0 B0"]


def test_an_account_that_holds_the_others_very_words_says_both() -> None:
    tellings = [
        telling("A0", "Four cars came."),
        telling("B0", "Ten cars came."),
        telling("B1", "Four  CARS came."),
        telling("C0", "Twelve cars came."),
    ]
    chances = {(0, 1): 0.9, (0, 3): 0.8, (1, 3): 0.8}
    [together] = pairings(tellings, chances, (0, 1, 3)).within()
    assert names(together) == ["A0 C0", "B0 C0"]
    assert names(list(pairings(tellings, chances).beyond(0.1))) == ["A0 C0", "B0 C0"]


def test_beyond_are_only_pairs_of_no_cluster_that_are_likely_enough() -> None:
    tellings = [telling(name) for name in ("A0", "B0", "C0", "D0")]
    chances = {(0, 1): 0.9, (0, 2): 0.3, (1, 3): 0.1, (2, 3): 0.15}
    found = list(pairings(tellings, chances, (0, 1)).beyond(0.15))
    assert names(found) == ["A0 C0", "C0 D0"]
    assert [one.chance for one in found] == [0.3, 0.15]
    assert not any(one.matched for one in found)


def test_a_pair_of_a_cluster_may_have_no_chance_of_its_own() -> None:
    # Where its chance was too low to be kept: it counts as none.
    tellings = [telling(name) for name in ("A0", "B0", "C0")]
    [together] = pairings(tellings, {(0, 1): 0.9, (1, 2): 0.9}, (0, 1, 2)).within()
    assert [one.chance for one in together] == [0.9, 0.0, 0.9]


def test_the_order_of_two_tellings_is_that_of_their_outlets() -> None:
    tellings = [telling("B0", outlet="Zeta"), telling("C0", outlet="Alpha")]
    [[pair]] = pairings(tellings, {(0, 1): 0.9}, (0, 1)).within()
    assert (pair.first.passage.outlet, pair.second.passage.outlet) == ("Alpha", "Zeta")


def test_of_nothing_there_is_nothing() -> None:
    assert pairings([], {}).within() == []
    assert list(pairings([], {}).beyond(0.0)) == []
