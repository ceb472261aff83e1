"""English text → the places where it says something happened (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from compare.differences.gazetteer import Place, place

_NAME = (
    r"(?:(?:St|Ft|Mt)\.\s)?[A-Z][\w’'-]*[a-zé](?:(?:\s(?:of|de|la|al|los))?\s[A-Z][\w’'-]*[a-zé]){0,3}"
    r"|(?:[A-Z]\.){2,4}|US|UK|UAE"
)
_WHERE = re.compile(
    rf"\b(?P<how>[Ii]n|[Nn]ear|[Oo]utside|[Aa]t)\s(?:(?:the|downtown|central|northern|southern"
    rf"|eastern|western|nearby|city|town|suburb|state|of|village)\s){{0,3}}(?P<name>{_NAME})"
    r"(?P<whole>,\s(?:(?:[A-Z]\.){2}|[A-Z][a-z]{1,5}\.|[A-Z][a-z]+(?:\s[A-Z][a-z]+)?))?"
)
_LIST = re.compile(
    rf"(?<![\w.])(?:{_NAME})(?:,\s(?:{_NAME})){{1,14}},?\sand\s(?:the\s)?(?:{_NAME})"
)
_NO_PLACE = frozenset(
    """
    January February March April May June July August September October November December Jan Feb
    Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Monday Tuesday Wednesday Thursday Friday Saturday
    Sunday Congress Senate House Parliament English Spanish French Arabic German Russian Chinese
    Twitter Facebook Instagram Covid Christmas Easter Thanksgiving Democrats Republicans Democratic
    Republican President Mr Mrs Ms Dr Sen Rep Gov Judge Justice Article Section Title Chapter
    Republicans Islam God Christ Catholic Christian Muslim Jewish American Earth
    Southeast Spring Summer Winter Fall
    This That The He She It They We You His Her Their Our There Here What Who When Where
    """.split()
)
_REGIONS = frozenset("South North East West Midwest Northeast Southwest Northwest".split())
"""Alone they say too little; "South Korea" and "West Virginia" are places."""
_NOT_LAST = re.compile(
    r"(?:University|Times|Post|News|Journal|Act|Party|Committee|Department|Court|Administration|"
    r"Agency|Bureau|Commission|Council|Service|Union|Association|Institute|Center|Inc|Corp)$"
)
_NAMES = re.compile(_NAME)
_NOUN = re.compile(
    r"\s(?!(?:in|on|and|or|but|where|after|before|who|which|last|to|for|with|as|at|by|from|when|that"
    r"|is|was|were|are|has|had|have|since|during|this|next|until|while|over|through)\b)[a-z]"
)
_OF_A_NOUN = re.compile(
    r"\s(?:history|politics|custody|waters|airspace|courts?|schools|prisons?|jails?|society|law)\b"
)
_WHEN = re.compile(r"(?:\s(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Morning|Evening))+$")
"""After a place: "in Virginia Tuesday"."""
_LEAST_IN_LIST = 3


@dataclass(frozen=True, kw_only=True)
class Where:
    """A place where a passage says something happened."""

    start: int
    end: int
    # offsets in the text searched, of the name
    place: Place
    how: str
    # "in", "near", "outside" or "at"


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A list of names, as "Indiana, Kentucky and Ohio"."""

    start: int
    end: int
    names: frozenset[str]


@lru_cache(maxsize=4096)
def wheres(text: str, article: str = "") -> tuple[Where, ...]:
    """The places named, in order; `article` may say what they are part of."""
    return tuple(_wheres(text, article))


def _wheres(text: str, article: str) -> Iterator[Where]:
    for match in _WHERE.finditer(text):
        name = match["name"].removesuffix("’s").removesuffix("'s")
        possessive = name != match["name"]
        # "in the Boston media market", "in U.S. history" are no places.
        attribute = _OF_A_NOUN.match(text, match.end("name")) or (
            match.group().split(match["name"])[0].endswith("the ")
            and _NOUN.match(text, match.end("name"))
        )
        name = _WHEN.sub("", name)
        first = re.split(r"[\s.]", name, maxsplit=1)[0]
        if (
            possessive
            or attribute
            or first in _NO_PLACE
            or name in _REGIONS
            or _NOT_LAST.search(name)
        ):
            continue
        start = match.start("name")
        context = (article or text) if not match["whole"] else text + "\n" + article
        yield Where(
            start=start,
            end=start + len(name),
            place=place(name, context),
            how=match["how"].lower(),
        )


@lru_cache(maxsize=4096)
def lists(text: str) -> tuple[Listed, ...]:
    """The lists of at least three names."""
    found = []
    for match in _LIST.finditer(text):
        listed = [place(name) for name in _NAMES.findall(match.group())]
        # Lists of people and of offices look the same; states, countries and cities are known.
        if len(listed) >= _LEAST_IN_LIST and all(one.level or one.within for one in listed):
            names = frozenset(one.name for one in listed)
            found.append(Listed(start=match.start(), end=match.end(), names=names))
    return tuple(found)


def may_be_one(one: Where, other: Where) -> bool:
    """Whether both may be the same place, or one a part of the other, as far as is known."""
    a, b = one.place, other.place
    if set(a.name.split()) & set(b.name.split()) and not (a.level and b.level):
        return True
    if a.name == b.name or a.name in b.within or b.name in a.within:
        return True
    if {one.how, other.how} & {"near", "outside", "at"}:
        # Near a town, at a hall: where those lie is not known.
        return True
    if a.level and b.level:
        # Two countries or states; of a state and a country, the state's own was seen above.
        return False
    known, open_ = (a, b) if a.level else (b, a)
    if known.level:
        # A town and a country or state: contradicted only by where the town is known to lie.
        return not any(place(whole).level == known.level for whole in open_.within)
    return False
