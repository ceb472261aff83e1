"""The benchmark of a whole crawl, small; timings are its business, not the tests'."""

from __future__ import annotations

import re
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchmarks import crawl
from benchmarks.bignewsroom import big_newsroom
from benchmarks.bigserver import serving

NOW = datetime(2025, 10, 4, 12, tzinfo=UTC)
FIGURE = r" +[\d.]+ +\([\d.]+ to [\d.]+\) pages/s"


def test_every_page_is_crawled_by_every_leg(capsys: pytest.CaptureFixture[str]) -> None:
    crawl.run(pages=16, rounds=1)  # it ends the program when a leg loses a page
    said = capsys.readouterr().out
    assert "16 pages of" in said
    assert re.search("Scrapy alone" + FIGURE, said)
    assert re.search("extraction alone" + FIGURE, said)
    assert re.search("ours" + FIGURE, said)
    assert "news-please        not given" in said


def test_a_python_without_news_please_is_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\necho 'No module named newsplease' >&2\nexit 1\n")
    python.chmod(0o755)
    crawl.run(pages=8, rounds=1, news_please=python)
    heard = capsys.readouterr()
    assert "news-please        does not run with that Python" in heard.out
    assert "No module named newsplease" in heard.err


def test_the_newsroom_has_as_many_different_stories_as_asked_for() -> None:
    newsroom = big_newsroom(100, NOW)
    assert len({story.id for story in newsroom.stories}) == 100
    assert len({story.versions[0].paragraphs for story in newsroom.stories}) == 100
    assert {story.outlet for story in newsroom.stories} == {one.key for one in newsroom.outlets}
    assert all(story.published <= NOW for story in newsroom.stories)
    assert newsroom == big_newsroom(100, NOW)


def test_what_is_served_is_what_the_sites_hold() -> None:
    with serving(8, NOW) as sites:
        for site in sites:
            (url,) = site.pages
            with urllib.request.urlopen(url) as answer:
                assert answer.read() == site.pages[url].body
            with urllib.request.urlopen(site.outlet.sources[0].url) as answer:
                assert url.encode() in answer.read()
            with pytest.raises(urllib.error.HTTPError, match="404"):
                urllib.request.urlopen(url + "nothing")
