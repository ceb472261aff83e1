"""The outlets, and when one could not be heard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from compare.export import Selection, export
from crawler.archive import name_outlet
from crawler.database import writing
from crawler.tables import flags, outlets

Read = Callable[[Path, str], dict[str, list[dict[str, Any]]]]


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_who_could_not_be_heard(shelf: Any, out: Path, read: Read, form: str) -> None:
    with writing(shelf.engine) as connection:
        name_outlet(connection, "A Gull")
        connection.execute(
            outlets.update()
            .where(outlets.c.name == "A Gull")
            .values(country="GB", domain="g.example")
        )
        for kind, since, until in (
            ("silent", date(2025, 10, 1), date(2025, 10, 3)),
            ("incomplete", date(2025, 10, 4), None),
            ("source gone", date(2025, 10, 4), None),  # its other sources were read
        ):
            connection.execute(
                flags.insert().values(
                    outlet="A Gull", kind=kind, since=since, until=until, reason="=2 of 20"
                )
            )
    export(shelf.engine, out, [form], Selection())
    others = read(out, form)["outlets"]
    assert [row["outlet"] for row in others] == sorted(row["outlet"] for row in others)
    gull = others.pop([row["outlet"] for row in others].index("A Gull"))
    assert gull == {
        "outlet": "A Gull",
        "domain": "g.example",
        "country": "GB",
        "owner": None,
        "language": None,
        "articles": 0,
        "first_seen": None,
        "last_seen": None,
        "lapses": [
            {"kind": "silent", "since": "2025-10-01", "until": "2025-10-03", "reason": "=2 of 20"},
            {"kind": "incomplete", "since": "2025-10-04", "until": None, "reason": "=2 of 20"},
        ],
    }
    assert sum(row["articles"] for row in others) == 5
    assert all(row["lapses"] == [] for row in others)
    assert all(row["first_seen"] <= row["last_seen"] for row in others)
