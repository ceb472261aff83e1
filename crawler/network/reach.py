"""Which addresses a crawl may be led to (pure): the public net, and what outlets.toml itself names.

A feed, a redirect or a sitemap is written by others. Without this an outlet could have the crawler
fetch from the machine that it runs on, from its network, or from a cloud's metadata service.
"""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from crawler.outlets import Outlet

Place = tuple[str, int | None]
"""Host in lower case, and port; None stands for every port."""
_PORTS = {"http": 80, "https": 443}
_LOCAL_NAMES = ("localhost", "local", "internal", "home.arpa", "lan")
"""Names that never stand for a public host (RFC 6761, 6762, 8375; ICANN's .internal)."""
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public net; raises ValueError when it is none.

    IPv4 addresses inside IPv6 ones (mapped, 6to4, Teredo, NAT64) are judged as themselves.
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if ip.is_site_local:
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def says_local(host: str) -> bool:
    """Whether a host says of itself that it is not a public one: 10.0.0.1, localhost, intranet."""
    name = _plain(host)
    try:
        return not is_public(name)
    except ValueError:
        return "." not in name or any(name.endswith(f".{local}") for local in _LOCAL_NAMES)


def local_places(outlet: Outlet) -> frozenset[Place]:
    """The places that are not public and that the outlet's entry in outlets.toml names itself.

    A name that looks public gives no such right, whatever it resolves to: who runs the name
    server could otherwise point it at any machine of ours.
    """
    named: set[Place] = set()
    for domain in (outlet.domain, *outlet.more_domains):
        parts = urlsplit(f"//{domain}")
        named.add((_plain(parts.hostname or ""), parts.port))
    for source in outlet.sources:
        parts = urlsplit(source.url)
        named.add((_plain(parts.hostname or ""), parts.port or _PORTS.get(parts.scheme)))
    return frozenset((host, port) for host, port in named if host and says_local(host))


def refusal(url: str, places: frozenset[Place]) -> tuple[str, str] | None:
    """Why an address is not asked for, as (kind, sentence part); None when it may be.

    `places` are those that the outlet's own entry names. What a name resolves to is not seen here.
    """
    try:
        parts = urlsplit(url)
        host, port = _plain(parts.hostname or ""), parts.port or _PORTS.get(parts.scheme)
    except ValueError:
        return "bad address", "leads to something that is no address"
    if parts.scheme not in _PORTS or not host:
        return "bad address", f"leads to a {parts.scheme}: address, which is not of the web"
    if says_local(host) and not places & {(host, port), (host, None)}:
        return private(parts.netloc)
    return None


def private(host: str) -> tuple[str, str]:
    """The refusal of a host that is not public."""
    return (
        "private address",
        f"leads to {host}, which is not on the public net and which its entry in outlets.toml "
        "does not name",
    )


def _plain(host: str) -> str:
    return host.lower().rstrip(".").strip("[]")
