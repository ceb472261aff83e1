"""Hedges → bounds: "at least four" is [4, 6], "about 30" is [27, 33], "dozens" [24, 99] (pure)."""

from __future__ import annotations

import re

_LESS = (
    "up to", "as many as", "as much as", "nearly", "almost", "close to", "fewer than", "less than",
    "no more than", "under", "below", "just under", "just shy of", "approaching", "at most",
)  # fmt: skip
_MORE = (
    "at least", "more than", "over", "no fewer than", "no less than", "upwards of", "exceeding",
    "topped", "topping", "above", "just over", "well over", "in excess of", "greater than",
    "a minimum of", "surpassed", "surpassing",
)  # fmt: skip
_ABOUT = (
    "about", "around", "roughly", "some", "approximately", "an estimated", "estimated", "circa",
    "in the region of", "maybe", "perhaps", "just about",
)  # fmt: skip
_BEFORE = re.compile(
    rf"\b(?:{'|'.join(sorted((*_LESS, *_MORE, *_ABOUT), key=len, reverse=True))})"
    r"(?:\s+(?:a|the|as))?\s+$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s+or\s+(?P<more>more)\b|(?P<plus>\+|-plus\b|\splus\b)|\s+or\s+(?P<less>less|fewer)\b"
    r"|\s+or\s+(?P<so>so)\b",
    re.IGNORECASE,
)
_LONGEST_HEDGE = 24

_GROUPS = {"dozen": (24, 99), "hundred": (200, 999), "thousand": (2000, 9999)}
_VAGUE = {
    "tens of thousands": (20_000, 99_999),
    "hundreds of thousands": (200_000, 999_999),
    "tens of millions": (20_000_000, 99_999_999),
    "hundreds of millions": (200_000_000, 999_999_999),
    "tens of billions": (20e9, 99e9),
    "hundreds of billions": (200e9, 999e9),
    **{
        f"{few} {group}": bounds
        for few in ("several", "a few", "a couple of", "a couple")
        for group, bounds in _GROUPS.items()
    },
    "dozens": (24, 99),
    "scores": (40, 99),
    "hundreds": (200, 999),
    "thousands": (2000, 9999),
    "millions": (2e6, 999e6),
    "billions": (2e9, 999e9),
    "a handful": (2, 9),
}
VAGUE = rf"\b(?:{'|'.join(sorted(_VAGUE, key=len, reverse=True))})\b"
"""Pattern of what stands for a number without giving one."""


def vague_bounds(words: str) -> tuple[float, float]:
    """The bounds of a text that VAGUE matched."""
    low, high = _VAGUE[" ".join(words.lower().split())]
    return float(low), float(high)


def hedge_before(text: str, start: int) -> tuple[int, str]:
    """Where the hedge of a number at `start` begins, and the hedge ("" where it has none)."""
    window = text[max(0, start - _LONGEST_HEDGE) : start]
    match = _BEFORE.search(window)
    if not match:
        return start, ""
    return start - len(window) + match.start(), " ".join(match.group().lower().split())


def hedge_after(text: str, end: int) -> tuple[int, str]:
    """Where the hedge after a number ends, and the hedge that says the same before it."""
    match = _AFTER.match(text, end)
    if not match:
        return end, ""
    if match["so"]:
        return match.end(), "about"
    return match.end(), "up to" if match["less"] else "at least"


def bounds(value: float, hedge: str) -> tuple[float, float]:
    """The bounds within which other accounts' figures agree with the hedged one."""
    hedge = hedge.removesuffix(" a").removesuffix(" the").removesuffix(" as")
    if hedge in _MORE:
        return value, value * 1.5
    if hedge in _LESS:
        return value * (0.75 if hedge in ("up to", "as many as", "as much as") else 0.85), value
    if hedge in _ABOUT:
        slack = value * (0.1 if value >= 20 else 0.15)
        return value - slack, value + slack
    return value, value
