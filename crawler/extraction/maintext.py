"""The article's own paragraphs on a page (pure); the only module that imports trafilatura."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

import trafilatura
from lxml.html import HtmlElement
from trafilatura.settings import Document

from crawler.extraction.furniture import BOXES, without_head
from crawler.texts import clean, word_count

_BLOCKS = frozenset({"p", "head", "list", "item", "quote", "code", "table", "row", "cell"})
_SUSPICIOUS_SHARE = 0.3
"""Of the words in all <p> of the page: captures with less are looked at again."""
_WHOLE = 0.9
"""Of the words that the page declares: captures with fewer are looked at again."""
_MUCH_SHORTER = 0.75
"""Than the declared text: a capture that lacks a container, not a caption."""


def main_text(
    html: str, tree: HtmlElement, titles: Sequence[str], *, declared_words: int | None = None
) -> str:
    """The article's paragraphs, separated by blank lines; "" when there are none.

    titles: all that the page gives for its headline; declared_words: how long it says it is.
    """
    text = _body_text(html, titles, favor_precision=True)
    words = word_count(text)
    # On some layouts precision costs paragraphs: then the plain mode decides.
    lost = words < _SUSPICIOUS_SHARE * _words_in_paragraphs(tree)
    lacking = declared_words is not None and words < _WHOLE * declared_words
    if lost or lacking:
        plain = _body_text(html, titles, favor_precision=False)
        found = word_count(plain)
        if lost and found > 2 * words:
            return plain
        if declared_words and abs(found - declared_words) < abs(words - declared_words):
            return plain
    return text


def falls_short(text: str, declared: str) -> bool:
    """Whether the page's own declaration of its text holds far more than was captured."""
    return word_count(text) < _MUCH_SHORTER * word_count(declared)


def guessed(tree: HtmlElement, url: str | None) -> tuple[str, str]:
    """(title, author line) by the library's heuristics; "" for what it does not find."""
    found = trafilatura.extract_metadata(deepcopy(tree), default_url=url or None)
    return (found.title or "", found.author or "") if found is not None else ("", "")


def _body_text(html: str, titles: Sequence[str], *, favor_precision: bool) -> str:
    document = trafilatura.bare_extraction(
        html, include_comments=False, favor_precision=favor_precision, prune_xpath=BOXES
    )
    if not isinstance(document, Document) or document.body is None:
        return ""
    # Our own paragraphs instead of the library's rendering, which adds list marks to the words.
    return clean("\n\n".join(without_head(_paragraphs(document.body), titles)))


def _words_in_paragraphs(tree: HtmlElement) -> int:
    return sum(len(p.text_content().split()) for p in tree.iter("p"))


def _paragraphs(body: Any) -> list[str]:
    """All text under the element, in order, cut where a block begins or ends."""
    paragraphs: list[list[str]] = [[]]

    def walk(element: Any) -> None:
        if element.tag in _BLOCKS:
            paragraphs.append([])
        paragraphs[-1].append(element.text or "")
        for child in element:
            if child.tag == "lb":
                paragraphs[-1].append("\n")
            else:
                walk(child)
            paragraphs[-1].append(child.tail or "")
        if element.tag in _BLOCKS:
            paragraphs.append([])

    walk(body)
    return [text for parts in paragraphs if (text := "".join(parts).strip())]
