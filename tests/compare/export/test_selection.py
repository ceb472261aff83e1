from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest

from compare.errors import ExportError
from compare.export.selection import Selection, find
from compare.tables import redirects


@pytest.mark.parametrize(
    ("raw", "moment"),
    [
        ("2025-10-04", datetime(2025, 10, 4, tzinfo=UTC)),
        (" 2025-10-04T14:10 ", datetime(2025, 10, 4, 14, 10, tzinfo=UTC)),
        ("2025-10-04T14:10:00+02:00", datetime(2025, 10, 4, 12, 10, tzinfo=UTC)),
        ("2025-10-04T14:10:00Z", datetime(2025, 10, 4, 14, 10, tzinfo=UTC)),
    ],
)
def test_dates(raw: str, moment: datetime) -> None:
    assert Selection.parse(events=(), since=raw, with_text=True).since == moment


@pytest.mark.parametrize(
    "raw", ["yesterday", "", "04.10.2025", "2025-13-01", "0001-01-01T00:00+14:00", "2025-10-04x"]
)
def test_what_is_no_date(raw: str) -> None:
    with pytest.raises(ExportError, match=re.escape(f"--since {raw}: is not a date; write it")):
        Selection.parse(events=(), since=raw, with_text=True)


def test_everything_is_the_default() -> None:
    assert Selection().everything
    assert Selection.parse(events=(), since=None, with_text=False).everything
    assert not Selection.parse(events=("e1",), since=None, with_text=True).everything
    assert Selection.parse(events=("e1", " e1"), since=None, with_text=True).events == ("e1",)


def test_old_ids_are_followed(shelf: Any) -> None:
    shelf.stock.insert(redirects, old_id="eolder", event_id="e000000000000000f")
    with shelf.engine.connect() as connection:
        for asked in ("eolder", "e000000000000000f", shelf.big):
            assert find(connection, Selection(events=(asked,))).events == (shelf.big,)


def test_redirects_in_a_ring_end(shelf: Any) -> None:
    shelf.stock.insert(redirects, old_id="eone", event_id="etwo")
    shelf.stock.insert(redirects, old_id="etwo", event_id="eone")
    with (
        shelf.engine.connect() as connection,
        pytest.raises(ExportError, match="eone: is not an event of this database; copy"),
    ):
        find(connection, Selection(events=("eone",)))
