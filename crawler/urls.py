"""Canonical URLs: one address for one page (pure).

The only module that imports w3lib and tldextract.
"""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

import tldextract
from w3lib.url import canonicalize_url

_TRACKING = re.compile(
    r"^(?:utm_\w+|at_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|icid|ncid|ocid|cmpid|cmp|"
    r"ns_\w+|xtor|ito|ref|ref_src|referrer|source|src|smid|smtyp|partner|feedtype|feedname|"
    r"rss|rssid|traffic_source|guccounter|guce_\w+|sref|taid|mod|yptr|amp|outputtype)$",
    re.IGNORECASE,
)
_KEPT_VALUES = re.compile(r"^\d+$")
"""A numeric value may name the page ("ref=1234"), so such parameters stay."""


def canonical_url(url: str, base: str | None = None) -> str | None:
    """The address without fragment, tracking parameters and default ports; None if not http(s).

    Relative addresses are resolved against `base`. Parameters are put in order. The scheme is
    kept: outlets that serve both redirect, and the page's own rel=canonical decides.
    """
    try:
        joined = urljoin(base, url.strip()) if base else url.strip()
        parts = urlsplit(joined)
        if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
            return None
        query = urlencode(
            [
                (name, value)
                for name, value in parse_qsl(parts.query, keep_blank_values=True)
                if not _tracks(name, value)
            ]
        )
        scheme, host = parts.scheme.lower(), parts.hostname.lower()
        if ":" in host:  # IPv6
            host = f"[{host}]"
        if parts.port and parts.port != {"http": 80, "https": 443}[scheme]:
            host = f"{host}:{parts.port}"
        # User names and passwords in an address are nobody's article.
        found = canonicalize_url(urlunsplit((scheme, host, parts.path or "/", query, "")))
    except ValueError:
        return None
    # A host that no encoding of international names can express is nowhere.
    return found if found.isascii() else None


def _tracks(name: str, value: str) -> bool:
    if not _TRACKING.match(name):
        return False
    plain = name.lower() in ("ref", "source", "src", "mod", "amp")
    return not (plain and _KEPT_VALUES.match(value) and len(value) > 2)


def registered_domain(url: str) -> str:
    """ "https://www.news.example.co.uk/x" → "example.co.uk"; for addresses without a public
    suffix (loopback, an intranet) host and port as they are."""
    host = urlsplit(url).netloc.rpartition("@")[2].lower()
    found = _suffixes()(host.partition(":")[0])
    return found.top_domain_under_public_suffix or host


def same_outlet(url: str, domain: str) -> bool:
    """Whether an address belongs to an outlet's domain or a part of it."""
    return (
        registered_domain(url) == domain
        or _host(url).endswith(f".{domain}")
        or (_host(url) == domain)
    )


def _host(url: str) -> str:
    return urlsplit(url).netloc.rpartition("@")[2].lower()


@cache
def _suffixes() -> tldextract.TLDExtract:
    # The list that ships with the library: nothing is fetched, nothing is written to a cache.
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
