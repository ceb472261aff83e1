"""The rule that says how likely two articles report one event."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.events.rule import EVIDENCE, Coefficients, parse, shipped
from tests.compare.conftest import RULE


def coefficients(weights: Mapping[str, float], intercept: float = 0.0) -> Coefficients:
    return Coefficients(
        intercept=intercept,
        weights={name: weights.get(name, 0.0) for name in EVIDENCE},
        typical=dict.fromkeys(EVIDENCE, 0.5),
    )


def test_the_shipped_rule_has_sensible_values() -> None:
    rule = shipped()
    for one in (rule.one_language, rule.two_languages):
        assert one.weights.keys() == one.typical.keys() == set(EVIDENCE)
        assert all(np.isfinite([one.intercept, *one.weights.values(), *one.typical.values()]))
        # What both have speaks for one event, what lies between them against it.
        assert all(one.weights[name] >= 0 for name in EVIDENCE if name not in ("days", "crowd"))
        assert one.weights["days"] < 0
        assert one.weights["crowd"] <= 0
    # Every kind of evidence earns its cost.
    assert all(rule.one_language.weights[name] for name in EVIDENCE)
    assert 0 < rule.cut < 1
    assert 0 <= rule.floor < 1
    assert 0 <= rule.alike_from < rule.alike_to <= 1
    assert 0 <= rule.strangers < 1
    assert rule.version


def test_across_languages_words_do_not_count() -> None:
    across = shipped().two_languages.weights
    assert not any(across[name] for name in ("words", "headline_words", "quotations"))


ROWS = st.lists(st.floats(0, 3), min_size=len(EVIDENCE), max_size=len(EVIDENCE))


@given(ROWS, st.sampled_from(EVIDENCE), st.floats(0.01, 2), st.booleans(), st.booleans())
def test_more_evidence_moves_the_chance_the_way_of_its_weight(
    row: list[float], name: str, more: float, two_languages: bool, own: bool
) -> None:
    rule = shipped() if own else RULE
    changed = list(row)
    changed[EVIDENCE.index(name)] += more
    before, after = rule.probability(np.array([row, changed]), np.array([two_languages] * 2))
    weight = (rule.two_languages if two_languages else rule.one_language).weights[name]
    assert 0 <= before <= 1
    if weight > 0:
        assert after >= before
        assert after > before or before > 1 - 1e-9
    elif weight < 0:
        assert after < before or before < 1e-9
    else:
        assert after == before


def test_each_pair_has_the_coefficients_of_its_languages() -> None:
    evidence = np.full((2, len(EVIDENCE)), 0.5)
    mixed = RULE.probability(evidence, np.array([False, True]))
    for place, one in enumerate((RULE.one_language, RULE.two_languages)):
        odds = one.intercept + 0.5 * sum(one.weights.values())
        assert mixed[place] == pytest.approx(1 / (1 + np.exp(-odds)))


def test_a_reason_counts_from_what_is_usual() -> None:
    one = coefficients({"opening": 4.0, "days": -2.0})
    evidence = np.zeros(len(EVIDENCE))
    evidence[EVIDENCE.index("opening")] = 0.75
    parts = dict(zip(EVIDENCE, one.contributions(evidence), strict=True))
    assert parts["opening"] == pytest.approx(1.0)
    # Nearer than usual speaks for one event.
    assert parts["days"] == pytest.approx(1.0)
    assert parts["words"] == 0


def _tables(**changes: Any) -> dict[str, Any]:
    table = {"intercept": -1.0, "weights": {"opening": 2.0}, "typical": {"opening": 0.1}}
    return {
        "version": "hand-made", "cut": 0.3, "floor": 0.1, "alike_from": 0.2, "alike_to": 0.4,
        "strangers": 0.0, "one_language": table, "two_languages": table, **changes,
    }  # fmt: skip


def test_what_a_file_does_not_weigh_weighs_nothing() -> None:
    rule = parse(_tables())
    assert rule.one_language.weights == {
        name: 2.0 if name == "opening" else 0.0 for name in EVIDENCE
    }
    assert (rule.cut, rule.strangers, rule.version) == (0.3, 0.0, "hand-made")
