"""A small vocabulary for small windows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from compare import terms


@pytest.fixture(autouse=True, scope="package")
def small_vocabulary() -> Iterator[None]:
    """A window reckons with every place that terms may be hashed to: a dozen articles need few."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(terms, "_SPACE", 2**14)
        yield
