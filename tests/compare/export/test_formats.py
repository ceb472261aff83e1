from __future__ import annotations

import pytest

from compare.errors import ExportError
from compare.export import FORMATS
from compare.export.formats import chosen_formats


def test_formats_are_named_as_documented() -> None:
    assert FORMATS[:3] == ("jsonl", "csv", "parquet")


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["csv"], ["csv"]),
        (["csv", " JSONL", "csv"], ["jsonl", "csv"]),
        (["parquet", ""], ["parquet"]),
    ],
)
def test_names_as_people_write_them(names: list[str], found: list[str]) -> None:
    assert [one.name for one in chosen_formats(names)] == found


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (["xml"], "--format xml: is not a format of export; choose from jsonl, csv, parquet."),
        (["csv", "a", "b"], "--format a,b: is not a format of export; choose from "),
        ([""], "--format: names no format; choose from jsonl, csv, parquet."),
        ([], "--format: names no format"),
    ],
)
def test_unknown_names_are_told(names: list[str], sentence: str) -> None:
    with pytest.raises(ExportError) as caught:
        chosen_formats(names)
    assert str(caught.value).startswith(sentence)
