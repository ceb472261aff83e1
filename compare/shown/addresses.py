"""Addresses that one may follow, and where on the page words stand (pure).

What comes from the web is hostile until proven otherwise: links lead to http and https or are not
made.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_WHOLE = 60
"""Characters: longer passages are named in a link by their first and last words."""
_ENDS = 5
"""Words at each end of such a passage."""


def printable(value: str) -> str:
    """Any string with what neither browser nor XML can hold replaced; not escaped."""
    return _UNPRINTABLE.sub("\ufffd", value)


def web_address(url: str | None) -> str | None:
    """The URL if a browser may be sent there (http or https with a host), else None."""
    if url is None or _UNPRINTABLE.search(url) or url != url.strip():
        return None
    try:
        parts = urlsplit(url)
        named = bool(parts.hostname)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and named else None


def text_fragment(words: str) -> str:
    """The URL fragment that scrolls to these words (WICG, scroll to text fragment)."""
    tokens = words.split()
    if len(words) <= _WHOLE or len(tokens) <= 2 * _ENDS:
        return f":~:text={_percent(' '.join(tokens))}"
    first, last = " ".join(tokens[:_ENDS]), " ".join(tokens[-_ENDS:])
    return f":~:text={_percent(first)},{_percent(last)}"


def source_address(url: str | None, words: str = "") -> str | None:
    """Where these words stand at their source, or None without an address one may follow."""
    address = web_address(url)
    if address is None or not words.strip():
        return address
    address = address.split(":~:")[0].rstrip("#")
    return f"{address}{'' if '#' in address else '#'}{text_fragment(words)}"


def _percent(words: str) -> str:
    # A hyphen and a comma are signs of the fragment's own grammar.
    return quote(words.encode("utf-8", "replace"), safe="").replace("-", "%2D")
