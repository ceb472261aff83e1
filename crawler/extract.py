"""HTML bytes → the article on the page (pure); the only module that imports trafilatura.

Runs in worker processes: 15 to 25 ms a page that the crawl's event loop must not spend.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any

import charset_normalizer
import htmldate
import lxml.html
import trafilatura
from lxml.html import HtmlElement
from trafilatura.settings import Document
from w3lib.encoding import html_to_unicode

from crawler.access import access_of, completeness_of, interstitial
from crawler.article import Access, Article
from crawler.dates import parse_date
from crawler.errors import ExtractionError
from crawler.furniture import BOXES, without_head
from crawler.metadata import Metadata, read_metadata, split_names
from crawler.texts import clean, clean_line

_BLOCKS = frozenset({"p", "head", "list", "item", "quote", "code", "table", "row", "cell"})
_SHORTEST_TEXT = 40
"""Characters; what is left of a page without an article is a word or two of its menu."""
_SUSPICIOUS_SHARE = 0.3
"""Of the words in all <p> of the page: captures with less are looked at again."""
_INVISIBLE_MARKUP = "//script | //style | //noscript | //template | //svg | //head | //comment()"
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


@dataclass(frozen=True, kw_only=True)
class Page:
    """What one page holds and says of itself."""

    text: str
    metadata: Metadata
    access: Access

    def article(
        self, *, outlet: str, url: str | None, summary: str = "", **instead: Any
    ) -> Article:
        """The article, stored under `url`.

        summary: what the feed said of it, to judge completeness by. `instead` holds fields that
        are known better than from the page; with the prefix "default_", fields for when the page
        does not say.
        """
        values: dict[str, Any] = {
            name: getattr(self.metadata, name)
            for name in ("title", "authors", "published", "modified", "language", "section")
        }
        origins = {name: self.metadata.origins.get(name, "") for name in values}
        origins["text"] = "page"
        for name, value in instead.items():
            plain = name.removeprefix("default_")
            if value and (plain == name or not values[plain] or self._only_the_day(plain, value)):
                values[plain] = value
                origins[plain] = "given" if plain == name else "announced"
        completeness, reasons = completeness_of(
            self.text,
            access=self.access,
            declared_words=self.metadata.declared_words,
            summary=summary,
        )
        return Article(
            outlet=outlet,
            url=url,
            text=self.text,
            access=self.access,
            completeness=completeness,
            completeness_reasons=reasons,
            origins={name: origin for name, origin in origins.items() if origin},
            **values,
        )

    def _only_the_day(self, name: str, announced: Any) -> bool:
        """Whether the page gives the day of what was announced to the minute."""
        stated = self.metadata.published
        if name != "published" or stated is None or not isinstance(announced, datetime):
            return False
        return stated.time() == time() and abs(announced - stated) < timedelta(hours=36)


def extract(
    body: bytes, url: str, *, charset: str | None = None, now: datetime | None = None
) -> Page:
    """The article on a page.

    charset: as the Content-Type header says; the page's own declaration and then a guess decide
    when there is none. Raises ExtractionError with the reason "consent page", "bot check",
    "no article text" or "not a page".
    """
    html = decode(body, charset)
    tree = parse_page(html, url)
    metadata = read_metadata(tree)
    visible = _visible_text(tree)
    title = clean_line(tree.xpath("string(//head/title)")) + " " + metadata.title
    kind = interstitial(title, visible)
    if kind:
        raise ExtractionError(url, f"is a {kind}, not an article", reason=kind)
    text = _main_text(html, tree, _titles(tree, metadata))
    if len(text) < _SHORTEST_TEXT:
        raise ExtractionError(url, "holds no article text", reason="no article text")
    metadata = _completed(metadata, tree, url)
    access = access_of(
        declared_free=metadata.declared_free,
        tier=metadata.tier,
        page_text=visible,
        words=len(text.split()),
    )
    if metadata.published and now and parse_date(metadata.published.isoformat(), now=now) is None:
        metadata = replace(metadata, published=None)
    return Page(text=text, metadata=metadata, access=access)


def decode(body: bytes, charset: str | None) -> str:
    """The page's characters.

    What is valid UTF-8 is UTF-8, whatever header and page declare: no other encoding makes it by
    chance, and wrong declarations are common. Else the header decides, else the page's own
    declaration, else a guess.
    """
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        header = f"text/html; charset={charset}" if charset else None
        _, text = html_to_unicode(header, body, auto_detect_fun=_guess)
    return _XML_DECLARATION.sub("", text.replace("\x00", ""), count=1)


def _guess(body: bytes) -> str | None:
    best = charset_normalizer.from_bytes(body[:100_000]).best()
    return best.encoding if best else "windows-1252"


def parse_page(html: str, url: str) -> HtmlElement:
    """The page as a tree; raises ExtractionError when it is none."""
    try:
        return lxml.html.document_fromstring(html)
    except (lxml.etree.LxmlError, ValueError, AssertionError) as error:
        raise ExtractionError(url, "is not an HTML page", reason="not a page") from error


def _titles(tree: HtmlElement, metadata: Metadata) -> list[str]:
    printed = [element.text_content() for element in tree.xpath("//head/title | //h1")]
    return [metadata.title, *printed]


def _main_text(html: str, tree: HtmlElement, titles: Sequence[str]) -> str:
    """The article's paragraphs, separated by blank lines; "" when there are none."""
    text = _body_text(html, titles, favor_precision=True)
    # On a few layouts precision costs nearly everything: then the plain mode decides.
    if len(text.split()) < _SUSPICIOUS_SHARE * _words_in_paragraphs(tree):
        plain = _body_text(html, titles, favor_precision=False)
        if len(plain.split()) > 2 * len(text.split()):
            return plain
    return text


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


def _completed(metadata: Metadata, tree: HtmlElement, url: str) -> Metadata:
    """What the page's own declarations lack, by the libraries' heuristics."""
    values: dict[str, Any] = {}
    origins = dict(metadata.origins)
    if not metadata.authors or not metadata.title:
        found = trafilatura.extract_metadata(deepcopy(tree), default_url=url or None)
        if found is not None and not metadata.authors and found.author:
            values["authors"] = tuple(split_names(found.author))
        if found is not None and not metadata.title and found.title:
            values["title"] = clean_line(found.title)
        origins |= dict.fromkeys(values, "trafilatura")
    if metadata.published is None:
        day = htmldate.find_date(deepcopy(tree), original_date=True, url=url or None)
        published = parse_date(day)
        if published:
            values["published"] = published
            origins["published"] = "htmldate"
    return replace(metadata, origins=origins, **values)


def _visible_text(tree: HtmlElement) -> str:
    copy = deepcopy(tree)
    for element in copy.xpath(_INVISIBLE_MARKUP):
        parent = element.getparent()
        if parent is not None:
            element.drop_tree()
    return " ".join(copy.text_content().split())
