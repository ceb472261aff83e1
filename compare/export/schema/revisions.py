"""The table of every state of an article that was captured."""

from __future__ import annotations

from compare.export.columns import Table, column, refers
from compare.export.schema.units import ARTICLE_ID, FROM_1, SHA256, SHARE, UTC, VERBATIM

REVISIONS = Table(
    name="revisions",
    meaning="Every state of the exported articles' titles and texts that was captured. The text "
    "of the state that `articles` holds stands there alone.",
    order="article_id, revision",
    key=("article_id", "revision"),
    references=(refers("article_id", "articles"),),
    columns=(
        column("article_id", "text", "whose state", "see articles", ARTICLE_ID),
        column("revision", "integer", "which one", "numbered as they were met", FROM_1),
        column(
            "in_articles",
            "boolean",
            "whether it is the state that `articles` holds: its `text` then stands there",
            "the one that was compared; the latest when none was",
        ),
        column("seen", "time", "when it was first captured", "clock of the crawl or import", UTC),
        column(
            "modified",
            "time",
            "when it was changed",
            "as the page says; missing when it does not",
            UTC,
            nullable=True,
        ),
        column(
            "title", "text", "headline, verbatim; may be empty", "extracted or imported", VERBATIM
        ),
        column(
            "text",
            "text",
            "the text, verbatim; missing where `articles` has it, and where the page asks not to "
            "be handed on as a copy",
            "extracted or imported; a blank line between paragraphs",
            VERBATIM,
            withheld=True,
        ),
        column(
            "text_hash",
            "text",
            "tells states apart, and whether a text at hand is this one",
            "sha256 of title, line feed and text in UTF-8",
            SHA256,
        ),
        column("words", "integer", "length of the text", "pieces between white space", "words"),
        column(
            "access",
            "text",
            "what a reader without an account got then; missing for what was captured before it "
            "was kept",
            "from the page's markup and text",
            choices=("free", "metered", "locked", "unknown"),
            nullable=True,
        ),
        column(
            "completeness",
            "number",
            "how much of the article this capture is believed to hold; missing as `access` is",
            "from the signs in `completeness_reasons`",
            SHARE,
            nullable=True,
        ),
        column(
            "completeness_reasons",
            "texts",
            "why completeness is below 1",
            "signs found when it was captured",
            "words",
        ),
    ),
)
