"""HTML that cannot be broken by the words in it (pure).

Titles and texts come from the web and are hostile until proven otherwise. Pages are built from
`element` alone: a plain string in it is escaped, and only what another function here returned (an
`Html`) is not. Links lead to http and https or are not made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from urllib.parse import urlsplit

from compare.shown import kinds
from compare.shown.addresses import printable, source_address
from compare.shown.marks import Mark, Piece, pieces

_VOID = {"br", "hr"}
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$&:^=@/\"'])")
# What Streamlit makes links, pictures and arrows of when Markdown's escapes are gone already.
_MADE_OF_WORDS = re.compile(
    r"https?://|www(?=\.)|@|:(?=[a-z+_-][\w+-]*:)|(?<!\S)[-<>~](?=(?:->|[-=>])(?!\S))", re.I
)
_JOINER = "\u2060"
"""Has no width, and joins what stands beside it: nobody sees it, and no pattern goes across it."""


class Html(str):
    """Markup made here; everything else that is a string is text."""

    __slots__ = ()


Child = str | Html | None


def text(value: str) -> Html:
    """Any string as text: escaped, with what no browser can show replaced."""
    return Html(escape(printable(value), quote=True))


def element(tag: str, *children: Child, **attributes: str | int | bool | None) -> Html:
    """One element. A trailing underscore in an attribute's name is dropped (class_), others
    become hyphens (data_outlet); None and False leave the attribute out.
    """
    parts = [tag]
    for name, value in attributes.items():
        if value is None or value is False:
            continue
        name = name.rstrip("_").replace("_", "-")
        parts.append(name if value is True else f'{name}="{text(str(value))}"')
    start = f"<{' '.join(parts)}>"
    return Html(start) if tag in _VOID else Html(f"{start}{join(children)}</{tag}>")


def join(children: Iterable[Child], between: str = "") -> Html:
    """The children one after the other; None is left out."""
    shown = (c if isinstance(c, Html) else text(c) for c in children if c is not None)
    return Html(text(between).join(shown))


def verbatim(words: str, tag: str = "span", **attributes: str) -> Html:
    """Words from the web, in their own direction so that they cannot turn round ours."""
    return element(tag, words, dir="auto", **attributes)


def source_link(url: str | None, words: str, label: str, outlet: str) -> Html | None:
    """A link to the words at their source, opened beside this page."""
    address = source_address(url, words)
    if address is None:
        return None
    return element(
        "a",
        label,
        element("span", " ↗", aria_hidden="true"),
        element("span", f" at {outlet}, opens in a new tab", class_="px-sr"),
        href=address,
        target="_blank",
        class_="px-source",
        data_host=urlsplit(address).hostname,
    )


def marked(words: str, marks: Sequence[Mark]) -> Html:
    """The words with the spans marked: colour for the eye, and the kind in letters."""
    return join(_piece(piece) for piece in pieces(words, marks))


def kind_tag(kind: str) -> Html:
    """The small label that follows a marked span."""
    return element("span", kinds.label(kind), class_=f"px-tag {kind_class(kind)}")


def kind_class(kind: str) -> str:
    """The style of a kind; a kind that is not known here has one of its own."""
    return f"px-k-{kind}" if kind in kinds.LABELS else "px-k-other"


def plain(sentence: str) -> str:
    """A sentence for st.error and the like, which read Markdown: every sign of it disarmed.

    No address in it becomes a link, nor any of its words a picture.
    """
    words = " ".join(printable(sentence).split())
    return _MARKDOWN.sub(r"\\\1", _MADE_OF_WORDS.sub(rf"\g<0>{_JOINER}", words))


def _piece(piece: Piece) -> Html:
    if not piece.kinds:
        return text(piece.text)
    tags = join(kind_tag(kind) for kind in piece.ending)
    return element("mark", piece.text, tags, class_=kind_class(piece.kinds[0]))
