"""Pages that are not one report of one event: round-ups, newsletters, live blogs (pure).

They touch many events and would glue them together. What outlets call them stands in digests.toml;
what gives a page away that is called otherwise, in digesttexts.py. Precision comes before recall:
a false alarm takes a report out of its event, a miss is one more page that may glue.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal
from urllib.parse import urlsplit

from compare.digesttexts import look_of

About = Literal["many", "one"]

_LONGEST_LINE = 500
"""Characters; no headline is longer."""


@dataclass(frozen=True, kw_only=True)
class Digest:
    """What kind of page it is, where it is not one report."""

    kind: str
    # in words for readers: "round-up", "live blog"
    about: About
    # many: stands alone; one: may be attached to one event, and never joins two


@dataclass(frozen=True, kw_only=True)
class _Signs:
    digest: Digest
    titles: re.Pattern[str] | None
    paths: frozenset[str]
    sections: frozenset[str]


def kind_of_page(*, title: str, url: str | None, section: str | None, text: str) -> Digest | None:
    """What the page is if it is no report of one event; None for an ordinary article.

    section: the outlet's own name for it. Of the text its beginning is enough (1,500 characters),
    but a live blog is told more surely by all of it. A headline says more than an address, an
    address more than a section, and that more than the text.
    """
    headline = _plain(title)
    parts = _parts(url)
    named = _plain(section or "").casefold()
    signs = _signs()
    for one in signs:
        if headline and one.titles and one.titles.search(headline):
            return one.digest
    for one in signs:
        if not one.paths.isdisjoint(parts):
            return one.digest
    for one in signs:
        if named in one.sections:
            return one.digest
    look = look_of(text)
    return Digest(kind=look, about="one" if look == "live blog" else "many") if look else None


def is_digest(title: str) -> bool:
    """Whether a headline says that its page is no single report."""
    return kind_of_page(title=title, url=None, section=None, text="") is not None


def _plain(line: str) -> str:
    return " ".join(line[:_LONGEST_LINE].replace("'", "’").split())


def _parts(url: str | None) -> frozenset[str]:
    """The folders of an address: its last part is the article's own name."""
    try:
        path = urlsplit(url or "").path
    except ValueError:
        return frozenset()
    return frozenset(part.casefold() for part in path.split("/")[:-1] if part)


@cache
def _signs() -> tuple[_Signs, ...]:
    """Those of digests.toml, in its order."""
    given = tomllib.loads(files("compare").joinpath("digests.toml").read_text("utf-8"))
    words = given.pop("words")
    return tuple(_read(kind, table, words) for kind, table in given.items())


def _read(kind: str, table: dict[str, Any], words: dict[str, list[str]]) -> _Signs:
    patterns = [pattern for language in table["titles"].values() for pattern in language]
    joined = "|".join(f"(?:{pattern})" for pattern in patterns)
    for name, choices in words.items():
        joined = joined.replace(f"{{{name}}}", f"(?:{'|'.join(choices)})")
    return _Signs(
        digest=Digest(kind=kind, about=table["about"]),
        titles=re.compile(joined, re.IGNORECASE) if patterns else None,
        paths=frozenset(table.get("paths", ())),
        sections=frozenset(_plain(name).casefold() for name in table.get("sections", ())),
    )
