"""The rule that says how likely two passages tell the same thing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from compare.matching.evidence import EVIDENCE, Evidence
from compare.matching.rule import AGAIN, Regression, Rule, parse, shipped
from tests.compare.matching.gathering import gathered

RULE = Rule(
    version="hand-made",
    first=Regression(intercept=-1.0, weights={"runs": 2.0}),
    again=None,
    cut=0.5,
    balanced=0.4,
    floor=0.8,
    itself=0.35,
    related=0.1,
)


def evidence(*runs: float) -> Evidence:
    """Pairs of the one passage of A with those of B, by their evidence "runs" alone."""
    values = np.zeros((len(runs), len(EVIDENCE)))
    values[:, EVIDENCE.index("runs")] = runs
    return Evidence(
        first=np.zeros(len(runs), dtype=np.int64),
        second=np.arange(1, len(runs) + 1),
        values=values,
    )


def chances(rule: Rule, found: Evidence) -> list[float]:
    article = np.array([0] + [1] * len(found.first))
    return [float(chance) for chance in rule.chances(found, article)]


def test_the_log_odds_are_the_sum_of_what_is_weighed() -> None:
    assert chances(RULE, evidence(0.0, 0.5, 1.0)) == pytest.approx(
        [1 / (1 + np.e), 0.5, 1 / (1 + 1 / np.e)], abs=1e-6
    )
    assert chances(RULE, evidence()) == []


def test_extreme_odds_are_chances_too() -> None:
    assert chances(RULE, evidence(-1e6, 1e6)) == pytest.approx([0, 1], abs=1e-6)


def test_the_second_judgement_knows_the_rivals_of_the_first() -> None:
    second = Regression(intercept=0.0, weights={"runs": 2.0, "rivals": -3.0})
    rule = replace(RULE, again=second)
    [alone] = chances(rule, evidence(1.0))
    [with_rival, _] = chances(rule, evidence(1.0, 1.0))
    assert alone == pytest.approx(1 / (1 + np.exp(-2)), abs=1e-6)
    assert with_rival < alone


def test_the_shipped_rule_names_only_what_there_is_and_its_cuts_are_in_order() -> None:
    rule = shipped()
    assert set(rule.first.weights) <= set(EVIDENCE)
    assert rule.again is None or set(rule.again.weights) <= set(AGAIN)
    assert 0 < rule.related < rule.balanced < rule.cut < 1
    assert 0 < rule.floor <= 1
    assert 0 < rule.itself < 1


def test_the_shipped_rule_tells_a_match_from_a_shared_topic() -> None:
    prepared = gathered(
        [
            ["Four cars boxed in the agents on Kedzie Avenue.", "The mayor was in Springfield."],
            ["On Kedzie Avenue the agents were boxed in by four cars.", "Rain fell on agents."],
        ]
    )
    found = shipped().chances(prepared.evidence, prepared.article)
    pairs = zip(prepared.evidence.first.tolist(), prepared.evidence.second.tolist(), strict=True)
    by_pair = dict(zip(pairs, found.tolist(), strict=True))
    assert by_pair[0, 2] > shipped().cut
    assert all(chance < shipped().balanced for pair, chance in by_pair.items() if pair != (0, 2))


def test_a_file_without_a_second_regression_is_read() -> None:
    tables = {
        "version": "v",
        "cut": 0.6,
        "balanced": 0.3,
        "floor": 0.8,
        "itself": 0.35,
        "related": 0.15,
        "first": {"intercept": -1.0, "weights": {"runs": 2.0}},
    }
    assert parse(tables) == replace(
        RULE, version="v", cut=0.6, balanced=0.3, related=0.15, again=None
    )
    with pytest.raises(KeyError):
        parse({key: value for key, value in tables.items() if key != "first"})
