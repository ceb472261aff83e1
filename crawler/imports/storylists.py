"""Stories that Media Cloud and GDELT name as objects → pages to crawl (pure).

Neither gives texts away, except that Media Cloud has an export with them. GDELT writes
`{"articles": […]}` (DOC 2.0, mode ArtList) and one object a line (its Article List, GAL). Their
tables are read by `comma`, by the names of the columns.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crawler.imports.items import BadRecord, How, Item
from crawler.imports.listing import listed
from crawler.imports.record import read_record
from crawler.imports.words import word

_GDELT = frozenset({"seendate", "url_mobile", "outletName"})
_MEDIA_CLOUD = frozenset({"media_name", "media_url", "stories_id"})


def is_story(value: Mapping[str, Any]) -> bool:
    """Whether an object is a line of such a list."""
    return bool((_GDELT | _MEDIA_CLOUD) & value.keys())


def read_story(value: Mapping[str, Any], where: str, how: How) -> Item:
    """The page it names, or its article where the text is there.

    Raises ValueError for a field of another type than it has there.
    """
    url, title = word(value, "url"), word(value, "title")
    published = next(
        (raw for name in ("publish_date", "seendate", "date") if (raw := word(value, name))), None
    )
    text = word(value, "text")
    if url is None:
        return BadRecord(where=where, problem="names no address (url)")
    if text is None:
        return listed(where, url, title=title, published=published)
    name = word(value, "media_name") or word(value, "outletName") or ""
    declared = how.identities.declared(url) or how.identities.named(name)
    record = {
        "outlet": declared.name if declared else name or how.identities.of(url).name,
        "url": url,
        "title": title,
        "text": text,
        "published": published,
        "language": word(value, "language"),
    }
    return read_record(record, where, now=how.now)
