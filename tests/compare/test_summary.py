"""The figures of an event: they add up, are the same both ways, and do not hang on the order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.firstreports import first_report
from compare.summary import Report, Summary, summarise

NOON = datetime(2025, 10, 4, 12, tzinfo=UTC)
DAY = datetime(2025, 10, 4, tzinfo=UTC)


def report(name: str, outlet: str, hours: float = 0, **more: Any) -> Report:
    row = {"published": NOON + timedelta(hours=hours), "dated": True, "complete": True}
    return Report(article_id=name, outlet=outlet, **{**row, **more})


@st.composite
def events(draw: st.DrawFn) -> tuple[Any, ...]:
    reports = [
        report(
            f"a{n}",
            draw(st.sampled_from("ABCD")),
            draw(st.integers(-30, 30)),
            dated=draw(st.booleans()),
            complete=draw(st.booleans()),
            source=draw(st.sampled_from([None, "a0", "elsewhere"])),
        )
        for n in range(draw(st.integers(1, 5)))
    ]
    ids = st.sampled_from([r.article_id for r in reports])
    passages = {f"p{n}": draw(ids) for n in range(draw(st.integers(0, 8)))}
    clusters: dict[str, set[str]] = {}
    if passages:
        some = st.sets(st.sampled_from(sorted(passages)), min_size=1)
        clusters = {f"c{n}": draw(some) for n in range(draw(st.integers(0, 4)))}
    parted = [(name, frozenset(ids)) for name, ids in clusters.items() if draw(st.booleans())]
    return reports, passages, clusters, parted


@given(events())
def test_counts_add_up(event: tuple[Any, ...]) -> None:
    reports, passages, clusters, _ = event
    found = summarise(*event)
    assert found.by_all + found.undecided + found.by_some == len(clusters)
    assert found.passages == len(passages)
    assert set(found.outlets) == {r.outlet for r in reports}
    assert 0 <= found.only_in_one <= len(passages)
    for pair in found.agreements:
        assert 0 <= pair.parted <= pair.shared <= pair.either
        assert pair.matched <= pair.passages
        assert (pair.shared == 0) == (pair.matched == 0) == (pair.other_matched == 0)
    for share in found.shares:
        mine = [p for p in found.agreements if share.outlet in (p.outlet, p.other)]
        most = max(
            (p.matched if p.outlet == share.outlet else p.other_matched for p in mine), default=0
        )
        assert most <= share.passages - share.only_here
        assert share.first <= share.clusters


@given(events(), st.randoms())
def test_the_order_does_not_matter(event: tuple[Any, ...], random: Any) -> None:
    reports, passages, clusters, parted = event
    shuffled = random.sample(reports, len(reports))
    turned = dict(random.sample(sorted(passages.items()), len(passages)))
    others = dict(random.sample(sorted(clusters.items()), len(clusters)))
    assert summarise(shuffled, turned, others, parted[::-1]) == summarise(*event)


@given(events())
def test_agreement_is_the_same_both_ways(event: tuple[Any, ...]) -> None:
    """Under names in the reverse order, each pair has the same figures, turned round."""
    reports, passages, clusters, parted = event
    turned = dict(zip("ABCD", "DCBA", strict=True))
    renamed = [
        report(
            r.article_id,
            turned[r.outlet],
            (r.published - NOON) / timedelta(hours=1),
            dated=r.dated,
            complete=r.complete,
            source=r.source,
        )
        for r in reports
    ]
    there = summarise(renamed, passages, clusters, parted).agreements
    here = {(a.outlet, a.other): a for a in summarise(*event).agreements}
    assert len(there) == len(here)
    for pair in there:
        same = here[turned[pair.other], turned[pair.outlet]]
        assert (pair.jaccard, pair.parted, pair.copied) == (same.jaccard, same.parted, same.copied)
        assert (pair.matched, pair.other_matched) == (same.other_matched, same.matched)


def told(*, complete: bool = True, source: str | None = None) -> Summary:
    """A has two passages in one cluster and one of its own; B tells both clusters; C one."""
    return summarise(
        [
            report("a", "A"),
            report("b", "B", 1),
            report("c", "C", 2, complete=complete, source=source),
        ],
        {"a1": "a", "a2": "a", "a3": "a", "b1": "b", "c1": "c"},
        {"c1": {"a1", "a2", "b1"}, "c2": {"a1", "b1", "c1"}},
        [("c1", frozenset({"a1", "b1"})), ("c1", frozenset({"a2", "b1"}))],
    )


def test_a_passage_in_two_clusters_counts_once() -> None:
    found = told()
    assert (found.by_all, found.by_some, found.undecided) == (1, 1, 0)
    (pair,) = [p for p in found.agreements if (p.outlet, p.other) == ("A", "B")]
    assert (pair.matched, pair.passages, pair.other_matched) == (2, 3, 1)
    assert (pair.shared, pair.either, pair.parted) == (2, 3, 1)
    assert pair.jaccard == pytest.approx(2 / 3)
    assert [share.only_here for share in found.shares] == [1, 0, 0]


def test_what_was_captured_in_part_is_never_said_to_lack_anything() -> None:
    found = told(complete=False)
    assert (found.by_all, found.by_some, found.undecided) == (1, 0, 1)
    assert [share.others_complete for share in found.shares] == [False, False, True]
    assert [pair.complete for pair in found.agreements] == [True, False, False]


def test_a_copy_agrees_but_not_independently() -> None:
    copied = {(p.outlet, p.other): p.copied for p in told(source="b").agreements}
    assert copied == {("A", "B"): False, ("A", "C"): False, ("B", "C"): True}


def test_two_copies_of_a_third_text_are_one_text() -> None:
    reports = [report("a", "A", source="x"), report("b", "B", source="x")]
    (pair,) = summarise(reports, {}, {}).agreements
    assert pair.copied
    assert pair.jaccard is None


@pytest.mark.parametrize(
    ("articles", "outlets", "undated", "sure"),
    [
        ([report("a", "A"), report("b", "B", 1)], ("A",), (), True),
        ([report("a", "B"), report("b", "A")], ("A", "B"), (), False),
        # a day without an hour may be any hour of it
        ([report("a", "A", published=DAY), report("b", "B")], ("A", "B"), (), False),
        ([report("a", "A", published=DAY), report("b", "B", -13)], ("B",), (), True),
        ([report("a", "A", -9, dated=False), report("b", "B")], ("B",), ("A",), False),
        ([report("a", "A", -9, dated=False), report("b", "A")], ("A",), (), True),
        ([report("a", "A", dated=False)], (), ("A",), False),
        ([], (), (), False),
    ],
)
def test_who_was_first(
    articles: list[Report], outlets: tuple[str, ...], undated: tuple[str, ...], sure: bool
) -> None:
    found = first_report(articles)
    assert (found.outlets, found.undated, found.sure) == (outlets, undated, sure)
    assert (found.published is None) == (not outlets)
