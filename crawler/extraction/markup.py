"""A bit of markup, as in a feed's titles → its words (pure)."""

from __future__ import annotations

import lxml.html

from crawler.texts import clean_line


def plain(markup: str) -> str:
    """The words of a bit of HTML, on one line."""
    if "<" not in markup and "&" not in markup:
        return clean_line(markup)
    try:
        return clean_line(lxml.html.fromstring(f"<div>{markup}</div>").text_content())
    except (lxml.etree.LxmlError, ValueError):
        return clean_line(markup)
