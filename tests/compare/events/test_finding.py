"""The memberships of a group: score, reasons, and a person's word before them."""

from __future__ import annotations

import pytest

from compare.events import Lead, Membership
from compare.events.finding import Said, explain
from tests.compare.events.articles import FERRY, FIRE, at, found, lead, window_of


def memberships(*leads: Lead, said: Said | None = None, cut: float = 0.3) -> dict[str, Membership]:
    window = window_of(leads, rule=at(cut))
    result = found(window, said=said)
    by_id = {one.article_id: one for one in leads}
    members = [
        member for group in result.groups for member in explain(group, result, window, by_id, said)
    ]
    assert sorted(member.article_id for member in members) == sorted(by_id)
    return {member.article_id: member for member in members}


def test_an_article_alone_has_score_one_and_no_reasons() -> None:
    assert memberships(lead("a", FIRE)) == {
        "a": Membership(article_id="a", score=1.0, reasons=(), standing="full", page=None)
    }


def test_an_article_alone_says_what_kind_of_page_it_is_and_that_it_has_no_date() -> None:
    week = lead("week", FIRE, standing="alone", page="round-up")
    [reason] = memberships(week)["week"].reasons
    assert reason == {
        "kind": "stands alone",
        "value": "round-up",
        "article_id": None,
        "weight": 0.0,
    }
    late = lead("late", FIRE, hours=1.5, dated=False, standing="alone", page="live blog")
    kind, undated = memberships(late)["late"].reasons
    assert kind["value"] == "live blog"
    assert undated == {
        "kind": "no date", "value": "2025-10-03T13:30:00+00:00", "article_id": None, "weight": 0.0
    }  # fmt: skip


def test_standing_and_page_are_told_of_every_member() -> None:
    told = memberships(
        lead("a", FIRE),
        lead("live", FIRE, hours=1, standing="guest", page="live blog"),
        lead("week", FIRE, standing="alone", page="round-up"),
    )
    assert [(told[one].standing, told[one].page) for one in ("a", "live", "week")] == [
        ("full", None),
        ("guest", "live blog"),
        ("alone", "round-up"),
    ]


def test_the_score_is_the_mean_chance_over_the_others() -> None:
    leads = [
        lead("a", f"{FIRE} on Friday"),
        lead("b", f"{FIRE} at night", hours=1),
        lead("c", "Blaze destroys the Pell harbour office", hours=2),
    ]
    told = memberships(*leads, cut=0.05)
    window = window_of(leads)
    import numpy as np

    pairs = window.pairs(np.arange(3))
    chance = {
        frozenset({window.profiles[a].lead.article_id, window.profiles[b].lead.article_id}): c
        for a, b, c in zip(pairs.first, pairs.second, pairs.chance.tolist(), strict=True)
    }
    for one in "abc":
        mean = sum(chance[frozenset({one, other})] for other in "abc" if other != one) / 2
        assert told[one].score == pytest.approx(mean, abs=1e-4)
    assert told["c"].score < told["a"].score


def test_the_reasons_are_of_the_nearest_of_the_group() -> None:
    told = memberships(
        lead("a", f"{FIRE} on Friday"),
        lead("b", f"{FIRE} on Friday", hours=1),
        lead("c", "Blaze destroys the Pell warehouse at night", hours=2),
        lead("x", FERRY),
    )
    assert {reason["article_id"] for reason in told["a"].reasons} == {"b"}
    assert {reason["article_id"] for reason in told["b"].reasons} == {"a"}
    assert {reason["article_id"] for reason in told["c"].reasons} <= {"a", "b"}
    assert told["c"].reasons
    assert told["x"].reasons == ()


def test_a_person_s_word_comes_first_and_leaves_two_reasons_beside_it() -> None:
    said = Said(by_article={"a": "k1", "x": "k2"})
    told = memberships(lead("a", FIRE), lead("b", FIRE, hours=1), lead("x", FERRY), said=said)
    first, *rest = told["a"].reasons
    assert first == {"kind": "correction", "value": "k1", "article_id": None, "weight": 0.0}
    assert [reason["article_id"] for reason in rest] == ["b", "b"]
    assert [reason["value"] for reason in told["x"].reasons] == ["k2"]
    assert "correction" not in {reason["kind"] for reason in told["b"].reasons}


def test_articles_together_by_a_person_s_word_alone_need_no_evidence() -> None:
    said = Said(together=(frozenset({"a", "x"}),), by_article={"a": "k1", "x": "k1"})
    told = memberships(lead("a", FIRE), lead("x", FERRY, hours=200), said=said)
    assert told["a"].score == told["x"].score == 0.0
    assert [reason["kind"] for reason in told["a"].reasons] == ["correction"]


def test_a_group_is_told_in_order_of_article_id() -> None:
    leads = [lead(name, FIRE, hours=hours) for hours, name in enumerate("cab")]
    window = window_of(leads)
    result = found(window)
    [group] = result.groups
    told = explain(group, result, window, {one.article_id: one for one in leads})
    assert [member.article_id for member in told] == ["a", "b", "c"]
