"""Reasons in plain words, whatever is stored as one."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.evidence import evidence, weighed
from dashboard.markup import Html
from dashboard.queries.reasons import Reason, read_reasons


def _said(kind: str, value: Any, **more: Any) -> str:
    reason = Reason(kind=kind, value=value, article_id=None, weight=None)
    return _words(evidence(reason, **more))


def _words(shown: Html) -> str:
    return re.sub(r"<[^>]*>", "", shown)


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("shared names", ["Mattis", "Shanahan"], "shares the names Mattis, Shanahan"),
        ("shared names", ["Mattis"], "shares the name Mattis"),
        ("shared words", ["barge", "pier"], "shares the words barge, pier"),
        ("shared terms", ["barge", "pier"], "shares the words barge, pier"),
        ("similarity", 0.812, "similarity 0.81"),
        ("similarity", 1, "similarity 1.00"),
        ("hours apart", 2.5, "2.5 hours apart"),
        ("hours apart", 1.0, "1 hour apart"),
        ("hours apart", 0.5, "30 minutes apart"),
        ("hours apart", 0, "less than a minute apart"),
        ("hours apart", -73, "3 days apart"),
        ("shared quotation", "not a crack", "both quote not a crack"),
        ("shared link", "https://port.example/a", "both link to https://port.example/a"),
        ("copy", 0.934, "the same text: 93% of the words"),
        (
            "no date",
            "2025-10-04T16:10:00+02:00",
            "no date on the page; by when it was first seen, 4 Oct 2025, 14:10 UTC",
        ),
        ("correction", "k1", "placed by a person"),
        ("stands alone", "live blog", "stands alone: live blog"),
    ],
)
def test_known_kinds(kind: str, value: Any, said: str) -> None:
    assert _said(kind, value) == said


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("shared places", ["Orra", "Quay"], "shared places: Orra, Quay"),
        ("entropy", 0.123456, "entropy: 0.123"),
        ("entropy", None, "entropy"),
        ("entropy", {"a": [1]}, "entropy: {&quot;a&quot;: [1]}"),
        ("shared names", [], "shared names: []"),
        ("shared names", 3, "shared names: 3"),
        ("similarity", "high", "similarity: high"),
        ("similarity", 10**400, f"similarity: 1{'0' * 226}…"),
        ("hours apart", True, "hours apart: true"),
        ("hours apart", float("nan"), "hours apart: nan"),
        ("no date", "yesterday", "no date: yesterday"),
        ("no date", "0001-01-01T00:00:00+09:00", "no date: 0001-01-01T00:00:00+09:00"),
        ("copy", None, "copy"),
        ("correction", None, "correction"),
    ],
)
def test_what_is_not_known_is_shown_as_stored(kind: str, value: Any, said: str) -> None:
    assert _said(kind, value) == said


def test_whose_text_is_carried_and_what_a_person_wrote() -> None:
    reason = Reason(kind="copy", value=0.9, article_id="a1", weight=None)
    assert "carries its text" in evidence(reason, copy_of="a1")
    assert "carries its text" not in evidence(reason, copy_of="a2")
    said = _said("correction", "k1", notes={"k1": "one arrest <b>"})
    assert said == "placed by a person: one arrest &lt;b&gt;"


def test_weights_have_their_sign() -> None:
    said = [
        _words(weighed(Reason(kind="similarity", value=0.5, article_id=None, weight=weight)))
        for weight in (2.04, -0.31, -0.01, None)
    ]
    assert said == ["similarity 0.50 +2.0", "similarity 0.50 −0.3"] + 2 * ["similarity 0.50"]


def test_long_lists_and_quotations_are_cut() -> None:
    assert _said("shared names", [f"N{n}" for n in range(20)]).endswith("N11 and 8 more")
    assert len(_said("shared quotation", "word " * 1000)) < 300


def test_a_link_that_may_not_be_followed_is_none() -> None:
    said = evidence(
        Reason(kind="shared link", value="javascript:alert(1)", article_id=None, weight=None)
    )
    assert "href" not in said
    assert "javascript:alert(1)" in said


def test_what_is_stored_is_read_as_it_is() -> None:
    assert read_reasons(None) == ()
    assert read_reasons({"kind": "similarity"}) == ()
    assert read_reasons(["similarity", 3, None]) == ()
    (old,) = read_reasons([{"kind": "similarity", "value": 0.8, "article_id": "a1"}])
    assert (old.article_id, old.weight) == ("a1", None)
    (odd,) = read_reasons([{"value": 1, "article_id": 7, "weight": "much"}])
    assert (odd.kind, odd.article_id, odd.weight) == ("a reason without a name", None, None)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
_KINDS = st.sampled_from(
    "shared names,shared words,similarity,hours apart,shared quotation,shared link,copy,no date,"
    "correction,stands alone".split(",")
)


@given(st.lists(st.fixed_dictionaries({"kind": _KINDS | _JSON, "value": _JSON, "weight": _JSON})))
def test_anything_that_is_stored_can_be_told(stored: list[dict[str, Any]]) -> None:
    for reason in read_reasons(stored):
        shown = weighed(reason, notes={"": "note"})
        inside = re.sub(r"</?(span|q|a|b)( [a-z-]+=\"[^\"]*\")*>", "", shown)
        assert "<" not in inside
        assert ">" not in inside
