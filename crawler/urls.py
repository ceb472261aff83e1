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
    r"^(?:"
    # campaigns and newsletters
    r"(?:utm|mtm|pk|hsa|at|ns|oly|vero|ga|itm|cx|tpcc|taboola|wt_z?mc)_[\w.-]+|wt_z?mc|tpcc|"
    r"_?hs(?:enc|mi|ctatracking)|mc_[ce]id|mkt_tok|sp(?:mailing|user|job|report)id|emc[id]|emdi|"
    r"ceid|dgcid|s_cid|sc_(?:campaign|channel|content|medium|cid|lid|uid)|trk(?:campaign)?|"
    # advertisements and social networks: one click each
    r"(?:fb|g|d|tw|tt|y|ysc|ms)clk?id|(?:g|w)braid|gclsrc|gad_source|li_fat_id|rdt_cid|epik|dicbo|"
    r"tblci|obOrigUrl|igsh(?:id)?|fb_(?:action_\w+|source|ref)|action_\w+_map|_openstat|"
    r"__twitter_impression|xing_share|wprov|guccounter|guce_\w+|"
    # where on the site the link stood
    r"icid|ncid|ocid|cmpid|cmp|int_?cmp|intcid|xtor|xts|ito|itid|iref|ref|ref_(?:src|url)|referr?er|"
    r"reflink|source|src|smid|smtyp|partner|feedtype|feedname|rss|rssid|traffic_source|sref|srnd|"
    r"ftag|taid|mod|yptr|syn-\w+|leadsource|link_source|"
    # the same page in another dress
    r"amp|outputtype"
    r")$",
    re.IGNORECASE,
)
"""What ClearURLs, courlan and the like take off, less whatever also names pages somewhere."""
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
    plain = name.lower() in ("ref", "source", "src", "mod", "amp", "trk")
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
