"""Real crawls of the demo newsroom: what is stored, what is not, and how politely."""

from __future__ import annotations

import json
import threading
from datetime import UTC
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from crawler.article import COMPLETE
from crawler.crawl import crawl
from crawler.crawling import CrawlPlan, CrawlReport
from crawler.errors import CrawlerError, DatabaseError
from crawler.outlets import parse_outlets
from demo.newsroom import Newsroom
from demo.server import NewsroomServer


def test_every_story_is_stored_and_nothing_else(week: Any) -> None:
    assert set(week.stored.articles()) == {week.url(one) for one in week.captured()}


def test_titles_dates_and_languages(week: Any) -> None:
    articles = week.stored.articles()
    for one in week.captured():
        row = articles[week.url(one)]
        assert row.title == one.title
        assert row.outlet == one.outlet.name
        assert row.language == one.outlet.language
        # The driver's own text: this query goes round the column's type.
        published = one.story.published.astimezone(UTC)
        assert row.published.startswith(f"{published:%Y-%m-%d %H:%M:%S}"), one.story.id


def test_texts_are_what_the_newsroom_served(week: Any) -> None:
    articles = week.stored.articles()
    for one in week.captured():
        paragraphs = articles[week.url(one)].text.split("\n\n")
        missing = [text for text in one.served_paragraphs if text not in paragraphs]
        assert not missing, one.story.id
        # A standfirst is the outlet's own text; captions, boxes, bylines and links are not.
        allowed = {*one.served_paragraphs, one.story.summary}
        assert not [text for text in paragraphs if text not in allowed], one.story.id


def test_authors(week: Any) -> None:
    articles = week.stored.articles()
    for one in week.captured():
        authors = json.loads(articles[week.url(one)].authors)
        printed = ", ".join(one.story.authors)
        assert all(author in printed or author == "Palisade Staff" for author in authors)
        assert bool(authors) >= bool(one.story.authors), one.story.id


def test_pages_that_are_no_articles_are_recorded_as_failures(week: Any) -> None:
    found = {week.url(one): one for one in week.newsroom.at(week.newsroom.end)}
    kinds = {
        found[url].story.access if found[url].story.access != "open" else "closed": kind
        for url, kind in week.stored.failures().items()
    }
    assert kinds == {"consent": "consent page", "closed": "robots.txt"}


def test_locked_teasers_say_so(week: Any) -> None:
    articles = week.stored.articles()
    locked = [one for one in week.captured() if one.story.locked]
    assert locked
    for one in week.captured():
        row = articles[week.url(one)]
        assert (row.access == "locked") == one.story.locked
        assert (row.completeness < COMPLETE) == one.story.locked
        assert ("paywall" in row.completeness_reasons) == one.story.locked


def test_corrections_are_revisions_and_the_first_text_is_kept(week: Any) -> None:
    first, end = week.newsroom.editions
    then = {one.story.id: one for one in week.newsroom.at(first)}
    corrected = [
        one
        for one in week.captured()
        if one.story.id in then and then[one.story.id].version != one.version
    ]
    assert corrected
    assert week.reports[1].revised == len(corrected)
    for one in corrected:
        rows = week.stored.rows(
            "SELECT r.* FROM revisions r JOIN articles a ON a.article_id = r.article_id"
            " WHERE a.url = :url ORDER BY r.revision",
            url=week.url(one),
        )
        assert [row.revision for row in rows] == [1, 2]
        for row, version in zip(rows, (then[one.story.id].version, one.version), strict=True):
            assert row.title == version.title
            assert all(paragraph in row.text for paragraph in version.paragraphs)
    assert end > first


def test_a_second_crawl_adds_nothing_and_asks_only_what_changed(week: Any) -> None:
    report: CrawlReport = week.reports[2]
    assert (report.added, report.revised, report.failures.total()) == (0, 0, 0)
    assert report.sources_unchanged == report.sources == len(week.newsroom.outlets)
    assert report.sentence().startswith("Nothing new.")
    asked = [one for one in week.requests[2] if one.path != "/robots.txt"]
    assert {one.path for one in asked} == {one.channel_path for one in week.newsroom.outlets}
    assert all(one.status == 304 and one.if_none_match for one in asked)


def test_pages_seen_before_are_asked_for_with_their_validators(week: Any) -> None:
    first = {(one.outlet, urlsplit(one.path).path) for one in week.requests[0]}
    again = [
        one
        for one in week.requests[1]
        if (one.outlet, urlsplit(one.path).path) in first and one.path != "/robots.txt"
    ]
    assert again
    assert all(one.if_none_match and one.if_modified_since for one in again)
    assert {one.status for one in again} == {200, 304}


def test_no_page_is_asked_for_twice_in_a_crawl(week: Any) -> None:
    for requests in week.requests:
        asked = [(one.outlet, one.path) for one in requests]
        assert len(asked) == len(set(asked))


def test_robots_txt_is_asked_first_and_obeyed(week: Any) -> None:
    for requests in week.requests:
        for outlet in week.newsroom.outlets:
            paths = [one.path for one in requests if one.outlet == outlet.key]
            assert paths[0] == "/robots.txt"
            assert not [path for path in paths if path.startswith(outlet.disallow)]


def test_the_crawler_says_who_it_is(week: Any) -> None:
    agents = {one.user_agent for requests in week.requests for one in requests}
    assert len(agents) == 1
    assert "Parallax" in str(agents)


def test_tracking_parameters_are_gone(week: Any) -> None:
    urls = [row.url for row in week.stored.rows("SELECT url FROM addresses")]
    assert urls
    assert not [url for url in urls if "utm_" in url]
    assert not [one.path for r in week.requests for one in r if "utm_" in one.path]


def test_sources_are_noted(week: Any) -> None:
    for outlet in week.newsroom.outlets:
        row = week.stored.source(week.bases[outlet.key] + outlet.channel_path)
        assert (row.problem, row.outlet) == (None, outlet.name)
        assert row.etag
        assert row.entries == len(
            [one for one in week.newsroom.at(week.newsroom.end) if one.outlet == outlet]
        )


def test_outlets_are_described(week: Any) -> None:
    rows = {row.name: row for row in week.stored.rows("SELECT * FROM outlets")}
    assert {name: (row.country, row.language, row.owner) for name, row in rows.items()} == {
        one.name: (one.country, one.language, one.owner) for one in week.newsroom.outlets
    }


def test_a_limit_is_kept_and_loses_nothing(newsroom: Newsroom, database: str, stored: Any) -> None:
    with NewsroomServer(newsroom, base_port=0) as server:
        outlets = parse_outlets(server.outlets_toml(), "the newsroom")[1:3]
        plan = CrawlPlan(outlets=outlets, database=database, now=newsroom.end)
        limited = CrawlPlan(outlets=outlets, database=database, now=newsroom.end, limit=2)
        assert crawl(limited).added == 4
        crawl(plan)
    names = {outlet.name for outlet in outlets}
    expected = [one for one in newsroom.at(newsroom.end) if one.outlet.name in names]
    assert len(stored(database).articles()) == len(expected)


def test_two_crawls_at_once_store_nothing_twice(
    newsroom: Newsroom, database: str, stored: Any
) -> None:
    reports: list[CrawlReport] = []
    with NewsroomServer(newsroom, base_port=0) as server:
        outlets = parse_outlets(server.outlets_toml(), "the newsroom")[1:3]
        plan = CrawlPlan(outlets=outlets, database=database, now=newsroom.end)
        # Off the main thread as well: signal handlers cannot be set there.
        threads = [threading.Thread(target=lambda: reports.append(crawl(plan))) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    articles = stored(database).articles()
    assert sum(report.added for report in reports) == len(articles) == 12
    assert stored(database).rows("SELECT * FROM revisions WHERE revision > 1") == []


def test_a_database_that_cannot_be_opened_fails_the_crawl(tmp_path: Path, site: Any) -> None:
    plan = CrawlPlan(
        outlets=(site.outlet("The Packet", "/feed"),), database=str(tmp_path / "none" / "x.db")
    )
    with pytest.raises(DatabaseError, match="does not exist") as caught:
        crawl(plan)
    assert isinstance(caught.value, CrawlerError)
    assert site.requests == []
