"""One story and the file it is written in.

A story is a text file: TOML between two lines of `+++`, then the body, paragraphs separated
by blank lines. When the outlet changes the story, the whole new text follows under a line
that says when, and the new headline if that changed too:

    +++
    title = "Fire guts warehouse"
    published = 2025-10-03T09:10:00-05:00
    section = "News"
    summary = "One sentence for the feed."
    event = "a gold label"      # optional, never served
    +++
    First paragraph.

    Second paragraph.

    === 2025-10-04T11:00:00-05:00 Fire guts two warehouses ===
    First paragraph, corrected.

A follow-up keeps the label of the event that it follows; a round-up has no label.
"""

import re
import tomllib
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Literal

from demo.errors import NewsroomError

Access = Literal["open", "locked", "consent"]

# How much of a locked story a reader without a subscription sees.
TEASER_PARAGRAPHS = 2

_FRONT_MATTER = re.compile(r"\A\+\+\+\n(?P<front>.*?)^\+\+\+\n(?P<body>.*)\Z", re.DOTALL | re.M)
_LATER = re.compile(r"^=== (?P<since>\S+)(?P<title> .+?)? ===$", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Version:
    """The text of a story as it stood from one moment on."""

    since: datetime
    # aware, in the outlet's own zone
    title: str
    # the headline, without the outlet's name
    paragraphs: tuple[str, ...]
    # the body, one string a paragraph; a correction note is a paragraph of it


@dataclass(frozen=True, kw_only=True)
class Story:
    """One article of one outlet, with everything that was ever its text."""

    outlet: str
    # the outlet's key
    slug: str
    # the file's name and the last part of its address; unique within the outlet
    title: str
    # the first headline; a later one is in `versions`
    published: datetime
    # aware, in the outlet's own zone
    section: str
    # as the reader sees it, such as "Chicago"
    summary: str
    # what the feed and the standfirst say; one or two sentences
    versions: tuple[Version, ...]
    # at least one, oldest first; the first begins at `published`
    authors: tuple[str, ...] = ()
    # as printed; empty where the page has no byline
    caption: str | None = None
    # below the photo; None where there is no photo
    tags: tuple[str, ...] = ()
    # as printed at the end of the page
    access: Access = "open"
    # "locked": only a teaser is served; "consent": a consent page in place of the text
    path: str | None = None
    # its address where that departs from the outlet's pattern; None where it does not
    event: str | None = None
    # gold label, never served; None for a column, a recipe, a round-up
    copy_of: str | None = None
    # gold label, never served: "outlet/slug" of the story whose copy it carries, or None

    @property
    def id(self) -> str:
        """The story as `copy_of` names it: "outlet/slug"."""
        return f"{self.outlet}/{self.slug}"

    @property
    def locked(self) -> bool:
        """Whether only a teaser is served."""
        return self.access == "locked"

    def at(self, now: datetime) -> Version | None:
        """The version in force at `now`; None before publication."""
        return next((v for v in reversed(self.versions) if v.since <= now), None)


_FRONT_FIELDS = {f.name for f in fields(Story)} - {"outlet", "slug", "versions"}


def parse_story(text: str, *, outlet: str, slug: str) -> Story:
    """Reads one story file; raises NewsroomError that names the story and what is wrong."""
    name = f"{outlet}/{slug}.md"
    match = _FRONT_MATTER.match(text)
    if match is None:
        raise NewsroomError(f"{name} does not begin with TOML between two lines of +++.")
    try:
        front = tomllib.loads(match["front"])
    except tomllib.TOMLDecodeError as error:
        raise NewsroomError(f"{name}: the front matter is not TOML: {error}.") from error
    if unknown := front.keys() - _FRONT_FIELDS:
        raise NewsroomError(f"{name} has unknown fields: {', '.join(sorted(unknown))}.")
    if missing := {"title", "published", "section", "summary"} - front.keys():
        raise NewsroomError(f"{name} lacks {', '.join(sorted(missing))}.")
    if not isinstance(front["published"], datetime) or front["published"].tzinfo is None:
        raise NewsroomError(f"{name}: published must be a date and time with an offset.")
    lists: dict[str, Any] = {key: tuple(front.pop(key, ())) for key in ("authors", "tags")}
    versions = tuple(_versions(match["body"], front["title"], front["published"], name))
    return Story(outlet=outlet, slug=slug, versions=versions, **lists, **front)


def _versions(body: str, title: str, published: datetime, name: str) -> list[Version]:
    # re.split with two groups gives: first text, since, title, text, since, title, text …
    first, *later = _LATER.split(body)
    versions = [Version(since=published, title=title, paragraphs=_paragraphs(first))]
    for since, new_title, text in zip(later[::3], later[1::3], later[2::3], strict=True):
        try:
            moment = datetime.fromisoformat(since)
        except ValueError as error:
            raise NewsroomError(f"{name}: {since!r} is not an ISO date and time.") from error
        if moment.tzinfo is None or moment <= versions[-1].since:
            raise NewsroomError(f"{name}: {since} needs an offset and must be later than the last.")
        title = (new_title or title).strip()
        versions.append(Version(since=moment, title=title, paragraphs=_paragraphs(text)))
    if not all(version.paragraphs for version in versions):
        raise NewsroomError(f"{name} has a version without text.")
    return versions


def _paragraphs(text: str) -> tuple[str, ...]:
    blocks = re.split(r"\n\s*\n", text.strip())
    return tuple(" ".join(block.split()) for block in blocks if block.strip())
