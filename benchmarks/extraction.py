"""Article text: ours against what a person marked, beside other extractors on the same pages.

The measure is that of the public article-extraction benchmark: precision and recall over 4-word
shingles of each page, averaged over the pages that have any; F1 of the two averages. Rates are
per second of processor time.
"""

from __future__ import annotations

import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from statistics import mean
from typing import Any

import lxml.html
import trafilatura

from benchmarks.scores import Score
from crawler.errors import ExtractionError
from crawler.extraction.extract import extract

Extractor = Callable[[bytes], str]
_SHINGLE = 4
_TOKEN = re.compile(r"\w+")


def run(data: Path) -> None:
    """Print the figures."""
    folder = data / "extraction"
    truth = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    pages = [
        (gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()), one["articleBody"])
        for name, one in sorted(truth.items())
    ]
    print(f"{len(pages)} pages, 4-word shingles")
    for label, read in _extractors():
        began = time.process_time()
        counts = [_compare(body, read(page)) for page, body in pages]
        rate = len(pages) / (time.process_time() - began)
        print(f"  {label:24} {_score(counts)}   {rate:5.1f} pages/s")


def _extractors() -> Iterator[tuple[str, Extractor]]:
    yield "ours", _ours
    yield "trafilatura, as it comes", _trafilatura
    if find_spec("readability"):
        yield "readability-lxml", _readability
    if find_spec("newspaper"):
        yield "newspaper4k", _newspaper
    for module, name in (("readability", "readability-lxml"), ("newspaper", "newspaper4k")):
        if not find_spec(module):
            print(f"  ({name} is not installed: pip install -e '.[bench]')")


def _ours(page: bytes) -> str:
    try:
        return extract(page, "").text
    except ExtractionError:
        return ""


def _trafilatura(page: bytes) -> str:
    return trafilatura.extract(page) or ""


def _readability(page: bytes) -> str:
    from readability import Document

    return str(
        lxml.html.fromstring(Document(page.decode("utf-8", "replace")).summary()).text_content()
    )


def _newspaper(page: bytes) -> str:
    import newspaper

    html = page.decode("utf-8", "replace")
    try:
        article: Any = newspaper.article("http://localhost/", input_html=html, fetch_images=False)
    except ImportError:
        # A few languages want further packages, with data of their own.
        return ""
    return str(article.text)


def _compare(gold: str, found: str) -> tuple[int, int, int]:
    """(shingles in both, found, gold)."""
    one, other = _shingles(gold), _shingles(found)
    return (one & other).total(), other.total(), one.total()


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    tokens = _TOKEN.findall(text)
    # A text shorter than a shingle counts as one.
    places = range(max(1, len(tokens) - _SHINGLE + 1))
    return Counter(tuple(tokens[place : place + _SHINGLE]) for place in places if tokens)


def _score(counts: list[tuple[int, int, int]]) -> Score:
    return Score(
        precision=mean(both / found for both, found, _ in counts if found),
        recall=mean(both / gold for both, _, gold in counts if gold),
    )
