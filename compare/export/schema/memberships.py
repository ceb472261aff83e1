"""The table of why articles stand in their events."""

from __future__ import annotations

from compare.export.columns import Column, Table, column, refers
from compare.export.schema.reasons import REASON
from compare.export.schema.units import ARTICLE_ID, EVENT_ID, FROM_0, FROM_1, SHARE, TEXT


def _reason(name: str) -> Column:
    (found,) = (field for field in REASON if field.name == name)
    return found


_KIND, _OTHER = _reason("kind"), _reason("article_id")

MEMBERSHIPS = Table(
    name="memberships",
    meaning="Why each article stands in its event: a row for each piece of evidence, the "
    "strongest first, and one row for an article of which none is stored. The same as "
    "`event_reasons` in articles, for whoever would rather join than unfold.",
    order="event_id, article_id, position",
    key=("article_id", "position"),
    references=(refers("article_id", "articles"), refers("event_id", "events")),
    columns=(
        column("event_id", "text", "in which event", "see events", EVENT_ID),
        column("article_id", "text", "which article", "see articles", ARTICLE_ID),
        column("revision", "integer", "in which state it was compared", "see articles", FROM_1),
        column("score", "number", "how sure it is", "`event_score` in articles", SHARE),
        column(
            "standing",
            "text",
            "how it takes part: full; guest: it is put to an event but brings none together; "
            "alone: about too many things, or too old, to stand with others",
            "from the page: whether it tells of one thing",
            choices=("full", "guest", "alone"),
        ),
        column(
            "page",
            "text",
            "what it is where it is no full article, such as live blog; else missing",
            "by fixed forms of title, address and text",
            "words",
            nullable=True,
        ),
        column("position", "integer", "place of the evidence", "the strongest first", FROM_0),
        column(
            "kind",
            "text",
            f"{_KIND.meaning}; missing where no evidence is stored",
            _KIND.made,
            _KIND.unit,
            nullable=True,
        ),
        column("other_article_id", "text", _OTHER.meaning, _OTHER.made, _OTHER.unit, nullable=True),
        _reason("weight"),
        column(
            "value", "text", _reason("value").meaning, _reason("value").made, TEXT, nullable=True
        ),
        _reason("values"),
        _reason("number"),
    ),
)
