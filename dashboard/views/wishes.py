"""The forms in which a person says what is wrong with an event."""

from __future__ import annotations

import streamlit as st
from sqlalchemy.engine import Connection

from compare.shown.wording import day, number
from dashboard.deciding import Decision
from dashboard.queries.accounts import EventHead, current_id
from dashboard.queries.choices import event_in, load_choices

_KINDS = {
    "merge": "Merge with another event",
    "split": "Split articles off",
    "move": "Move articles to another event",
    "pin": "Pin its articles together",
}
_LONGEST_NOTE, _LONGEST_NAME = 1000, 100
_TURN = "turn"
"""How many decisions this session has stored. A field whose key holds it is new, and so empty, for
the next one; the name stays."""


def ask(connection: Connection, head: EventHead) -> Decision | None:
    """What the person has just decided, or None."""
    kind = st.segmented_control(
        "What is wrong",
        list(_KINDS),
        format_func=lambda kind: _KINDS[kind],
        default="merge",
        required=True,
        wrap=True,
        key="deed",
    )
    with st.form("correction", border=False, enter_to_submit=False):
        other = _other(connection, head) if kind in ("merge", "move") else None
        articles = _articles(head) if kind in ("split", "move") else ()
        left, right = st.columns([3, 1])
        note = left.text_input(
            "Why (others will read it)", max_chars=_LONGEST_NOTE, key=_key("note")
        )
        author = right.text_input("Your name", max_chars=_LONGEST_NAME, key="author")
        if not st.form_submit_button("Store this correction", key="store"):
            return None
    return Decision(
        kind=kind or "merge",
        event_id=head.event_id,
        other=other,
        articles=articles,
        note=note.strip(),
        author=author.strip(),
    )


def clear() -> None:
    """Empty the form for the next decision."""
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1


def _key(name: str) -> str:
    return f"{name}-{st.session_state.get(_TURN, 0)}"


def _other(connection: Connection, head: EventHead) -> str | None:
    offered = {choice.event_id: choice for choice in load_choices(connection, head)}

    def told(event_id: str) -> str:
        choice = offered[event_id]
        title = choice.title.strip() or "(without a headline)"
        return f"{title} – {day(choice.last)}, {number(choice.articles, 'article')}"

    left, right = st.columns([3, 2])
    chosen = left.selectbox(
        "Which event",
        list(offered),
        index=None,
        format_func=told,
        placeholder="events near in time, the likest first",
        key=_key("with"),
    )
    pasted = right.text_input("or its id, or a link to its page", key=_key("pasted"))
    named = event_in(pasted) if pasted.strip() else chosen
    return (current_id(connection, named) or named) if named else pasted.strip() or None


def _articles(head: EventHead) -> tuple[str, ...]:
    members = {m.article_id: m for account in head.accounts for m in account.members}

    def told(article_id: str) -> str:
        member = members[article_id]
        return f"{member.outlet}: {member.headline or '(without a headline)'}"

    chosen = st.multiselect(
        "Which articles",
        list(members),
        format_func=told,
        placeholder="articles of this event",
        key=_key("articles"),
    )
    return tuple(chosen)
