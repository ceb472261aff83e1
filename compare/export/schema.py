"""What an export holds: every table and column, declared once.

The writers, DATA_DICTIONARY.md and docs/export.md are made from these declarations. Columns are a
contract with whoever has an older export: new ones go at the end of their table, none is renamed
or dropped.
"""

from __future__ import annotations

from compare.export.columns import Table, column

SCHEMA_VERSION = 1
"""Goes up when what a column means changes; not when one is added."""

_UTC = "UTC, to the second"
_OFFSET = "characters (Unicode code points) from 0"
_SLICE = "text[start:end] of the article"
_COUNT = "count"

_MARK = (
    column(
        "kind",
        "text",
        "what says so; a byline or dateline claims the whole text, a credit a part of it",
        "the form",
        "byline, dateline, credit, canonical",
    ),
    column(
        "source",
        "text",
        "whose it is: an agency by its usual name, or the domain of the canonical link",
        "crawler/extraction/agencies.toml, or the link",
    ),
    column("text", "text", "what says so, verbatim", "from the page"),
)

ARTICLES = Table(
    name="articles",
    meaning="One outlet's page about something, in the revision that was compared.",
    order="article_id",
    columns=(
        column(
            "article_id",
            "text",
            "the article; stable across crawls, comparisons and machines",
            "hash of outlet and canonical URL; without a URL, of outlet, day and title",
            "“a” and 16 hex digits",
        ),
        column("url", "text", "where it was published", "canonical address", nullable=True),
        column("outlet", "text", "who published it", "name in outlets.toml or the import file"),
        column("title", "text", "headline, verbatim; may be empty", "extracted or imported"),
        column("authors", "texts", "names in the page's order", "extracted or imported"),
        column(
            "published",
            "time",
            "when it was published",
            "as page or feed say; missing when neither does",
            _UTC,
            nullable=True,
        ),
        column(
            "modified",
            "time",
            "when this revision was changed",
            "as the page says; missing when it does not",
            _UTC,
            nullable=True,
        ),
        column("first_seen", "time", "first capture", "clock of the crawl or import", _UTC),
        column(
            "language", "text", "of the text", "as page or outlet declare", "BCP 47", nullable=True
        ),
        column("words", "integer", "length of the text", "pieces between white space", "words"),
        column(
            "access",
            "text",
            "what a reader without an account got when this revision was captured",
            "from the page's markup and text",
            "free, metered, locked, unknown",
        ),
        column(
            "completeness",
            "number",
            "how much of the article the capture of this revision is believed to hold; only from "
            "0.8 on may something be called “not in captured text”",
            "from the signs in `completeness_reasons`",
            "0 to 1",
        ),
        column(
            "revision",
            "integer",
            "which state of title and text this row holds",
            "the one that was compared; the latest when none was",
            "from 1",
        ),
        column(
            "syndicated_from",
            "text",
            "outlet whose copy it is; missing for an account of its own",
            "share of its word runs that stand in an earlier article",
            "outlet",
            nullable=True,
        ),
        column(
            "event_id",
            "text",
            "the event it reports; missing when it was not compared",
            "grouping by meaning, rare words and dates",
            nullable=True,
        ),
        column(
            "text",
            "text",
            "the article, verbatim; every offset in the export counts in it",
            "extracted or imported; a blank line between paragraphs",
            withheld=True,
        ),
        column(
            "text_hash",
            "text",
            "tells whether a text at hand is the one that was compared",
            "sha256 of title, line feed and text in UTF-8",
            "64 hex digits",
        ),
        column(
            "completeness_reasons",
            "texts",
            "why completeness is below 1",
            "signs found when this revision was captured",
        ),
        column(
            "published_raw",
            "text",
            "the date of publication as it was written, also one that was not believed; missing "
            "when none was found",
            "verbatim from page, feed or import file; where only htmldate found one, its reading",
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
    ),
)

EVENTS = Table(
    name="events",
    meaning="What happened: the group of articles that report it.",
    order="event_id",
    columns=(
        column(
            "event_id",
            "text",
            "the event; kept across comparisons while its articles stay together",
            "given when the event was first found",
            "“e” and 16 hex digits",
        ),
        column("title", "text", "one outlet's headline, verbatim", "see `title_article_id`"),
        column(
            "first_published",
            "time",
            "publication of its first article",
            "least `published`, or `first_seen` where that is missing",
            _UTC,
            nullable=True,
        ),
        column(
            "last_published",
            "time",
            "publication of its last article",
            "greatest of the same",
            _UTC,
            nullable=True,
        ),
        column("articles", "integer", "how many articles report it", _COUNT, "articles"),
        column("outlets", "integer", "how many outlets report it", _COUNT, "outlets"),
        column(
            "independent_outlets",
            "integer",
            "how many outlets have an article on it that is nobody's copy",
            _COUNT,
            "outlets",
        ),
        column(
            "title_article_id",
            "text",
            "the article whose headline `title` is",
            "the most similar to the event's other articles",
        ),
    ),
)

PASSAGES = Table(
    name="passages",
    meaning="Sentence-sized pieces of the articles in events of two outlets or more.",
    order="article_id, position",
    columns=(
        column(
            "passage_id",
            "text",
            "the passage; outlives changes elsewhere in its article",
            "hash of article and wording",
            "“p” and 16 hex digits",
        ),
        column("article_id", "text", "whose passage", "see articles"),
        column("event_id", "text", "in which event", "see events"),
        column("outlet", "text", "in whose account", "see articles"),
        column("position", "integer", "place in its article", "order of the text", "from 0"),
        column("start", "integer", "first character in the article's text", "split", _OFFSET),
        column("end", "integer", "first character after the passage", "split", _OFFSET),
        column("text", "text", "the passage, verbatim", _SLICE, withheld=True),
    ),
)

CLUSTERS = Table(
    name="clusters",
    meaning="Passages of at least two outlets that report the same piece of information.",
    order="event_id, position",
    columns=(
        column(
            "cluster_id",
            "text",
            "the cluster; kept across comparisons while its passages stay together",
            "given when the cluster was first found",
            "“c” and 16 hex digits",
        ),
        column("event_id", "text", "in which event", "see events"),
        column(
            "passage_ids",
            "texts",
            "its passages, by article and position",
            "matching by meaning and rare words",
        ),
        column("outlets", "integer", "how many outlets report it", _COUNT, "outlets"),
        column(
            "independent_outlets",
            "integer",
            "the same, but a copy counts as the outlet that it was copied from",
            _COUNT,
            "outlets",
        ),
        column(
            "cohesion",
            "number",
            "how alike its passages are",
            "mean score of its pairs of passages of different outlets",
            "0 to 1",
        ),
        column("position", "integer", "place in the story", "order in the articles", "from 0"),
        column(
            "representative",
            "text",
            "the passage that stands for it",
            "the most similar to the others",
            "passage_id",
        ),
    ),
)

_VALUE = (
    column("passage_id", "text", "in which passage", "see passages"),
    column("start", "integer", "first character in the article's text", "the rule", _OFFSET),
    column("end", "integer", "first character after the value", "the rule", _OFFSET),
    column("text", "text", "the value, verbatim", _SLICE, withheld=True),
    column("normal", "text", "the form in which it was compared; not verbatim", "the rule"),
)

DIFFERENCES = Table(
    name="differences",
    meaning="Places where passages of one cluster do not say the same.",
    order="event_id, position of the cluster, kind, difference_id",
    columns=(
        column(
            "difference_id",
            "text",
            "the difference",
            "hash of cluster, kind and places",
            "“d” and 16 hex digits",
        ),
        column("event_id", "text", "in which event", "see events"),
        column(
            "cluster_id",
            "text",
            "in which cluster; missing for a difference between whole accounts",
            "see clusters",
            nullable=True,
        ),
        column(
            "kind",
            "text",
            "what differs",
            "one rule a kind",
            "figure, time_place, actor, polarity, certainty, wording, quote",
        ),
        column(
            "values",
            "records",
            "the places that differ: at least two, of at least two outlets",
            "the rule for the kind",
            fields=_VALUE,
        ),
        column(
            "confidence",
            "number",
            "how sure; comparable within a kind",
            "the rule for the kind; none below the setting `least_confidence`",
            "0 to 1",
        ),
        column(
            "reason",
            "text",
            "the values in one line, each with its outlet",
            "built from `values`",
            withheld=True,
        ),
    ),
)

_DAY = "YYYY-MM-DD, UTC"
_LAPSE = (
    column(
        "kind",
        "text",
        "what was wrong",
        "docs/operations.md has the rules",
        "silent, incomplete, blocked, robots, failing, gone",
    ),
    column("since", "text", "first day", "what each day gave", _DAY),
    column("until", "text", "last day; missing while it lasts", "the same", _DAY, nullable=True),
    column("reason", "text", "the figures that show it", "the same"),
)

OUTLETS = Table(
    name="outlets",
    meaning="Every outlet, also those that tell of none of the events: who could have been heard, "
    "and when one could not.",
    order="outlet",
    columns=(
        column("outlet", "text", "its name", "outlets.toml or the import file"),
        column("domain", "text", "of its article pages", "outlets.toml", nullable=True),
        column("country", "text", "where it is", "outlets.toml", "ISO 3166-1", nullable=True),
        column("owner", "text", "whose it is", "outlets.toml", nullable=True),
        column("language", "text", "it writes in", "outlets.toml", "BCP 47", nullable=True),
        column("articles", "integer", "how many are stored", _COUNT, "articles"),
        column(
            "first_seen",
            "time",
            "first capture of an article; missing where there is none",
            "clock of the crawl or import",
            _UTC,
            nullable=True,
        ),
        column(
            "last_seen",
            "time",
            "last capture, or look that found an article unchanged",
            "clock of the crawl or import",
            _UTC,
            nullable=True,
        ),
        column(
            "lapses",
            "records",
            "when it could not be fully heard: that it does not tell something may then be the "
            "crawl's failing",
            "each outlet's own normal",
            fields=_LAPSE,
        ),
    ),
)

TABLES: tuple[Table, ...] = (ARTICLES, EVENTS, PASSAGES, CLUSTERS, DIFFERENCES, OUTLETS)
"""In the order in which they are written."""
