"""The misbehaving twin misbehaves as it says, and says what it was asked for."""

from __future__ import annotations

import gzip
import http.client
import socket
import tomllib
from collections.abc import Iterator
from urllib.request import urlopen

import pytest

from demo.errors import NewsroomError
from demo.unruly.outlets import LARGE
from demo.unruly.server import HOST, UnrulyServer


@pytest.fixture(scope="module")
def twin() -> Iterator[UnrulyServer]:
    with UnrulyServer() as server:
        yield server


def answer(twin: UnrulyServer, key: str, path: str, **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(twin.netloc(key), timeout=10)
    connection.request("GET", path, headers=headers)
    return connection.getresponse()


def test_what_behaves_behaves_and_is_recorded(twin: UnrulyServer) -> None:
    with urlopen(twin.url("steady", "/steady/1?x=1"), timeout=10) as response:
        assert b"Steady news 1" in response.read()
    last = twin.requests[-1]
    assert (last.outlet, last.path) == ("steady", "/steady/1?x=1")
    assert str(last.user_agent).startswith("Python-urllib")


def test_a_drip_drips(twin: UnrulyServer) -> None:
    response = answer(twin, "pages", "/drip")
    assert response.getheader("Content-Length") == "1000000"
    assert response.read(3) == b"<<<"


def test_an_endless_body_has_no_length(twin: UnrulyServer) -> None:
    response = answer(twin, "pages", "/endless")
    assert response.getheader("Content-Length") is None
    assert len(response.read(3_000_000)) == 3_000_000


def test_a_bomb_is_small_and_grows(twin: UnrulyServer) -> None:
    packed = answer(twin, "pages", "/gzip-bomb").read()
    assert len(packed) < LARGE / 500
    assert len(gzip.decompress(packed)) == LARGE


def test_a_cookie_opens_the_wall(twin: UnrulyServer) -> None:
    first = answer(twin, "pages", "/cookies")
    assert (first.status, first.getheader("Location")) == (302, "/cookies")
    assert b"Behind the cookie" in answer(twin, "pages", "/cookies", Cookie="seen=1").read()


def test_a_page_changes_from_the_second_look_on(twin: UnrulyServer) -> None:
    assert b"first headline" in answer(twin, "pages", "/changing").read()
    assert b"second headline" in answer(twin, "pages", "/changing").read()


def test_less_comes_than_was_announced(twin: UnrulyServer) -> None:
    with pytest.raises(http.client.IncompleteRead):
        answer(twin, "pages", "/cut-off").read()


def test_some_answers_are_no_http(twin: UnrulyServer) -> None:
    with pytest.raises(http.client.RemoteDisconnected):
        answer(twin, "pages", "/hang-up")
    with pytest.raises(http.client.BadStatusLine):
        answer(twin, "pages", "/garbage")


def test_what_is_not_there(twin: UnrulyServer) -> None:
    assert answer(twin, "steady", "/no-such-page").status == 404
    with pytest.raises(NewsroomError, match="No unruly outlet"):
        twin.url("no-such-outlet")


def test_the_toml_names_all_but_the_unnamed(twin: UnrulyServer) -> None:
    tables = tomllib.loads(twin.outlets_toml())["outlet"]
    assert {table["name"] for table in tables} == {one.key for one in twin.outlets} - {"unnamed"}
    assert twin.netloc("unnamed") not in twin.outlets_toml()


def test_it_stops_though_an_answer_never_ends() -> None:
    with UnrulyServer() as server:
        response = answer(server, "pages", "/silence-that-is-not-there")
        assert response.status == 404
        endless = answer(server, "pages", "/endless")
        netloc = server.netloc("pages")
        assert endless.read(10)
    host, _, port = netloc.partition(":")
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((host, int(port)), timeout=5)


def test_a_port_that_is_taken_is_one_sentence() -> None:
    with socket.create_server((HOST, 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(NewsroomError, match="choose another first port"):
            UnrulyServer(base_port=port).__enter__()
