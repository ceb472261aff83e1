"""The big newsroom on loopback, in a process of its own and as cheap as can be.

Every answer is made before the first request, and a request costs one look into a dictionary: what
the server takes from the cores is small and the same for every crawler that is measured.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from multiprocessing.connection import Connection
from typing import Literal

from benchmarks.bignewsroom import big_newsroom
from benchmarks.dress import dressed
from crawler.outlets import Outlet, Source
from demo.answers import answer
from demo.newsroom import Newsroom, NewsroomOutlet
from demo.site import Resource, Site

_HOST = "127.0.0.1"
_DAILY = 1_000_000


@dataclass(frozen=True, kw_only=True)
class BigSite:
    """One outlet on the air."""

    outlet: Outlet
    pages: Mapping[str, Resource]
    # address → its story's page, as served


@contextmanager
def serving(pages: int, now: datetime, kilobytes: int = 0) -> Iterator[tuple[BigSite, ...]]:
    """Serve a newsroom with that many stories until the block is left.

    kilobytes: what each story's page is filled up to, as dress.py has it; 0 leaves it as it is.
    """
    newsroom = big_newsroom(pages, now)
    sockets = [_listening() for _ in newsroom.outlets]
    sites = [
        Site(newsroom, outlet, now, f"http://{_HOST}:{one.getsockname()[1]}")
        for outlet, one in zip(newsroom.outlets, sockets, strict=True)
    ]
    stories = [
        {path: dressed(site.get(path), kilobytes, number) for number, path in enumerate(own)}
        for site, own in zip(sites, _story_paths(newsroom), strict=True)
    ]
    answers = [
        {path: _wire(own.get(path) or site.get(path)) for path in site.paths}
        for site, own in zip(sites, stories, strict=True)
    ]
    context = multiprocessing.get_context("spawn")
    ready, told = context.Pipe(duplex=False)
    process = context.Process(target=_serve, args=(sockets, answers, told), daemon=True)
    process.start()
    ready.recv()
    try:
        yield tuple(
            _big_site(newsroom.outlets[place], sockets[place].getsockname()[1], own)
            for place, own in enumerate(stories)
        )
    finally:
        process.terminate()
        process.join()
        for one in sockets:
            one.close()


def _listening() -> socket.socket:
    one = socket.create_server((_HOST, 0), backlog=128)
    one.setblocking(False)
    return one


def _wire(resource: Resource) -> bytes:
    """The whole answer, uncompressed: unpacking is no part of what is measured."""
    reply = answer(resource, {})
    lines = [f"HTTP/1.1 {reply.status} OK", *(f"{k}: {v}" for k, v in reply.headers.items())]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + reply.body


def _story_paths(newsroom: Newsroom) -> list[list[str]]:
    return [
        [outlet.path_of(story) for story in newsroom.stories if story.outlet == outlet.key]
        for outlet in newsroom.outlets
    ]


def _big_site(outlet: NewsroomOutlet, port: int, stories: Mapping[str, Resource]) -> BigSite:
    base = f"http://{_HOST}:{port}"
    kind: Literal["feed", "sitemap"] = "sitemap" if outlet.channel == "news-sitemap" else "feed"
    return BigSite(
        outlet=Outlet(
            name=outlet.name,
            domain=f"{_HOST}:{port}",
            country=outlet.country,
            owner=outlet.owner,
            language=outlet.language,
            sources=(Source(url=base + outlet.channel_path, kind=kind),),
            delay=0.0,
            daily=_DAILY,
        ),
        pages={base + path: page for path, page in stories.items()},
    )


class _Answering(asyncio.Protocol):
    """Keep-alive HTTP, as far as a benchmark needs it: GET, no bodies."""

    def __init__(self, answers: Mapping[str, bytes]) -> None:
        self._answers = answers
        self._waiting = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        *requests, self._waiting = (self._waiting + data).split(b"\r\n\r\n")
        for request in requests:
            path = request.split(b" ", 2)[1].decode("ascii").partition("?")[0]
            self._transport.write(self._answers.get(path, _MISSING))


_MISSING = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


def _serve(
    sockets: list[socket.socket], answers: list[Mapping[str, bytes]], told: Connection
) -> None:
    async def run() -> None:
        loop = asyncio.get_running_loop()
        for one, own in zip(sockets, answers, strict=True):
            await loop.create_server(partial(_Answering, own), sock=one)
        told.send(True)
        await asyncio.Event().wait()

    asyncio.run(run())
