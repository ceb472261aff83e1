"""RSS 2.0 of events with differences; the only module that imports feedgen.

What readers make of a feed is markup: headlines and passages are escaped as HTML, and the whole
again as XML. Times are those of the comparison, never of the clock, so that the same state gives
the same bytes.
"""

from __future__ import annotations

import hashlib
import heapq
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from feedgen.feed import FeedGenerator
from lxml import etree

from compare.errors import ExportError
from compare.export import schema
from compare.export.columns import Table
from compare.export.format import Writer
from compare.export.spool import Columns, Kept, Spool, spooled
from compare.shown import kinds
from compare.shown.addresses import printable, web_address
from compare.shown.wording import number

FEED = "feed.xml"
NEWEST = 100
"""Events that a feed tells of."""
_DASHBOARD = "http://localhost:8501"
"""Where a dashboard is served unless its owner says otherwise."""
_UNTITLED = "(without a headline)"
_TOLD = 30
"""Differences of one event that are told; of more, their number."""

_KEPT: Columns = {
    schema.ARTICLES: ("article_id", "outlet", "url"),
    schema.EVENTS: ("event_id", "title", "title_article_id", "last_published", "changed"),
    schema.PASSAGES: ("passage_id", "outlet"),
    schema.DIFFERENCES: ("difference_id", "event_id", "kind", "values"),
}


class Rss:
    """The newest events with differences, for a reader's own tools."""

    name = "rss"
    meaning = (
        f"one document, `{FEED}`, whatever `--tables` says: RSS 2.0 with the newest {NEWEST} "
        "events that have differences, the last changed first. `guid` is the event and a hash of "
        "its differences, so that an event with other differences is a new item; `pubDate` is when "
        "a comparison last found other articles or differences in it. `description` counts the "
        "differences by kind and quotes them."
    )
    tabular = False
    reads = tuple(_KEPT)
    newest = NEWEST

    def __init__(self, link_base: str | None = None) -> None:
        """link_base: the address of a dashboard, to whose pages items then lead; else they lead to
        the article whose headline they bear. Raises ExportError for what is no web address.
        """
        if link_base is not None and web_address(link_base) is None:
            raise ExportError(
                f"--link-base {link_base}",
                "is not the address of a web page",
                "write it as http://localhost:8501",
            )
        self._base = None if link_base is None else link_base.rstrip("/")

    @contextmanager
    def open(self, folder: Path, tables: Sequence[Table]) -> Iterator[Writer]:
        with spooled(folder, self.name, _KEPT) as spool:
            yield spool
            items = [_item(spool, event, self._base) for event in _newest(spool)]
            (folder / FEED).write_bytes(_document(items, f"{self._base or _DASHBOARD}/"))


@dataclass(frozen=True, kw_only=True)
class _Item:
    """One entry, in plain words but for its description."""

    guid: str
    title: str
    link: str | None
    # where it leads, if anywhere
    published: datetime
    # UTC
    description: str
    # HTML, in which words from the web are escaped


def _newest(spool: Spool) -> list[Kept]:
    """The events with differences that changed last, the newest first."""
    differing = (
        event
        for event in spool.all(schema.EVENTS)
        if any(True for _ in spool.of_event(schema.DIFFERENCES, event["event_id"]))
    )
    return heapq.nlargest(NEWEST, differing, key=lambda e: (_changed(e), e["event_id"]))


def _changed(event: Kept) -> datetime:
    """When it last changed; databases of earlier versions know only its last article."""
    moment: datetime = event["changed"] or event["last_published"] or datetime.fromtimestamp(0, UTC)
    return moment


def _item(spool: Spool, event: Kept, base: str | None) -> _Item:
    event_id = event["event_id"]
    differences = list(spool.of_event(schema.DIFFERENCES, event_id))
    state = hashlib.sha256()
    for name in sorted(one["difference_id"] for one in differences):
        state.update(f"{name}\n".encode("utf-8", "replace"))
    article = spool.find(schema.ARTICLES, event["title_article_id"]) or {}
    outlet = article.get("outlet")
    link = web_address(article.get("url"))
    if base is not None:
        link = f"{base}/event?event={quote(event_id, safe='')}"
    return _Item(
        guid=f"{event_id}-{state.hexdigest()[:16]}",
        title=f"{event['title'] or _UNTITLED}" + (f" ({outlet})" if outlet else ""),
        link=link,
        published=_changed(event),
        description=_description(spool, differences),
    )


def _description(spool: Spool, differences: Sequence[Kept]) -> str:
    counted = Counter(one["kind"] for one in differences)
    told = (f"{kinds.label(kind)}: {counted[kind]:,}" for kind in kinds.in_order(counted))
    lines = [f"<p>{number(len(differences), 'difference')}: {escape('; '.join(told))}</p>"]
    sides = [(one, _sides(spool, one)) for one in differences[:_TOLD]]
    items = [
        f"<li>{escape(kinds.label(one['kind']))}: {' / '.join(said)}</li>"
        for one, said in sides
        if said
    ]
    if items:
        lines.append(f"<ul>{''.join(items)}</ul>")
        if len(differences) > _TOLD:
            lines.append(f"<p>and {len(differences) - _TOLD:,} more</p>")
    return "".join(lines)


def _sides(spool: Spool, difference: Kept) -> list[str]:
    """What each outlet says, verbatim; none where the texts are left out."""
    said: list[str] = []
    for value in difference["values"]:
        if value["text"] is not None:
            passage = spool.find(schema.PASSAGES, value["passage_id"]) or {}
            outlet = escape(passage.get("outlet", "?"))
            said.append(f"<b>{outlet}</b> “{escape(value['text'])}”")
    return list(dict.fromkeys(said))


def _document(items: Sequence[_Item], home: str) -> bytes:
    feed = FeedGenerator()
    feed.title("Parallax: events told differently")
    feed.link(href=home, rel="alternate")
    feed.description("Events that several outlets tell, with differences between their accounts.")
    feed.generator("Parallax")
    if items:
        feed.lastBuildDate(max(item.published for item in items))
    for item in items:
        entry = feed.add_entry(order="append")
        entry.guid(printable(item.guid), permalink=False)
        # Many readers take a title for markup, as they do a description.
        entry.title(escape(printable(item.title), quote=False))
        entry.description(printable(item.description))
        entry.pubDate(item.published)
        if item.link is not None:
            entry.link(href=item.link)
    root = etree.fromstring(feed.rss_str())
    if not items:
        for built in root.iter("lastBuildDate"):
            built.getparent().remove(built)  # of a feed without items it would be the clock's
    return _bytes(root)


def _bytes(root: Any) -> bytes:
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written
