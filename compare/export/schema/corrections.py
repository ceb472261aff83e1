"""The table of what persons decided about events."""

from __future__ import annotations

from compare.export.columns import Table, column
from compare.export.schema.units import CORRECTION_ID, TEXT, UTC

_TOGETHER = (
    column(
        "article_ids", "texts", "articles that stand in one event", "as decided", "article_id each"
    ),
)

_APART = (
    column(
        "article_ids",
        "texts",
        "articles that stand in no event with",
        "as decided",
        "article_id each",
    ),
    column("other_ids", "texts", "any of these", "as decided", "article_id each"),
)

CORRECTIONS = Table(
    name="corrections",
    meaning="What persons decided about events, undone decisions too. Of a selection, those that "
    "name one of its articles.",
    order="made, correction_id",
    key=("correction_id",),
    columns=(
        column("correction_id", "text", "the correction", "given when it was made", CORRECTION_ID),
        column(
            "kind",
            "text",
            "what was decided",
            "the command or page",
            choices=("merge", "split", "move", "pin"),
        ),
        column(
            "event_ids",
            "texts",
            "the events that were named, under their ids of then",
            "as given; see redirects for those that are no more",
            "event_id each",
        ),
        column(
            "article_ids",
            "texts",
            "the articles that were named",
            "as given; others may be missing from a selection",
            "article_id each",
        ),
        column(
            "together",
            "records",
            "what it demands: lists of articles, each within one event",
            "from what was named, when it was made",
            fields=_TOGETHER,
        ),
        column(
            "apart",
            "records",
            "what it forbids: pairs of lists of articles that no event holds both of",
            "from what was named, when it was made",
            fields=_APART,
        ),
        column("note", "text", "the reason in the person's words; may be empty", "as given", TEXT),
        column("author", "text", "who decided; may be empty", "as given", "name"),
        column("made", "time", "when", "clock of the machine", UTC),
        column(
            "undone",
            "time",
            "when it was undone; missing while it stands",
            "clock of the machine",
            UTC,
            nullable=True,
        ),
        column(
            "pending",
            "boolean",
            "whether the comparison has yet to heed it, or that it was undone: till then the other "
            "tables are as before",
            "set when made or undone",
        ),
    ),
)
