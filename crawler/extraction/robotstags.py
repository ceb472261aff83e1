"""What a page asks of robots: X-Robots-Tag headers and <meta name="robots"> (pure).

https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag has the vocabulary.
What is asked of another robot by name is not asked of us.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from crawler.extraction.dates import parse_date

OUR_NAME = "parallax"
"""The user agent under which a page may ask something of us alone."""

_AGENT = re.compile(r"^\s*([\w*-]+)\s*:")
_WITH_VALUE = frozenset(
    {"unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"}
)
_PLAIN = frozenset({"noindex", "none", "noarchive", "nocache", "nofollow", "index", "follow"})
_UNTIL = re.compile(r"\bunavailable_after\s*:\s*", re.IGNORECASE)
_WORD = re.compile(r"[\w-]+")
_VALUE = re.compile(r"max-(?:snippet|image-preview|video-preview)\s*[:=]\s*[\w-]+", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Directives:
    """What is asked of us."""

    noindex: bool = False
    # not to be collected at all: "noindex", "none", or an "unavailable_after" that is past
    noarchive: bool = False
    # not to be handed on as a copy: "noarchive", or "nocache", as Bing writes it
    reason: str = ""
    # verbatim: what asks for noindex


def read_directives(statements: Iterable[str], now: datetime) -> Directives:
    """All statements together; the strictest wins.

    statements: values of X-Robots-Tag headers and contents of meta tags, those of a meta tag for
    one robot with its name and a colon in front ("googlebot: noindex"). now: UTC; decides whether
    an "unavailable_after" is past. Unknown directives are passed over.
    """
    noindex, noarchive, reason = False, False, ""
    for statement in _ours(statements):
        words, until = _parts(statement)
        date = parse_date(until) if until else None
        if words & {"noindex", "none"} or (date is not None and date <= now):
            noindex, reason = True, reason or statement.strip()[:200]
        if words & {"noarchive", "nocache"}:
            noarchive = True
    return Directives(noindex=noindex, noarchive=noarchive, reason=reason)


def _ours(statements: Iterable[str]) -> Iterator[str]:
    """What is asked of every robot or of us.

    In a header "googlebot: nofollow, parallax: noindex" a name holds until the next one.
    """
    for statement in statements:
        addressed, rest = True, []
        for piece in statement.split(","):
            found = _AGENT.match(piece)
            name = found[1].lower() if found else ""
            if found and name not in _WITH_VALUE:
                addressed, piece = name in (OUR_NAME, "*", "robots"), piece[found.end() :]
            if addressed:
                rest.append(piece)
        if rest:
            yield ",".join(rest)


def _parts(statement: str) -> tuple[set[str], str]:
    """The directives in lower case, and the date of "unavailable_after" ("" without one).

    A date may hold commas ("Sat, 04 Oct 2025 …"): what follows it up to the end belongs to it,
    but for directives that can be told from words of a date.
    """
    plain, *rest = _UNTIL.split(statement, maxsplit=1)
    until = rest[0] if rest else ""
    words = {word.lower() for word in _WORD.findall(_VALUE.sub(" ", plain))}
    date: list[str] = []
    for piece in map(str.strip, until.split(",")):
        if piece.lower() in _PLAIN:
            words.add(piece.lower())
        elif not _VALUE.match(piece):
            date.append(piece)
    return words, ", ".join(date)
