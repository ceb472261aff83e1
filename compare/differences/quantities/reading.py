"""Text → quantities (pure).

Dates, times of day, years, street numbers and numbers in names are not quantities; years and
days are for `moments`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from compare.differences.quantities.atoms import Atom, atoms
from compare.differences.quantities.counted import befell, noun_after
from compare.differences.quantities.quantity import Quantity
from compare.differences.quantities.special import ages, fractions, ordinals, tallies
from compare.differences.quantities.units import UNIT, currency_of, unit_of
from compare.differences.stems import is_plural, noun_stem

_MONTH = (
    r"\b(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_NO_COUNT_BEFORE = re.compile(
    rf"(?:{_MONTH}|\b(?:per|No|Nos|number|Section|Article|Title|Flight|Route|Highway|Interstate|Room"
    r"|Boeing|Airbus|Proposition|Prop|Chapter|Phase|Level|Category|Group|Act|Order|District|Ward"
    r"|Camp|Channel|Apollo|Page|Unit|Building|Gate|Line|Covid|COVID|Formula|Division|Amendment"
    r"|Tier|Grade|day|Day|DAY|Vol|Volume|Part|Resolution|Form|Area)\.?)[\s-]*$"
)
_NO_COUNT_AFTER = re.compile(
    rf"\s*(?:st|nd|rd|th)\b|:\d\d|\s*(?:a\.?m\b|p\.?m\b|o['’]clock)|\s+{_MONTH}|['’]s\b"
    r"|(?:\s+[A-Z][a-z]+){1,3}\s(?:St|Street|Ave|Avenue|Road|Rd|Boulevard|Blvd|Drive)\b"
    r"|/\d|-[A-Z]\b|[A-Z]\w*",
)
_MOMENT_AFTER = re.compile(r"\s+(?:ago|earlier|later|before|after|prior|from\s+now|old)\b", re.I)
_OF = re.compile(r"\s+(?:out\s+)?of(?:\s+(?:the|its|all|their|these|those))*(?=\s)", re.IGNORECASE)
_PER = re.compile(
    r"(?:[\s-](?:a|an|per|each|every)[\s-](?P<per>second|minute|hour|day|week|month|year|person"
    r"|head|gallon|barrel|ton|tonne|share|night|family|household)\b"
    r"|\s(?P<every>annually|yearly|monthly|weekly|daily|hourly)\b)",
    re.IGNORECASE,
)
_EVERY = {
    "annually": "year", "annual": "year", "yearly": "year", "monthly": "month", "weekly": "week",
    "daily": "day", "hourly": "hour",
}  # fmt: skip
_PER_BEFORE = re.compile(r"\b(annual|monthly|weekly|daily|hourly)\s+(?:\w+\s+)?$", re.IGNORECASE)
_UP = re.compile(
    r"\b(?:up|rose|risen|rise|rises|rising|climbed|grew|grown|jumped|surged|gained|increased?)"
    r"(?:\s+by)?\s+$",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"\b(?:down|fell|fallen|fall|falls|falling|dropped|drop|declined?|decreased?|slipped|lost|cut)"
    r"(?:\s+by)?\s+$",
    re.IGNORECASE,
)
_EXTRA_BEFORE = re.compile(r"\b(?:another|other|additional|further|remaining|next)\s+$", re.I)
_SUBJECT = re.compile(
    r"\b(?P<noun>[a-z][\w’'-]*)\s+(?:\w+\s+){0,2}?(?:rose|risen|rise|climbed|grew|jumped|surged"
    r"|increased|fell|dropped|declined|reached|hit|topped|passed|surpassed|exceeded|totaled"
    r"|totalled|stood|stands|numbered|was|were|is|are)(?:\s+(?:by|to|at))?\s+$"
)
_FORMER_AHEAD = re.compile(r"\bfrom\s+(?:\w+\s+)?$", re.IGNORECASE)
_FORMER_AFTER = re.compile(r"[^.;]{0,40}?\sto\s+(?:\w+\s+){0,2}?[$£€]?\d")
_FORMER_BEHIND = re.compile(r"\bto\s+(?:\w+\s+){0,2}?[$£€]?[\d.,]*\d\s+(?:\w+\s+){0,2}?from\s+$")
_BEFALLEN = {"dead": "dead", "injured": "hurt", "wounded": "hurt", "missing": "missing"}
"""Counted as "59 dead"."""
_DENOMINATORS = ("third", "fifth", "tenth")
"""In "a two-thirds majority"."""
_LOOK_BACK = 80


@lru_cache(maxsize=1024)
def quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities in a text, in order of their ends."""
    special = [*ages(text), *tallies(text), *ordinals(text), *fractions(text)]
    taken = {place for one in special for place in range(one.start, one.end)}
    found = [atom for atom in atoms(text) if taken.isdisjoint(range(atom.start, atom.end))]
    plain = [read for atom in found if (read := _quantity(text, atom))]
    ends = {atom.start: atom.end for atom in found}
    return tuple(sorted((*special, *_parts(text, plain, ends)), key=lambda one: one.start))


def _quantity(text: str, atom: Atom) -> Quantity | None:
    before = text[max(0, atom.start - _LOOK_BACK) : atom.start]
    if _NO_COUNT_AFTER.match(text, atom.end) or (not atom.sign and _NO_COUNT_BEFORE.search(before)):
        return None
    unit, factor, named, end, joined = _unit(text, atom)
    if unit == "duration" and _MOMENT_AFTER.match(text, end):
        return None
    found = Quantity(
        start=atom.start,
        end=end,
        low=atom.low * factor,
        high=atom.high * factor,
        value=atom.value * factor,
        unit=unit,
        named=named,
        hedged=atom.hedged,
        estimated=atom.estimated,
        ranged=atom.ranged,
        per=_per(text, before, end),
        change="up" if _UP.search(before) else "down" if _DOWN.search(before) else None,
        former=bool(_FORMER_AHEAD.search(before) and _FORMER_AFTER.match(text, end))
        or bool(_FORMER_BEHIND.search(before)),
        extra=bool(_EXTRA_BEFORE.search(before)),
    )
    if unit == "count":
        return _count(text, atom, found, before)
    if unit in ("percent", "points") and (of := _OF.match(text, end)):
        noun = noun_after(text, of.end())
        return replace(found, counted=noun.noun, modifiers=noun.modifiers)
    if joined:
        return replace(found, counted=noun_after(text, end, one=True).noun)
    return found


def _unit(text: str, atom: Atom) -> tuple[str, float, str, int, bool]:
    """(dimension, factor, unit's name, end, whether joined by a hyphen)."""
    if atom.sign:
        return currency_of(atom.sign), 1.0, atom.sign.upper(), atom.end, False
    match = UNIT.match(text, atom.end)
    # "10km", but not "tenmiles".
    if match and (match["join"] or match["name"] == "%" or atom.written[-1].isdigit()):
        unit, factor = unit_of(match["name"])
        named = match["name"].lower().removesuffix("s")
        return unit, factor, named, match.end(), match["join"] == "-"
    return "count", 1.0, "", atom.end, False


def _per(text: str, before: str, end: int) -> str | None:
    match = _PER.match(text, end)
    if match:
        return match["per"].lower() if match["per"] else _EVERY[match["every"].lower()]
    ahead = _PER_BEFORE.search(before)
    return _EVERY[ahead[1].lower()] if ahead else None


def _count(text: str, atom: Atom, found: Quantity, before: str) -> Quantity | None:
    if _looks_like_year(atom):
        return None
    one = atom.low == atom.high == 1
    joined = text[atom.end : atom.end + 1] == "-"
    of = _OF.match(text, atom.end)
    noun = noun_after(text, of.end() if of else atom.end, one=(one and not of) or joined)
    after = text[noun.end : noun.end + 80]
    act = befell(before, after)
    counted, end = noun.noun, noun.end if noun.noun else atom.end
    if counted in _BEFALLEN:
        act, counted = _BEFALLEN[counted], "person"
    if one and (atom.written.lower() == "one") and not (act and counted == "person"):
        return None
    if (atom.high == 0 and counted is None) or counted in _DENOMINATORS:
        return None
    if counted is None:
        subject = _SUBJECT.search(before)
        if subject and not of and (is_plural(subject["noun"]) or subject["noun"] == "toll"):
            counted = noun_stem(subject["noun"])
        if counted is None and act in ("dead", "hurt", "held"):
            counted = "person"
    if counted == "toll":
        counted, act = "person", "dead"
    return replace(
        found,
        end=end,
        counted=counted,
        modifiers=noun.modifiers,
        act=act,
        extra=found.extra or noun.extra,
    )


def _looks_like_year(atom: Atom) -> bool:
    digits = re.fullmatch(r"\d{4}(?:(?:\s?[-–]\s?|\s(?:to|and)\s)\d{2,4})?", atom.written)
    return bool(digits) and 1800 <= atom.value <= 2100


def _parts(text: str, plain: list[Quantity], ends: Mapping[int, int]) -> Iterator[Quantity]:
    """The quantities, with "63 of 99 seats" read as a part of a whole and as a percentage.

    ends: where the number alone ends, by its start.
    """
    for place, one in enumerate(plain):
        following = plain[place + 1] if place + 1 < len(plain) else None
        of = _OF.match(text, ends[one.start]) if one.unit == "count" else None
        joined = of and following and not text[of.end() : following.start].strip()
        if not (of and following and joined and following.unit == "count"):
            if one.unit != "count" or one.counted or one.act or one.low >= 100:
                yield one
            continue
        part = replace(
            one,
            end=following.end,
            counted=following.counted,
            modifiers=following.modifiers,
            whole=following.high,
        )
        yield part
        if part.low == part.high and following.low == following.high >= part.high > 0:
            share = 100 * part.low / following.low
            yield replace(
                part,
                unit="percent",
                named="%",
                low=share,
                high=share,
                value=share,
                whole=None,
                hedged=True,
            )
