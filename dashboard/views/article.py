"""One article whole, with the passages that other outlets tell too."""

from __future__ import annotations

from typing import Final

import streamlit as st
from sqlalchemy.engine import Connection

from crawler.frozen import frozen_path
from dashboard.articlehead import article_header, capture_note, only_here, others_of
from dashboard.articlelink import article_address
from dashboard.articletext import part_of, parts
from dashboard.articleview import Choice, article_part
from dashboard.connection import draw
from dashboard.markup import element, plain
from dashboard.queries.accounts import EventHead, current_id, load_event
from dashboard.queries.article import Captured, count_passages, find_passage, load_captured
from dashboard.queries.passages import load_passages
from dashboard.queries.told import Told, load_partners, load_told

_URL: Final = "query-params"
_CHOSEN = "passage"
"""The anchor at which the chosen passage stands."""
_PARTNERS = 40
"""Passages of other outlets shown beside a chosen one."""


def show() -> None:
    """The page; its article is named in the URL, and the chosen passage."""
    draw(_page)


def _page(connection: Connection) -> None:
    asked = st.query_params.get("article", "")
    revision = _asked_revision()
    article = load_captured(connection, asked, revision) if asked else None
    if article is None:
        _nothing(connection, asked, revision)
        return
    head = load_event(connection, article.event_id) if article.event_id else None
    _mend_event(connection, article)
    st.html(article_header(article, head))
    note = capture_note(article)
    if note is not None:
        st.html(note)
    _standing(connection, article, head)
    _text(connection, article, head)


def _asked_revision() -> int | None:
    given = st.query_params.get("revision", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else None


def _nothing(connection: Connection, asked: str, revision: int | None) -> None:
    st.html("<h1 class='px-title'>Article</h1>")
    if not asked:
        st.info("No article is chosen.")
    elif revision is not None and load_captured(connection, asked) is not None:
        st.warning(plain(f"The article {asked} has no revision {revision}."))
        address = article_address(asked, None)
        st.html(element("p", element("a", "Show the article", href=address)))
    else:
        st.warning(plain(f"There is no article {asked} in this database."))
    st.html("<p><a href='./'>Choose an event from the list</a></p>")


def _mend_event(connection: Connection, article: Captured) -> None:
    """What is copied from the address leads to the event in which the article stands now."""
    asked = st.query_params.get("event", "")
    if article.event_id is None or asked == article.event_id:
        return
    st.query_params["event"] = article.event_id
    if asked and current_id(connection, asked) == article.event_id:
        st.info(plain(f"The event {asked} has become part of the one this article stands in."))
    elif asked:
        st.info(plain(f"This article does not stand in the event {asked} now, but in another."))


def _standing(connection: Connection, article: Captured, head: EventHead | None) -> None:
    """Why nothing is marked, or what a mark means."""
    if article.compared is None or head is None:
        # Nothing takes up what a snapshot holds.
        mend = "" if frozen_path(connection) else " `parallax compare` takes up what is new."
        st.info(
            "This article stands in no event: it was not compared yet, or nothing may be told of "
            f"it.{mend}"
        )
    elif article.revision != article.compared:
        st.info(
            f"Revision {article.compared} is the one that was compared: passages are marked there, "
            "not here."
        )
        address = article_address(article.article_id, article.event_id)
        st.html(element("p", element("a", f"Show revision {article.compared}", href=address)))
    elif not count_passages(connection, article.article_id):
        st.info("Nothing of this text was compared: it has no passage that can be matched.")
    elif not others_of(article, head):
        st.info("Only one outlet tells this event so far: there is nothing to compare it with.")
    else:
        st.caption(_meaning(article, head))
    if article.compared == article.revision < article.newest:
        st.caption(f"Revision {article.newest} was captured since and is not compared yet.")


def _meaning(article: Captured, head: EventHead) -> str:
    told = (
        "Underlined passages are told by other outlets too; the number is the row in the "
        "comparison. Choose one to read the others' words."
    )
    if only_here(article, head):
        return (
            f"{told} ◇ only here: every other account was captured whole and has no match for it."
        )
    return (
        f"{told} What has no number was matched with none; whether it stands only here cannot be "
        "said, because another account was captured in part."
    )


def _text(connection: Connection, article: Captured, head: EventHead | None) -> None:
    if not article.text.strip():
        st.info("No text was captured of this article.")
        return
    spans = parts(article.text)
    asked = st.query_params.get("passage", "")
    place = find_passage(connection, article.article_id, asked) if asked else None
    if asked and (place is None or article.compared != article.revision):
        st.warning(plain(f"The passage {asked} does not stand in this text; it may have changed."))
        place = None
    shown, below = st.container(), st.container()
    number = 1
    if len(spans) > 1:
        first = part_of(spans, place) if place is not None else 1
        number = below.pagination(len(spans), default=first, key="part", bind=_URL)
        if place is not None and first != number:
            below.caption(f"The chosen passage stands in part {first}.")
        below.caption(f"Part {number} of {len(spans)} of {len(article.text):,} characters.")
    start, end = spans[number - 1]
    told = load_told(connection, article, start, end)
    choice = _choice(connection, article, [t for t in told if t.passage_id == asked])
    with shown:
        before, rest = article_part(article, head, (start, end), told, choice)
        if rest is not None:
            link = element("a", "↓ The chosen passage", href=f"#{_CHOSEN}")
            st.html(element("p", link, class_="px-facts"))
        st.html(element("h2", "Captured text", class_="px-sr"))
        st.html(before)
        if rest is not None:
            with st.container(key="chosen"):
                st.subheader("The chosen passage", anchor=_CHOSEN)
                st.html(rest)


def _choice(connection: Connection, article: Captured, chosen: list[Told]) -> Choice | None:
    if not chosen:
        return None
    partners = load_partners(connection, article, chosen[0], limit=_PARTNERS)
    places = load_passages(connection, partners.passage_ids)
    return Choice(told=chosen[0], partners=partners, places=places)
