from __future__ import annotations

from typing import Any

import pytest

from compare.errors import ExportError
from compare.export.slices import Span, cut


def test_pieces_of_the_revision_named(shelf: Any) -> None:
    old = Span(shelf.ledger, 1, 8, 10)
    new = Span(shelf.ledger, 2, 0, 9)
    with shelf.engine.connect() as connection:
        assert cut(connection, [old, new, old]) == {old: "🚗🚗", new: "Corrected"}
        assert cut(connection, []) == {}


@pytest.mark.parametrize(
    ("revision", "start", "end"), [(1, 0, 10_000), (1, -1, 3), (1, 5, 4), (9, 0, 1)]
)
def test_a_place_that_is_not_there(shelf: Any, revision: int, start: int, end: int) -> None:
    with shelf.engine.connect() as connection, pytest.raises(ExportError, match="has no char"):
        cut(connection, [Span(shelf.ledger, revision, start, end)])
