"""The comparison that takes corrections up, run from the pages."""

from __future__ import annotations

import streamlit as st
from sqlalchemy.engine import Connection

from compare.shown.wording import when
from dashboard.comparing import Comparing, comparing, model_arguments
from dashboard.connection import database_name
from dashboard.markup import plain
from dashboard.queries.corrections import any_pending, last_model

_LOOK = 2.0
"""Seconds between two looks at whether it has ended."""

_SEEN = "seen"
"""Which comparison this session saw at work: how it ended is told to no one else."""


def comparison(connection: Connection) -> None:
    """A button while something waits for it; how it goes; how the last one ended."""
    work = _work(database_name())
    state = work.state
    if state.at_work:
        _follow()
        return
    if state.started is not None and st.session_state.get(_SEEN) == state.started:
        if state.done:
            st.success(plain(f"The comparison has ended. {state.said}"))
        else:
            told = f"The comparison failed. {state.said} The dashboard's terminal says more."
            st.error(plain(told))
    if not any_pending(connection):
        return
    st.caption(
        "Corrections wait for the next comparison: run it here or with `parallax compare`, or "
        "leave it to a running `parallax watch`."
    )
    if st.button("Compare now", key="compare"):
        work.start(model_arguments(last_model(connection)))
        st.session_state[_SEEN] = work.state.started
        st.rerun()


@st.cache_resource(show_spinner=False)
def _work(database: str) -> Comparing:
    return comparing(database)


@st.fragment(run_every=_LOOK)
def _follow() -> None:
    state = _work(database_name()).state
    if not state.at_work:
        st.rerun()
    st.session_state[_SEEN] = state.started
    if state.started is not None:
        st.info(plain(f"The comparison is at work since {when(state.started)}."))
