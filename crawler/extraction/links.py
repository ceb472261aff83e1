"""The addresses that an article's text links to (pure).

Two accounts of one event often lead to one page: a court's file, a report, a post, one another.
Only anchors among the article's own sentences count: those whose block of the page, or the words
right around them, stand in the captured text, and those in paragraphs of the same make between two
of the captured ones, which the capture lost for their links. Which addresses are no source is
told in sourcelinks.py.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler.extraction.sourcelinks import gathers, source_address
from crawler.urls import canonical_url, registered_domain

MOST = 60
"""Addresses of one text; what links to more gathers links."""

_MOST_ANCHORS = 5_000
_BLOCKS = frozenset(
    "address article aside blockquote body dd details div dl dt figcaption figure footer h1 h2 h3 "
    "h4 h5 h6 header li main ol p pre section summary table tbody td th tr ul".split()
)
_FURNITURE = frozenset({"nav", "form", "button", "footer"})
_NO_LETTER = re.compile(r"[\W_]+")
_SENTENCE = 20
"""Letters beside the anchors of a block: with fewer it is a title to click on, as in a box."""
_PARAGRAPH = 40
"""Letters of a paragraph that no menu repeats by chance."""
_LONGEST_BLOCK = 20_000
"""Characters; a longer one is no paragraph, and such may lie in each other by the hundred."""
_SEVERAL = 3
"""Paragraphs that show where on the page the text stands."""
_AROUND = 60
"""Characters before and behind an anchor that have to stand in the text as well."""


@dataclass(frozen=True, kw_only=True)
class _Block:
    in_text: bool
    # whether all its words stand in the captured text
    sentence: bool
    # whether it says something beside its anchors


def links_of(tree: HtmlElement, text: str, url: str) -> tuple[str, ...]:
    """The canonical addresses that the anchors within `text` lead to, in the page's order.

    tree: the page; text: the article's, captured from it; url: the page's, to which relative
    addresses belong unless it has a <base> ("" when it is not known). At most MOST.
    """
    letters = _letters(text)
    base = _base(tree, url)
    home = registered_domain(base) if base else ""
    place, lost = _place_of(tree, letters)
    blocks: dict[HtmlElement, _Block] = {}
    found: dict[str, None] = {}
    for anchor in _anchors(place):
        words = _letters(anchor.text_content())
        # Most anchors of a page are done with here.
        if not words or (words not in letters and anchor not in lost):
            continue
        element = _block_of(anchor)
        if element not in blocks:
            blocks[element] = _look_at(element, letters)
        block = blocks[element]
        if not (block.in_text or anchor in lost or _stands_in(anchor, letters)):
            continue
        address = source_address(anchor.get("href"), base)
        if address is None or _in_furniture(element):
            continue
        at_home = registered_domain(address) == home
        if at_home and (gathers(address) or (block.in_text and not block.sentence)):
            continue
        found[address] = None
        if len(found) > MOST:  # one of them may be the page itself
            break
    return without(found, [url])


def without(links: Iterable[str], own: Collection[str | None]) -> tuple[str, ...]:
    """The first MOST links, without those to the page itself, which has the addresses `own`."""
    bare = {_bare(address) for url in own if url and (address := canonical_url(url))}
    return tuple([link for link in links if _bare(link) not in bare][:MOST])


def _anchors(place: HtmlElement) -> Iterator[HtmlElement]:
    for number, anchor in enumerate(place.iter("a")):
        if number == _MOST_ANCHORS:
            return
        href = anchor.get("href", "").strip()
        if href and not href.startswith("#") and "sponsored" not in (anchor.get("rel") or ""):
            yield anchor


def _place_of(tree: HtmlElement, letters: str) -> tuple[HtmlElement, Collection[HtmlElement]]:
    """The part of the page that holds the text's paragraphs, and the anchors in such as the
    capture took for lists of links."""
    paragraphs = [(p, _letters(p.text_content())) for p in tree.iter("p")]
    there = [len(own) >= _PARAGRAPH and own in letters for _, own in paragraphs]
    kept = [p for (p, _), is_there in zip(paragraphs, there, strict=True) if is_there]
    if not kept:
        return tree, ()
    makes = {_make(p) for p in kept}
    first, last = there.index(True), len(there) - there[::-1].index(True)
    lost = [
        anchor
        for (p, own), is_there in zip(paragraphs[first:last], there[first:last], strict=True)
        if not is_there and len(own) >= _PARAGRAPH and _make(p) in makes
        if len(own) - _clicked(p) >= _SENTENCE
        for anchor in p.iter("a")
    ]
    # Of a text with few paragraphs the rest may stand in lists and tables anywhere.
    return (_common(kept[0], kept[-1]) if len(kept) >= _SEVERAL else tree), frozenset(lost)


def _common(first: HtmlElement, last: HtmlElement) -> HtmlElement:
    """The innermost element that holds both."""
    above = set(last.iterancestors())
    return next((element for element in first.iterancestors() if element in above), first)


def _make(p: HtmlElement) -> tuple[str | None, ...]:
    parent = p.getparent()
    return (p.get("class"), parent.tag, parent.get("class")) if parent is not None else ()


def _base(tree: HtmlElement, url: str) -> str:
    element = next(tree.iter("base"), None)
    declared = element.get("href", "") if element is not None else ""
    return canonical_url(declared, url or None) or canonical_url(url) or ""


def _block_of(anchor: HtmlElement) -> HtmlElement:
    element = anchor
    for element in anchor.iterancestors():
        if element.tag in _BLOCKS:
            break
    return element


def _in_furniture(block: HtmlElement) -> bool:
    return block.tag in _FURNITURE or any(
        element.tag in _FURNITURE for element in block.iterancestors()
    )


def _look_at(element: HtmlElement, letters: str) -> _Block:
    words = element.text_content()
    own = _letters(words) if len(words) <= _LONGEST_BLOCK else ""
    in_text = bool(own) and own in letters
    return _Block(in_text=in_text, sentence=in_text and len(own) - _clicked(element) >= _SENTENCE)


def _clicked(element: HtmlElement) -> int:
    """Letters in its anchors."""
    return sum(len(_letters(anchor.text_content())) for anchor in element.iter("a"))


def _stands_in(anchor: HtmlElement, letters: str) -> bool:
    """Whether the words around an anchor stand in the text: a block may hold other things too."""
    element = anchor
    before, behind = _beside(element)
    while not (before or behind):
        parent = element.getparent()
        if parent is None or parent.tag in _BLOCKS:
            return False
        element = parent
        before, behind = _beside(element)
    around = before + _letters(anchor.text_content()) + behind
    return len(before) + len(behind) >= _SENTENCE and around in letters


def _beside(element: HtmlElement) -> tuple[str, str]:
    previous, parent = element.getprevious(), element.getparent()
    before = previous.tail if previous is not None else parent.text if parent is not None else ""
    return _letters((before or "")[-_AROUND:]), _letters((element.tail or "")[:_AROUND])


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", text)


def _bare(url: str) -> str:
    parts = urlsplit(url)
    host = parts.netloc.removeprefix("www.").removeprefix("m.").removeprefix("amp.")
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{parts.path.rstrip('/')}{query}"
