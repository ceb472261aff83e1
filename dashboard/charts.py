"""Rows → pictures; no streamlit and no network.

Every cell says in letters what its colour says. Words from the web stand in data, never in the
names of fields or in expressions, where Vega would read them as code.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from compare.shown.addresses import printable
from compare.shown.coverage import State
from dashboard.coverage import Cell
from dashboard.drawing import Square, grid

_TOLD, _LACKING, _UNKNOWN = "#1f5fa8", "#e7e5df", "#f3cf8a"
_LIGHT_INK, _DARK_INK = "#ffffff", "#1b1d20"
_PALE, _DEEP = "#e3ecf7", "#0b4687"
_HALF = 0.68
"""The share from which on a cell is so dark that its letters are light."""
_LABEL = 44
"""Characters of a row's words."""
_COLUMN = 66
_ROW = 25
"""Pixels of a cell."""


def coverage_chart(cells: Sequence[Cell]) -> alt.LayerChart:
    """Clusters down in the order of the story, outlets across."""
    rows = [
        {
            "row": _short(f"{cell.number}  {cell.words}"),
            "outlet": printable(cell.outlet),
            "state": cell.state.value,
            "sign": cell.sign,
            "passage": printable(cell.words),
        }
        for cell in cells
    ]
    base = alt.Chart(_data(rows)).encode(
        x=_across("outlet", [str(row["outlet"]) for row in rows]),
        y=_down("row", [str(row["row"]) for row in rows]),
        tooltip=[
            alt.Tooltip("outlet:N", title="Outlet"),
            alt.Tooltip("state:N", title="State"),
            alt.Tooltip("passage:N", title="Passage"),
        ],
    )
    states = [state.value for state in State]
    colour = alt.Scale(domain=states, range=[_TOLD, _LACKING, _UNKNOWN])
    legend = alt.Legend(title=None, orient="top", direction="horizontal", labelLimit=0)
    squares = base.mark_rect(stroke=_LIGHT_INK, strokeWidth=1).encode(
        color=alt.Color("state:N", scale=colour, legend=legend)
    )
    ink = alt.Scale(domain=states, range=[_LIGHT_INK, _DARK_INK, _DARK_INK])
    return _picture(squares, base, alt.Color("state:N", scale=ink, legend=None))


def agreement_chart(pairs: Sequence[tuple[str, str, float, str]]) -> alt.LayerChart:
    """Outlets by outlets; pairs: the two, their agreement in [0, 1] and what the cell says."""
    rows = [
        {"one": printable(one), "other": printable(other), "value": value, "sign": sign}
        for one, other, value, sign in pairs
    ]
    base = alt.Chart(_data(rows)).encode(
        x=_across("other", [str(row["one"]) for row in rows]),
        y=_down("one", [str(row["one"]) for row in rows]),
        tooltip=[
            alt.Tooltip("one:N", title="Outlet"),
            alt.Tooltip("other:N", title="and"),
            alt.Tooltip("sign:N", title="Agreement"),
        ],
    )
    squares = base.mark_rect(stroke=_LIGHT_INK, strokeWidth=1).encode(
        color=alt.Color(
            "value:Q", scale=alt.Scale(domain=[0, 1], range=[_PALE, _DEEP]), legend=None
        )
    )
    ink = alt.condition(f"datum.value > {_HALF}", alt.value(_LIGHT_INK), alt.value(_DARK_INK))
    return _picture(squares, base, ink)


def coverage_picture(title: str, cells: Sequence[Cell]) -> str:
    """The same as a file of its own: SVG."""
    colours = {
        State.TOLD: (_TOLD, _LIGHT_INK),
        State.LACKING: (_LACKING, _DARK_INK),
        State.UNKNOWN: (_UNKNOWN, _DARK_INK),
    }
    squares = [
        Square(
            row=f"{cell.number}  {cell.words}",
            column=cell.outlet,
            sign=cell.sign,
            fill=colours[cell.state][0],
            ink=colours[cell.state][1],
        )
        for cell in cells
    ]
    return grid(
        title,
        squares,
        "Number: passages that tell it. – not in captured text. ? unknown: captured in part.",
    )


def agreement_picture(title: str, pairs: Sequence[tuple[str, str, float, str]]) -> str:
    """The same as a file of its own: SVG."""
    squares = [
        Square(
            row=one,
            column=other,
            sign=sign,
            fill=_between(_PALE, _DEEP, value),
            ink=_LIGHT_INK if value > _HALF else _DARK_INK,
        )
        for one, other, value, sign in pairs
    ]
    return grid(
        title,
        squares,
        "Share of what either tells that both tell (Jaccard). * one text. ? captured in part.",
    )


def _between(one: str, other: str, share: float) -> str:
    """The colour that far from the one to the other, as #rrggbb."""
    ends = [[int(colour[n : n + 2], 16) for n in (1, 3, 5)] for colour in (one, other)]
    mixed = (round(a + (b - a) * share) for a, b in zip(*ends, strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def _picture(squares: alt.Chart, base: alt.Chart, ink: Any) -> alt.LayerChart:
    signs = base.mark_text(fontSize=12).encode(text="sign:N", color=ink)
    drawn: alt.LayerChart = (
        alt.layer(squares, signs)
        .resolve_scale(color="independent")
        .properties(width=alt.Step(_COLUMN), height=alt.Step(_ROW))
    )
    return drawn


def _data(rows: Sequence[dict[str, Any]]) -> alt.InlineData:
    return alt.InlineData(values=list(rows))


def _across(field: str, values: Sequence[str]) -> alt.X:
    axis = alt.Axis(
        orient="top", labelAngle=-35, title=None, labelLimit=170, labelOverlap=False, ticks=False
    )
    return alt.X(f"{field}:N", sort=list(dict.fromkeys(values)), axis=axis)


def _down(field: str, values: Sequence[str]) -> alt.Y:
    axis = alt.Axis(title=None, labelLimit=320, labelOverlap=False, ticks=False)
    return alt.Y(f"{field}:N", sort=list(dict.fromkeys(values)), axis=axis)


def _short(words: str) -> str:
    words = printable(words)
    return words if len(words) <= _LABEL else f"{words[: _LABEL - 1].rstrip()}…"
