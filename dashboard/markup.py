"""HTML that cannot be broken by the words in it (pure).

Titles and texts come from the web and are hostile until proven otherwise. Pages are built from
`element` alone: a plain string in it is escaped, and only what another function here returned (an
`Html`) is not. Links lead to http and https or are not made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from urllib.parse import quote, urlsplit

from dashboard import kinds

_VOID = {"br", "hr"}
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$&:^=@/\"'])")
_WHOLE = 60
"""Characters: longer passages are named in a link by their first and last words."""
_ENDS = 5
"""Words at each end of such a passage."""


class Html(str):
    """Markup made here; everything else that is a string is text."""

    __slots__ = ()


Child = str | Html | None


def printable(value: str) -> str:
    """Any string with what no browser can show replaced; not escaped."""
    return _UNPRINTABLE.sub("\ufffd", value)


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


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A span to be marked, in offsets of the words it stands in."""

    start: int
    end: int
    kind: str


def marked(words: str, marks: Sequence[Mark]) -> Html:
    """The words with the spans marked: colour for the eye, and the kind in letters.

    Marks may overlap, repeat or reach beyond the words: each piece between two boundaries is
    marked once, with every kind that covers it.
    """
    size = len(words)
    spans = {(max(0, m.start), min(size, m.end), m.kind) for m in marks}
    spans = {span for span in spans if span[0] < span[1]}
    cuts = sorted({0, size, *(s for s, _, _ in spans), *(e for _, e, _ in spans)})
    pieces: list[Html] = []
    for start, end in pairwise(cuts):
        found = kinds.in_order(k for s, e, k in spans if s <= start and end <= e)
        if not found:
            pieces.append(text(words[start:end]))
            continue
        ending = [k for k in found if (_end_of(spans, start, k)) == end]
        tags = join(kind_tag(kind) for kind in ending)
        pieces.append(element("mark", words[start:end], tags, class_=kind_class(found[0])))
    return join(pieces)


def kind_tag(kind: str) -> Html:
    """The small label that follows a marked span."""
    return element("span", kinds.label(kind), class_=f"px-tag {kind_class(kind)}")


def kind_class(kind: str) -> str:
    """The style of a kind; a kind that is not known here has one of its own."""
    return f"px-k-{kind}" if kind in kinds.LABELS else "px-k-other"


def plain(sentence: str) -> str:
    """A sentence for st.error and the like, which read Markdown: every sign of it disarmed."""
    return _MARKDOWN.sub(r"\\\1", " ".join(sentence.split()))


def _end_of(spans: Iterable[tuple[int, int, str]], start: int, kind: str) -> int:
    return max(e for s, e, k in spans if k == kind and s <= start < e)


def _percent(words: str) -> str:
    # A hyphen and a comma are signs of the fragment's own grammar.
    return quote(words.encode("utf-8", "replace"), safe="").replace("-", "%2D")
