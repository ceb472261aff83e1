"""One figure of every outlet as bars: a chart for the page, and SVG to save (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from compare.shown.addresses import printable
from dashboard.drawing import Bar, bars
from dashboard.outletfigures import Figures
from dashboard.outlettable import Measure

MOST = 40
"""Bars; the table has all."""
_BLUE = "#1f5fa8"
_ROW = 24
"""Pixels of a bar."""


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """What is drawn of one outlet or group."""

    label: str
    value: float
    shown: str


def drawn(found: Sequence[Figures], measure: Measure) -> list[Drawn]:
    """Those of which the measure says something, at most MOST, in their order."""
    valued = ((one, measure.value(one)) for one in found)
    return [
        Drawn(label=one.label, value=value, shown=measure.shown(value))
        for one, value in valued
        if value is not None
    ][:MOST]


def outlet_chart(held: Sequence[Drawn], measure: Measure) -> alt.Chart:
    """Bars, each with its figure in letters."""
    # The figure stands in the row's name, which takes the colour of the scheme.
    rows = [
        {"row": f"{printable(one.label)}  {one.shown}", "value": one.value, "shown": one.shown}
        for one in held
    ]
    scale = alt.Scale(domain=[0, 1]) if measure.is_share else alt.Undefined
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X("value:Q", scale=scale, axis=None),
        y=alt.Y(
            "row:N",
            sort=[str(row["row"]) for row in rows],
            axis=alt.Axis(title=None, labelLimit=320, labelOverlap=False, ticks=False),
        ),
        tooltip=[
            alt.Tooltip("row:N", title="Row"),
            alt.Tooltip("shown:N", title=measure.label),
        ],
    )
    chart: alt.Chart = base.mark_bar(color=_BLUE).properties(height=alt.Step(_ROW))
    return chart


def outlet_picture(title: str, held: Sequence[Drawn], measure: Measure) -> str:
    """The same as a file of its own: SVG."""
    most = 1.0 if measure.is_share else max((one.value for one in held), default=0.0)
    found = [
        Bar(label=one.label, sign=one.shown, length=one.value / most if most else 0.0, fill=_BLUE)
        for one in held
    ]
    return bars(title, found, f"{measure.label}: {measure.meaning}")
