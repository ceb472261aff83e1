"""The database that the pages read, opened once for all of them."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from typing import TypeVar

import streamlit as st
from sqlalchemy.engine import Connection, Engine

from crawler.database import DEFAULT_DATABASE, open_database, reading
from crawler.errors import ParallaxError
from crawler.frozen import frozen_state
from dashboard.frozenline import frozen_line
from dashboard.markup import plain

Value = TypeVar("Value")
_log = logging.getLogger(__name__)

DATABASE_VARIABLE = "PARALLAX_DB"
"""How the command line tells its child process which database to show."""


def draw(page: Callable[[Connection], None]) -> None:
    """Draw a page from one state of the database; what goes wrong is told in a sentence."""
    try:
        with reading(_engine(database_name())) as connection:
            state = frozen_state(connection)
            if state is not None:
                st.html(frozen_line(state))
            page(connection)
    except ParallaxError as error:
        st.error(plain(str(error)))
        if "no such database" in error.problem:
            st.info(
                "Run `parallax demo` to see Parallax at work on an invented newsroom, or "
                "`parallax crawl` to collect from the outlets in outlets.toml; then reload this "
                "page."
            )
    except Exception as error:
        # A fault of ours: the reader gets a sentence, the operator's terminal the traceback.
        _log.exception("a page could not be drawn")
        st.error(
            f"This page could not be drawn ({type(error).__name__}). The terminal that runs "
            "the dashboard says more."
        )


def glimpse(read: Callable[[Connection], Value]) -> Value | None:
    """What a part of a page reads by itself, later; None where it cannot be read.

    Then nothing is said: the page itself says it when it is next drawn.
    """
    try:
        with reading(_engine(database_name())) as connection:
            return read(connection)
    except ParallaxError:
        return None


def database_name() -> str:
    """The database's file name or URL."""
    return os.environ.get(DATABASE_VARIABLE, DEFAULT_DATABASE)


@st.cache_resource(show_spinner=False)
def _engine(name: str) -> Engine:
    return open_database(name, must_exist=True)
