"""Writing an export to a folder on the machine that shows the pages, and how that goes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from compare.shown.wording import when
from dashboard.connection import database_name
from dashboard.exportchoice import Choice, folder_problem
from dashboard.exportrun import Exporting, exporting
from dashboard.markup import element, plain
from dashboard.queries.exportsize import TableSize

_LOOK = 1.0
"""Seconds between two looks at how far an export is."""


def to_folder(choice: Choice, sizes: Sequence[TableSize], name: str, refused: str | None) -> str:
    """Writing to a folder here, where that may be done; the folder's name."""
    st.html(element("h2", "To a folder on this machine", class_="px-part"))
    if refused:
        st.info(refused)
        return name
    work = _work(database_name())
    if work.state.at_work:
        _follow()
        return name
    _ended(work)
    root = Path.cwd()
    with st.form("folder", border=False):
        given = st.text_input(f"Name of a new folder in {root}", name, key="folder")
        pressed = st.form_submit_button("Write the folder", key="write")
    given = (given or name).strip()
    wrong = folder_problem(given)
    if wrong is None and (root / given).exists():
        wrong = f"{given} is there already. Choose another name." if pressed else None
    if wrong:
        st.warning(plain(wrong))
    elif pressed:
        work.start(choice, root / given, {table.name: table.size for table in sizes})
        st.rerun()
    return given


def _ended(work: Exporting) -> None:
    state = work.state
    if state.started is None:
        return
    if state.done:
        st.success(plain(f"The export begun {when(state.started)} is whole: {state.folder}"))
    else:
        told = f"The export to {state.folder} has not come to its end; nothing is left of it. "
        st.warning(plain(told + state.said))


@st.cache_resource(show_spinner=False)
def _work(database: str) -> Exporting:
    return exporting(database)


@st.fragment(run_every=_LOOK)
def _follow() -> None:
    work = _work(database_name())
    state = work.state
    if not state.at_work:
        st.rerun()
    st.progress(state.share, plain(f"Writing {state.table or 'tables'} to {state.folder}"))
    if st.button("Stop", key="stop"):
        work.stop()
