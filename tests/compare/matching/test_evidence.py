"""What speaks for two passages telling the same thing: each kind by a small case."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.matching import evidence as module
from compare.matching.evidence import EVIDENCE
from tests.compare.matching.gathering import gathered, value

FERRY = "The ferry drifted for 6 hours off Gull Island on Monday."
SAME = "For 6 hours the ferry drifted off Gull Island."
OTHER = "The ferry company said tickets will be refunded."
STORM = "A storm had closed the harbor on Sunday night."


def test_the_same_words_say_more_than_a_shared_topic() -> None:
    prepared = gathered([[FERRY], [SAME, OTHER]])
    for name in ("meaning", "runs", "shared", "share", "numbers", "told", "mass"):
        assert value(prepared, name, "A0", "B0") > value(prepared, name, "A0", "B1"), name


def test_rare_words_weigh_more() -> None:
    prepared = gathered([["Ammonia leaked there."], ["Ammonia was there.", "It leaked there."]])
    assert value(prepared, "shared", "A0", "B0") > value(prepared, "shared", "A0", "B1")


def test_quoted_words_count_when_both_quote_them() -> None:
    said = "He said “we will not go home today” there."
    plain = "He said we will not go home today there."
    prepared = gathered([[said], [said, plain]])
    assert value(prepared, "quoted", "A0", "B0") == pytest.approx(math.log1p(4))
    assert value(prepared, "both_quote", "A0", "B0") == 1
    assert value(prepared, "quoted", "A0", "B1") == 0
    assert value(prepared, "both_quote", "A0", "B1") == 0


def test_only_the_first_three_passages_are_the_lead() -> None:
    account = [FERRY, "Ferry one.", "Ferry two.", FERRY]
    prepared = gathered([account, account])
    assert value(prepared, "lead", "A0", "B0") == 1
    assert value(prepared, "lead", "A0", "B3") == 0


def test_the_best_partner_has_rank_0_and_a_margin_over_the_next() -> None:
    prepared = gathered([[FERRY], [SAME, OTHER]])
    assert value(prepared, "rank", "A0", "B0") == 0
    assert value(prepared, "margin", "A0", "B0") > 0
    assert value(prepared, "rank", "A0", "B1") == pytest.approx(math.log(2))
    assert value(prepared, "margin", "A0", "B1") < value(prepared, "margin", "A0", "B0")


def test_neighbours_that_are_alike_speak_for_a_pair() -> None:
    together = gathered([[FERRY, STORM], [SAME, STORM]])
    alone = gathered([[FERRY, OTHER], [SAME, STORM]])
    assert value(together, "neighbours", "A0", "B0") == pytest.approx(1)
    assert value(alone, "neighbours", "A0", "B0") < 0.5


def test_the_last_of_an_article_has_no_neighbour_in_the_next() -> None:
    # STORM stands beside B0 in the list, but in another article.
    prepared = gathered([[STORM, FERRY], [SAME], [STORM]])
    assert value(prepared, "neighbours", "A1", "B0") == 0


def test_a_third_account_bears_witness() -> None:
    borne = gathered([[FERRY], [SAME], [FERRY]])
    alone = gathered([[FERRY], [SAME], [STORM]])
    assert value(borne, "witness", "A0", "B0") > value(alone, "witness", "A0", "B0")


def test_of_one_account_there_is_no_evidence() -> None:
    assert gathered([[FERRY, SAME]]).evidence.values.shape == (0, len(EVIDENCE))


TEXTS = st.lists(
    st.lists(
        st.one_of(
            st.sampled_from([FERRY, SAME, OTHER, STORM, "…", "“", "東京で火事。", "قال", "4"]),
            st.text(max_size=40),
        ),
        min_size=1,
        max_size=5,
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=30)
@given(TEXTS, st.sampled_from([None, "en", "ja", "ar", "xx"]))
def test_evidence_is_finite_whatever_the_texts_hold(
    accounts: list[list[str]], language: str | None
) -> None:
    evidence = gathered(accounts, language).evidence
    assert evidence.values.shape == (len(evidence.first), len(EVIDENCE))
    assert np.isfinite(evidence.values).all()


@settings(max_examples=30)
@given(TEXTS)
def test_evidence_does_not_depend_on_how_many_pairs_are_looked_at_together(
    accounts: list[list[str]],
) -> None:
    whole = gathered(accounts).evidence.values
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_PAIRS", 2)
        assert gathered(accounts).evidence.values == pytest.approx(whole)
