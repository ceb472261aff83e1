"""Which links lead to a page that a text can rest on."""

from __future__ import annotations

import pytest

from crawler.extraction.sourcelinks import LONGEST, gathers, source_address


@pytest.mark.parametrize(
    "address",
    [
        "https://court.example/files/817.pdf",
        "https://x.com/harbour/status/12345",
        "https://www.youtube.com/watch?v=abc",
        "https://t.me/harbour/817",
        "https://truthsocial.com/@harbour/posts/1",
        "https://www.example.com/news/by-the-harbour-a-barge-sank",
        "https://www.example.com/politics/author-of-the-report-resigns",
        "https://www.example.com/?p=817",
        "https://www.gov.example/topics-of-the-day/report",
        "https://www.example.com/the-newsletter-that-moved-markets/",
    ],
)
def test_sources(address: str) -> None:
    assert source_address(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "https://www.example.com/",
        "https://www.example.com/tag/shipping",
        "https://www.faz.net/aktuell/politik/thema/china",
        "https://www.rollingstone.com/t/taylor-swift/",
        "https://www.example.com/author/ana-lima",
        "https://www.lavanguardia.com/autores/ana-lima.html",
        "https://www.example.com/newsletters/morning",
        "https://www.br.de/nachrichten/bayern/br24-newsletter-anmeldung,RkXzr4k",
        "https://www.example.com/subscribe?from=article",
        "https://www.thomsonreuters.com/en/about-us/trust-principles.html",
        "https://x.com/harbour",
        "https://www.facebook.com/sharer/sharer.php?u=https://a.example/b",
        "https://twitter.com/intent/tweet?url=x",
        "https://twitter.com/hashtag/barge",
        "https://www.reddit.com/submit?url=x",
        "https://bsky.app/profile/harbour.example",
        "https://apps.apple.com/app/id1",
        "https://www.awin1.com/cread.php?p=x",
        "https://www.google.com/url?q=https%3A%2F%2Fwww.google.com%2Furl%3Fq%3Dx",
        "https://www.google.com/url?sa=D",
        "ftp://court.example/817",
        "https://a.example/" + "x" * LONGEST,
        "",
    ],
)
def test_no_sources(address: str) -> None:
    assert source_address(address) is None


def test_a_link_by_way_of_a_counter_of_clicks() -> None:
    wrapped = "https://l.facebook.com/l.php?u=https%3A%2F%2Fcourt.example%2F817%3Ffbclid%3D1&h=x"
    assert source_address(wrapped) == "https://court.example/817"


@pytest.mark.parametrize(
    ("address", "is_list"),
    [
        ("https://www.example.com/world/europe", True),
        ("https://www.example.com/latest/prince-harry", True),
        ("https://www.example.com/news/barge-strikes-the-old-pier", False),
        ("https://www.example.com/a/Ard8wM", False),
        ("https://www.example.com/news?id=barge", False),
    ],
)
def test_what_gathers_articles(address: str, is_list: bool) -> None:
    assert gathers(address) is is_list
