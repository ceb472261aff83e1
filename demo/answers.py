"""What HTTP answers for a resource: conditional requests and compression. Pure."""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from demo.site import Resource


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A complete HTTP answer to a GET; a HEAD sends all of it but the body."""

    status: int
    # 200, 304 or 404
    headers: Mapping[str, str]
    # without Date and Server, which the server adds
    body: bytes
    # empty with 304


def answer(resource: Resource, headers: Mapping[str, str]) -> Answer:
    """The answer to a GET with these request headers (names in lower case)."""
    validators = {
        "ETag": resource.etag,
        "Last-Modified": format_datetime(resource.modified.astimezone(UTC), usegmt=True),
        "Cache-Control": "no-cache",
        "Vary": "Accept-Encoding",
    }
    if resource.status == 404:
        validators = {}
    elif _unchanged(resource, headers):
        return Answer(status=304, headers=validators, body=b"")
    body, encoding = resource.body, {}
    if _accepts_gzip(headers.get("accept-encoding", "")):
        body, encoding = gzip.compress(body, mtime=0), {"Content-Encoding": "gzip"}
    content = {"Content-Type": resource.content_type, "Content-Length": str(len(body))}
    return Answer(status=resource.status, headers=validators | content | encoding, body=body)


def _unchanged(resource: Resource, headers: Mapping[str, str]) -> bool:
    tags = headers.get("if-none-match")
    if tags is not None:
        # RFC 9110: with If-None-Match, If-Modified-Since is not looked at.
        known = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
        return "*" in known or resource.etag.removeprefix("W/") in known
    since = _http_date(headers.get("if-modified-since"))
    return since is not None and resource.modified <= since


def _http_date(text: str | None) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text or "")
    except ValueError:
        return None  # a malformed date is as good as none
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _accepts_gzip(accepted: str) -> bool:
    for offer in accepted.split(","):
        coding, _, quality = offer.replace(" ", "").partition(";q=")
        if coding in {"gzip", "*"}:
            return quality.strip("0.") != "" if quality else True
    return False
