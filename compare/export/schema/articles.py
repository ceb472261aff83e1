"""The table of articles."""

from __future__ import annotations

from compare.export.columns import Table, column, refers
from compare.export.schema.reasons import REASON
from compare.export.schema.units import (
    ADDRESS,
    ARTICLE_ID,
    EVENT_ID,
    FROM_1,
    LANGUAGE,
    OUTLET,
    SHA256,
    SHARE,
    UTC,
    VERBATIM,
)

_MARK = (
    column(
        "kind",
        "text",
        "what says so; a byline or dateline claims the whole text, a credit a part of it",
        "the form",
        choices=("byline", "dateline", "credit", "canonical"),
    ),
    column(
        "source",
        "text",
        "whose it is: an agency by its usual name, or the domain of the canonical link",
        "crawler/extraction/agencies.toml, or the link",
        "agency or domain",
    ),
    column("text", "text", "what says so, verbatim", "from the page", VERBATIM),
)

ARTICLES = Table(
    name="articles",
    meaning="One outlet's page about something, in the revision that was compared.",
    order="article_id",
    key=("article_id",),
    references=(
        refers("outlet", "outlets"),
        refers("event_id", "events"),
        refers("syndicated_from_article", "articles", "article_id"),
    ),
    columns=(
        column(
            "article_id",
            "text",
            "the article; stable across crawls, comparisons and machines",
            "hash of outlet and canonical URL; without a URL, of outlet, day and title",
            ARTICLE_ID,
        ),
        column(
            "url", "text", "where it was published", "canonical address", ADDRESS, nullable=True
        ),
        column(
            "outlet", "text", "who published it", "name in outlets.toml or the import file", OUTLET
        ),
        column(
            "title", "text", "headline, verbatim; may be empty", "extracted or imported", VERBATIM
        ),
        column(
            "authors",
            "texts",
            "names in the page's order",
            "extracted or imported",
            "names, verbatim",
        ),
        column(
            "published",
            "time",
            "when it was published",
            "as page or feed say; missing when neither does",
            UTC,
            nullable=True,
        ),
        column(
            "modified",
            "time",
            "when this revision was changed",
            "as the page says; missing when it does not",
            UTC,
            nullable=True,
        ),
        column("first_seen", "time", "first capture", "clock of the crawl or import", UTC),
        column(
            "language", "text", "of the text", "as page or outlet declare", LANGUAGE, nullable=True
        ),
        column("words", "integer", "length of the text", "pieces between white space", "words"),
        column(
            "access",
            "text",
            "what a reader without an account got when this revision was captured",
            "from the page's markup and text",
            choices=("free", "metered", "locked", "unknown"),
        ),
        column(
            "completeness",
            "number",
            "how much of the article the capture of this revision is believed to hold; only from "
            "0.8 on may something be called “not in captured text”",
            "from the signs in `completeness_reasons`",
            SHARE,
        ),
        column(
            "revision",
            "integer",
            "which state of title and text this row holds",
            "the one that was compared; the latest when none was",
            FROM_1,
        ),
        column(
            "syndicated_from",
            "text",
            "outlet whose copy it is; missing for an account of its own",
            "see `copy_basis`",
            OUTLET,
            nullable=True,
        ),
        column(
            "event_id",
            "text",
            "the event it reports; missing when it was not compared",
            "see `event_reasons`",
            EVENT_ID,
            nullable=True,
        ),
        column(
            "text",
            "text",
            "the article, verbatim; every offset in the export counts in it",
            "extracted or imported; a blank line between paragraphs",
            VERBATIM,
            withheld=True,
        ),
        column(
            "text_hash",
            "text",
            "tells whether a text at hand is the one that was compared",
            "sha256 of title, line feed and text in UTF-8",
            SHA256,
        ),
        column(
            "completeness_reasons",
            "texts",
            "why completeness is below 1",
            "signs found when this revision was captured",
            "words",
        ),
        column(
            "published_raw",
            "text",
            "the date of publication as it was written, also one that was not believed; missing "
            "when none was found",
            "verbatim from page, feed or import file; where only htmldate found one, its reading",
            VERBATIM,
            nullable=True,
        ),
        column(
            "published_zone_known",
            "boolean",
            "whether `published_raw` names its time zone; where it does not, UTC was assumed",
            "from `published_raw`",
            nullable=True,
        ),
        column(
            "noarchive",
            "boolean",
            "whether the page asks not to be handed on as a copy: then `text` is missing, unless "
            "the export was made with `--with-noarchive`",
            "robots directive of the page or of the answer",
        ),
        column(
            "marks",
            "records",
            "signs that the text, or a part of it, is somebody else’s",
            "bylines, datelines, credits and canonical link, by fixed forms",
            fields=_MARK,
        ),
        column(
            "event_score",
            "number",
            "how sure it is that the article belongs to its event; missing when it was not "
            "compared",
            "mean probability, by the fitted rule, that it reports the same as the event's other "
            "articles; 1 for an article alone",
            SHARE,
            nullable=True,
        ),
        column(
            "event_reasons",
            "records",
            "why it stands in its event: the evidence that weighs most, at most three; none when "
            "it was not compared",
            "the fitted rule",
            fields=REASON,
        ),
        column(
            "links",
            "texts",
            "addresses that the text links to, in its order; none where it was captured before "
            "they were kept",
            "the latest capture, as canonical addresses",
            "URLs",
        ),
        column(
            "syndicated_from_article",
            "text",
            "the article whose copy it is, also over other copies; missing for an account of its "
            "own",
            "see `syndicated_from`",
            ARTICLE_ID,
            nullable=True,
        ),
        column(
            "copy_containment",
            "number",
            "how much of it stands in `syndicated_from_article`",
            "share of its runs of words, without quotations",
            SHARE,
            nullable=True,
        ),
        column(
            "copy_basis",
            "text",
            "on what ground it counts as a copy: its words stand in the other, or it says itself "
            "that it is somebody else's",
            "the words, and `marks`",
            choices=("text", "mark", "both"),
            nullable=True,
        ),
        column(
            "copy_agency",
            "text",
            "whose text it says it is: an agency by its usual name, or the domain of another "
            "outlet; missing where it says nothing",
            "see `marks`",
            "agency or domain",
            nullable=True,
        ),
    ),
)
