from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.outlets import parse_outlets
from crawler.sources.discovery import Found, Place, chosen, judged, sitemaps_in_robots, worth_asking
from crawler.sources.entries import Announcement, Entry
from crawler.sources.entry import UNKNOWN_COUNTRY, Draft, country_of
from crawler.sources.frontpage import read_front_page

NOW = datetime(2026, 3, 1, tzinfo=UTC)
SITE = "https://packet.co.uk"


def found(path: str, *articles: str, kind: str = "feed", news: bool = False) -> Found:
    return Found(
        place=Place(url=f"{SITE}{path}", stated=True),
        kind="feed" if kind == "feed" else "sitemap",
        news=news,
        articles=frozenset(articles),
        newest=NOW,
    )


def urls(*sources: Found) -> list[str]:
    return [one.place.url.removeprefix(SITE) for one in chosen(sources, NOW)]


def test_the_same_feed_in_another_format_and_a_part_of_one_are_left_out() -> None:
    assert urls(
        found("/world/uk/rss", "a"), found("/rss", "a", "b", "c"), found("/atom", "c", "b")
    ) == ["/rss"]


def test_a_section_that_says_more_than_the_front_is_kept() -> None:
    assert urls(found("/rss", "a"), found("/sport/rss", "a", "z")) == ["/rss", "/sport/rss"]


def test_a_plain_sitemap_is_named_only_where_there_is_nothing_else() -> None:
    plain = found("/sitemap.xml", "a", "b", kind="sitemap")
    assert urls(plain, found("/rss", "a")) == ["/rss"]
    assert urls(plain) == ["/sitemap.xml"]


def test_at_most_three_of_a_kind() -> None:
    assert len(urls(*(found(f"/{one}", one) for one in "abcdef"))) == 3


def announcement(*ages: int | None, archive: bool = False, host: str = SITE) -> Announcement:
    return Announcement(
        archive=archive,
        entries=tuple(
            Entry(
                url=f"{host}/{place}",
                published=None if age is None else NOW - timedelta(days=age),
            )
            for place, age in enumerate(ages)
        ),
    )


@pytest.mark.parametrize(
    ("announced", "expected"),
    [
        (announcement(1, 400), True),
        (announcement(31, 400), False),
        (announcement(None), True),
        (announcement(None, archive=True), False),
        (announcement(1, host="https://partner.org"), False),
        (announcement(), False),
    ],
    ids=["recent", "old", "undated feed", "undated sitemap", "other site", "empty"],
)
def test_what_counts_as_announcing_articles(announced: Announcement, expected: bool) -> None:
    one = judged(Place(url=f"{SITE}/f"), "feed", announced, "packet.co.uk")
    assert (one is not None and one.kept_up(NOW)) == expected


def test_what_is_not_kept_up_is_named_only_where_nothing_is() -> None:
    old, new = (
        judged(Place(url=f"{SITE}/{name}"), "feed", announcement(age), "packet.co.uk")
        for name, age in (("old", 31), ("new", 1))
    )
    assert old is not None
    assert new is not None
    assert chosen([old, new], NOW) == (new,)
    assert chosen([old], NOW) == (old,)


def test_comment_feeds_and_repetitions_are_not_asked_for() -> None:
    places = [
        Place(url=f"{SITE}/rss"),
        Place(url=f"{SITE}/rss"),
        Place(url=f"{SITE}/comments/feed"),
        Place(url=f"{SITE}/feed2", title="The Packet » Comments Feed"),
        Place(url="feed://packet.co.uk"),
    ]
    assert list(worth_asking(places)) == places[:1]


def test_sitemaps_in_robots_txt_news_first() -> None:
    text = (
        "User-agent: *\nSITEMAP: /all.xml\nSitemap: https://packet.co.uk/image-sitemap-1.xml\n"
        "sitemap:https://packet.co.uk/news.xml # daily\n"
    )
    assert [one.url for one in sitemaps_in_robots(text, f"{SITE}/robots.txt")] == [
        f"{SITE}/news.xml",
        f"{SITE}/all.xml",
    ]


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("<title>Front page | The Packet</title>", "Front page"),
        ("<title>Front page | The Packet</title><h1>The Packet</h1>", "The Packet"),
        ("<title>x</title><meta property='og:site_name' content=' The  Packet '>", "The Packet"),
        (
            '<script type=\'application/ld+json\'>{"@graph": [{"@type": ["Thing", '
            '"NewsMediaOrganization"], "name": "The Packet"}]}</script>',
            "The Packet",
        ),
        ("<script type='application/ld+json'>{broken</script>", ""),
    ],
)
def test_the_name(head: str, name: str) -> None:
    page = read_front_page(f"<html>{head}</html>".encode(), SITE, None)
    assert page.name == name


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "no-such-charset"]))
def test_any_bytes_are_a_page(body: bytes, charset: str | None) -> None:
    read_front_page(b"<a href='" + body, SITE, charset)
    read_front_page(body, SITE, charset)


@pytest.mark.parametrize(
    ("domain", "language", "country"),
    [
        ("packet.co.uk", "en", "GB"),
        ("bote.at", "de-DE", "AT"),
        ("packet.com", "pt-BR", "BR"),
        ("packet.com", "zh-Hant", UNKNOWN_COUNTRY),
        ("start.ai", "en", UNKNOWN_COUNTRY),
        ("127.0.0.1:80", "en", UNKNOWN_COUNTRY),
    ],
)
def test_the_country(domain: str, language: str, country: str) -> None:
    assert country_of(domain, language) == country


@given(st.text())
def test_an_entry_is_toml_whatever_the_site_calls_itself(name: str) -> None:
    draft = Draft(name=f"The {name}", domain="a.org", feeds=("https://a.org/f",))
    text = draft.toml().encode("utf-8", "replace").decode()
    (outlet,) = parse_outlets(text, "it")
    assert (outlet.domain, outlet.country, outlet.owner) == ("a.org", UNKNOWN_COUNTRY, "?")
