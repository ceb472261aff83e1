"""What the invented outlets publish, and when. No sockets here."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from importlib.resources import files
from typing import Any, Literal

from demo.errors import NewsroomError
from demo.story import TEASER_PARAGRAPHS, Story, Version, parse_story

__all__ = [
    "Newsroom",
    "NewsroomError",
    "NewsroomOutlet",
    "Published",
    "Story",
    "Version",
]

Channel = Literal["rss", "atom", "news-sitemap"]

# Where each channel lies on its outlet.
CHANNEL_PATHS: Mapping[Channel, str] = {
    "rss": "/feed.xml",
    "atom": "/atom.xml",
    "news-sitemap": "/news-sitemap.xml",
}


@dataclass(frozen=True, kw_only=True)
class NewsroomOutlet:
    """One invented publisher and the habits of its site."""

    key: str
    # such as "city-ledger"; names its folder of stories and its page template
    index: int
    # its place in newsroom.toml from 0; it is served on the first port plus this
    name: str
    # as printed on its masthead
    tagline: str
    # what it says about itself under the masthead
    country: str
    # ISO 3166-1 alpha-2
    owner: str
    # as printed in the footer
    language: str
    # BCP 47, such as "en" or "en-GB"
    channel: Channel
    # how it announces its stories
    story_path: str
    # str.format pattern of a story's address, with {slug}, {section} and {date}
    charset: str = "utf-8"
    # encoding of its pages and feeds
    full_text: bool = False
    # whether the feed carries the whole text and not just a summary
    tracking: str = ""
    # query string that the feed appends to its links, "" for none
    amp: bool = False
    # whether each page has an AMP twin
    disallow: tuple[str, ...] = ()
    # path prefixes that its robots.txt closes to everyone
    crawl_delay: float | None = None
    # seconds, as robots.txt asks for; None where it does not

    @property
    def channel_path(self) -> str:
        """The address of its feed or sitemap, from the root."""
        return CHANNEL_PATHS[self.channel]

    def path_of(self, story: Story) -> str:
        """The address of one of its stories, from the root."""
        if story.path is not None:
            return story.path
        return self.story_path.format(
            slug=story.slug, section=section_slug(story.section), date=story.published
        )


@dataclass(frozen=True, kw_only=True)
class Published:
    """A story as a reader finds it at some moment."""

    outlet: NewsroomOutlet
    story: Story
    version: Version
    # the version in force at that moment

    @property
    def path(self) -> str:
        """The address from the outlet's root."""
        return self.outlet.path_of(self.story)

    @property
    def title(self) -> str:
        """The headline in force."""
        return self.version.title

    @property
    def modified(self) -> datetime:
        """When the text last changed."""
        return self.version.since

    @property
    def served_paragraphs(self) -> tuple[str, ...]:
        """The part of the text that is given away: all, a teaser, or none."""
        shown = {"open": None, "locked": TEASER_PARAGRAPHS, "consent": 0}
        return self.version.paragraphs[: shown[self.story.access]]


@dataclass(frozen=True, kw_only=True)
class Newsroom:
    """All outlets and all that they ever publish."""

    outlets: tuple[NewsroomOutlet, ...]
    # in the order of their ports
    stories: tuple[Story, ...]
    # oldest first
    first_evening: datetime
    # aware; the earlier of the two moments in `editions`

    @classmethod
    def load(cls) -> "Newsroom":
        """Reads newsroom.toml and every story shipped with the package."""
        package = files("demo")
        table = tomllib.loads(package.joinpath("newsroom.toml").read_text("utf-8"))
        outlets = tuple(_outlet(row, index) for index, row in enumerate(table["outlet"]))
        stories = [
            parse_story(file.read_text("utf-8"), outlet=outlet.key, slug=file.name[:-3])
            for outlet in outlets
            for file in package.joinpath("stories", outlet.key).iterdir()
            if file.name.endswith(".md")
        ]
        stories.sort(key=lambda story: (story.published, story.id))
        _check_copies(stories)
        return cls(outlets=outlets, stories=tuple(stories), first_evening=table["first_evening"])

    @cached_property
    def end(self) -> datetime:
        """A moment after the last change."""
        return max(s.versions[-1].since for s in self.stories) + timedelta(hours=1)

    @property
    def editions(self) -> tuple[datetime, datetime]:
        """Two moments worth a crawl: before the correction and the later events, and the end."""
        return (self.first_evening, self.end)

    def at(self, now: datetime) -> tuple[Published, ...]:
        """What is published at `now`, oldest first, each story as it then reads."""
        by_key = {outlet.key: outlet for outlet in self.outlets}
        return tuple(
            Published(outlet=by_key[story.outlet], story=story, version=version)
            for story in self.stories
            if (version := story.at(now)) is not None
        )


def section_slug(section: str) -> str:
    """A section's name as it stands in an address."""
    return section.lower().replace("&", "and").replace(" ", "-")


def _outlet(row: dict[str, Any], index: int) -> NewsroomOutlet:
    return NewsroomOutlet(index=index, disallow=tuple(row.pop("disallow", ())), **row)


def _check_copies(stories: list[Story]) -> None:
    known = {story.id for story in stories}
    for story in stories:
        if story.copy_of is not None and story.copy_of not in known:
            raise NewsroomError(f"{story.id} copies {story.copy_of}, which does not exist.")
