"""OPML, the subscription lists of feed readers: reading and writing (pure).

lxml rather than a reader of OPML: those known keep neither an outline's htmlUrl nor its language,
and the first of them says whose feed it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from crawler.errors import ImportFileError
from crawler.outlets import Outlet
from crawler.texts import clean_line

_LARGEST = 20_000_000
"""Bytes: the longest lists in use have a few hundred thousand."""
_MOST_FEEDS = 10_000


@dataclass(frozen=True, kw_only=True)
class Subscription:
    """One feed of a list."""

    url: str
    # as written: not yet known to be an address
    title: str = ""
    site: str = ""
    # address of the site that it is of; "" when it does not say
    language: str = ""
    # BCP 47; "" when it does not say
    country: str = ""
    # two letters, from a category "/XX" as `write_opml` gives it; "" otherwise
    folders: tuple[str, ...] = ()
    # titles of the outlines around it, from the outside


def read_opml(body: bytes, resource: str) -> tuple[Subscription, ...]:
    """Every feed in the list, in its order, each address once; `resource` names it in errors.

    Raises ImportFileError when the bytes are no OPML, too large, or hold no feed. External
    entities are not resolved and expansion is bounded, whatever the document asks.
    """
    if len(body) > _LARGEST:
        raise ImportFileError(resource, f"is larger than {_LARGEST:,} bytes", "split it")
    try:
        root = etree.fromstring(
            body,
            etree.XMLParser(
                resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
            ),
        )
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ImportFileError(
            resource,
            f"is not well-formed XML ({clean_line(str(error))})",
            "export the list from your feed reader again, as OPML",
        ) from error
    if _name(root) != "opml":
        raise ImportFileError(
            resource, f"is not OPML but <{_name(root)}>", "export the list as OPML"
        )
    found: dict[str, Subscription] = {}
    for subscription in _subscriptions(root):
        found.setdefault(subscription.url, subscription)
        if len(found) > _MOST_FEEDS:
            raise ImportFileError(resource, f"has more than {_MOST_FEEDS:,} feeds", "split it")
    if not found:
        raise ImportFileError(
            resource, "holds no feed (no outline with an xmlUrl)", "export the list as OPML"
        )
    return tuple(found.values())


def write_opml(outlets: Sequence[Outlet]) -> str:
    """OPML 2.0 with every feed of the outlets, its outlet's name, site, country and language."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "Parallax: outlets"
    body = etree.SubElement(root, "body")
    for outlet in outlets:
        for source in outlet.sources:
            if source.kind == "feed":
                etree.SubElement(
                    body,
                    "outline",
                    type="rss",  # whatever format it is in, as OPML 2.0 asks
                    text=outlet.name,
                    title=outlet.name,
                    xmlUrl=source.url,
                    htmlUrl=_site(outlet, source.url),
                    language=outlet.language,
                    category=f"/{outlet.country}",
                )
    text: bytes = etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="UTF-8")
    return text.decode()


def _site(outlet: Outlet, feed: str) -> str:
    # Only on this machine does a domain have a port, and no certificate.
    scheme = feed.partition(":")[0] if ":" in outlet.domain else "https"
    return f"{scheme}://{outlet.domain}/"


def _subscriptions(root: etree._Element) -> Iterator[Subscription]:
    # A loop over events, not a recursion: how deep outlines are nested is the file's choice.
    folders: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if _name(element) != "outline":
            continue
        if event == "end":
            folders.pop()
            continue
        values = {str(key).lower(): clean_line(str(value)) for key, value in element.attrib.items()}
        title = values.get("title") or values.get("text", "")
        if values.get("xmlurl"):
            yield Subscription(
                url=values["xmlurl"],
                title=title,
                site=values.get("htmlurl", ""),
                language=values.get("language", ""),
                country=_country(values.get("category", "")),
                folders=tuple(folder for folder in folders if folder),
            )
        folders.append(title)


def _country(category: str) -> str:
    for one in category.split(","):
        name = one.strip().removeprefix("/")
        if one.strip().startswith("/") and len(name) == 2 and name.isalpha() and name.isupper():
            return name
    return ""


def _name(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
