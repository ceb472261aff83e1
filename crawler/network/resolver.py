"""Name resolution that yields public addresses only.

The one place where a name becomes the address that is connected to, so that nothing can change in
between (DNS rebinding).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from scrapy.resolver import CachingThreadedResolver
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from crawler.network.reach import is_public


class PublicResolver(CachingThreadedResolver):
    """Scrapy's own resolver (IPv4, threads, a time limit), less the addresses that are private."""

    def __init__(self, reactor: ReactorBase, cache_size: int, timeout: float) -> None:
        super().__init__(reactor, cache_size, timeout)
        self._permitted: frozenset[str] = frozenset()
        self._refused: set[str] = set()

    def permit(self, hosts: Iterable[str]) -> None:
        """Let these hosts be local: outlets.toml names them, or they are the user's own proxy."""
        self._permitted |= frozenset(hosts)

    def has_refused(self, host: str) -> bool:
        """Whether the host was found, at an address that is not public."""
        return host.lower() in self._refused

    # Scrapy types `timeout` as what Twisted declares; it is not looked at.
    def getHostByName(self, name: str, timeout: Any = ()) -> Deferred[str]:
        found = super().getHostByName(name, timeout)
        return found.addCallback(self._checked, name)

    def _checked(self, address: str, name: str) -> str:
        if name.lower().rstrip(".") in self._permitted or is_public(address):
            return address
        self._refused.add(name.lower())
        # Twisted passes on no other error.
        raise DNSLookupError(f"{name} is at {address}, which is not public")
