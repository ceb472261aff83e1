"""Signs on a page that its text, or a part of it, is somebody else's (pure).

A byline ("Associated Press") or dateline ("LONDON (AP) —") claims the whole text, a credit
("Reuters contributed to this report") a part of it, a canonical link the page. That a text speaks
of an agency is no sign: only its first and last paragraphs are looked at, and there only the forms
below. An outlet is never marked with itself.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Literal
from urllib.parse import urlsplit

from crawler.article import Mark
from crawler.extraction.agencies import NAME, agency_named, may_name
from crawler.urls import canonical_url, registered_domain

_FIRST, _LAST = 4, 6
"""Paragraphs at either end of a text that are looked at."""
_LONGEST_LINE = 300
"""Characters of a byline or a credit; what is longer is neither."""

_PICTURE = re.compile(
    r"\b(?:photos?|fotos?|images?|bild(?:er)?|pictures?|illustrations?|videos?|graphics?|"
    r"getty|shutterstock|imago)\b",
    re.IGNORECASE,
)
_FORMER = re.compile(
    r"\b(?:former|formerly|ex|previously|worked|works|ehemals|früher|ancien)\b", re.IGNORECASE
)
_JOINT = re.compile(r"\b(?:with|and|avec|et|mit|und|con|y|e|com|med|og|och)\b|/|\+", re.IGNORECASE)
_STAFF = re.compile(r"\b(?:staff|desk|red|redaktion|r[ée]daction|redacci[óo]n)\b", re.IGNORECASE)

_BYLINE = re.compile(rf"({NAME})(?!\s*[:@])")

_OPEN, _CLOSE, _DASH = r"[(\[/（【]", r"[)\]/）】]", r"(?:\s*[.:]?\s*(?:--?|[–—―])|\s*[:：.])"
_DATELINE = re.compile(
    # LONDON (AP) — · WASHINGTON, Oct 4 (Reuters) - · MOSCOW, October 4. /TASS/. · (ANSA) - ROMA ·
    # Frankfurt/Main (dpa/lhe) -
    rf"^(?P<place>[^()\n]{{0,70}}?){_OPEN}\s*(?P<name>{NAME})(?:[-/][\w-]+)*\s*{_CLOSE}"
    rf"(?P<dash>{_DASH})?"
    # AFP – · Reuters —
    rf"|^(?P<bare>{NAME})\s*[–—-]\s(?=\S)"
    # 【ワシントン共同】 · （ソウル時事） · (서울=연합뉴스) · 新华社北京10月4日电
    rf"|^[【（][^】）\n]{{0,20}}?(?P<cjk>{NAME})[^】）\n]{{0,20}}?[】）]"
    rf"|^\([^()\n]{{0,20}}=(?P<korean>{NAME})\)"
    rf"|^(?P<wire>{NAME})[^\n，。]{{2,20}}?[电電]"
)
_PLACE = re.compile(
    # Words with a capital, dates and the small words of names: no sentence.
    r"^[^\W\d_a-z][\w.'’-]*(?:[\s,/:.|–-]+(?:[^\W\d_a-z][\w.'’-]*|\d{1,4}\.?|"
    r"de|da|do|dos|del|di|am|an|der|sur|al|of|upon|"
    r"(?:jan|gen|f[ée][bv]|mar|mär|apr|avr|abr|ma[iyg]|giu|ju[in]n?|ju[il]l?|lug|ag|ao[uû]|aug|"
    r"se[pt]|o[ckt]t|out|nov|d[ei][czs]|déc)\w*\.?)){0,8}[\s,/:.|–-]*$"
)
_ARTICLE = re.compile(r"^(?:The(?!\s+Hague)|Der|Die|Das|Ein|Eine|A|An|This|That)\s")

_CREDITS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # Reuters contributed to this report · Associated Press writer X contributed from Y
        rf"({NAME})[^\n]{{0,200}}?\bcontribut(?:ed|ing)\b(?:\s+(?:(?:to|on)\s+(?:this|the)\s+"
        rf"(?:\w+\s+)?(?:report\w*|story|article|coverage|dispatch)|from|reporting|material)|\W*$)",
        rf"\bcontribut(?:ed|ions?)\b[^.\n]{{0,80}}?\b(?:by|from)\b[^.\n]{{0,40}}?({NAME})",
        # © 2025 AFP · Copyright 2025 The Associated Press
        rf"(?:©|\(c\)|copyright)\s*(?:\d{{4}}\s*)?(?:the\s+)?({NAME})",
        # With reporting by Reuters · mit Material der dpa · avec AFP · (with AFP inputs)
        rf"^\W*(?:with|mit|avec|con|com|med|met|inputs? from)\b[^.\n]{{0,60}}?({NAME})"
        r"(?:\s+(?:inputs?|reports?))?\W*$",
        # Le Monde avec AFP · bur/dpa
        rf"^\W*[\w .’'-]{{2,30}}?\b(?:with|mit|avec|con|et|et l['’]|and|/)\s*({NAME})\W*$",
        # Source: AFP · Quelle: ntv.de, dpa
        rf"^\W*(?:source|sources|quellen?|fuente|fonte|kilde|k[äa]lla|bron|출처)\s*:"
        rf"[^\n]{{0,60}}?({NAME})\W*$",
        # republished from The Conversation · originally published by ProPublica
        rf"\b(?:republished|originally\s+published|originally\s+appeared|first\s+published|"
        rf"produced|distributed|provided)\b[^.\n]{{0,60}}?\b(?:by|from|on|in|at)\b[^.\n]{{0,30}}?"
        rf"({NAME})",
        # (dpa/AFP) · — Reuters · AP
        rf"^\W*({NAME})(?:\s*[/,+&]\s*[\w-]+)*\W*$",
        # … he said. (dpa)
        rf"[.!?…”\"»“]\s*[(\[–—-]+\s*({NAME})(?:\s*[/,+&]\s*[\w-]+)*\s*[)\]]?\.?$",
    )
)
_REUTERS_DESK = re.compile(
    r"^\W*(?:additional\s+)?(?:reporting|writing) by\b.{2,}?;\s*(?:\w+ )*editing by\b",
    re.IGNORECASE,
)

_NOT_AN_ORIGINAL = frozenset(
    {"ampproject.org", "google.com", "facebook.com", "twitter.com", "x.com", "t.co", "bit.ly"}
)
"""Caches and social networks: a link there names no newsroom."""

Kind = Literal["byline", "dateline", "credit", "canonical"]


def marks_of(
    *,
    outlet: str,
    url: str | None,
    text: str,
    bylines: Sequence[str] = (),
    canonical: str | None = None,
    domains: Collection[str] = (),
) -> tuple[Mark, ...]:
    """The marks on one page, each source once a kind: bylines, text, canonical link.

    bylines: author names and lines as they stand; canonical: the page's rel=canonical, as
    declared; domains: the outlet's, where they are known. Every mark's text stands verbatim in what
    it was found in.
    """
    own = {*domains, registered_domain(url) if url else ""} - {""}
    found: dict[tuple[str, str], Mark] = {}
    paragraphs = text.split("\n\n")
    tail = paragraphs[max(len(paragraphs) - _LAST, 1) :]
    for kind, name, written in (
        *_from_bylines(bylines, outlet),
        *(mark for one in paragraphs[:_FIRST] for mark in _from_dateline(one)),
        *(mark for one in [*paragraphs[:1], *tail] for mark in _from_credit(one)),
    ):
        agency = agency_named(name)
        if agency and not any(agency.publishes(outlet, one) for one in own or {""}):
            mark = Mark(kind=kind, source=agency.name, text=written)
            found.setdefault((mark.kind, mark.source), mark)
    original = foreign_original(canonical, own, url)
    if canonical and original:
        mark = Mark(kind="canonical", source=original, text=canonical)
        found.setdefault((mark.kind, mark.source), mark)
    return tuple(found.values())


def foreign_original(canonical: str | None, own: set[str], base: str | None) -> str | None:
    """The domain of another outlet's page that is named as the original; None when none is.

    own: the outlet's registered domains; without any, nothing can be called another's; base: the
    page's address.
    """
    address = canonical_url(canonical, base) if canonical else None
    if address is None or not own:
        return None
    parts = urlsplit(address)
    domain = registered_domain(address)
    if domain in own or domain in _NOT_AN_ORIGINAL or "." not in domain:
        return None
    bare = not parts.path.strip("/") and not parts.query
    # An address in numbers is the outlet's own machine that leaks out.
    return None if bare or parts.port or domain.replace(".", "").isdigit() else domain


def _from_bylines(lines: Sequence[str], outlet: str) -> Iterator[tuple[Kind, str, str]]:
    for line in lines:
        if (
            len(line) > _LONGEST_LINE
            or not may_name(line)
            or _PICTURE.search(line)
            or _FORMER.search(line)
        ):
            continue
        for found in _BYLINE.finditer(line):
            rest = f"{line[: found.start()]} {line[found.end() :]}"
            # "Le Figaro et AFP", "Guardian staff and agencies": both wrote it.
            own = outlet.casefold().removeprefix("the ") in rest.casefold() or _STAFF.search(rest)
            shared = bool(_JOINT.search(rest)) and bool(own)
            if _stands_alone(line, found.start(1), found.end(1)):
                yield ("credit" if shared else "byline"), found[1], line


_BEFORE = re.compile(
    r"(?:^|[,;|/•·–—(©+:-]|\d{4}|\b(?i:by|and|und|et|y|e|og|och|with|avec|mit|von|par|por|from|the|"
    r"für|for|di|af|av))\s*$"
)
_AFTER = re.compile(
    r"^\s*(?i:staff|writers?|reporters?|correspondents?|news|wire|service|agency)*"
    r"\s*(?:$|[,;|/•·–—)+.-]|\b(?i:and|und|et|y|e|og|och|in|writers?|posted|published|updated)\b)"
)
_LONG_NAME = 10
"""Characters: a name as long as "The Associated Press" needs no comma in front of it."""


def _stands_alone(line: str, start: int, end: int) -> bool:
    before = end - start > _LONG_NAME or _BEFORE.search(line[:start]) is not None
    return before and _AFTER.search(line[end:]) is not None


def _from_dateline(paragraph: str) -> Iterator[tuple[Kind, str, str]]:
    start = paragraph[:_LONGEST_LINE]
    found = _DATELINE.match(start) if may_name(start) else None
    if found is None:
        return
    name = found["name"]
    wide = found[0][0] in "（【"
    if name and not _is_place(found["place"], name, found["dash"], wide):
        return
    others = (found[group] for group in ("bare", "cjk", "korean", "wire"))
    yield "dateline", name or next(filter(None, others)), found[0].strip()


def _is_place(place: str, name: str, dash: str | None, wide: bool) -> bool:
    """Whether what stands before "(AP)" is a place and a date, or nothing."""
    place = place.strip()
    if not place:
        return dash is not None or wide
    # "The Palestinian Authority (PA)" spells its own abbreviation out.
    initials = "".join(word[0] for word in re.findall(r"\w+", place))
    if initials.casefold().endswith(name.casefold()) or _ARTICLE.match(place):
        return False
    if re.search(NAME, place):
        return False
    return _PLACE.match(place) is not None


def _from_credit(paragraph: str) -> Iterator[tuple[Kind, str, str]]:
    # The last sentence of a long paragraph may be a credit.
    line = paragraph if len(paragraph) <= _LONGEST_LINE else paragraph[-_LONGEST_LINE:]
    if _REUTERS_DESK.search(line):
        yield "credit", "Reuters", line
        return
    if not may_name(line) or _PICTURE.search(line):
        return
    for pattern in _CREDITS:
        if found := pattern.search(line):
            # "APA/sda/dpa" names three.
            for name in re.findall(NAME, found[0]):
                yield "credit", name, found[0].strip()
