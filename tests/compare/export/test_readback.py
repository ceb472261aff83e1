from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.export.columns import Table, column
from compare.export.comma import CommaSeparated
from compare.export.format import Format
from compare.export.jsonl import JsonLines
from compare.export.parquet import Parquet
from compare.export.readback import READERS, UnreadableError, read_rows

TABLE = Table(
    name="things",
    meaning="",
    order="",
    key=("id",),
    columns=(
        column("id", "text", "", ""),
        column("some", "text", "", "", nullable=True),
        column("number", "number", "", "", nullable=True),
        column("whole", "integer", "", ""),
        column("yes", "boolean", "", ""),
        column("list", "texts", "", ""),
        column("records", "records", "", "", fields=(column("text", "text", "", ""),)),
    ),
)
TEXT = st.text(st.characters(codec="utf-8"), max_size=12) | st.sampled_from(
    ["=1", "'=", "''", "\u2028", "\x85", "\r\n", "\0", '"', ",", "＝x", "null", "-1"]
)
ROW = st.fixed_dictionaries(
    {
        "id": TEXT,
        # In CSV an empty text is a missing one.
        "some": st.none() | TEXT.filter(bool),
        "number": st.none() | st.floats(allow_nan=False, allow_infinity=False),
        "whole": st.integers(0, 2**53),
        "yes": st.booleans(),
        "list": st.lists(TEXT, max_size=3),
        "records": st.lists(st.fixed_dictionaries({"text": TEXT}), max_size=2),
    }
)


@pytest.mark.parametrize("form", [JsonLines(), CommaSeparated(), Parquet()], ids=lambda f: f.name)
@given(rows=st.lists(ROW, max_size=4))
def test_what_is_written_is_read_again(form: Format, rows: list[dict[str, Any]]) -> None:
    with TemporaryDirectory() as made:
        with form.open(Path(made), [TABLE]) as writer:
            writer.write(TABLE, rows)
        path = Path(made) / f"{TABLE.name}.{form.name}"
        assert list(read_rows(path, TABLE, form.name)) == rows


@pytest.mark.parametrize("form", READERS)
@given(content=st.binary(max_size=200))
def test_any_bytes_are_rows_or_told(form: str, content: bytes) -> None:
    with TemporaryDirectory() as made:
        path = Path(made) / "things"
        path.write_bytes(content)
        told: list[str] = []
        rows: list[Any] = []
        try:
            rows += read_rows(path, TABLE, form)
        except UnreadableError as error:
            told.append(str(error))
    assert all(isinstance(row, dict) for row in rows)
    assert not any("\n" in sentence for sentence in told)
