"""Scrapy's responses and failures, as the crawler reads them."""

from __future__ import annotations

from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.network.answers import Answer
from crawler.network.refusal import Refused
from crawler.texts import clean_line


def answer_of(response: Response) -> Answer:
    """Status and headers of Scrapy's response."""
    headers = {
        name.decode("latin-1").lower(): [value.decode("latin-1") for value in values]
        for name, values in response.headers.items()
    }
    request = response.request
    redirects = request.meta.get("redirect_reasons", ()) if request is not None else ()
    return Answer(status=response.status, headers=headers, redirects=tuple(redirects))


def reason(failure: Failure) -> tuple[str, str]:
    """A failed download as (kind, sentence part)."""
    error = failure.value
    name = type(error).__name__
    text = clean_line(str(error))[:200]
    if isinstance(error, Refused):
        return error.kind, error.detail
    if isinstance(error, IgnoreRequest) and "robots.txt" in text:
        return "robots.txt", "robots.txt asks not to fetch it"
    for mark, kind in (
        ("Timeout", "timeout"),
        ("DNS", "host not found"),
        ("Refused", "connection refused"),
        ("ResolutionFailed", "host not found"),
        ("CannotResolveHost", "host not found"),
        ("DownloadCancelled", "too large"),
        ("DOWNLOAD_MAXSIZE", "too large"),
        ("DataLoss", "cut off"),
    ):
        if mark in name or mark in text:
            return kind, f"could not be fetched: {kind}"
    for mark, detail in (
        ("ParseError", "answers with something that is not HTTP"),
        ("SSL", "could not be fetched: no secure connection"),
        ("ConnectionDone", "could not be fetched: the connection was closed"),
        ("ConnectionLost", "could not be fetched: the connection was cut"),
        ("ConnectionAborted", "could not be fetched: the connection was cut"),
    ):
        if mark in text:
            return "network", detail
    return "network", f"could not be fetched ({name}: {text})"
