"""Where a crawl may be led to."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.network.reach import is_public, local_places, refusal, says_local
from crawler.outlets import Outlet, Source


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "255.255.255.255",
        "240.0.0.1", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "fec0::1",
        "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2001:db8::1",
    ],
)  # fmt: skip
def test_private_addresses(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "151.101.1.164", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"],
)
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses())
def test_every_address_has_a_verdict(address: object) -> None:
    assert is_public(str(address)) in (True, False)
    assert says_local(str(address)) is not is_public(str(address))


@pytest.mark.parametrize(
    "host",
    ["localhost", "LOCALHOST.", "db.localhost", "printer.local", "wiki.internal", "nas.home.arpa",
     "intranet", "2130706433", "0x7f000001", "[::1]", ""],
)  # fmt: skip
def test_names_that_say_it_themselves(host: str) -> None:
    assert says_local(host)


@pytest.mark.parametrize("host", ["example.com", "localhost.example.com", "mylocal", "a.b.c"])
def test_names_that_look_public(host: str) -> None:
    assert says_local(host) is ("." not in host)


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://example.com/a", None),
        ("http://127.0.0.1:8600/a", None),
        ("http://LOCALHOST:1234/a", None),
        ("http://10.0.0.7/feed", None),
        ("https://10.0.0.7/feed", "private address"),
        ("http://127.0.0.1:8601/a", "private address"),
        ("http://127.0.0.1/a", "private address"),
        ("http://user@127.0.0.1:22/", "private address"),
        ("http://169.254.169.254/latest/meta-data/", "private address"),
        ("http://[::1]:8600/", "private address"),
        ("file:///etc/passwd", "bad address"),
        ("ftp://example.com/x", "bad address"),
        ("data:text/html,hello", "bad address"),
        ("http:///nothing", "bad address"),
        ("http://[broken", "bad address"),
        ("http://example.com:99999/", "bad address"),
    ],
)
def test_an_outlet_has_the_places_that_it_names(
    url: str, kind: str | None, make_outlet: Callable[..., Outlet]
) -> None:
    outlet = make_outlet(
        "Local",
        Source(url="http://10.0.0.7/feed", kind="feed"),
        domain="127.0.0.1:8600",
        more_domains=("localhost",),
    )
    why = refusal(url, local_places(outlet))
    assert (why and why[0]) == kind


def test_a_public_name_gives_no_right_to_private_places(
    make_outlet: Callable[..., Outlet],
) -> None:
    outlet = make_outlet("Public", Source(url="https://example.com:8443/feed", kind="feed"))
    assert local_places(outlet) == frozenset()


@given(st.text())
def test_any_text_has_a_verdict(url: str) -> None:
    why = refusal(url, frozenset())
    assert why is None or (why[0] in ("private address", "bad address") and why[1])
