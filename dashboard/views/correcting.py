"""Where a person says that an event is wrong, and takes it back; asked for only while open."""

from __future__ import annotations

import os

import streamlit as st
from sqlalchemy.engine import Connection

from crawler.database import writing
from crawler.errors import ParallaxError
from dashboard.correctionlist import correction_item
from dashboard.deciding import carry_out, problem, take_back
from dashboard.markup import plain
from dashboard.permission import CORRECTIONS_VARIABLE, refusal
from dashboard.queries.accounts import EventHead
from dashboard.queries.corrections import load_corrections
from dashboard.queries.grounds import load_articles
from dashboard.views import wishes
from dashboard.views.running import comparison
from dashboard.writable import unwritable


def correct_event(connection: Connection, head: EventHead) -> None:
    """The forms, the decisions made so far, and the comparison that takes them up."""
    panel = st.expander("Correct this event", type="compact", key="correct", bind="query-params")
    if not panel.open:
        return
    with panel:
        granted = os.environ.get(CORRECTIONS_VARIABLE)
        refused = refusal(granted, st.context.headers) or unwritable(connection)
        told = st.session_state.pop("told", None)
        if told:
            st.success(told)
        if refused:
            st.info(refused)
        else:
            _decide(connection, head)
        _made(connection, head, may_undo=refused is None)
        if refused is None:
            comparison(connection)


def _decide(connection: Connection, head: EventHead) -> None:
    decision = wishes.ask(connection, head)
    if decision is None:
        return
    wrong = problem(decision, head)
    if wrong:
        st.warning(plain(wrong))
        return
    try:
        with writing(connection.engine) as writer:
            carry_out(writer, decision)
    except ParallaxError as error:
        st.error(plain(str(error)))
        return
    wishes.clear()
    st.session_state["told"] = "Stored. The next comparison takes it up."
    st.rerun()


def _made(connection: Connection, head: EventHead, *, may_undo: bool) -> None:
    found = load_corrections(connection, head)
    if not found.listed:
        return
    named = {article_id for made in found.listed for article_id in made.articles}
    elsewhere = load_articles(connection, sorted(a for a in named if head.member(a) is None))
    st.html("<h3>Corrections so far</h3>")
    for made in found.listed:
        shown, button = st.columns([6, 1], vertical_alignment="center")
        shown.html(correction_item(head, made, found, elsewhere))
        if not may_undo or made.undone is not None:
            continue
        if button.button("Undo", key=f"undo-{made.correction_id}"):
            _undo(connection, made.correction_id)


def _undo(connection: Connection, correction_id: str) -> None:
    try:
        with writing(connection.engine) as writer:
            take_back(writer, correction_id)
    except ParallaxError as error:
        st.error(plain(str(error)))
        return
    st.session_state["told"] = "Taken back. The next comparison takes it up."
    st.rerun()
