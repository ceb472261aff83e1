"""outlets.toml."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from crawler.errors import OutletsError
from crawler.outlets import (
    DEFAULT_DAILY,
    DEFAULT_DELAY,
    choose,
    outlets_sha256,
    parse_outlets,
    read_outlets,
)

ONE = """
[[outlet]]
name = "The Packet"
domain = "Packet.example"
country = "gb"
owner = "Packet Ltd"
language = "en-GB"
feeds = ["https://packet.example/feed", "https://packet.example/uk/feed"]
sitemaps = ["https://packet.example/news.xml"]
"""
SECTIONS = 'sections = ["https://packet.example/uk", "https://packet.example/world"]\n'


def test_an_entry() -> None:
    (packet,) = parse_outlets(ONE, "outlets.toml")
    assert (packet.name, packet.domain, packet.country) == ("The Packet", "packet.example", "GB")
    assert [source.kind for source in packet.sources] == ["feed", "feed", "sitemap"]
    assert (packet.delay, packet.enabled, packet.rating) == (DEFAULT_DELAY, True, None)


def test_what_is_optional() -> None:
    more = (
        'delay = 5\nenabled = false\nrating = {value = "left", rater = "Me", date = 2025-01-31}\n'
    )
    (packet,) = parse_outlets(ONE + more, "outlets.toml")
    assert (packet.delay, packet.enabled) == (5.0, False)
    assert packet.rating is not None
    assert (packet.rating.value, packet.rating.date) == ("left", date(2025, 1, 31))


def test_sections_and_their_links() -> None:
    for links in ("'^/20\\d\\d/'", "['^/20\\d\\d/', '-\\d+$']"):
        (packet,) = parse_outlets(f"{ONE}{SECTIONS}links = {links}\n", "outlets.toml")
        sections = [source for source in packet.sources if source.kind == "section"]
        assert len(sections) == 2
        assert sections[0].links[0] == r"^/20\d\d/"
        assert all(not source.links for source in packet.sources if source.kind != "section")
    only = ONE[: ONE.index("feeds")] + SECTIONS + "links = '/x'\n"
    assert len(parse_outlets(only, "outlets.toml")[0].sources) == 2


def test_the_measure_of_a_day() -> None:
    assert parse_outlets(ONE, "outlets.toml")[0].daily == DEFAULT_DAILY
    assert parse_outlets(ONE + "daily = 50\n", "outlets.toml")[0].daily == 50


def test_whose_an_address_is() -> None:
    (packet,) = parse_outlets(ONE + 'more_domains = ["Packet.co"]\n', "outlets.toml")
    for url in (
        "https://packet.example/x",
        "http://www.packet.example:8080/",
        "https://m.packet.co/",
    ):
        assert packet.owns(url)
    for url in ("https://other.example/", "https://packet.example.org/", "https://mypacket.co/"):
        assert not packet.owns(url)
    local = parse_outlets(ONE.replace("Packet.example", "127.0.0.1:8601"), "outlets.toml")[0]
    assert local.owns("http://127.0.0.1:8601/x")
    assert not local.owns("http://127.0.0.1:8602/x")
    (bare,) = parse_outlets(ONE.replace("Packet.example", "localhost"), "outlets.toml")
    assert bare.owns("http://localhost:8602/x")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (ONE + 'lean = "left"\n', r"outlet 1 \(The Packet\) has the unknown field 'lean'"),
        (ONE + "name = 1\n", "is not valid TOML"),
        ("[[outlet]\n", "is not valid TOML"),
        ("", "names no outlet"),
        ("outlet = 3\n", "names no outlet"),
        ("outlet = [3]\n", "outlet 1 is not a table"),
        ("[outlets]\n", "unknown table 'outlets'"),
        (ONE.replace('"The Packet"', '" "'), "lacks the field 'name'"),
        (ONE.replace('owner = "Packet Ltd"\n', ""), "lacks the field 'owner'"),
        (ONE.replace('"gb"', '"GBR"'), "two-letter"),
        (ONE.replace('"Packet.example"', '"https://packet.example"'), "domain must be bare"),
        (ONE.replace("https://packet.example/news.xml", "file:///etc/passwd"), "not an http"),
        (ONE.replace("https://packet.example/news.xml", "https://x:99999/"), "not an address"),
        (ONE.replace("https://packet.example/news.xml", "http://[::1"), "not an address"),
        (ONE.replace('["https://packet.example/news.xml"]', '"x"'), "must be a list"),
        (ONE[: ONE.index("feeds")], "neither feeds nor sitemaps"),
        (ONE + "delay = -1\n", "delay must be"),
        (ONE + "delay = nan\n", "delay must be"),
        (ONE + "delay = true\n", "delay must be"),
        (ONE + 'enabled = "yes"\n', "enabled must be"),
        (ONE + "daily = 0\n", "daily must be"),
        (ONE + "daily = 2.5\n", "daily must be"),
        (ONE + "daily = true\n", "daily must be"),
        (ONE + 'sections = ["https://packet.example/uk"]\n', "sections need links"),
        (ONE + SECTIONS + "links = []\n", "sections need links"),
        (ONE + SECTIONS + "links = [1]\n", "links must be a list of expressions"),
        (ONE + SECTIONS + "links = '('\n", r"links '\(' is not a regular expression"),
        (ONE + "links = '/x'\n", "links stands without sections"),
        (ONE + 'more_domains = "packet.co"\n', "more_domains must be a list"),
        (ONE + 'more_domains = ["https://packet.co"]\n', "domain must be bare"),
        (ONE + 'more_domains = ["packet.example"]\n', "stands in two outlets"),
        (ONE + 'rating = "left"\n', "rating must be"),
        (ONE + ONE, "name 'The Packet' stands in two outlets"),
    ],
)
def test_one_sentence_names_what_is_wrong(text: str, problem: str) -> None:
    with pytest.raises(OutletsError, match=problem) as caught:
        parse_outlets(text, "mine.toml")
    assert str(caught.value).startswith("mine.toml: ")
    assert len(str(caught.value).splitlines()) == 1


def test_every_problem_is_told_at_once() -> None:
    text = ONE + 'lean = "left"\n' + ONE.replace("The Packet", "B") + "delay = -1\n"
    with pytest.raises(OutletsError, match=r"unknown field 'lean'.*delay must be"):
        parse_outlets(text, "outlets.toml")


def test_reading_a_file(tmp_path: Path) -> None:
    file = tmp_path / "outlets.toml"
    with pytest.raises(OutletsError, match="no such file"):
        read_outlets(file)
    file.write_bytes(b"\xef\xbb\xbf" + ONE.encode())  # as some editors save it
    assert read_outlets(file)[0].name == "The Packet"
    file.write_bytes(ONE.replace("Ltd", "Café").encode("latin-1"))
    with pytest.raises(OutletsError, match="cannot be read"):
        read_outlets(file)
    with pytest.raises(OutletsError, match="cannot be read"):
        read_outlets(tmp_path)


def test_choosing() -> None:
    second = ONE.replace("The Packet", "Drum").replace("Packet.example", "drum.example")
    outlets = parse_outlets(ONE + second + "enabled = false\n", "outlets.toml")
    assert [outlet.name for outlet in choose(outlets, (), "outlets.toml")] == ["The Packet"]
    assert [outlet.name for outlet in choose(outlets, ("drum",), "outlets.toml")] == ["Drum"]
    with pytest.raises(OutletsError, match="no outlet 'Nobody'"):
        choose(outlets, ("Nobody",), "outlets.toml")


def test_the_shipped_file() -> None:
    outlets = read_outlets(Path(__file__).parents[2] / "outlets.toml")
    assert len(outlets) >= 40
    assert len({outlet.country for outlet in outlets}) >= 5
    # A rating is the user's judgement to add.
    assert not [outlet.name for outlet in outlets if outlet.rating]


def test_which_file_it_was(tmp_path: Path) -> None:
    path = tmp_path / "outlets.toml"
    path.write_bytes(ONE.encode())
    first = outlets_sha256(path)
    assert first == hashlib.sha256(ONE.encode()).hexdigest()
    path.write_bytes(ONE.encode() + b"daily = 50\n")
    assert outlets_sha256(path) not in (first, None)
    path.unlink()
    assert outlets_sha256(path) is None
