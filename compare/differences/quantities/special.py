"""Numbers of a form of their own: ages, tallies of votes, ordinals, fractions (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compare.differences.quantities.counted import noun_after
from compare.differences.quantities.hedges import bounds, hedge_before
from compare.differences.quantities.numerals import ALONE, ORDINAL, WORDS, ordinal, value
from compare.differences.quantities.quantity import Quantity
from compare.differences.stems import noun_stem

_AGE = re.compile(
    rf"(?P<old>\b(?:\d{{1,3}}|{WORDS})[\s-]years?[\s-]old\b)(?:\s+(?P<noun>[a-z]+))?"
    rf"|\b(?:aged?|age\s+of)\s+(?P<aged>\d{{1,3}})\b(?![-–]|\s+(?:to|and)\s+\d)"
    r"|\b(?P<name>[A-Z][\w’'-]+),\s(?:who\s(?:is|was)\s)?(?P<after>\d{1,3})(?=[,;)]|\sand\s[A-Z])",
)
_OLDEST = 122
_VOTE = re.compile(
    r"\b(?:vot\w+|rul\w+|decisions?|majorit\w+|margins?|tall\w+|approv\w+|pass\w*|confirm\w+"
    r"|reject\w+|split|verdict|party.line|senate|house|won|win|beat|defeat\w*|score\w*|lead|led"
    r"|acquit\w+|convict\w+|opinion|loss|lost|victory)\b",
    re.IGNORECASE,
)
_TALLY = re.compile(
    rf"{ALONE}(?P<first>\d{{1,3}})(?:\s?[-–]\s?|-?\s?to\s?-?)(?P<second>\d{{1,3}})(?![\w%:/–-]|[.,]\d)"
    r"|\b(?P<one>five|six|seven|eight|nine|four)-(?:to-)?(?P<other>four|three|two|one|zero)\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(rf"(?P<number>{ORDINAL})\s+(?P<noun>[a-z]{{3,}})\b", re.IGNORECASE)
_NO_ORDINAL = frozenset(
    """
    century centuries street avenue floor place half quarter time day person thing two three four
    and lady amendment district circuit congress hand minister class grade degree base the in of
    since least more most was were who that when responder responders family
    """.split()
)
_FRACTIONS = {
    "half": 50.0, "one-third": 100 / 3, "a third": 100 / 3, "two-thirds": 200 / 3,
    "two thirds": 200 / 3, "one third": 100 / 3, "a quarter": 25.0, "one-quarter": 25.0,
    "three-quarters": 75.0, "three quarters": 75.0, "one-fifth": 20.0, "a fifth": 20.0,
    "two-fifths": 40.0, "three-fifths": 60.0, "four-fifths": 80.0, "a tenth": 10.0,
}  # fmt: skip
_FRACTION = re.compile(
    rf"\b(?P<part>{'|'.join(_FRACTIONS)})\s+of\s+(?:the\s+|all\s+|its\s+|their\s+)?(?!a\b|an\b|\d)",
    re.IGNORECASE,
)
_NEAR = 60


def ages(text: str) -> Iterator[Quantity]:
    """ "30-year-old", "21 years old", "aged 30", "Smith, 30,": whose age is in `counted`."""
    for match in _AGE.finditer(text):
        if match["old"]:
            group, written = "old", re.split(r"[\s-]years?", match["old"])[0]
        else:
            group = "aged" if match["aged"] else "after"
            written = match[group]
        years = value(written)
        if 0 < years <= _OLDEST:
            noun = match["noun"] if group == "old" else None
            yield Quantity(
                start=match.start(group),
                end=match.end(group),
                low=years,
                high=years,
                value=years,
                unit="age",
                named="year",
                counted=noun_stem(noun) if noun else None,
                modifiers=frozenset({match["name"].lower()} if match["name"] else ()),
            )


def tallies(text: str) -> Iterator[Quantity]:
    """ "5-4", "53 to 47", "five-to-four", where it is said that something was decided or won."""
    for match in _TALLY.finditer(text):
        near = text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
        follower = noun_after(text, match.end())
        if not _VOTE.search(near) or (follower.noun and not _VOTE.match(follower.noun)):
            continue
        numbers = [
            int(value(written))
            for written in (
                match["first"] or match["one"],
                match["second"] or match["other"],
            )
        ]
        told = tuple(sorted(numbers, reverse=True))
        yield Quantity(
            start=match.start(),
            end=match.end(),
            low=told[1],
            high=told[0],
            value=told[0],
            unit="tally",
            told=told,
        )


def ordinals(text: str) -> Iterator[Quantity]:
    """ "third term", "11th proposal"; not "first lady", "39th Street", "19th century"."""
    for match in _ORDINAL.finditer(text):
        if match["noun"] in _NO_ORDINAL or match["noun"] != match["noun"].lower():
            continue
        place = ordinal(match["number"])
        if place == 1 and match["noun"] not in ("term", "round", "wave", "attempt", "vote"):
            continue
        yield Quantity(
            start=match.start(),
            end=match.end(),
            low=place,
            high=place,
            value=place,
            unit="ordinal",
            counted=noun_stem(match["noun"]),
        )


def fractions(text: str) -> Iterator[Quantity]:
    """ "two-thirds of the seats", as a percentage that may be rounded."""
    for match in _FRACTION.finditer(text):
        share = _FRACTIONS[" ".join(match["part"].lower().split())]
        start, hedge = hedge_before(text, match.start())
        low, high = bounds(share, hedge)
        noun = noun_after(text, match.end())
        yield Quantity(
            start=start,
            end=match.end("part"),
            low=low if hedge else share * 0.96,
            high=high if hedge else share * 1.04,
            value=share,
            unit="percent",
            named="%",
            counted=noun.noun,
            modifiers=noun.modifiers,
            hedged=True,
        )
