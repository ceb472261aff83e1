"""Fields of other programs' objects (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def word(value: Mapping[str, Any], name: str) -> str | None:
    """A text; news-please and fundus write str(None) where there is none.

    Raises ValueError, with the field's name, when it holds something else.
    """
    found = value.get(name)
    if found is not None and not isinstance(found, str):
        raise ValueError(f"{name} is not a text")
    return None if found in (None, "", "None") else found
