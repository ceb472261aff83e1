"""Metadata: real pages of real publishers against what publisher-specific parsers give (silver).

Beside ours: trafilatura's own metadata, run in the same process on the same pages.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import trafilatura

from crawler.errors import ExtractionError
from crawler.extract import extract


@dataclass(frozen=True, kw_only=True)
class Read:
    """What was read of one page."""

    title: str
    day: str
    # ISO date, "" when none
    authors: frozenset[str]


def run(data: Path) -> None:
    """Print the figures."""
    pages = list(_pages(data / "publishers"))
    print(f"{len(pages)} pages; share right")
    for label, read in (("ours", _ours), ("trafilatura", _plain)):
        right: Counter[str] = Counter()
        for body, truths in pages:
            found = read(body)
            if found is None:
                continue
            right["title"] += any(found.title == truth.title for truth in truths)
            right["day"] += any(found.day == truth.day for truth in truths)
            right["any author"] += any(
                bool(found.authors & truth.authors) or found.authors == truth.authors
                for truth in truths
            )
            right["captured"] += 1
        shares = "  ".join(
            f"{name} {right[name] / len(pages):.3f}"
            for name in ("captured", "title", "day", "any author")
        )
        print(f"  {label:12} {shares}")


def _pages(folder: Path) -> Iterator[tuple[bytes, Sequence[Read]]]:
    """Each page with the truths of its publisher; the files do not say which truth is whose, so
    a value counts as right when any of the publisher's pages has it."""
    for path in sorted(folder.glob("*/*.html.gz")):
        truth_file = path.with_name(f"{path.name.split('_')[0]}.json")
        if truth_file.exists():
            truths = [_truth(one) for one in json.loads(truth_file.read_text("utf-8")).values()]
            yield gzip.decompress(path.read_bytes()), truths


def _truth(record: dict[str, Any]) -> Read:
    return Read(
        title=" ".join((record.get("title") or "").split()),
        day=str(record.get("publishing_date") or "")[:10],
        authors=frozenset(name.casefold() for name in record.get("authors") or ()),
    )


def _ours(body: bytes) -> Read | None:
    try:
        found = extract(body, "").metadata
    except ExtractionError:
        return None
    return Read(
        title=found.title,
        day=found.published.date().isoformat() if found.published else "",
        authors=frozenset(name.casefold() for name in found.authors),
    )


def _plain(body: bytes) -> Read | None:
    found: Any = trafilatura.extract_metadata(body)
    if found is None:
        return None
    return Read(
        title=" ".join((found.title or "").split()),
        day=found.date or "",
        authors=frozenset(name.casefold() for name in (found.author or "").split("; ") if name),
    )
