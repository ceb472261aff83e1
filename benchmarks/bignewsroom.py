"""The demo newsroom with thousands of stories: its outlets, templates and sentences, new mixtures.

Every page differs from every other in its text, as pages do in life, and the same number of pages
always gives the same newsroom.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from demo.newsroom import Newsroom, NewsroomOutlet, Story
from demo.story import Version

_PERIOD = timedelta(hours=20)
"""All of it was published this recently: no crawler leaves any of it aside as old."""
_NUMBER = re.compile(r"(?<![\d,.$])\d{2,3}(?![\d,.])")


def big_newsroom(pages: int, now: datetime) -> Newsroom:
    """A newsroom with that many stories that a polite crawler may have, the last one just out.

    pages: at least one for each outlet; now: aware.
    """
    newsroom = Newsroom.load()
    stories = [
        story
        for place, outlet in enumerate(newsroom.outlets)
        for story in _stories(newsroom, outlet, range(place, pages, len(newsroom.outlets)), now)
    ]
    stories.sort(key=lambda story: (story.published, story.id))
    return Newsroom(
        # One site asks for a delay in its robots.txt, which a crawler rightly keeps.
        outlets=tuple(replace(outlet, crawl_delay=None) for outlet in newsroom.outlets),
        stories=tuple(stories),
        first_evening=now,
    )


def _stories(
    newsroom: Newsroom, outlet: NewsroomOutlet, numbers: range, now: datetime
) -> Iterator[Story]:
    own = [
        story
        for story in newsroom.stories
        if story.outlet == outlet.key and story.access != "consent"
    ]
    stock = [paragraph for story in own for paragraph in story.versions[-1].paragraphs]
    for number in numbers:
        chance = random.Random(number)
        model = own[number % len(own)]
        title = f"{_varied(model.title, chance)} ({number})"
        length = len(model.versions[-1].paragraphs)
        paragraphs = [_varied(text, chance) for text in chance.sample(stock, length)]
        published = now - _PERIOD * chance.random()
        yield replace(
            model,
            slug=f"{model.slug}-{number}",
            title=title,
            published=published,
            versions=(Version(since=published, title=title, paragraphs=tuple(paragraphs)),),
            path=None,  # those of the demo are unique, and some are closed to robots
            copy_of=None,
        )


def _varied(text: str, chance: random.Random) -> str:
    return _NUMBER.sub(lambda match: str(chance.randrange(11, 1000)), text)
