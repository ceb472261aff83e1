"""HTML bytes → the article on the page (pure).

Runs in worker processes: 15 to 25 ms a page that the crawl's event loop must not spend.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import charset_normalizer
import htmldate
import lxml.html
from lxml.html import HtmlElement
from w3lib.encoding import html_to_unicode

from crawler.article import Access, Article, StatedDate
from crawler.errors import ExtractionError
from crawler.extraction.access import access_of, completeness_of, locked_words
from crawler.extraction.bylines import split_names
from crawler.extraction.dates import Candidate, DateFound, choose_date, says_more
from crawler.extraction.interstitials import interstitial
from crawler.extraction.links import links_of, without
from crawler.extraction.maintext import falls_short, guessed, main_text
from crawler.extraction.marks import marks_of
from crawler.extraction.metadata import Metadata, read_metadata
from crawler.extraction.robotstags import read_directives
from crawler.texts import clean_line, word_count

_SHORTEST_TEXT = 40
"""Characters; what is left of a page without an article is a word or two of its menu."""
_INVISIBLE_MARKUP = "//script | //style | //noscript | //template | //svg | //head | //comment()"
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


@dataclass(frozen=True, kw_only=True)
class Page:
    """What one page holds and says of itself."""

    text: str
    metadata: Metadata
    access: Access
    text_origin: str = "page"
    # or "json-ld": where the text is from
    links: tuple[str, ...] = ()
    # as in Article

    def article(
        self,
        *,
        outlet: str,
        url: str | None,
        summary: str = "",
        stated: Mapping[str, StatedDate] | None = None,
        domains: Collection[str] = (),
        links: Sequence[str] = (),
        **instead: Any,
    ) -> Article:
        """The article, stored under `url`.

        summary: what the feed said of it, to judge completeness by; stated: how the dates among
        `instead` were written; domains: the outlet's; links: where they are known better than from
        the page. `instead` holds further fields that are known better; with the prefix "default_",
        fields for when it does not say.
        """
        values: dict[str, Any] = {
            name: getattr(self.metadata, name)
            for name in ("title", "authors", "published", "modified", "language", "section")
        }
        origins = {name: self.metadata.origins.get(name, "") for name in values}
        origins["text"] = self.text_origin
        dates, stated = dict(self.metadata.dates), stated or {}
        for name, value in instead.items():
            plain = name.removeprefix("default_")
            better = self._says_more(plain, value, stated.get(plain))
            if value and (plain == name or not values[plain] or better):
                values[plain] = value
                origins[plain] = "given" if plain == name else "announced"
                dates |= {plain: stated[plain]} if plain in stated else {}
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
            dates=dates,
            noarchive=self._not_to_be_copied(),
            marks=marks_of(
                outlet=outlet,
                url=url,
                text=self.text,
                bylines=(*self.metadata.bylines, *values["authors"]),
                canonical=self.metadata.canonical,
                domains=domains,
            ),
            links=without(links or self.links, (url, self.metadata.canonical)),
            **values,
        )

    def _not_to_be_copied(self) -> bool:
        """A page that asks not even to be indexed does not ask to be copied; whether to store it
        at all is for the crawl to decide: an imported one is the operator's already."""
        asked = read_directives(self.metadata.robots, datetime.min.replace(tzinfo=UTC))
        return asked.noarchive or asked.noindex

    def _says_more(self, name: str, announced: Any, stated: StatedDate | None) -> bool:
        """Whether the feed writes the page's own date with its zone, or to the minute."""
        moment, on_page = getattr(self.metadata, name), self.metadata.dates.get(name)
        if not (on_page and moment and isinstance(announced, datetime)):
            return False
        stated = stated or StatedDate(raw=announced.isoformat(), zone=True)
        return says_more(
            DateFound(moment=announced, origin="announced", stated=stated),
            DateFound(moment=moment, origin="", stated=on_page),
        )


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
    metadata = read_metadata(tree, now)
    visible = _visible_text(tree)
    title = clean_line(tree.xpath("string(//head/title)")) + "\n" + metadata.title
    says_so = bool(metadata.dates.get("published") or metadata.authors)
    kind = interstitial(title, visible, markup=html, article=says_so)
    if kind:
        raise ExtractionError(url, f"is a {kind}, not an article", reason=kind)
    titles = _titles(tree, metadata)
    text = main_text(html, tree, titles, declared_words=metadata.declared_words)
    if len(text) < _SHORTEST_TEXT:
        raise ExtractionError(url, "holds no article text", reason="no article text")
    metadata = _completed(metadata, tree, url, now)
    access = access_of(
        declared_free=metadata.declared_free,
        tier=metadata.tier,
        page_text=visible,
        words=word_count(text),
        locked=locked_words(tree, metadata.locked_parts),
        declared_words=metadata.declared_words,
    )
    origin = "page"
    # Some templates spread the article over containers of which only one is found. Only of pages
    # that say that anyone may read them: a declaration is no way round a paywall.
    if access == "free" and falls_short(text, metadata.declared_text):
        text, origin = metadata.declared_text, "json-ld"
    links = links_of(tree, text, url)
    return Page(text=text, metadata=metadata, access=access, text_origin=origin, links=links)


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
        encoding, text = html_to_unicode(header, body, auto_detect_fun=_guess)
        if encoding == "utf-8" and _mostly_unreadable(text):
            text = body.decode(_guess(body) or "windows-1252", "replace")
    return _XML_DECLARATION.sub("", text.replace("\x00", ""), count=1)


def _mostly_unreadable(text: str) -> bool:
    """Whether UTF-8 was declared falsely: a slip now and then is left as it is."""
    foreign = sum(1 for character in text if character > "\x7f")
    return text.count("\ufffd") * 2 > foreign


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
    return [metadata.title, *metadata.headlines, *printed]


def _completed(metadata: Metadata, tree: HtmlElement, url: str, now: datetime | None) -> Metadata:
    """What the page's own declarations lack, by the libraries' heuristics."""
    values: dict[str, Any] = {}
    origins = dict(metadata.origins)
    if not metadata.authors or not metadata.title:
        title, line = guessed(tree, url)
        names = tuple(split_names(line))
        values |= {"authors": names} if names and not metadata.authors else {}
        values |= {"title": clean_line(title)} if title and not metadata.title else {}
        origins |= dict.fromkeys(values, "trafilatura")
    if metadata.published is None:
        day = htmldate.find_date(deepcopy(tree), original_date=True, url=url or None)
        # The library gives a day of its own making: where the page has words that are not
        # believed, they stay what is stated.
        found_day = choose_date([Candidate(origin="htmldate", raw=day)], now=now)
        if found_day and found_day.moment:
            values["published"] = found_day.moment
            values["dates"] = {"published": found_day.stated, **metadata.dates}
            origins["published"] = "htmldate"
    return replace(metadata, origins=origins, **values)


def _visible_text(tree: HtmlElement) -> str:
    copy = deepcopy(tree)
    for element in copy.xpath(_INVISIBLE_MARKUP):
        parent = element.getparent()
        if parent is not None:
            element.drop_tree()
    return " ".join(copy.text_content().split())
