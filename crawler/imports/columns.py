"""Which column of a table is what (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from crawler.errors import ImportFileError
from crawler.imports.items import How
from crawler.imports.record import FIELDS
from crawler.texts import clean_line

NAMES: Mapping[str, tuple[str, ...]] = {
    "outlet": (
        "outlet", "publication", "source", "publisher", "source_name", "domain", "site",
        "media_name", "outletname", "sourcecommonname", "media_url",
    ),
    "url": ("url", "link", "article_url", "address", "documentidentifier"),
    "title": ("title", "headline"),
    "text": ("text", "content", "body", "maintext", "article", "article_text", "plaintext"),
    "html": ("html",),
    "published": (
        "published", "date", "publish_date", "date_publish", "publishing_date", "published_at",
        "pubdate", "datetime", "publication_date", "seendate",
    ),
    "modified": ("modified", "date_modify", "updated", "updated_at"),
    "authors": ("authors", "author", "byline"),
    "language": ("language", "lang"),
}  # fmt: skip
"""Our field → what others call it, the best first, as `plain` writes it."""


def plain(name: str) -> str:
    """A column's name without case, and with "_" for blanks."""
    return clean_line(name).casefold().replace(" ", "_")


def delimiter_of(header: str) -> str:
    """What separates the names in the header: the mark that stands most often outside quotes."""
    bare = "".join(header.split('"')[::2])
    return max(",\t;|", key=bare.count)


def columns_of(header: Sequence[str], how: How, resource: str) -> dict[str, int]:
    """Our field → its column, by --map and else by the names that are usual.

    There is always "url", or "text" or "html"; where an address is there, the outlet may be
    missing. Raises ImportFileError, with the names that stand there, when it is not so.
    """
    names = [plain(cell) for cell in header]
    exact = [clean_line(cell) for cell in header]
    there = ", ".join(cell[:40] for cell in exact[:20]) or "none"
    places: dict[str, int] = {}
    for name in FIELDS:
        wanted = how.columns.get(name)
        if wanted is not None:
            if wanted not in exact:
                raise ImportFileError(
                    resource,
                    f"has no column '{wanted}' (its columns: {there})",
                    f"give --map {name}=COLUMN with one of these",
                )
            places[name] = exact.index(wanted)
            continue
        usual = [one for one in NAMES[name] if one in names]
        if usual:
            places[name] = names.index(usual[0])
    if how.outlet is not None and "outlet" not in how.columns:
        places.pop("outlet", None)
    if "url" in places:
        return places
    if not {"text", "html"} & places.keys():
        raise ImportFileError(
            resource,
            f"has no column for 'text' (its columns: {there})",
            "give --map text=COLUMN, or --map url=COLUMN for a list of pages to crawl",
        )
    if "outlet" not in places and how.outlet is None:
        raise ImportFileError(
            resource,
            f"has no column for 'outlet' (its columns: {there})",
            "give --map outlet=COLUMN, --map url=COLUMN to tell outlets by their addresses, or "
            "--outlet NAME for a file of one outlet",
        )
    return places
