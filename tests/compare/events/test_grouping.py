"""What arrives is grouped with all that it may touch, and nothing else."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.events import Lead, grouping
from compare.events.finding import Said
from tests.compare.events.articles import (
    BAKE,
    FERRY,
    FIRE,
    at,
    found,
    groups,
    lead,
    sets,
    window_of,
)

Groups = dict[str, frozenset[str]]

STORIES = ("fire", "ferry", "flags", "storm", "strike", "trial")
DETAILS = ("mayor", "night", "crews", "court", "harbour", "school", "union", "jury")


def report(name: str, story: str, details: Iterable[str], hours: float) -> Lead:
    """About one of the stories; its details may stand in the reports of others as well."""
    words = " ".join(f"{story}{number}" for number in range(6))
    return lead(name, f"{words} {' '.join(details)} {name}", hours=hours)


def one_after_another(batches: Sequence[Collection[Lead]]) -> set[frozenset[str]]:
    """Batches of arrivals, each grouped with what came before."""
    known: list[Lead] = []
    events: Groups = {}
    for batch in batches:
        known += batch
        result = found(window_of(known), [one.article_id for one in batch], events)
        events = {e: group for e, group in events.items() if e not in result.touched}
        events |= {min(group): group for group in result.groups}
        held = sorted(a for group in events.values() for a in group)
        assert held == sorted(one.article_id for one in known)
    return set(events.values())


REPORTS = st.lists(
    st.tuples(
        st.sampled_from(STORIES),
        st.lists(st.sampled_from(DETAILS), max_size=3, unique=True),
        st.integers(0, 240),
    ),
    min_size=1,
    max_size=14,
)


@settings(max_examples=40)
@given(REPORTS, st.randoms(use_true_random=False), st.integers(1, 5))
def test_any_order_and_any_batches_give_the_groups_of_all_at_once(
    drawn: list[tuple[str, list[str], int]], shuffle: random.Random, size: int
) -> None:
    # Hours of their own, so that no two pairs tie.
    leads = [
        report(f"a{n:02}", story, details, hours + n / 37)
        for n, (story, details, hours) in enumerate(drawn)
    ]
    together = groups(window_of(leads))
    shuffle.shuffle(leads)
    batches = [leads[start : start + size] for start in range(0, len(leads), size)]
    assert one_after_another(batches) == together


@settings(max_examples=40)
@given(REPORTS)
def test_grouping_again_changes_nothing(drawn: list[tuple[str, list[str], int]]) -> None:
    leads = [
        report(f"a{n:02}", story, details, hours + n / 37)
        for n, (story, details, hours) in enumerate(drawn)
    ]
    window = window_of(leads)
    once = groups(window)
    assert groups(window, events={min(group): group for group in once}) == once


def test_like_articles_are_one_event_and_unlike_ones_are_not() -> None:
    leads = [
        lead("f1", FIRE),
        lead("s1", FERRY, hours=1),
        lead("f2", f"{FIRE} on Friday", hours=5),
        lead("s2", f"{FERRY} overnight", hours=30),
        lead("x", BAKE, hours=2),
    ]
    assert groups(window_of(leads)) == sets("f1 f2", "s1 s2", "x")


def test_the_same_words_more_than_three_days_apart_are_two_events() -> None:
    assert groups(window_of([lead("a", FIRE), lead("b", FIRE, hours=71.9)])) == sets("a b")
    later = [lead("a", FIRE), lead("b", FIRE, hours=72.1)]
    assert groups(window_of(later)) == sets("a", "b")
    assert groups(window_of(later, days=4)) == sets("a b")


def test_a_story_may_run_on_for_longer_than_two_of_its_articles_stand_apart() -> None:
    days = [lead(f"d{day}", f"{FIRE} day{day}", hours=36 * day) for day in range(4)]
    assert groups(window_of(days)) == sets("d0 d1 d2 d3")
    # Without what lies between them, the ends are two events.
    assert groups(window_of([days[0], days[3]])) == sets("d0", "d3")


def test_a_late_article_bridges_two_groups() -> None:
    ends = [lead("d0", f"{FIRE} zero", hours=0), lead("d4", f"{FIRE} four", hours=96)]
    events = {"first": frozenset({"d0"}), "last": frozenset({"d4"})}
    assert groups(window_of(ends)) == set(events.values())
    late = lead("d2", f"{FIRE} two", hours=48)
    result = found(window_of([*ends, late]), ["d2"], events)
    assert set(result.groups) == sets("d0 d2 d4")
    assert result.touched == {"first", "last"}


def test_a_late_article_takes_its_own_from_a_group_they_were_put_in() -> None:
    # Half of each story: with the fire, while nothing nearer is there.
    half = "Blaze destroys the Pell warehouse as ferry engine failure drifts seven hours"
    known = [lead("fire", FIRE), lead("half", half, hours=1)]
    assert groups(window_of(known, rule=at(0.6))) == sets("fire half")
    late = lead("late", "Ferry engine failure drifts seven hours the Irish Sea", hours=2)
    window = window_of([*known, late], rule=at(0.6))
    assert groups(window, ["late"], {"e": frozenset({"fire", "half"})}) == sets("fire", "half late")


def test_what_nothing_touches_is_left_as_it_stands() -> None:
    leads = [
        lead("f1", FIRE),
        lead("f2", f"{FIRE} on Friday", hours=1),
        # Put together for reasons of long ago: nobody asks again.
        lead("s1", FERRY, hours=2),
        lead("x", BAKE, hours=3),
    ]
    events = {"fire": frozenset({"f1"}), "odd": frozenset({"s1", "x"})}
    result = found(window_of(leads), ["f2"], events)
    assert set(result.groups) == sets("f1 f2")
    assert result.touched == {"fire"}


def test_an_event_that_is_touched_is_taken_up_whole() -> None:
    leads = [
        lead("f1", FIRE),
        lead("f2", f"{FIRE} on Friday", hours=1),
        lead("x", BAKE, hours=2),
    ]
    result = found(window_of(leads), ["f2"], {"odd": frozenset({"f1", "x"})})
    assert set(result.groups) == sets("f1 f2", "x")


def test_no_arrivals_change_nothing() -> None:
    window = window_of([lead("a", FIRE), lead("b", FIRE, hours=1)])
    result = found(window, [], {"one": frozenset({"a"}), "two": frozenset({"b"})})
    assert (result.groups, result.touched) == ([], frozenset())


def test_what_is_no_longer_there_is_passed_over() -> None:
    # A crawl may store a page without its text while a comparison runs.
    assert groups(window_of([lead("a", FIRE)]), ["a", "gone"]) == sets("a")
    assert groups(window_of([]), ["gone"]) == set()


# --- Guests, and pages that stand alone


def test_a_guest_joins_its_event() -> None:
    leads = [
        lead("f1", FIRE),
        lead("f2", f"{FIRE} on Friday", hours=1),
        lead("live", f"{FIRE} live", hours=2, standing="guest"),
        lead("s1", FERRY, hours=2),
    ]
    assert groups(window_of(leads)) == sets("f1 f2 live", "s1")


def test_a_guest_never_glues_two_groups() -> None:
    both = f"{FIRE}. {FERRY}"
    leads = [lead("f1", FIRE), lead("s1", FERRY, hours=1), lead("both", both, hours=0.5)]
    # As a full article it is like either: from so low a chance, all three are one.
    low = at(0.2)
    assert groups(window_of(leads, rule=low)) == sets("both f1 s1")
    leads[2] = lead("both", both, hours=0.5, standing="guest")
    apart = groups(window_of(leads, rule=low))
    assert apart in (sets("both f1", "s1"), sets("both s1", "f1"))


def test_guests_meet_no_guests() -> None:
    leads = [lead(f"g{n}", FIRE, hours=n, standing="guest") for n in range(3)]
    assert groups(window_of(leads)) == sets("g0", "g1", "g2")
    # Where there is an event, each joins it.
    leads.append(lead("f", FIRE, hours=1))
    assert groups(window_of(leads)) == sets("f g0 g1 g2")


def test_a_page_that_stands_alone_joins_nobody_whatever_it_shares() -> None:
    leads = [
        lead("a", FIRE),
        lead("b", FIRE, hours=1),
        lead("week", FIRE, hours=2, standing="alone"),
        lead("year", FIRE, hours=2, standing="alone"),
        lead("live", FIRE, hours=2, standing="guest"),
    ]
    assert groups(window_of(leads)) == sets("a b live", "week", "year")


# --- What a person said


def said(together: Sequence[str] = (), apart: Collection[tuple[str, str]] = ()) -> Said:
    return Said(together=tuple(frozenset(group.split()) for group in together), apart=tuple(apart))


FOUR = (
    lead("f1", FIRE),
    lead("f2", f"{FIRE} on Friday", hours=1),
    lead("s1", FERRY, hours=2),
    lead("s2", f"{FERRY} overnight", hours=3),
)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        (said(["f1 s1"]), sets("f1 f2 s1", "s2")),
        (said(["f1 f2 s1 s2"]), sets("f1 f2 s1 s2")),
        (said(apart=[("f1", "f2")]), sets("f1", "f2", "s1 s2")),
        (said(["f2 s1"], [("f1", "f2"), ("s1", "s2")]), sets("f1", "f2 s1", "s2")),
        (said(["f1 gone"], [("s1", "gone")]), sets("f1 f2", "s1 s2")),
    ],
)
def test_a_person_s_word_comes_before_the_evidence(
    word: Said, expected: set[frozenset[str]]
) -> None:
    result = groups(window_of(FOUR), said=word)
    if word.together == (frozenset({"f1", "s1"}),):
        # Which of the two groups that were tied to draws the others is for the evidence.
        assert any({"f1", "s1"} <= group for group in result)
    else:
        assert result == expected


def test_what_stands_together_is_taken_up_together() -> None:
    events = {"fire": frozenset({"f1", "f2"}), "ferry": frozenset({"s1", "s2"})}
    result = found(window_of(FOUR), ["f1"], events, said(["f1 f2 s1 s2"]))
    assert set(result.groups) == sets("f1 f2 s1 s2")
    assert result.touched == {"fire", "ferry"}


def test_a_person_may_put_a_page_that_stands_alone_or_a_guest_into_an_event() -> None:
    leads = [
        *FOUR,
        lead("week", BAKE, standing="alone"),
        lead("live", BAKE, standing="guest"),
    ]
    result = groups(window_of(leads), said=said(["f1 f2 week", "s1 s2 live"]))
    assert result == sets("f1 f2 week", "live s1 s2")


def test_a_guest_stays_out_of_the_event_that_a_person_took_it_from() -> None:
    leads = [*FOUR, lead("live", FIRE, hours=1, standing="guest")]
    assert groups(window_of(leads)) == sets("f1 f2 live", "s1 s2")
    assert groups(window_of(leads), said=said(apart=[("live", "f2")])) == sets(
        "f1 f2", "s1 s2", "live"
    )


# --- More than can be linked at once


def crowd(stories: Mapping[str, int]) -> list[Lead]:
    """So many reports of each story, one after another."""
    return [
        lead(f"{story[:2]}{number}", f"{story} {story} {text} w{number}", hours=number)
        for story, text in (("fire", FIRE), ("ferry", FERRY), ("bake", BAKE))
        for number in range(stories.get(story, 0))
    ]


def test_too_many_to_link_at_once_are_cut_at_a_stricter_chance(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    leads = [lead(f"f{n}", f"{FIRE} w{n}", hours=n) for n in range(6)]
    # Like the fires, but less so than they are like one another.
    quay = "Blaze destroys a quay and the harbour office of Innis"
    leads += [lead(f"o{n}", f"{quay} w{n}", hours=n) for n in range(3)]
    glued = groups(window_of(leads, rule=at(0.01)))
    assert glued == {frozenset(one.article_id for one in leads)}
    monkeypatch.setattr(grouping, "_LARGEST", 4)
    cut = groups(window_of(leads, rule=at(0.01)))
    assert sets("o0 o1 o2") <= cut
    assert frozenset(f"f{n}" for n in range(6)) in cut


def test_two_crowds_at_once_are_both_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    leads = crowd({"fire": 6, "ferry": 7, "bake": 2})
    expected = groups(window_of(leads))
    assert sorted(map(len, expected)) == [2, 6, 7]
    monkeypatch.setattr(grouping, "_LARGEST", 4)
    assert groups(window_of(leads)) == expected


def test_what_stands_together_stays_so_when_a_crowd_is_cut(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(grouping, "_LARGEST", 4)
    result = groups(window_of(crowd({"fire": 6, "ferry": 6})), said=said(["fi0 fe0"]))
    assert any({"fi0", "fe0"} <= group for group in result)
    assert sorted(a for group in result for a in group) == sorted(
        one.article_id for one in crowd({"fire": 6, "ferry": 6})
    )
