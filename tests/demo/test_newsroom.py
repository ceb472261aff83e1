"""What is published when, and the gold labels that the benchmarks rely on."""

from collections import defaultdict
from datetime import timedelta
from difflib import SequenceMatcher

import pytest

from demo.newsroom import Newsroom, NewsroomError
from demo.story import parse_story

FRONT = """+++
title = "Old headline"
published = 2025-10-04T10:00:00-05:00
section = "News"
summary = "A summary."
+++
"""


@pytest.fixture(scope="module")
def newsroom() -> Newsroom:
    return Newsroom.load()


def test_every_story_is_published_at_the_end(newsroom: Newsroom) -> None:
    assert len(newsroom.at(newsroom.end)) == len(newsroom.stories) >= 36


def test_nothing_is_published_before_the_first_story(newsroom: Newsroom) -> None:
    assert newsroom.at(newsroom.stories[0].published - timedelta(seconds=1)) == ()


def test_a_correction_is_in_force_only_after_it_was_made(newsroom: Newsroom) -> None:
    slug = "border-patrol-agent-shoots-woman-brighton-park"
    texts = []
    for moment in newsroom.editions:
        [page] = [page for page in newsroom.at(moment) if page.story.slug == slug]
        texts.append(" ".join(page.version.paragraphs))
    assert "at least 10 cars were involved" in texts[0]
    assert "at least four cars were involved" in texts[1]
    assert "Correction" in texts[1]


def test_the_first_edition_is_on_sunday_evening_and_lacks_later_events(newsroom: Newsroom) -> None:
    first, last = newsroom.editions
    assert (first.date().isoformat(), first.hour >= 18) == ("2025-10-05", True)
    assert last == newsroom.end
    assert len(newsroom.at(first)) < len(newsroom.at(last)) / 2


def test_events_are_told_by_several_outlets(newsroom: Newsroom) -> None:
    outlets = defaultdict(set)
    for story in newsroom.stories:
        if story.event is not None:
            outlets[story.event].add(story.outlet)
    # Two events are told by one side only: that is what they are there for.
    one_sided = {frozenset(who) for who in outlets.values() if len(who) < 3}
    assert one_sided == {
        frozenset({"american-palisade", "drumline"}),
        frozenset({"lampwright", "bluestem"}),
    }
    assert len(outlets) >= 7


def test_copies_differ_from_their_source_by_a_light_edit(newsroom: Newsroom) -> None:
    by_id = {story.id: story for story in newsroom.stories}
    copies = [story for story in newsroom.stories if story.copy_of is not None]
    assert len(copies) >= 2
    for copy in copies:
        source = by_id[copy.copy_of or ""]
        words = [" ".join(s.versions[0].paragraphs).split() for s in (source, copy)]
        assert 0.5 < SequenceMatcher(a=words[0], b=words[1], autojunk=False).ratio() < 1, copy.id


def test_stories_keep_their_outlets_own_offset(newsroom: Newsroom) -> None:
    offsets: defaultdict[str, set[timedelta | None]] = defaultdict(set)
    for story in newsroom.stories:
        offsets[story.outlet] |= {version.since.utcoffset() for version in story.versions}
    assert all(len(seen) == 1 for seen in offsets.values())
    assert len({next(iter(seen)) for seen in offsets.values()}) > 2


def test_addresses_are_unique(newsroom: Newsroom) -> None:
    addresses = {(page.outlet.key, page.path) for page in newsroom.at(newsroom.end)}
    assert len(addresses) == len(newsroom.stories)


def test_a_later_version_may_change_the_headline() -> None:
    later = "=== 2025-10-05T10:00:00-05:00 New headline ===\nTwo\nlines.\n\nSecond.\n"
    story = parse_story(f"{FRONT}First.\n\n{later}", outlet="x", slug="y")
    assert [version.title for version in story.versions] == ["Old headline", "New headline"]
    assert story.versions[1].paragraphs == ("Two lines.", "Second.")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("No front matter.", r"x/y\.md does not begin with TOML"),
        ("+++\ntitle =\n+++\nText.", "is not TOML"),
        ('+++\ntitle = "T"\n+++\nText.', "lacks published, section, summary"),
        (FRONT.replace("section", "mood = 1\nsection") + "Text.", "unknown fields: mood"),
        (FRONT.replace("-05:00", "") + "Text.", "with an offset"),
        (FRONT, "a version without text"),
        (FRONT + "Text.\n\n=== yesterday ===\nNew.", "'yesterday' is not an ISO date"),
        (FRONT + "Text.\n\n=== 2025-10-01T10:00:00-05:00 ===\nNew.", "must be later"),
    ],
)
def test_a_broken_story_is_named(text: str, complaint: str) -> None:
    with pytest.raises(NewsroomError, match=complaint):
        parse_story(text, outlet="x", slug="y")
