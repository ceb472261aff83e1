"""Grids and bars as pictures of their own: SVG that needs no program to draw it (pure).

Streamlit keeps Vega's own menu for saving away, and turning its charts into files on the server
takes a browser engine. So what is saved is written here, light, with its title and its legend.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from dashboard.markup import Html, element, join

_INK, _PAPER, _RULE = "#1b1d20", "#ffffff", "#ffffff"
_COLUMN, _ROW, _LEFT, _TOP = 66, 26, 340, 190
_MARGIN = 16
_LETTER = 6.2
"""Pixels of a letter, about."""
_FONT = "Helvetica, Arial, sans-serif"


@dataclass(frozen=True, kw_only=True)
class Square:
    """One cell."""

    row: str
    column: str
    # as they are labelled
    sign: str
    # what it says in letters
    fill: str
    ink: str
    # colours, as #rrggbb


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One bar."""

    label: str
    sign: str
    # what it says in letters
    length: float
    # [0, 1] of the longest
    fill: str
    # colour, as #rrggbb


def grid(title: str, squares: Sequence[Square], legend: str) -> str:
    """The picture; rows and columns in the order in which they are first met."""
    rows = list(dict.fromkeys(square.row for square in squares))
    columns = list(dict.fromkeys(square.column for square in squares))
    if set(rows) == set(columns):
        # Each by each: with one order both ways the gap runs along the diagonal.
        columns = rows
    # Slanted names reach beyond the last column, a long title or legend beyond them.
    longest = max(len(_cut(title, 110)), len(legend))
    width = max(_LEFT + _COLUMN * len(columns) + 130, int(longest * _LETTER) + 2 * _MARGIN)
    height = _TOP + _ROW * len(rows) + 40
    return element(
        "svg",
        element("title", title),
        element("rect", width=width, height=height, fill=_PAPER),
        _text(_MARGIN, 28, _cut(title, 110), size=16, weight="bold"),
        *(_name(number, column) for number, column in enumerate(columns)),
        *(
            _text(_LEFT - 10, _TOP + _ROW * n + 17, _cut(row, 52), anchor="end")
            for n, row in enumerate(rows)
        ),
        *(
            _square(square, rows.index(square.row), columns.index(square.column))
            for square in squares
        ),
        _text(_MARGIN, height - 14, legend),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width} {height}",
        width=width,
        height=height,
        font_family=_FONT,
    )


def bars(title: str, found: Sequence[Bar], legend: str) -> str:
    """The picture, the bars from top to bottom; the legend is broken into lines."""
    width, left, top = 900, 300, 56
    longest = width - left - 110
    lines = wrap(legend, int((width - 2 * _MARGIN) / _LETTER))
    height = top + _ROW * len(found) + 24 + 16 * len(lines)
    drawn = []
    for row, bar in enumerate(found):
        y, wide = top + _ROW * row, max(1, round(longest * bar.length))
        drawn += [
            _text(left - 10, y + 16, _cut(bar.label, 44), anchor="end"),
            element("rect", x=left, y=y + 3, width=wide, height=_ROW - 6, fill=bar.fill),
            _text(left + wide + 6, y + 16, bar.sign),
        ]
    below = height - 16 * len(lines)
    return element(
        "svg",
        element("title", title),
        element("rect", width=width, height=height, fill=_PAPER),
        _text(_MARGIN, 28, _cut(title, 110), size=16, weight="bold"),
        *drawn,
        *(_text(_MARGIN, below + 16 * n, line) for n, line in enumerate(lines)),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width} {height}",
        width=width,
        height=height,
        font_family=_FONT,
    )


def _square(square: Square, row: int, column: int) -> Html:
    x, y = _LEFT + _COLUMN * column, _TOP + _ROW * row
    box = element("rect", x=x, y=y, width=_COLUMN, height=_ROW, fill=square.fill, stroke=_RULE)
    return join(
        [box, _text(x + _COLUMN // 2, y + 17, square.sign, ink=square.ink, anchor="middle")]
    )


def _name(number: int, column: str) -> Html:
    x, y = _LEFT + _COLUMN * number + _COLUMN // 2, _TOP - 8
    return element("g", _text(0, 0, _cut(column, 30)), transform=f"translate({x} {y}) rotate(-35)")


def _text(
    x: int,
    y: int,
    words: str,
    *,
    size: int = 12,
    ink: str = _INK,
    anchor: str = "start",
    weight: str = "normal",
) -> Html:
    return element(
        "text", words, x=x, y=y, fill=ink, font_size=size, text_anchor=anchor, font_weight=weight
    )


def _cut(words: str, most: int) -> str:
    words = " ".join(words.split())
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"
