"""Units and phrases that columns of several tables share, and what they allow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

UTC = "UTC, to the second"
OFFSET = "characters (Unicode code points) from 0"
SLICE = "text[start:end] of the article"
COUNT = "count"
TEXT = "text"
VERBATIM = "text, verbatim"
OUTLET = "outlet, by name"
OUTLETS = "outlets, by name"
ADDRESS = "URL"
SHARE = "0 to 1"
FROM_0 = "from 0"
FROM_1 = "from 1"
SHA256 = "64 hex digits"
LANGUAGE = "BCP 47"


def _id(letter: str) -> str:
    return f"“{letter}” and 16 hex digits"


ARTICLE_ID = _id("a")
EVENT_ID = _id("e")
PASSAGE_ID = _id("p")
CLUSTER_ID = _id("c")
DIFFERENCE_ID = _id("d")
QUOTATION_ID = _id("q")
NAMING_ID = _id("n")
CORRECTION_ID = _id("k")

LIMITS: Mapping[str, Mapping[str, Any]] = {
    SHARE: {"minimum": 0, "maximum": 1},
    OFFSET: {"minimum": 0},
    FROM_0: {"minimum": 0},
    FROM_1: {"minimum": 1},
    SHA256: {"pattern": "[0-9a-f]{64}"},
    **{_id(letter): {"pattern": f"{letter}[0-9a-f]{{16}}"} for letter in "aepcdqnk"},
}
"""Unit → what a value in it must be, in the words of Table Schema's constraints."""
