"""A bound on what comes before a body, which neither Scrapy nor Twisted has.

Twisted bounds each header line, not their number. This is the one place that leans on how Scrapy
builds its HTTP/1.1 connections; the tests of the unruly twin watch it.
"""

from __future__ import annotations

from scrapy.core.downloader.handlers.http11 import (
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from twisted.internet.interfaces import IAddress
from twisted.web._newclient import BODY

MOST = 262_144
"""Bytes of status line and headers."""


class LimitedProtocol(_LenientHTTP11ClientProtocol):
    """Scrapy's, which hangs up when headers go on and on."""

    _before_body = 0

    def dataReceived(self, bytes: bytes) -> None:
        """Count what comes while the parser is not in a body; a new answer counts anew."""
        if self._parser is None or self._parser.state == BODY:
            self._before_body = 0
        else:
            self._before_body += len(bytes)
            if self._before_body > MOST and self.transport is not None:
                self.transport.abortConnection()
                return
        super().dataReceived(bytes)  # type: ignore[no-untyped-call]


class LimitedFactory(_LenientHTTP11ClientFactory):
    """Makes such connections."""

    def buildProtocol(self, addr: IAddress | None) -> LimitedProtocol:
        return LimitedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
