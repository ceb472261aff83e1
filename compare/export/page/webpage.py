"""The format html: one page of a few events, or pages of a few each and one that lists them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from compare.export import schema
from compare.export.columns import Table
from compare.export.format import Writer
from compare.export.page.drawing import draw_index, draw_page
from compare.export.page.story import Rows, head, story
from compare.export.page.view import Head, Story
from compare.export.spool import Columns, Kept, Spool, spooled
from compare.shown.unheard import lapse_words

PAGE = "index.html"
TOGETHER = 20
"""Events that one page holds. A file an event would be simpler to point at, and a hundred thousand
files are what no folder, no copy and no manifest should have."""

_KEPT: Columns = {
    schema.ARTICLES: (
        *("article_id", "event_id", "outlet", "url", "title", "published", "first_seen"),
        *("revision", "access", "completeness", "syndicated_from_article", "copy_containment"),
    ),
    schema.EVENTS: (
        *("event_id", "title", "title_article_id", "first_published", "last_published"),
        *("articles", "outlets", "independent_outlets"),
    ),
    schema.PASSAGES: ("passage_id", "article_id", "outlet", "start", "text"),
    schema.CLUSTERS: ("cluster_id", "passage_ids", "outlets", "first_outlets", "first_undated"),
    schema.DIFFERENCES: (
        *("difference_id", "cluster_id", "kind", "values", "confidence", "reason"),
    ),
    schema.QUOTATIONS: (
        *("quotation_id", "article_id", "outlet", "role", "pieces", "speaker", "name"),
        *("family_id", "relation", "lost"),
    ),
    schema.NAMES: ("naming_id", "entity", "article_id", "outlet", "text"),
    schema.OUTLETS: ("outlet", "lapses"),
}


class WebPage:
    """Pages that need no server: what the dashboard shows of an event, to be read and printed."""

    name = "html"
    meaning = (
        f"`{PAGE}`, whatever `--tables` says: a page that needs no server and asks nobody for "
        "anything, with each event's headlines, passages side by side, differences, quotations and "
        f"names. Of more than {TOGETHER} events, those that two outlets or more tell stand on "
        f"pages of {TOGETHER}, `events-00001.html` …, the newest first, and `{PAGE}` lists them. "
        "Times are in words, in UTC."
    )
    tabular = False
    reads = tuple(_KEPT)
    newest = None

    @contextmanager
    def open(self, folder: Path, tables: Sequence[Table]) -> Iterator[Writer]:
        with spooled(folder, self.name, _KEPT) as spool:
            yield spool
            _write(folder, spool)


def _write(folder: Path, spool: Spool) -> None:
    """An event is in memory at a time."""
    lapsed = [row for row in spool.all(schema.OUTLETS) if row["lapses"]]
    if spool.count(schema.EVENTS) <= TOGETHER:
        events = list(spool.all(schema.EVENTS))
        events.sort(key=_newest_first)
        heads = [_head(spool, event) for event in events]
        stories = (_story(spool, event, lapsed) for event in events)
        draw_page(folder / PAGE, heads, stories, home="")
        return
    told = sorted(_newest_first(row) for row in spool.all(schema.EVENTS) if row["outlets"] > 1)
    for start in range(0, len(told), TOGETHER):
        events = [_event(spool, name) for _, name in told[start : start + TOGETHER]]
        path = folder / page_of(start).partition("#")[0]
        heads = [_head(spool, event) for event in events]
        draw_page(path, heads, (_story(spool, event, lapsed) for event in events), home=PAGE)
    listed = ((_head(spool, _event(spool, name)), page_of(n)) for n, (_, name) in enumerate(told))
    single = spool.count(schema.EVENTS) - len(told)
    draw_index(folder / PAGE, listed, events=len(told), single=single)


def _event(spool: Spool, event_id: str) -> Kept:
    found = spool.find(schema.EVENTS, event_id)
    assert found is not None
    return found


def page_of(place: int) -> str:
    """Where an event stands; place: among those that have pages, from 0."""
    page, row = divmod(place, TOGETHER)
    return f"events-{page + 1:05}.html#e{row + 1}"


def _newest_first(event: Kept) -> tuple[float, str]:
    last = event["last_published"]
    return (-last.timestamp() if last else 0.0, event["event_id"])


def _head(spool: Spool, event: Kept) -> Head:
    differing = (row["kind"] for row in spool.of_event(schema.DIFFERENCES, event["event_id"]))
    return head(event, spool.find(schema.ARTICLES, event["title_article_id"]), differing)


def _story(spool: Spool, event: Kept, lapsed: Sequence[Kept]) -> Story:
    def rows(table: Table) -> list[Kept]:
        return list(spool.of_event(table, event["event_id"]))

    return story(
        Rows(
            event=event,
            articles=rows(schema.ARTICLES),
            passages=rows(schema.PASSAGES),
            clusters=rows(schema.CLUSTERS),
            differences=rows(schema.DIFFERENCES),
            quotations=rows(schema.QUOTATIONS),
            names=rows(schema.NAMES),
        ),
        _unheard(event, lapsed),
    )


def _unheard(event: Kept, lapsed: Sequence[Kept]) -> list[tuple[str, str]]:
    """Who could not be fully heard between the event's first article and its last, and why."""
    first, last = event["first_published"], event["last_published"]
    if first is None or last is None:
        return []
    found: list[tuple[str, str]] = []
    for row in lapsed:
        for lapse in row["lapses"]:
            since = date.fromisoformat(lapse["since"])
            until = None if lapse["until"] is None else date.fromisoformat(lapse["until"])
            if since <= last.date() and (until is None or until >= first.date()):
                words = lapse_words(lapse["kind"], since, until)
                found.append((row["outlet"], f"{words} – {lapse['reason']}"))
    return found
