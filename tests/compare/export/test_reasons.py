from __future__ import annotations

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.export.reasons import reason_records

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=2),
    max_leaves=6,
)
KINDS = st.sampled_from(["shared names", "shared quotation", "of tomorrow"]) | st.text()


def one(kind: str, value: Any, *, quoting: bool = True, **more: Any) -> Any:
    (record,) = reason_records([{"kind": kind, "value": value, **more}], quoting=quoting)
    return record


@pytest.mark.parametrize(
    ("kind", "value", "line", "values", "number"),
    [
        ("shared names", ["Ann, Jr", "Bo"], "Ann, Jr, Bo", ["Ann, Jr", "Bo"], None),
        ("shared words", [], "", [], None),
        ("similarity", 0.83, "0.83", [], 0.83),
        ("hours apart", 5, "5", [], 5.0),
        ("shared quotation", "so it is", "so it is", [], None),
        ("no date", "2025-10-04T12:00:00Z", "2025-10-04T12:00:00Z", [], None),
        ("of tomorrow", None, None, [], None),
        ("of tomorrow", True, "true", [], None),
        ("of tomorrow", {"a": ["ü", 1]}, '{"a": ["ü", 1]}', [], None),
        ("of tomorrow", [1, ["a"]], '1, ["a"]', ["1", '["a"]'], None),
        ("of tomorrow", math.nan, "NaN", [], None),
        ("of tomorrow", 10**400, "1" + "0" * 400, [], None),
    ],
)
def test_every_type_of_evidence_has_its_place(
    kind: str, value: Any, line: str | None, values: list[str], number: float | None
) -> None:
    assert one(kind, value, article_id="a1", weight=2) == {
        "kind": kind,
        "article_id": "a1",
        "weight": 2.0,
        "value": line,
        "values": values,
        "number": number,
    }


@pytest.mark.parametrize("weight", [None, math.inf, -math.inf, math.nan, "2", True])
def test_a_weight_that_is_none(weight: Any) -> None:
    assert one("similarity", 0.5, weight=weight)["weight"] is None
    assert one("similarity", 0.5)["weight"] is None
    assert one("similarity", 0.5)["article_id"] is None


@pytest.mark.parametrize("kind", ["shared quotation", "of tomorrow"])
@pytest.mark.parametrize("value", ["they were boxed in", ["they were", "boxed in"], {"a": "b"}])
def test_without_quoting_no_piece_of_the_text_is_left(kind: str, value: Any) -> None:
    record = one(kind, value, quoting=False, article_id="a1", weight=1.5)
    assert (record["value"], record["values"]) == (None, [])
    assert (record["kind"], record["article_id"], record["weight"]) == (kind, "a1", 1.5)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("shared names", ["Ann"]),
        ("shared words", ["pier"]),
        ("shared terms", ["pier", "barge"]),
        ("shared link", "https://x.example/"),
        ("similarity", 0.5),
        ("copy", 0.9),
        ("correction", "k1"),
        ("stands alone", "live blog"),
        ("of tomorrow", 3),
    ],
)
def test_what_is_no_piece_of_the_text_stays(kind: str, value: Any) -> None:
    assert one(kind, value, quoting=False) == one(kind, value)


def test_a_line_in_capitals_is_no_name() -> None:
    names = ["ANN", "FOUR CARS WERE BOXED IN BY TEN OTHERS AT PIER NINE TODAY, SAID ANN"]
    assert one("shared names", names)["values"] == names
    record = one("shared names", names, quoting=False)
    assert (record["value"], record["values"]) == (None, [])


def test_where_none_are_stored() -> None:
    assert reason_records(None, quoting=True) == []
    assert reason_records([], quoting=True) == []


@given(KINDS, JSON, JSON, st.booleans())
def test_whatever_is_stored_can_be_written(
    kind: str, value: Any, weight: Any, quoting: bool
) -> None:
    record = one(kind, value, weight=weight, quoting=quoting)
    json.dumps(record, allow_nan=False).encode("utf-8")
    assert isinstance(record["kind"], str)
    assert isinstance(record["value"], str | None)
    assert all(isinstance(item, str) for item in record["values"])
    for name in ("number", "weight"):
        assert isinstance(record[name], float | None)
    for text in (record["kind"], record["value"] or "", *record["values"]):
        text.encode("utf-8")
