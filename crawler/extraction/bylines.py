"""Who wrote it: author lines → names, and which of a page's several claims to believe (pure)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from lxml.html import HtmlElement

from crawler.texts import clean_line

_BY = re.compile(
    r"^\s*(?:(?:written|text|texte|escrito)\s+)?(?:by|von|par|por|di|door|av|af|oleh)\s*:?\s+",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*[,;|、，；&]\s*|\s+(?:and|und|et|og|och|y|en|ve)\s+")
_LABEL = re.compile(
    r"\s*(?:author|autor|autorin|autora|auteur|autore|författare|forfatter|penulis|yazar|作者|著者)"
    r"(?:s|e|es|en|innen|ii)?(?:\s*/\s*\w+)?\s*:?\s*",
    re.IGNORECASE,
)
_BEGINS = re.compile(_BY.pattern.removesuffix(r"\s+") + r"\s*(?:\S|$)", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
"""An agency's or a desk's mark after the name: "Ana Lima (al)"."""
_NOT_A_NAME = re.compile(
    r"https?://|www\.|@|[()]|\b\d+\b|^(?:staff|admin|editor|newsroom)$", re.IGNORECASE
)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
_ADDRESS = re.compile(r"[\w-]+(?:\.[a-z]{2,})+", re.IGNORECASE)
_NOT_IN_A_NAME = re.compile(r"[\W_]+")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_TELLING = 5
"""Letters: an outlet's shorter name may begin a person's by chance."""
_MOST_WORDS = 5
_LONGEST_NAME = 80
_LONGEST_LINE = 120
"""Characters: more is a box about the author."""

_BYLINES = (
    "//*[@rel='author' or @itemprop='author' or contains(@class, 'byline') or "
    "contains(@class, 'author-name')]"
)

_AUTHOR_LINKS = ".//a[contains(@href, '/author') or contains(@href, '/autor')][normalize-space(.)]"

_TAGS = ("author", "byl", "parsely-author", "dc.creator", "dcterms.creator")


def split_names(text: str) -> list[str]:
    """ "By Ana Lima and Jo Park (jp)" → ["Ana Lima", "Jo Park"]."""
    parts = _AND.split(_BY.sub("", clean_line(text)))
    names = (clean_line(_IN_BRACKETS.sub("", part)) for part in parts)
    return [name for name in names if _is_name(name)]


def _is_name(text: str) -> bool:
    # Two letters are initials, but two Chinese characters are a whole name.
    shortest = 3 if text.isascii() else 2
    return (
        shortest <= len(text) < _LONGEST_NAME
        and not _NOT_A_NAME.search(text)
        and not _SLUG.fullmatch(text)
    )


def is_outlet(name: str, outlets: Collection[str]) -> bool:
    """Whether the outlet puts its own name where an author's would be.

    outlets: the names that the page gives its publisher.
    """
    bare = _bare(name)
    plain = (_bare(_IN_BRACKETS.sub("", outlet)) for outlet in outlets)
    own = [one for one in plain if one]
    # "Packet staff" is the outlet as well, and "packet.example" is an address, no person.
    return any(
        bare == one or (len(one) >= _TELLING and bare.startswith(one)) for one in own
    ) or bool(_ADDRESS.fullmatch(name))


def _bare(name: str) -> str:
    return _NOT_IN_A_NAME.sub("", name).casefold()


def believed(
    claims: Iterable[tuple[str, Sequence[str]]], outlets: Collection[str]
) -> tuple[str, tuple[str, ...]]:
    """(origin, names): the first claim; where it names only the outlet, the first full names.

    claims: (origin, names), the most trustworthy first; later ones are not asked for unless they
    are needed. Where all name the outlet, or nobody, the first that names any.
    """
    first: tuple[str, tuple[str, ...]] = ("", ())
    for origin, names in claims:
        others = tuple(
            name
            for name in dict.fromkeys(names)
            # A word or a shorthand that a template calls an author is no reason to overrule.
            if not is_outlet(name, outlets) and (not first[1] or _is_full(name))
        )
        if others:
            return origin, tuple(dict.fromkeys(names)) if not first[1] else others
        if names and not first[1]:
            first = origin, tuple(dict.fromkeys(names))
    return first


def _is_full(name: str) -> bool:
    """Whether it looks like first and last name; other scripts write them as one."""
    words = name.split()
    return not _LATIN.search(name) or (2 <= len(words) <= _MOST_WORDS and '"' not in name)


def tagged(values: Mapping[str, str]) -> list[str]:
    """The author lines of the meta tags: the usual ones, then any whose name ends so."""
    lines = [clean_line(values.get(name, "")) for name in _TAGS]
    lines += [
        # Not the numbers and addresses by which systems know their authors.
        clean_line(value)
        for name, value in values.items()
        if name.endswith("author") and name not in _TAGS and any(map(_is_full, split_names(value)))
    ]
    return [line for line in lines if line]


def printed(tree: HtmlElement) -> list[str]:
    """The author lines that the markup calls so, in the page's order."""
    boxes = tree.xpath(_BYLINES)
    # Beside linked names, a box may hold roles, dates and buttons.
    return _lines(link for box in boxes for link in (box.xpath(_AUTHOR_LINKS) or [box]))


def hinted(tree: HtmlElement) -> list[str]:
    """Lines that begin with "by" between headline and text: where nothing better is found."""
    boxes: list[Any] = []
    headings = tree.xpath("//h1")
    begun = not headings
    for element in tree.iter("h1", "p", "span", "div", "li", "address"):
        begun = begun or element is headings[0]
        words = element.text or ""
        if element.tag == "p" and len(words) > _LONGEST_LINE and begun:
            break
        if begun and _BEGINS.match(words):
            # The word alone in a box of its own: the name stands beside it.
            alone = _BY.fullmatch(f"{element.text_content()} ")
            boxes.append(element.getparent() if alone else element)
    return [line for line in _lines(boxes) if _BY.match(line)]


def labelled(tree: HtmlElement) -> list[str]:
    """What stands beside the word "author" in a list of facts about the page."""
    found = []
    for label in tree.iter("strong", "b", "dt", "th", "label", "span"):
        if not len(label) and _LABEL.fullmatch(label.text or ""):
            beside = clean_line(label.tail or "")
            following = label.getnext()
            if not beside and following is not None:
                beside = clean_line(following.text_content())
            names = split_names(beside) if len(beside) <= _LONGEST_LINE else []
            # The word may as well begin a sentence: "Authors of the report …".
            if names and all(_is_full(name) and not name[0].islower() for name in names):
                found.append(beside)
    return found


def _lines(elements: Iterable[Any]) -> list[str]:
    lines = (clean_line(" ".join(element.itertext())) for element in elements)
    return [line for line in dict.fromkeys(lines) if 0 < len(line) <= _LONGEST_LINE]
