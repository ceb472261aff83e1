"""The figures of events, and the agreement of each two outlets, as they are exported."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from compare.export import Selection, export

Read = Callable[[Path, str], dict[str, list[dict[str, Any]]]]


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_figures_are_those_of_the_stored_rows(shelf: Any, out: Path, read: Read, form: str) -> None:
    export(shelf.engine, out, [form], Selection())
    tables = read(out, form)
    big, small = tables["events"]
    # The Ledger was captured in part; it has the only passage that stands in no cluster.
    assert (big["clusters"], big["shared_by_all"], big["shared_by_some"]) == (1, 1, 0)
    assert (big["shared_undecided"], big["passages"], big["only_in_one"]) == (0, 4, 1)
    assert (small["clusters"], small["passages"], small["only_in_one"]) == (0, 0, 0)

    (cluster,) = tables["clusters"]
    assert cluster["first_outlets"] == ["@Wire", "City Ledger"]
    assert cluster["first_undated"] == ["The Beacon"]
    assert cluster["first_published"] is not None

    pairs = {(row["outlet"], row["other_outlet"]): row for row in tables["agreement"]}
    assert list(pairs) == [
        ("@Wire", "City Ledger"),
        ("@Wire", "The Beacon"),
        ("City Ledger", "The Beacon"),
    ]
    wire_beacon = pairs["@Wire", "The Beacon"]
    assert (wire_beacon["jaccard"], wire_beacon["copied"]) == (1, True)
    wire_ledger = pairs["@Wire", "City Ledger"]
    assert (wire_ledger["shared"], wire_ledger["either"], wire_ledger["jaccard"]) == (1, 2, 0.5)
    assert (wire_ledger["differing"], wire_ledger["copied"]) == (1, False)
    assert not wire_ledger["complete"]


def test_agreement_of_the_chosen_events_alone(shelf: Any, out: Path, read: Read) -> None:
    counts = export(shelf.engine, out, ["csv"], Selection(events=(shelf.small,)))
    assert counts["agreement"] == 0
    assert read(out, "csv")["agreement"] == []
