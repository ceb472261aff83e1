from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.errors import ImportFileError
from crawler.outlets import Outlet, Source, parse_outlets
from crawler.sources.opml import Subscription, read_opml, write_opml
from crawler.sources.subscribing import drafts_of

NESTED = b"""<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>Mine</title></head><body>
 <outline text="News"><outline text="Coast">
  <outline type="rss" text="The Packet - World" xmlUrl="https://packet.co.uk/world.xml"
           htmlUrl="https://www.packet.co.uk/" language="en-GB"/>
  <outline type="rss" text="The Packet - Home" xmlUrl="https://feeds.packet.co.uk/home.xml"
           htmlUrl="https://www.packet.co.uk/home"/>
 </outline></outline>
 <outline type="rss" title="Courrier" XMLURL="https://courrier.fr/rss"/>
 <outline type="rss" text="Twice" xmlUrl="https://courrier.fr/rss"/>
 <outline text="an empty folder"/>
</body></opml>"""


def outlet(number: int, feeds: list[str]) -> Outlet:
    return Outlet(
        name=f"Outlet {number} & «Söhne»",
        domain=f"outlet{number}.example",
        country="DE",
        owner="Someone",
        language="de",
        sources=tuple(Source(url=url, kind="feed") for url in feeds),
    )


OUTLETS = st.lists(
    st.lists(st.integers(0, 50), min_size=1, max_size=4, unique=True), min_size=1, max_size=5
).map(
    lambda lists: [
        outlet(place, [f"https://feeds{place}.example/{one}?a=1&b=2" for one in numbers])
        for place, numbers in enumerate(lists)
    ]
)


@given(OUTLETS)
def test_what_is_written_is_read_again_as_the_same_outlets(outlets: list[Outlet]) -> None:
    found = drafts_of(read_opml(write_opml(outlets).encode(), "a list"), ())
    assert found.remarks == ()
    again = parse_outlets("\n".join(one.toml() for one in found.drafts), "a list")
    assert [(one.name, one.domain, one.country, one.language, one.sources) for one in again] == [
        (one.name, one.domain, one.country, one.language, one.sources) for one in outlets
    ]


def test_folders_titles_and_duplicates() -> None:
    first, second, third = read_opml(NESTED, "a list")
    assert first == Subscription(
        url="https://packet.co.uk/world.xml",
        title="The Packet - World",
        site="https://www.packet.co.uk/",
        language="en-GB",
        folders=("News", "Coast"),
    )
    assert second.folders == ("News", "Coast")
    assert (third.url, third.title, third.folders) == ("https://courrier.fr/rss", "Courrier", ())


def test_feeds_of_one_site_are_one_outlet_with_the_name_they_share() -> None:
    packet, courrier = drafts_of(read_opml(NESTED, "a list"), ()).drafts
    assert (packet.name, packet.domain, packet.country, packet.language) == (
        "The Packet",
        "packet.co.uk",
        "GB",
        "en-GB",
    )
    assert len(packet.feeds) == 2
    assert (courrier.name, courrier.country) == ("Courrier", "FR")
    assert courrier.blanks() == ("owner", "language")


def test_what_outlets_toml_has_is_told_and_left_out() -> None:
    known = Outlet(
        name="Packet",
        domain="packet.co.uk",
        country="GB",
        owner="?",
        language="en",
        sources=(Source(url="https://packet.co.uk/world.xml", kind="feed"),),
    )
    found = drafts_of(read_opml(NESTED, "a list"), (known,))
    assert [one.domain for one in found.drafts] == ["courrier.fr"]
    assert found.remarks == (
        "Packet is in outlets.toml; https://packet.co.uk/world.xml is there already.",
        "Packet is in outlets.toml; https://feeds.packet.co.uk/home.xml may be added to its feeds.",
    )


def test_a_feed_that_another_company_serves_needs_its_site() -> None:
    url = "https://feeds.feedburner.com/courrier"
    found = drafts_of((Subscription(url=url, title="C"), Subscription(url="mailto:x@y.z")), ())
    assert found.drafts == ()
    assert [url in found.remarks[0], "mailto:" in found.remarks[1]] == [True, True]
    (draft,) = drafts_of((Subscription(url=url, site="https://courrier.fr"),), ()).drafts
    assert (draft.name, draft.feeds) == ("courrier.fr", (url,))


def test_two_sites_of_one_name_get_two_names() -> None:
    found = drafts_of(
        tuple(Subscription(url=f"https://{one}.example/f", title="News") for one in "ab"), ()
    )
    assert [one.name for one in found.drafts] == ["News", "News (b.example)"]


BOMB = (
    b'<!DOCTYPE opml [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(
        b'<!ENTITY %c "%s">' % (98 + place, b"&%c;" % (97 + place) * 10) for place in range(9)
    )
    + b']><opml><body><outline text="&j;" xmlUrl="https://a.example/"/></body></opml>'
)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no xml",
        b"<rss version='2.0'><channel/></rss>",
        b"<opml><body/></opml>",
        b"<opml><body><outline text='x'",
        "<?xml version='1.0' encoding='UTF-8'?><opml t='ä'/>".encode("latin-1"),
        b"<?xml version='1.0' encoding='nonsense'?><opml/>",
        b"<opml>" + b"<outline>" * 10_000,
        BOMB,
        b" " * 20_000_001,
    ],
    ids=["empty", "text", "rss", "no-feed", "cut", "encoding", "unknown-encoding", "deep", "bomb",
         "huge"],
)  # fmt: skip
def test_what_is_no_list_is_one_sentence(body: bytes) -> None:
    with pytest.raises(ImportFileError) as caught:
        read_opml(body, "a list")
    assert str(caught.value).startswith("a list: ")
    assert "\n" not in str(caught.value)


def test_files_named_by_entities_are_not_read() -> None:
    body = (
        b'<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        b'<opml><body><outline text="a" xmlUrl="https://a.example/">&x;</outline></body></opml>'
    )
    assert [one.title for one in read_opml(body, "a list")] == ["a"]


@given(st.binary(max_size=300) | st.binary(max_size=200).map(lambda part: NESTED[:300] + part))
def test_any_bytes_are_a_list_or_an_error_of_ours(body: bytes) -> None:
    try:
        found = read_opml(body, "a list")
    except ImportFileError:
        return
    assert found
