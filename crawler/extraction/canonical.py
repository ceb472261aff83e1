"""The one address of a page: what it declares against where it was found (pure).

rel=canonical decides, and where there is none that can be used, og:url: if they stay with the
outlet. So AMP and mobile twins fold into the main page, because they say themselves which it is;
no rule about "/amp/" or "m." is ever trusted alone. Templates get both wrong; these declarations
are not believed:

- a home page, or the section that the page stands in;
- the page's own path without the number that names it ("/story?id=7" → "/story");
- another headline: no word or number of a long address is in the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import parse_qsl, unquote, urlsplit

from crawler.urls import canonical_url, registered_domain

_HOME = re.compile(r"^/?(?:(?:index|home|default)(?:\.\w+)?|[a-z]{2}(?:-[a-z]{2})?)?/?$", re.I)
_TWIN_PARTS = re.compile(r"(?:^|/)(?:amp|mobile|m)(?=/|$)|\.amp(?=\.html?$|$)|[._-]amp$", re.I)
_TOKENS = re.compile(r"[^\W_]{4,}")
_ENDINGS = re.compile(r"\.(?:s?html?|php|aspx?|amp|ece)$", re.IGNORECASE)
_NUMBER = re.compile(r"\d{3}")
_FEWEST_WORDS = 3
"""Of a headline in an address; with fewer nothing can be said about whose it is."""
_LONG = 25
"""Characters of a last part that is an article's even without numbers or hyphens."""


Owns = Callable[[str], bool]
"""Whether an address belongs to the outlet."""


def address(
    fetched: str, owns: Owns, *, canonical: str | None = None, og_url: str | None = None
) -> str:
    """The address to store a page under.

    fetched: where it was found, after redirects; canonical, og_url: as the page declares them,
    possibly relative. `fetched` itself where nothing can be believed.
    """
    found = canonical_url(fetched) or fetched
    for declared, confirmed in ((canonical, False), (og_url, True)):
        there = canonical_url(declared, fetched) if declared else None
        if there is None or not _stays(there, found, owns) or not _believable(there, found):
            continue
        # og:url is often wrong without anybody noticing: it has to name the same thing.
        if not confirmed or _same_thing(there, found):
            return there if not confirmed else _scheme_of(found, there)
    return found


def twins(fetched: str, stored: str, owns: Owns, declared: tuple[str, ...]) -> tuple[str, ...]:
    """The AMP and mobile addresses that a page names as its own, apart from `stored` itself.

    An outlet that later announces one of them announces nothing new.
    """
    found = (canonical_url(one, fetched) for one in declared)
    kept = {one for one in found if one and one != stored and _stays(one, stored, owns)}
    return tuple(sorted(one for one in kept if _same_thing(one, stored)))


def _stays(there: str, found: str, owns: Owns) -> bool:
    return owns(there) or registered_domain(there) == registered_domain(found)


def _believable(there: str, found: str) -> bool:
    if there == found:
        return True
    target, here = urlsplit(there), urlsplit(found)
    path, own = unquote(target.path), _main_path(unquote(here.path))
    if _HOME.match(path) and not target.query:
        return False
    if not target.query and _is_above(path, own):
        return False
    if not target.query and path.strip("/") == own.strip("/") and not _names_article(path):
        return not any(_NUMBER.search(value) for _, value in parse_qsl(here.query))
    ours, theirs = _words(own), _words(path)
    long = min(len(ours), len(theirs)) >= _FEWEST_WORDS
    return not long or bool(ours & theirs or _numbers(there) & _numbers(found))


def _is_above(path: str, own: str) -> bool:
    """ "/news/world/" stands above "/news/world/ferry-adrift-on-the-orra"."""
    above, below = path.strip("/").split("/"), own.strip("/").split("/")
    inside = len(above) < len(below) and below[: len(above)] == above
    return inside and _names_article(own) and not _names_article(path)


def _same_thing(there: str, found: str) -> bool:
    """Whether two addresses share what names an article: its last part, or a long number."""
    theirs = _last(_main_path(unquote(urlsplit(there).path)))
    ours = _last(_main_path(unquote(urlsplit(found).path)))
    return bool(theirs) and (theirs == ours or bool(_numbers(there) & _numbers(found)))


def _main_path(path: str) -> str:
    """The path without what marks a twin."""
    return _TWIN_PARTS.sub("", path) or "/"


def _last(path: str) -> str:
    return _ENDINGS.sub("", path.rstrip("/").rpartition("/")[2]).lower()


def _names_article(path: str) -> bool:
    last = _last(path)
    return (_NUMBER.search(last) is not None or last.count("-") + last.count("_") >= 2) or len(
        last
    ) >= _LONG


def _words(path: str) -> set[str]:
    """The words of the longest part, where a headline stands."""
    part = max(path.split("/"), key=len)
    return {word.lower() for word in _TOKENS.findall(_ENDINGS.sub("", part))}


def _numbers(url: str) -> set[str]:
    return set(_long_numbers(urlsplit(url).path)) | set(_long_numbers(urlsplit(url).query))


def _long_numbers(text: str) -> Iterator[str]:
    # Years and days say nothing about which article it is.
    return (found for found in re.findall(r"\d{5,}", text) if not re.match(r"20\d{6}$", found))


def _scheme_of(found: str, there: str) -> str:
    """og:url is often left at http when the site has moved to https."""
    secure, plain = found.startswith("https://"), there.startswith("http://")
    return f"https{there[4:]}" if secure and plain else there
