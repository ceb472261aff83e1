"""Who could not be heard, so that silence is told from a failed crawl (pure)."""

from __future__ import annotations

from collections.abc import Sequence

from compare.shown.unheard import lapse_words
from crawler.health.flagging import Lapse
from dashboard.markup import Html, element, verbatim


def unheard_panel(lapses: Sequence[Lapse]) -> Html | None:
    """A line an outlet and reason; None when all were heard."""
    if not lapses:
        return None
    return element(
        "details",
        element(
            "summary",
            "Not fully heard at the time: ",
            verbatim(", ".join(dict.fromkeys(lapse.outlet for lapse in lapses))),
            ". That they do not tell something here may be the crawl's failing.",
        ),
        element("ul", *(_line(lapse) for lapse in lapses)),
        class_="px-as-in",
    )


def _line(lapse: Lapse) -> Html:
    return element(
        "li",
        verbatim(lapse.outlet, "b"),
        f": {lapse_words(lapse.kind, lapse.since, lapse.until)} – ",
        verbatim(lapse.reason),
    )
