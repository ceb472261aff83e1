"""Ids that stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from compare.identity import keep_ids

Groups = list[frozenset[str]]
MEMBERS = [f"a{number}" for number in range(12)]


@st.composite
def partitions(draw: st.DrawFn) -> Groups:
    """Some of the members, in groups without overlap."""
    homes = draw(st.lists(st.integers(-1, 5), min_size=len(MEMBERS), max_size=len(MEMBERS)))
    groups: dict[int, set[str]] = {}
    for member, home in zip(MEMBERS, homes, strict=True):
        if home >= 0:
            groups.setdefault(home, set()).add(member)
    return [frozenset(group) for group in groups.values()]


def named(groups: Sequence[frozenset[str]], old: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """member → id."""
    ids, _ = keep_ids(groups, old, "e")
    return {m: name for name, group in zip(ids, groups, strict=True) for m in group}


def run(groups: Groups, old: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    ids, _ = keep_ids(groups, old, "e")
    return dict(zip(ids, groups, strict=True))


@given(partitions(), partitions(), partitions())
def test_ids_are_unique_and_kept_by_a_second_run(
    first: Groups, second: Groups, third: Groups
) -> None:
    old: dict[str, frozenset[str]] = {}
    for groups in (first, second, third):
        ids, redirects = keep_ids(groups, old, "e")
        assert len(set(ids)) == len(ids)
        assert set(redirects.values()) <= set(ids)
        assert not set(redirects) & set(ids)
        assert set(redirects) <= set(old)
        old = dict(zip(ids, groups, strict=True))
        assert keep_ids(groups, old, "e") == (ids, {})


@st.composite
def covers(draw: st.DrawFn) -> Groups:
    """Groups that may overlap, none twice."""
    return draw(
        st.lists(st.frozensets(st.sampled_from(MEMBERS), min_size=1), max_size=8, unique=True)
    )


@given(covers(), covers(), st.randoms(use_true_random=False))
def test_groups_that_overlap(first: Groups, second: Groups, random: object) -> None:
    old = run(first, {})
    assert run(first, old) == old
    found = run(second, old)
    assert len(found) == len(second)
    kept = {group: name for name, group in old.items()}
    for name, group in found.items():
        assert kept.get(group, name) == name
    shuffled = list(second)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert run(shuffled, old) == found


@given(partitions(), partitions(), st.randoms(use_true_random=False))
def test_the_order_of_groups_does_not_matter(first: Groups, second: Groups, random: object) -> None:
    old = run(first, {})
    shuffled, mixed = list(second), list(old.items())
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert named(shuffled, dict(mixed)) == named(second, old)
    assert keep_ids(shuffled, dict(mixed), "e")[1] == keep_ids(second, old, "e")[1]


@given(partitions(), partitions())
def test_a_vanished_id_leads_to_where_most_of_its_members_are(
    first: Groups, second: Groups
) -> None:
    old = run(first, {})
    ids, redirects = keep_ids(second, old, "e")
    new = dict(zip(ids, second, strict=True))
    for old_id, members in old.items():
        most = max((len(members & group) for group in second), default=0)
        if old_id in redirects:
            assert len(members & new[redirects[old_id]]) == most > 0
        elif old_id not in new:
            assert most == 0


@given(partitions(), st.sets(st.sampled_from(MEMBERS)))
def test_a_group_that_only_grows_or_shrinks_keeps_its_id(groups: Groups, gone: set[str]) -> None:
    old = run(groups, {})
    smaller = [group - gone for group in groups]
    for before, after in zip(old, smaller, strict=True):
        if after:
            assert {named([g for g in smaller if g], old)[member] for member in after} == {before}
    grown = [frozenset({*group, f"late {place}"}) for place, group in enumerate(groups)]
    assert list(run(grown, old)) == list(old)


def test_the_larger_part_of_a_split_keeps_the_id() -> None:
    whole = frozenset("abcde")
    old = {"e0": whole}
    ids, redirects = keep_ids([frozenset("ab"), frozenset("cde")], old, "e")
    assert ids[1] == "e0"
    assert ids[0] != "e0"
    assert redirects == {}


def test_a_merger_keeps_the_larger_id_and_redirects_the_other() -> None:
    old = {"e1": frozenset("ab"), "e2": frozenset("cde")}
    assert keep_ids([frozenset("abcde")], old, "e") == (["e2"], {"e1": "e2"})


def test_a_part_that_split_off_never_takes_an_id_that_lives() -> None:
    first, _ = keep_ids([frozenset("abc")], {}, "e")
    old = {first[0]: frozenset("abc")}
    # The smaller part holds the member that the id was made from.
    ids, _ = keep_ids([frozenset("a"), frozenset("bc")], old, "e")
    assert ids[1] == first[0]
    assert ids[0] != first[0]


def test_the_scope_tells_apart_what_has_the_same_members() -> None:
    one, _ = keep_ids([frozenset("a")], {}, "c", "event one")
    other, _ = keep_ids([frozenset("a")], {}, "c", "event two")
    assert one != other


def test_nothing_gives_nothing() -> None:
    assert keep_ids([], {}, "e") == ([], {})
    assert keep_ids([], {"e1": frozenset("a")}, "e") == ([], {})
