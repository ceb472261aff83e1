"""The fields of a reason for which an article stands in its event."""

from __future__ import annotations

from compare.export.columns import column
from compare.export.schema.units import ARTICLE_ID, TEXT

REASON = (
    column(
        "kind",
        "text",
        "what speaks for it; exports of later versions may hold other kinds",
        "the comparison",
        "shared names, shared words, shared quotation, shared link, similarity, hours apart, copy, "
        "no date, correction, stands alone; shared terms in older databases",
    ),
    column(
        "article_id",
        "text",
        "the other article of the event that it is shared with; missing where there is none",
        "see articles",
        ARTICLE_ID,
        nullable=True,
    ),
    column(
        "weight",
        "number",
        "its part in the decision; missing in older databases",
        "the fitted rule: coefficient times evidence, from what is usual between articles of the "
        "same days",
        "log-odds; below 0 speaks against",
        nullable=True,
    ),
    column(
        "value",
        "text",
        "the evidence in one line; where the article's `text` is missing, so is this for a "
        "quotation and for kinds that may hold one",
        "words, names, address, id or time as they are; a number as digits, a list with commas",
        TEXT,
        nullable=True,
    ),
    column(
        "values",
        "texts",
        "the single names or words where `value` is a list of them; else empty",
        "the comparison",
        "names or words",
    ),
    column(
        "number",
        "number",
        "the same as a number where `value` is one; else missing",
        "the comparison",
        "similarity and copy 0 to 1; hours apart in hours",
        nullable=True,
    ),
)
