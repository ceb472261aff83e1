"""Unit names → dimensions and factors: 5 km is 5000 metres, two hours are 7200 seconds (pure)."""

from __future__ import annotations

import re

_SECONDS = 1.0
_DAY = 86_400.0
_YEAR = 365.25 * _DAY
_DIMENSIONS: dict[str, dict[str, float]] = {
    "length": {
        "kilometer kilometre km kms": 1000,
        "meter metre": 1,
        "centimeter centimetre cm": 0.01,
        "millimeter millimetre mm": 0.001,
        "mile": 1609.344,
        "yard": 0.9144,
        "foot feet ft": 0.3048,
        "inch inche": 0.0254,
    },
    "duration": {
        "second": _SECONDS,
        "minute min": 60,
        "hour hr": 3600,
        "day": _DAY,
        "week": 7 * _DAY,
        "month": _YEAR / 12,
        "year yr": _YEAR,
        "decade": 10 * _YEAR,
        "century centurie": 100 * _YEAR,
    },
    "mass": {
        "kilogram kilogramme kilo kg": 1,
        "gram gramme": 0.001,
        "pound lb": 0.45359237,
        "ounce oz": 0.0283495,
        "ton": 907.18474,
        "tonne": 1000,
    },
    "area": {
        "acre": 4046.8564,
        "hectare": 10_000,
        "square mile": 2_589_988.1,
        "square kilometer square kilometre": 1e6,
        "square meter square metre": 1,
        "square foot square feet": 0.09290304,
    },
    "volume": {"gallon": 3.785411784, "liter litre": 1, "barrel": 158.987295},
    "speed": {"mph": 1.609344, "kph km/h kmh": 1},
    "money $": {"dollar": 1, "buck": 1, "cent": 0.01},
    "money €": {"euro": 1},
    "points": {"percentage point": 1},
    "percent": {"percent": 1, "per cent": 1, "%": 1, "pc": 1},
    "degrees": {"degree": 1},
}


def _table() -> dict[str, tuple[str, float]]:
    table = {}
    for dimension, units in _DIMENSIONS.items():
        for names, factor in units.items():
            for name in _names(names):
                table[name] = (dimension, factor)
    return table


def _names(names: str) -> list[str]:
    if names.startswith(("square ", "percentage ", "per ")):
        return [name.strip() for name in re.findall(r"(?:square|percentage|per) \w+", names)]
    return names.split()


_TABLE = _table()
UNIT = re.compile(
    r"(?P<join>[\s-]?)(?P<name>%|(?:"
    + "|".join(re.escape(name) for name in sorted(_TABLE, key=len, reverse=True) if name != "%")
    + r")s?\b)",
    re.IGNORECASE,
)
"""A unit directly after a number; "join" is a hyphen in "two-hour"."""

CURRENCY = r"(?:(?:US|A|C|CA|AU|NZ|HK|S)?\$|£|€|¥|₹)"
"""Pattern of a currency's sign."""


def unit_of(name: str) -> tuple[str, float]:
    """(dimension, factor to its base unit) of a name that UNIT matched."""
    lower = name.lower()
    return _TABLE.get(lower) or _TABLE[lower.removesuffix("s")]


def currency_of(sign: str) -> str:
    """The dimension of a sign that CURRENCY matched; "$" and "US$" are one."""
    return "money " + ("$" if sign.upper() == "US$" else sign.upper())
