"""The addresses that an article's text links to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extraction.capture import capture
from crawler.extraction.extract import extract, parse_page
from crawler.extraction.links import MOST, links_of
from crawler.outlets import Outlet
from crawler.pages import CapturedPage, FetchedPage
from crawler.schedule import Validators
from crawler.sources.entries import Entry
from crawler.urls import canonical_url

PageOf = Callable[..., bytes]
URL = "https://www.example.com/news/2025/barge"
FILE = "https://court.example.org/files/817.pdf"
SENTENCE = "The indictment of the skipper was made public on Monday, {} of the county court says."


def linked(href: str, words: str = "a file") -> str:
    return "<p>" + SENTENCE.format(f"<a href='{href}'>{words}</a>") + "</p>"


@pytest.fixture
def found(page: PageOf, paragraphs: tuple[str, ...]) -> Callable[..., tuple[str, ...]]:
    """The links of a page with these parts before, in and after its text."""

    def found(inside: str = "", *, before: str = "", after: str = "", head: str = "") -> object:
        first, *rest = (f"<p>{paragraph}</p>" for paragraph in paragraphs)
        body = before + first + inside + "".join(rest) + after
        return extract(page(head=head, body=body), URL).article(outlet="P", url=URL).links

    return found  # type: ignore[return-value]


Found = Callable[..., tuple[str, ...]]


def test_in_the_order_of_the_text_and_once(found: Found) -> None:
    post = "https://x.com/harbour/status/12345"
    inside = linked(FILE) + linked(post, "a post") + linked(f"{FILE}?utm_source=x#page=3")
    assert found(inside) == (FILE, post)


@pytest.mark.parametrize(
    ("href", "head", "address"),
    [
        ("/documents/indictment-817", "", "https://www.example.com/documents/indictment-817"),
        ("log-7.html", "", "https://www.example.com/news/2025/log-7.html"),
        ("log-7.html", "<base href='/files/'>", "https://www.example.com/files/log-7.html"),
        ("//files.example.net/817", "", "https://files.example.net/817"),
        ("https://www.google.com/url?q=https://a.example/b&sa=D", "", "https://a.example/b"),
        ("http://[::1", "", None),
        ("javascript:alert(1)", "", None),
        ("mailto:desk@example.com", "", None),
        ("#top", "", None),
        ("", "", None),
        # the page itself
        (URL, "", None),
        (f"{URL}/?utm_medium=x", "", None),
        ("https://m.example.com/news/2025/barge#comments", "", None),
        ("/short/817", "<link rel='canonical' href='https://www.example.com/short/817'>", None),
        # lists of the outlet's articles
        ("/topic/shipping-2025", "", None),
        ("/world/europe", "", None),
        ("https://www.example.com/", "", None),
        ("x" * 2_000, "", None),
    ],
)
def test_addresses(href: str, head: str, address: str | None, found: Found) -> None:
    assert found(linked(href), head=head) == ((address,) if address else ())


@pytest.mark.parametrize(
    "around",
    [
        "<nav>{}</nav>",
        "<footer>{}</footer>",
        "<aside class='related'><h3>More</h3><ul><li>{}</li></ul></aside>",
        "<div class='newsletter'><form>{}<input name='mail'></form></div>",
        "<div class='share-buttons'><span>{}</span></div>",
        "<section id='comments'><p>{}</p></section>",
    ],
)
def test_what_stands_around_the_text_is_left_out(around: str, found: Found) -> None:
    box = around.format(f"<a href='{FILE}'>Twelve things we know of the barge</a>")
    assert found(after=box, before=box) == ()


def test_a_title_to_click_on_among_the_paragraphs(found: Found) -> None:
    title = "Read more: <a href='{}'>How the barge came to drift for seven hours that night</a>"
    at_home = f"<p>{title.format('/news/2025/how-the-barge-came-to-drift')}</p>"
    assert found(at_home) == ()
    # The words of a link to another site's page are the outlet's own.
    elsewhere = f"<p>{title.format(FILE)}</p>"
    assert found(elsewhere) == (FILE,)


def test_sponsored_links(found: Found) -> None:
    assert found(linked(FILE).replace("<a ", "<a rel='sponsored nofollow' ")) == ()


def test_a_paragraph_within_another_element(found: Found) -> None:
    line = SENTENCE.format(f"<b><a href='{FILE}'>a file</a></b>")
    assert found(f"<blockquote><p>{line}</p></blockquote>") == (FILE,)
    assert found(f"<ul><li>{line}</li><li>{line}</li></ul>") == (FILE,)


def test_breaks_instead_of_paragraphs() -> None:
    line = SENTENCE.format(f"<i><a href='{FILE}'>a file</a></i>")
    html = f"<html><body><div>A menu<br>{line}<br><br>Something that was not kept.</div></body>"
    text = SENTENCE.format("a file")
    assert links_of(parse_page(html, URL), text, URL) == (FILE,)
    assert links_of(parse_page(html, URL), "Another text than that of the page.", URL) == ()


def test_a_paragraph_that_the_capture_lost() -> None:
    """Between two that it kept, in the same dress: it was taken for a list of links."""
    kept = SENTENCE.format("a copy")
    page = "<html><body><div class='b'><p>{}</p></div>{}<div class='b'><p>{}</p></div>"
    lost = (
        "<div class='{}'>"
        "<p>The court has put <a href='{}'>the whole file</a> online on Monday as well.</p></div>"
    )
    for dress, links in (("b", (FILE,)), ("promo", ())):
        html = page.format(kept, lost.format(dress, FILE), kept)
        assert links_of(parse_page(html, URL), f"{kept}\n\n{kept}", URL) == links


def test_no_more_than_so_many(found: Found) -> None:
    many = "".join(linked(f"https://a.example/{number}") for number in range(MOST + 20))
    assert found(many) == tuple(f"https://a.example/{number}" for number in range(MOST))


def test_without_an_address_of_the_page() -> None:
    text = SENTENCE.format("a file") + " " + SENTENCE.format("a log")
    html = f"<html><body>{linked(FILE)}{linked('/2025/log.pdf', 'a log')}</body></html>"
    assert links_of(parse_page(html, ""), text, "") == (FILE,)


def test_an_outlets_links_reach_its_article(
    page: PageOf, make_outlet: Callable[..., Outlet]
) -> None:
    fetched = FetchedPage(
        outlet=make_outlet("The Packet"),
        entry=Entry(url=URL),
        url=URL,
        body=page(body=linked(FILE) * 3),
        charset="utf-8",
        validators=Validators(),
    )
    captured = capture(fetched, datetime(2025, 10, 5, tzinfo=UTC))
    assert isinstance(captured, CapturedPage)
    assert captured.article.links == (FILE,)
    # Links are no part of what makes a revision.
    assert replace(captured.article, links=()).text_hash == captured.article.text_hash


HREFS = st.text(st.characters(codec="utf-8", exclude_characters="<>'\x00"), max_size=30)


@given(
    st.lists(
        HREFS | HREFS.map("https://a.example/".__add__) | HREFS.map("http://".__add__), max_size=6
    ),
    st.sampled_from(["", URL, "http://[", "nonsense"]),
)
def test_any_addresses_are_canonical_or_left_out(hrefs: list[str], url: str) -> None:
    text = SENTENCE.format("a file")
    html = "<html><body>" + "".join(map(linked, hrefs)) + "</body></html>"
    links = links_of(parse_page(html, url), text, url)
    assert len(set(links)) == len(links) <= MOST
    assert [canonical_url(link) for link in links] == list(links)
