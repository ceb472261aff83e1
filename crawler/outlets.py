"""outlets.toml: which outlets there are and where each announces its articles."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from crawler.errors import OutletsError
from crawler.texts import clean_line
from crawler.urls import same_outlet

DEFAULT_DELAY = 2.0
"""Seconds between two requests to one outlet; a longer Crawl-delay in robots.txt wins."""
DEFAULT_DAILY = 2_000
"""Pages asked of one outlet in one day (UTC): several times what the largest newsroom publishes."""


@dataclass(frozen=True, kw_only=True)
class Source:
    """One place where an outlet announces its articles."""

    url: str
    kind: Literal["feed", "sitemap", "section"]
    links: tuple[str, ...] = ()
    # of a section: regular expressions, one of which is found in the path of an article's address


@dataclass(frozen=True, kw_only=True)
class Rating:
    """A lean rating that the user added: whose judgement it is, and from when."""

    value: str
    rater: str
    date: date


@dataclass(frozen=True, kw_only=True)
class Outlet:
    """A publisher with its own newsroom."""

    name: str
    # as readers know it; unique
    domain: str
    # registered domain of its article pages, or host:port on loopback; unique
    more_domains: tuple[str, ...] = ()
    # further domains of its article pages
    country: str
    # ISO 3166-1 alpha-2
    owner: str
    language: str
    # BCP 47; what a page is taken to be in when it does not say
    sources: tuple[Source, ...]
    delay: float = DEFAULT_DELAY
    # seconds
    daily: int = DEFAULT_DAILY
    # pages asked for in one day (UTC) at most
    enabled: bool = True
    rating: Rating | None = None
    # the user's own; none is shipped

    def owns(self, url: str) -> bool:
        """Whether an address belongs to one of the outlet's domains, or to a part of one.

        A domain without a port, such as "localhost", stands for all of its ports.
        """
        host = (urlsplit(url).hostname or "").lower()
        return any(
            same_outlet(url, domain) or f".{host}".endswith(f".{domain}")
            for domain in (self.domain, *self.more_domains)
        )


_DOMAIN = re.compile(r"^[^\s/@?#]+$")
_REQUIRED = ("name", "domain", "country", "owner", "language")
_OPTIONAL = (
    "feeds", "sitemaps", "sections", "links", "more_domains", "delay", "daily", "enabled", "rating",
)  # fmt: skip


def read_outlets(path: Path) -> tuple[Outlet, ...]:
    """Read and check a whole file; raises OutletsError with every problem in it, one a line."""
    try:
        # Some editors begin a file with a byte order mark.
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise OutletsError(
            str(path), "there is no such file", "name yours with --outlets FILE"
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise OutletsError(str(path), f"cannot be read ({error})", "save it as UTF-8") from error
    return parse_outlets(text, str(path))


def outlets_sha256(path: Path) -> str | None:
    """The hash of a file that was just read, for the record; None where it is gone by now."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def parse_outlets(text: str, resource: str) -> tuple[Outlet, ...]:
    """The outlets in the TOML text; `resource` names it in errors."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise OutletsError(resource, f"is not valid TOML: {error}", "mend that line") from error
    unknown = sorted(set(document) - {"outlet"})
    if unknown:
        raise OutletsError(
            resource, f"has the unknown table '{unknown[0]}'", "use [[outlet]] for each outlet"
        )
    tables = document.get("outlet", [])
    if not isinstance(tables, list) or not tables:
        raise OutletsError(resource, "names no outlet", "add an [[outlet]] table")
    outlets: list[Outlet] = []
    problems: list[str] = []
    for place, table in enumerate(tables, 1):
        try:
            outlets.append(_outlet(table, place))
        except ValueError as error:
            problems.append(str(error))
    problems += _twice("name", [outlet.name for outlet in outlets])
    problems += _twice(
        "domain", [name for outlet in outlets for name in (outlet.domain, *outlet.more_domains)]
    )
    if problems:
        raise OutletsError(resource, "; ".join(problems), "mend the entries named")
    return tuple(outlets)


def choose(outlets: Sequence[Outlet], names: Sequence[str], resource: str) -> tuple[Outlet, ...]:
    """The enabled outlets, or the named ones; a name that is not there is an OutletsError."""
    if not names:
        return tuple(outlet for outlet in outlets if outlet.enabled)
    by_name = {outlet.name.casefold(): outlet for outlet in outlets}
    chosen = []
    for name in names:
        outlet = by_name.get(name.casefold())
        if outlet is None:
            raise OutletsError(
                resource, f"has no outlet '{name}'", "give --only a name that stands in the file"
            )
        chosen.append(outlet)
    return tuple(chosen)


def _outlet(table: Any, place: int) -> Outlet:
    if not isinstance(table, dict):
        raise ValueError(f"outlet {place} is not a table")
    label = f"outlet {place} ({clean_line(str(table.get('name', 'without a name')))})"
    for key in table:
        if key not in _REQUIRED + _OPTIONAL:
            raise ValueError(f"{label} has the unknown field '{key}'")
    for key in _REQUIRED:
        if not isinstance(table.get(key), str) or not clean_line(table[key]):
            raise ValueError(f"{label} lacks the field '{key}' (a text)")
    sources = _sources(table, label)
    delay = table.get("delay", DEFAULT_DELAY)
    if isinstance(delay, bool) or not isinstance(delay, int | float) or not 0 <= delay <= 3600:
        raise ValueError(f"{label}: delay must be a number of seconds from 0 to 3600")
    daily = table.get("daily", DEFAULT_DAILY)
    if isinstance(daily, bool) or not isinstance(daily, int) or not 1 <= daily <= 1_000_000:
        raise ValueError(f"{label}: daily must be a number of pages from 1 to 1,000,000")
    enabled = table.get("enabled", True)
    if not isinstance(enabled, bool):
        raise ValueError(f"{label}: enabled must be true or false")
    more_domains = _texts(table, "more_domains", label, "domains")
    for domain in (table["domain"], *more_domains):
        if not _DOMAIN.match(domain.strip()):
            raise ValueError(f"{label}: domain must be bare, such as example.com")
    if len(table["country"]) != 2:
        raise ValueError(f"{label}: country must be a two-letter ISO code")
    return Outlet(
        name=clean_line(table["name"]),
        domain=table["domain"].strip().lower(),
        more_domains=tuple(domain.strip().lower() for domain in more_domains),
        country=table["country"].upper(),
        owner=table["owner"].strip(),
        language=table["language"].strip(),
        sources=sources,
        delay=float(delay),
        daily=daily,
        enabled=enabled,
        rating=_rating(table.get("rating"), label),
    )


def _sources(table: Mapping[str, Any], label: str) -> tuple[Source, ...]:
    links = table.get("links", [])
    patterns = _texts(
        {"links": [links] if isinstance(links, str) else links}, "links", label, "expressions"
    )
    for pattern in patterns:
        try:
            re.compile(pattern)
        except (re.error, RecursionError, OverflowError) as error:
            raise ValueError(
                f"{label}: links '{pattern}' is not a regular expression ({error})"
            ) from error
    kinds: tuple[tuple[Literal["feed", "sitemap", "section"], str], ...] = (
        ("feed", "feeds"),
        ("sitemap", "sitemaps"),
        ("section", "sections"),
    )
    sources = [
        Source(
            url=_address(url, label), kind=kind, links=tuple(patterns) if kind == "section" else ()
        )
        for kind, key in kinds
        for url in _texts(table, key, label)
    ]
    if not sources:
        raise ValueError(f"{label} has neither feeds nor sitemaps nor sections")
    sections = any(source.kind == "section" for source in sources)
    if sections and not any(patterns):
        raise ValueError(f"{label}: sections need links = '…', which the paths of articles match")
    if patterns and not sections:
        raise ValueError(f"{label}: links stands without sections")
    return tuple(dict.fromkeys(sources))


def _texts(
    table: Mapping[str, Any], key: str, label: str, what: str = "addresses"
) -> Sequence[str]:
    values = table.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise ValueError(f"{label}: {key} must be a list of {what}")
    return values


def _address(url: str, label: str) -> str:
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises when it is out of range
    except ValueError as error:
        raise ValueError(f"{label}: '{url}' is not an address ({error})") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"{label}: '{url}' is not an http or https address")
    return url


def _rating(value: Any, label: str) -> Rating | None:
    if value is None:
        return None
    if (
        not isinstance(value, dict)
        or set(value) != {"value", "rater", "date"}
        or not isinstance(value["date"], date)
    ):
        raise ValueError(f'{label}: rating must be {{value = "…", rater = "…", date = 2025-01-31}}')
    return Rating(value=str(value["value"]), rater=str(value["rater"]), date=value["date"])


def _twice(what: str, values: Sequence[str]) -> list[str]:
    seen: set[str] = set()
    repeated: list[str] = []
    for value in values:
        if value.casefold() in seen:
            repeated.append(f"the {what} '{value}' stands in two outlets")
        seen.add(value.casefold())
    return repeated
