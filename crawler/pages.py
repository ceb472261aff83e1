"""What passes between spider and pipelines."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from crawler.article import Article
from crawler.outlets import Outlet
from crawler.schedule import Validators
from crawler.sources.entries import Entry


@dataclass(frozen=True, kw_only=True)
class FetchedPage:
    """A page as it came over the wire."""

    outlet: Outlet
    entry: Entry
    # as the outlet announced it
    url: str
    # after redirects
    body: bytes
    charset: str | None
    # as the Content-Type header says
    validators: Validators
    robots: tuple[str, ...] = ()
    # every X-Robots-Tag of the answer, as it stands


@dataclass(frozen=True, kw_only=True)
class CapturedPage:
    """A page whose article was extracted."""

    outlet: Outlet
    entry: Entry
    article: Article
    validators: Validators
    twins: tuple[str, ...] = ()
    # further addresses that the page calls its own: AMP and mobile versions


@dataclass(frozen=True, kw_only=True)
class FailedPage:
    """An announced page that could not be captured."""

    outlet: Outlet
    url: str
    # as announced
    kind: str
    # "consent page", "bot check", "no article text", "robots.txt", "http 404", "timeout" …
    detail: str
    not_before: datetime | None = None
    # UTC; when the server said that it may be asked for again, if it said so


@dataclass(frozen=True, kw_only=True)
class UnchangedPage:
    """The server said that the page is as it was."""

    outlet: Outlet
    entry: Entry
    article_id: str
    validators: Validators = field(default_factory=Validators)
    # those that came with the answer; what it leaves out stays as it was
