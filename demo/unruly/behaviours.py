"""Ways to answer one request, written to the bare socket.

A behaviour is given the exchange and answers as it likes; the connection is closed after it. Those
that never end stop when the client hangs up or the server does.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from html import escape

BLOCK = b"<p>" + b"All the news that never ends. " * 2_000 + b"</p>\n"
PARAGRAPHS = (
    "The harbour council met on Monday behind closed doors, and for once the doors stayed closed "
    "until every member had spoken about the price of the new ferry.",
    "Nobody could say afterwards who had asked for the vote, but eleven hands went up, and the "
    "clerk wrote down a figure that was higher than the one in the budget.",
    "The ferry is to run from spring, twice an hour, and the fishermen who had come to complain "
    "went home with a timetable and a promise of cheaper berths.",
)


@dataclass(kw_only=True)
class Exchange:
    """One request, and the wire that the answer goes out on."""

    path: str
    # with its query
    headers: Mapping[str, str]
    # names in lower case
    times: int
    # how often this path was asked for, this time included
    send: Callable[[bytes], None]
    # raises OSError when the client has hung up
    rest: Callable[[float], bool]
    # waits so many seconds; True when the server is being stopped

    def head(self, status: int = 200, **headers: object) -> None:
        """A status line and headers; `content_type` stands for Content-Type."""
        lines = [f"HTTP/1.1 {status} As It Pleases", "Connection: close"]
        lines += [f"{name.replace('_', '-').title()}: {value}" for name, value in headers.items()]
        self.send("\r\n".join([*lines, "", ""]).encode("latin-1", "replace"))


Behaviour = Callable[[Exchange], None]


@dataclass(frozen=True, kw_only=True)
class Reply:
    """An ordinary answer."""

    body: bytes = b""
    status: int = 200
    content_type: str | None = "text/html; charset=utf-8"
    headers: Mapping[str, object] = field(default_factory=dict)

    def __call__(self, exchange: Exchange) -> None:
        kind = {} if self.content_type is None else {"content_type": self.content_type}
        exchange.head(self.status, content_length=len(self.body), **kind, **self.headers)
        exchange.send(self.body)


def article(title: str, *, head: str = "", charset: str = "utf-8", text: str = "") -> bytes:
    """An ordinary page, in a charset that it does not name unless `head` does."""
    paragraphs = (text,) * 3 if text else PARAGRAPHS
    body = "".join(f"<p>{escape(one)}</p>" for one in paragraphs)
    return (
        f"<!doctype html><html><head><title>{escape(title)}</title>{head}</head><body>"
        f"<article><h1>{escape(title)}</h1>{body}</article></body></html>"
    ).encode(charset)


def page(title: str) -> Reply:
    """A page as it should be."""
    return Reply(body=article(title))


def drip(exchange: Exchange) -> None:
    """A byte now and then, for ever: never idle long enough to look dead."""
    exchange.head(content_type="text/html", content_length=1_000_000)
    while not exchange.rest(0.05):
        exchange.send(b"<")


def silence(exchange: Exchange) -> None:
    """The connection stands and nothing comes."""
    while not exchange.rest(0.05):
        pass


def endless(exchange: Exchange) -> None:
    """A body without a length and without an end."""
    exchange.head(content_type="text/html")
    while not exchange.rest(0):
        exchange.send(BLOCK)


def endless_headers(exchange: Exchange) -> None:
    """One header after the other; a body never begins."""
    exchange.send(b"HTTP/1.1 200 OK\r\n")
    while not exchange.rest(0):
        exchange.send(b"X-More: " + b"m" * 1_000 + b"\r\n")


def announced(size: int) -> Behaviour:
    """A page of so many bytes, which says so beforehand."""

    def behave(exchange: Exchange) -> None:
        exchange.head(content_type="text/html", content_length=size)
        sent = 0
        while sent < size and not exchange.rest(0):
            exchange.send(BLOCK[: size - sent])
            sent += len(BLOCK)

    return behave


def gzip_bomb(size: int) -> Reply:
    """A small answer that unpacks to so many bytes."""
    return Reply(body=gzip.compress(bytes(size)), headers={"content_encoding": "gzip"})


def double_bomb(size: int) -> Reply:
    """Packed twice, as HTTP allows: smaller still."""
    packed = zlib.compress(gzip.compress(bytes(size)))
    return Reply(body=packed, headers={"content_encoding": "gzip, deflate"})


def redirect(place: str, status: int = 302) -> Reply:
    """On to another place."""
    return Reply(status=status, headers={"location": place})


def cookie_wall(title: str) -> Behaviour:
    """Sends everybody round until they bring the cookie that they were given."""

    def behave(exchange: Exchange) -> None:
        if "cookie" in exchange.headers:
            page(title)(exchange)
        else:
            headers = {"location": exchange.path, "set_cookie": "seen=1; Path=/"}
            Reply(status=302, headers=headers)(exchange)

    return behave


def changing(first: str, then: str) -> Behaviour:
    """A page with another headline from the second look on."""
    return lambda exchange: page(first if exchange.times == 1 else then)(exchange)


def cut_off(exchange: Exchange) -> None:
    """Less than was announced."""
    body = article("Cut off")
    exchange.head(content_type="text/html", content_length=len(body) * 2)
    exchange.send(body)


def bad_chunks(exchange: Exchange) -> None:
    """Chunked, it says, with lengths that are none."""
    exchange.head(content_type="text/html", transfer_encoding="chunked")
    exchange.send(b"zz\r\nnot a chunk\r\n-5\r\n")


def hang_up(exchange: Exchange) -> None:
    """Closes without a word."""


def garbage(exchange: Exchange) -> None:
    """What HTTP 0.9 or no HTTP at all looks like."""
    exchange.send(b"\x16\x03\x01 hello\n<html>no headers</html>\n")


def feed(links: Iterable[str], *, dates: Iterable[str] = ()) -> Reply:
    """An RSS feed of these addresses, dated one by one where dates are given."""
    stated = list(dates)
    items = "".join(
        f"<item><title>Item {place}</title><link>{escape(link)}</link>"
        + (f"<pubDate>{stated[place]}</pubDate>" if place < len(stated) else "")
        + "</item>"
        for place, link in enumerate(links)
    )
    return xml(f"<rss version='2.0'><channel><title>Feed</title>{items}</channel></rss>")


def xml(text: str) -> Reply:
    """XML as it stands."""
    return Reply(body=text.encode(), content_type="application/xml; charset=utf-8")


def billion_laughs(inner: str) -> Reply:
    """Ten entities, each ten times the one before; `inner` holds a %s for the last of them."""
    entities = ["<!ENTITY l0 'laugh'>"]
    entities += [f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10)]
    return xml(f"<?xml version='1.0'?><!DOCTYPE x [{''.join(entities)}]>{inner % '&l9;'}")


def outside(address: str, inner: str) -> Reply:
    """An entity whose text stands in a file or at an address; `inner` holds a %s for it."""
    declared = f"<!DOCTYPE x [<!ENTITY out SYSTEM '{address}'>]>"
    return xml(f"<?xml version='1.0'?>{declared}{inner % '&out;'}")
