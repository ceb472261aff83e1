"""The page's HTML; the only module that imports jinja2.

Every value is escaped, in every place where one may stand; nothing here marks a value as safe but
the page's own style sheet and script. They are named in the page's security policy by their hash:
a browser runs and draws nothing else, and asks nobody for anything.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from compare.export.page.quoted import NOT_RECOGNISED
from compare.export.page.view import Head, Story
from compare.shown import kinds
from compare.shown.addresses import printable, web_address
from compare.shown.coverage import State
from compare.shown.wording import number


def draw_page(path: Path, heads: Iterable[Head], stories: Iterable[Story], *, home: str) -> None:
    """A page of one event or several; home: the page that lists this one, empty where none does."""
    listed = tuple(heads)
    title = listed[0].title if len(listed) == 1 else f"{number(len(listed), 'event')} side by side"
    _write(path, "events.html", title=title, heads=listed, stories=stories, home=home)


def draw_index(path: Path, heads: Iterable[tuple[Head, str]], *, events: int, single: int) -> None:
    """The list of pages; heads: each event with the name of its page; single: events of one outlet
    alone, which have none.
    """
    title = f"{number(events, 'event')} side by side"
    _write(path, "index.html", title=title, heads=heads, single=single)


def _write(path: Path, template: str, **values: Any) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        for part in _environment().get_template(template).generate(**values):
            file.write(part)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("compare.export.page", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "number": number,
        "label": kinds.label,
        "kind": kind_class,
        "address": web_address,
    }
    style, script = _own("page.css"), _own("page.js")
    made.globals |= {
        "style": Markup(style),
        "script": Markup(script),
        "policy": (
            f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
            "base-uri 'none'; form-action 'none'"
        ),
        "kinds": kinds.LABELS,
        "lacking": State.LACKING.value,
        "not_recognised": NOT_RECOGNISED,
    }
    return made


def kind_class(kind: str) -> str:
    """The style of a kind; a kind that is not known here has one of its own."""
    return f"k-{kind}" if kind in kinds.LABELS else "k-other"


def _shown(value: Any) -> Any:
    """What no browser can show is replaced; escaping comes after."""
    return printable(value) if type(value) is str else value


def _own(name: str) -> str:
    return files("compare.export.page").joinpath("templates", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"
