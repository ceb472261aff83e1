"""Taking events away: which, in which tables and formats, how much that is, and where to."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial

import streamlit as st
from sqlalchemy.engine import Connection

from compare.errors import ExportError
from compare.shown.wording import number
from dashboard.connection import database_name, draw
from dashboard.exportchoice import (
    Choice,
    command,
    disk_refusal,
    file_stem,
    size_words,
)
from dashboard.exportrun import SMALL, zipped
from dashboard.exporttable import size_table
from dashboard.markup import element, plain
from dashboard.permission import CORRECTIONS_VARIABLE
from dashboard.queries.exportsize import TableSize, load_sizes
from dashboard.queries.listing import contents
from dashboard.views.exportfolder import to_folder
from dashboard.views.exportwishes import ask

_SOME, _LONG = 20, 200
"""A command with more events than this scrolls, in so many pixels."""
_KEPT = 60
"""Seconds for which sizes are kept."""


def show() -> None:
    """The page."""
    st.html("<h1 class='px-title'>Export</h1>")
    draw(_page)


def _page(connection: Connection) -> None:
    if not contents(connection).articles:
        st.info(
            "Nothing has been collected yet. Run `parallax demo` to see Parallax at work, or "
            "`parallax crawl` or `parallax import` to collect articles."
        )
        return
    refused = disk_refusal(os.environ.get(CORRECTIONS_VARIABLE), dict(st.context.headers))
    choice = ask(connection, here=refused is None)
    if choice is None:
        return
    try:
        sizes = _sizes(database_name(), choice, connection)
    except ExportError as error:
        st.warning(plain(str(error)))
        return
    size = sum(table.size for table in sizes)
    _size(sizes, choice, size)
    name = file_stem(choice.events, datetime.now(UTC).date())
    if size <= SMALL:
        st.download_button(
            "Download as one zip",
            partial(zipped, connection.engine, choice, name),
            f"{name}.zip",
            "application/zip",
            key="download",
            on_click="ignore",
        )
    else:
        st.info(
            f"This is too large to be downloaded here ({size_words(SMALL)} at most): leave out "
            "tables or texts, choose fewer events, or have a folder written."
        )
    name = to_folder(choice, sizes, name, refused)
    st.html(element("h2", "The same as a command", class_="px-part"))
    st.code(
        command(choice, database_name(), name),
        language=None,
        wrap_lines=True,
        height=_LONG if len(choice.events) > _SOME else "content",
    )


@st.cache_data(ttl=_KEPT, max_entries=50, show_spinner="Counting …")
def _sizes(database: str, choice: Choice, _connection: Connection) -> list[TableSize]:
    return load_sizes(_connection, choice)


def _size(sizes: Sequence[TableSize], choice: Choice, size: float) -> None:
    st.html(element("h2", "How much that is", class_="px-part"))
    rows = number(sum(table.rows for table in sizes), "row")
    st.caption(f"{rows}, about {size_words(size)}: estimated from a few of the rows.")
    st.html(size_table(sizes, choice.formats))
