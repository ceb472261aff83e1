"""What the crawler hands on: an article as it was captured, and the revisions it went through."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Access = Literal["free", "metered", "locked", "unknown"]
ACCESSES: tuple[Access, ...] = ("free", "metered", "locked", "unknown")

COMPLETE = 0.8
"""Captures with at least this completeness may be said *not* to contain something."""


@dataclass(frozen=True, kw_only=True)
class StatedDate:
    """A date as it stood on the page or in the feed."""

    raw: str
    # verbatim
    zone: bool
    # whether it names its time zone; where it does not, UTC is assumed


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A sign on the page that its text, or a part of it, comes from somebody else."""

    kind: Literal["byline", "dateline", "credit", "canonical"]
    # credit: a line such as "Reuters contributed"; canonical: the page names another outlet's
    # address as the original
    source: str
    # the agency's usual name ("AP", "Reuters"), or the domain that the canonical link leads to
    text: str
    # verbatim: what says so


@dataclass(frozen=True, kw_only=True)
class Article:
    """One outlet's page about something, as captured at one moment."""

    outlet: str
    # name as in outlets.toml, or as the import file gives it
    url: str | None
    # canonical; None for imported text without an address
    title: str
    # verbatim, white space folded; may be empty
    text: str
    # verbatim, paragraphs separated by a blank line; every offset in Parallax counts in this string
    authors: tuple[str, ...] = ()
    # names only, in the page's order
    published: datetime | None = None
    # UTC; None when the page does not say
    modified: datetime | None = None
    # UTC; None when the page does not say
    language: str | None = None
    # BCP 47, as the page or the outlet declares it
    section: str | None = None
    # the outlet's own section name
    access: Access = "unknown"
    # what a reader without an account gets
    completeness: float = 1.0
    # [0, 1]: how much of the article the capture is believed to hold
    completeness_reasons: tuple[str, ...] = ()
    # why completeness is below 1
    origins: Mapping[str, str] = field(default_factory=dict)
    # field name → where its value came from ("json-ld", "feed", "import", …)
    dates: Mapping[str, StatedDate] = field(default_factory=dict)
    # "published" and "modified", where given → as they were stated
    marks: tuple[Mark, ...] = ()
    # signs of another's text, in the page's order
    links: tuple[str, ...] = ()
    # addresses that the text links to, canonical, in its order
    noarchive: bool = False
    # the page asks not to be handed on as a copy (robots "noarchive")

    @property
    def article_id(self) -> str:
        """Stable across crawls and machines: "a" and 16 hex digits.

        Made from outlet and canonical URL; without a URL, from outlet, day of publication and
        title, so that a corrected text is a revision and not a second article.
        """
        if self.url:
            return identifier("a", self.outlet, self.url)
        day = self.published.date().isoformat() if self.published else ""
        return identifier("a", self.outlet, day, self.title or self.text)

    @property
    def text_hash(self) -> str:
        """Hash of what makes a revision: title and text."""
        return content_hash(f"{self.title}\n{self.text}")

    @property
    def words(self) -> int:
        return len(self.text.split())


@dataclass(frozen=True, kw_only=True)
class Revision:
    """One state of an article's title and text; the first has number 1."""

    article_id: str
    revision: int
    title: str
    text: str
    seen: datetime
    # UTC: when the crawler first met this state
    modified: datetime | None
    # UTC: when the page says it was changed


def content_hash(text: str) -> str:
    """sha256 of the text in UTF-8, as 64 hex digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def identifier(prefix: str, *parts: str) -> str:
    """A short stable id: the prefix and the first 64 bits of a hash of the parts, in hex."""
    return prefix + content_hash("\x1f".join(parts))[:16]
