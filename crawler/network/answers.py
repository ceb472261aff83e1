"""What an HTTP answer says besides its body (pure)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from crawler.schedule import Validators

NOT_MODIFIED = 304
GONE = 410
_TOO_MANY = 429
_UNAVAILABLE = 503
_PERMANENT = frozenset({301, 308})
_SECONDS = re.compile(r"^\d{1,9}$", re.ASCII)
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE | re.ASCII)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([^\s;,\"']+)", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Status and headers of one answer, and how it came to be."""

    status: int
    headers: Mapping[str, Sequence[str]]
    # name in lower case → its values, in the answer's order
    redirects: tuple[object, ...] = ()
    # the status of each redirect on the way; other things (a meta refresh) are no numbers

    def header(self, name: str) -> str:
        """The first value of a header; "" when it is not there."""
        values = self.headers.get(name, ())
        return values[0].strip() if values else ""

    @property
    def content_type(self) -> str:
        """As given, in lower case."""
        return self.header("content-type").lower()

    @property
    def charset(self) -> str | None:
        """As the Content-Type says; None where it does not."""
        found = _CHARSET.search(self.content_type)
        return found[1] if found else None

    @property
    def is_page(self) -> bool:
        """Whether it may hold an article: HTML, or something that is often mistaken for it."""
        kind = self.content_type or "text/html"
        return "html" in kind or "xml" in kind or kind.startswith("text/plain")

    @property
    def validators(self) -> Validators:
        return Validators(
            etag=self.header("etag") or None, last_modified=self.header("last-modified") or None
        )

    @property
    def robots(self) -> tuple[str, ...]:
        """Every X-Robots-Tag, as it stands."""
        return tuple(value.strip() for value in self.headers.get("x-robots-tag", ()))

    @property
    def moved_for_good(self) -> bool:
        """Whether every redirect on the way was a permanent one."""
        return bool(self.redirects) and all(status in _PERMANENT for status in self.redirects)

    def fresh_for(self) -> timedelta | None:
        """How long the answer is good, by Cache-Control's max-age less its Age."""
        value = ", ".join(self.headers.get("cache-control", ()))
        found = _MAX_AGE.search(value)
        if found is None or "no-cache" in value.lower() or "no-store" in value.lower():
            return None
        age = self.header("age")
        spent = int(age) if _SECONDS.match(age) else 0
        return timedelta(seconds=max(int(found[1]) - spent, 0))

    def asks_to_wait(self) -> bool:
        """Whether the whole outlet is to be left alone: 429, or 503 that says until when."""
        return self.status == _TOO_MANY or (
            self.status == _UNAVAILABLE and bool(self.header("retry-after"))
        )

    def retry_after(self, now: datetime) -> timedelta | None:
        """From now; None when it does not say, or says it in no known way. Never negative."""
        value = self.header("retry-after")
        if _SECONDS.match(value):
            return timedelta(seconds=int(value))
        try:
            moment = parsedate_to_datetime(value)
            moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
            return max(moment - now, timedelta(0))
        except (ValueError, TypeError, OverflowError, IndexError):
            return None


def conditional(validators: Validators) -> dict[str, str]:
    """The request headers that ask "has it changed?"."""
    headers = {}
    if validators.etag:
        headers["If-None-Match"] = validators.etag
    if validators.last_modified:
        headers["If-Modified-Since"] = validators.last_modified
    return headers
