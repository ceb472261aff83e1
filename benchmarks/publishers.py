"""Metadata and text: real pages of real publishers against their own parsers' results (silver).

Beside ours: trafilatura, run in the same process on the same pages. Both are compared alike:
titles and names without regard to case, kinds of quotation marks and dashes, and blanks; several
names in one line are parted; the day as the page writes it or as it is in UTC. `strict title` is
compared character by character. Rates are per second of processor time.
"""

from __future__ import annotations

import gzip
import json
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean
from typing import Any

import trafilatura

from crawler.errors import ExtractionError
from crawler.extraction.access import completeness_of
from crawler.extraction.extract import Page, extract

_MARKS = str.maketrans("‘’‚‛“”„‟«»–—‑", "''''''''''---")
_UNSPACED = "\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
_TOKEN = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")
_JOINED = re.compile(r"[,;/]\s*|\s(?:and|und|et|y|og)\s")
_SHINGLE = 4


@dataclass(frozen=True, kw_only=True)
class Read:
    """What was read of one page, or what its publisher's parser gives."""

    title: str
    days: frozenset[str]
    # ISO dates: in the page's own zone and in UTC
    authors: frozenset[str]
    text: str
    headlines: tuple[str, ...] = ()
    # every title that the page gives


def run(data: Path) -> None:
    """Print the figures."""
    pages = list(_pages(data / "publishers"))
    print(f"{len(pages)} pages; share right, then text by {_SHINGLE}-word shingles")
    for label, read in (("ours", _ours), ("trafilatura", _plain)):
        began = time.process_time()
        found = [(read(body), truth) for body, truth in pages]
        rate = len(pages) / (time.process_time() - began)
        right = Counter[str]()
        for one, truth in found:
            right.update(_right(one, truth) if one else ())
        shares = "  ".join(f"{name} {right[name] / len(pages):.3f}" for name in _COLUMNS)
        print(f"  {label:12} {shares}   {_text(found)}   {rate:5.1f} pages/s")
        if right["among"]:
            print(f"  {'':12} the silver title is one of the page's own: {right['among']}")
    _print_access(body for body, _ in pages)


_COLUMNS = ("captured", "title", "strict title", "day", "any author")


def _right(found: Read, truth: Read) -> Iterator[str]:
    yield "captured"
    if _plainly(found.title) == _plainly(truth.title):
        yield "title"
    if " ".join(found.title.split()) == " ".join(truth.title.split()):
        yield "strict title"
    if found.days & truth.days or found.days == truth.days:
        yield "day"
    if found.authors & truth.authors or found.authors == truth.authors:
        yield "any author"
    if _plainly(truth.title) in map(_plainly, (found.title, *found.headlines)):
        yield "among"


def _text(found: list[tuple[Read | None, Read]]) -> str:
    precisions, recalls = [], []
    for one, truth in found:
        gold = _shingles(truth.text)
        ours = _shingles(one.text if one else "")
        both = (gold & ours).total()
        if gold:
            recalls.append(both / gold.total())
            precisions += [both / ours.total()] if ours else []
    return f"text P {mean(precisions):.3f} R {mean(recalls):.3f}"


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    tokens = _TOKEN.findall(_plainly(text))
    return Counter(
        tuple(tokens[place : place + _SHINGLE]) for place in range(len(tokens) - _SHINGLE + 1)
    )


def _print_access(bodies: Iterator[bytes]) -> None:
    """How many pages say who may read them, and what we make of it."""
    declared: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    short = 0
    for body in bodies:
        page = _page(body)
        if page is None:
            continue
        said = page.metadata.declared_free
        declared["not declared" if said is None else "free" if said else "not free"] += 1
        kinds[page.access] += 1
        completeness, _ = completeness_of(
            page.text,
            access=page.access,
            declared_words=page.metadata.declared_words,
            summary="",
        )
        short += completeness < 1
    for label, counts in (("declared", declared), ("access", kinds)):
        print(f"  {label:12} " + "  ".join(f"{name} {count}" for name, count in counts.items()))
    print(f"  {'incomplete':12} {short}")


def _pages(folder: Path) -> Iterator[tuple[bytes, Read]]:
    """Each page with its truth: of its publisher's the one whose words stand on the page (the
    files do not say which truth is whose)."""
    for path in sorted(folder.glob("*/*.html.gz")):
        truth_file = path.with_name(f"{path.name.split('_')[0]}.json")
        if truth_file.exists():
            body = gzip.decompress(path.read_bytes())
            there = set(_TOKEN.findall(_plainly(body.decode("utf-8", "replace"))))
            truths = [_truth(one) for one in json.loads(truth_file.read_text("utf-8")).values()]
            yield body, max(truths, key=_shared(there))


def _shared(there: set[str]) -> Callable[[Read], float]:
    def share(truth: Read) -> float:
        words = _TOKEN.findall(_plainly(f"{truth.title} {truth.text}"))
        return sum(word in there for word in words) / max(1, len(words))

    return share


def _truth(record: dict[str, Any]) -> Read:
    body = record.get("body") or {}
    parts = list(body.get("summary") or ())
    for section in body.get("sections") or ():
        parts += (*section["headline"], *section["paragraphs"])
    return Read(
        title=record.get("title") or "",
        days=_days(str(record.get("publishing_date") or "")),
        authors=_names(record.get("authors") or ()),
        text="\n".join(parts),
    )


def _days(written: str) -> frozenset[str]:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return frozenset({written[:10]} - {""})
    days = {moment.date().isoformat()}
    if moment.tzinfo is not None:
        days.add(moment.astimezone(UTC).date().isoformat())
    return frozenset(days)


def _names(names: Any) -> frozenset[str]:
    return frozenset(part for name in names for part in _JOINED.split(_plainly(name)) if part)


def _plainly(text: str) -> str:
    """The text as a reader takes it: no case, one kind of quotation mark, of dash and of blank."""
    text = unicodedata.normalize("NFKC", text).translate(_MARKS).replace('"', "'")
    return " ".join(text.replace("\u00ad", "").replace("\u200b", "").casefold().split())


def _page(body: bytes) -> Page | None:
    try:
        return extract(body, "")
    except ExtractionError:
        return None


def _ours(body: bytes) -> Read | None:
    page = _page(body)
    if page is None:
        return None
    found = page.metadata
    return Read(
        title=found.title,
        days=_days(found.published.isoformat() if found.published else ""),
        authors=_names(found.authors),
        text=page.text,
        headlines=found.headlines,
    )


def _plain(body: bytes) -> Read | None:
    found: Any = trafilatura.bare_extraction(body, include_comments=False, with_metadata=True)
    if found is None:
        return None
    return Read(
        title=found.title or "",
        days=_days(found.date or ""),
        authors=_names((found.author or "").split("; ")),
        text=found.text or "",
    )
