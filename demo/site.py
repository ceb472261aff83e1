"""An outlet's whole site at one moment: every address and what lies there. No sockets here."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from demo.newsroom import Newsroom, NewsroomOutlet, Published, section_slug
from demo.typeset import FEED_TYPES, typeset

# Before its first story an outlet's pages still need a date.
_OPENED = datetime(2025, 10, 1, tzinfo=UTC)

_PHOTO = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 9">\
<rect width="16" height="9" fill="#c9ccd1"/><path d="M0 9 5 4l4 4 2-2 5 3z" fill="#9ba1a9"/></svg>
"""


@dataclass(frozen=True, kw_only=True)
class Resource:
    """What lies at one address."""

    body: bytes
    # encoded as `content_type` says, not compressed
    content_type: str
    # with charset
    modified: datetime
    # aware; when what it shows last changed
    status: int = 200
    # HTTP status of an unconditional GET

    @cached_property
    def etag(self) -> str:
        """An entity tag that changes with the content or its time.

        Weak, because the compressed and the plain body share it.
        """
        digest = hashlib.sha256(self.modified.isoformat().encode() + b"\0" + self.body)
        return f'W/"{digest.hexdigest()[:20]}"'


class Site:
    """All that one outlet serves at one moment."""

    def __init__(self, newsroom: Newsroom, outlet: NewsroomOutlet, now: datetime, base: str):
        self._outlet = outlet
        self._base = base
        published = [page for page in newsroom.at(now) if page.outlet == outlet]
        self._newest = tuple(reversed(published))
        self._changed = max((page.modified for page in published), default=_OPENED)
        # Every section that the outlet will ever have: a new one must not change old pages.
        own = [story.section for story in newsroom.stories if story.outlet == outlet.key]
        self._sections = {section_slug(section): section for section in own}
        self._resources: Mapping[str, Resource] = dict(self._build())

    def get(self, path: str) -> Resource:
        """What lies at `path` (no query); the 404 page where nothing does."""
        return self._resources.get(path, self._missing)

    @property
    def paths(self) -> tuple[str, ...]:
        """Every address with something to read."""
        return tuple(self._resources)

    @cached_property
    def _missing(self) -> Resource:
        return self._page("missing.html", self._changed, status=404)

    def _build(self) -> Iterator[tuple[str, Resource]]:
        yield "/", self._front(self._outlet.tagline, self._newest)
        # Closed to robots, as real search pages are; here it finds everything.
        yield "/search", self._front("Search results", self._newest)
        for slug, name in self._sections.items():
            stories = tuple(p for p in self._newest if p.story.section == name)
            yield f"/section/{slug}/", self._front(name, stories)
        yield "/robots.txt", self._encode(self._robots(), "text/plain", _OPENED)
        yield "/photo.svg", self._encode(_PHOTO, "image/svg+xml", _OPENED)
        yield self._outlet.channel_path, self._feed()
        for page in self._newest:
            yield page.path, self._story(page, f"{self._outlet.key}.html")
            if self._outlet.amp:
                yield _amp_path(page), self._story(page, f"{self._outlet.key}-amp.html")

    def _front(self, heading: str, stories: tuple[Published, ...]) -> Resource:
        changed = max((page.modified for page in stories), default=_OPENED)
        return self._page("front.html", changed, heading=heading, stories=stories)

    def _story(self, page: Published, template: str) -> Resource:
        if page.story.access == "consent":
            return self._page("consent.html", page.modified, page=page)
        return self._page(
            template,
            page.modified,
            page=page,
            related=self._related(page),
            amp=self._base + _amp_path(page) if self._outlet.amp else None,
        )

    def _related(self, page: Published) -> list[tuple[str, str]]:
        # Only older stories by their first headline: a page must not change because
        # another story does, or its ETag would change where its Last-Modified does not.
        older = [p.story for p in self._newest if p.story.published < page.story.published]
        return [(self._outlet.path_of(story), story.title) for story in older[:3]]

    def _feed(self) -> Resource:
        channel = self._outlet.channel
        text = self._typeset(f"{channel}.xml", stories=self._newest, changed=self._changed)
        return self._encode(text, FEED_TYPES[channel], self._changed)

    def _robots(self) -> str:
        lines = ["User-agent: *", *(f"Disallow: {path}" for path in self._outlet.disallow)]
        if self._outlet.crawl_delay is not None:
            lines.append(f"Crawl-delay: {self._outlet.crawl_delay}")
        if self._outlet.channel == "news-sitemap":
            lines += ["", f"Sitemap: {self._base}{self._outlet.channel_path}"]
        return "\n".join(lines) + "\n"

    def _page(
        self, template: str, modified: datetime, status: int = 200, **context: object
    ) -> Resource:
        return self._encode(self._typeset(template, **context), "text/html", modified, status)

    def _typeset(self, template: str, **context: object) -> str:
        return typeset(
            template, outlet=self._outlet, base=self._base, sections=self._sections, **context
        )

    def _encode(self, text: str, media: str, modified: datetime, status: int = 200) -> Resource:
        charset = self._outlet.charset
        return Resource(
            body=text.encode(charset, "xmlcharrefreplace"),
            content_type=f"{media}; charset={charset}",
            modified=modified,
            status=status,
        )


def _amp_path(page: Published) -> str:
    return f"/amp{page.path}"
