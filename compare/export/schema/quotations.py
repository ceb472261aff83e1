"""The tables of quotations and of names."""

from __future__ import annotations

from compare.export.columns import Table, column, refers
from compare.export.schema.units import (
    ARTICLE_ID,
    EVENT_ID,
    FROM_0,
    NAMING_ID,
    OFFSET,
    OUTLET,
    QUOTATION_ID,
    SLICE,
    VERBATIM,
)

_PIECE = (
    column("start", "integer", "first character in the article's text", "the marks", OFFSET),
    column("end", "integer", "first character after the piece", "the marks", OFFSET),
    column(
        "text", "text", "the words, verbatim, without the marks", SLICE, VERBATIM, withheld=True
    ),
)
_LOST = (
    column("start", "integer", "first character in the longest one's article", "compared", OFFSET),
    column("end", "integer", "first character after the stretch", "compared", OFFSET),
    column(
        "text",
        "text",
        "the words, verbatim",
        "text[start:end] of that article",
        VERBATIM,
        withheld=True,
    ),
)

QUOTATIONS = Table(
    name="quotations",
    meaning="What articles in events of two outlets or more put in quotation marks.",
    order="event_id, position",
    key=("quotation_id",),
    references=(
        refers("event_id", "events"),
        refers("article_id", "articles"),
        refers("outlet", "outlets"),
        refers("family_id", "quotations", "quotation_id"),
    ),
    columns=(
        column(
            "quotation_id",
            "text",
            "the quotation; outlives changes elsewhere in its article",
            "hash of article and wording",
            QUOTATION_ID,
        ),
        column("event_id", "text", "in which event", "see events", EVENT_ID),
        column("article_id", "text", "in which article", "see articles", ARTICLE_ID),
        column("outlet", "text", "in whose account", "see articles", OUTLET),
        column(
            "position",
            "integer",
            "place in the event",
            "families of several outlets first, by their place in the articles; within a family "
            "the longest first",
            FROM_0,
        ),
        column(
            "role",
            "text",
            "what the marks are for: somebody's words, words set apart from the outlet's own, the "
            "title of a work",
            "length, capitals, and whether somebody says it",
            choices=("speech", "scare", "title"),
        ),
        column(
            "pieces",
            "records",
            "what stands inside the marks: one piece, the halves around “she said”, or one a "
            "paragraph",
            "pairs of marks",
            fields=_PIECE,
        ),
        column(
            "ground",
            "text",
            "where the article says who said it; carried: with the quotation before; missing where "
            "it does not say, or not in English",
            "the words beside the marks",
            choices=("before", "after", "between", "carried"),
            nullable=True,
        ),
        column(
            "speaker_start",
            "integer",
            "first character of the speaker",
            "the same",
            OFFSET,
            nullable=True,
        ),
        column(
            "speaker_end", "integer", "first character after", "the same", OFFSET, nullable=True
        ),
        column(
            "speaker",
            "text",
            "the speaker, verbatim: “Dana Hollis”, “the mayor”, “she”",
            "text[speaker_start:speaker_end] of the article",
            VERBATIM,
            withheld=True,
        ),
        column(
            "cue_start",
            "integer",
            "first character of the cue; missing after a mere colon",
            "the same",
            OFFSET,
            nullable=True,
        ),
        column("cue_end", "integer", "first character after", "the same", OFFSET, nullable=True),
        column(
            "cue",
            "text",
            "the cue, verbatim: “said”, “according to”",
            "text[cue_start:cue_end] of the article",
            VERBATIM,
            withheld=True,
        ),
        column(
            "name",
            "text",
            "who said it, as fully as the article names the person; not verbatim; missing where no "
            "name is sure",
            "names in the article",
            "name of a person",
            nullable=True,
        ),
        column(
            "family_id",
            "text",
            "the longest quotation that gives the same words, its own id where it is that; missing "
            "for scare and title",
            "72% of the shorter one's words stand in the longer one in their order",
            QUOTATION_ID,
            nullable=True,
        ),
        column(
            "relation",
            "text",
            "beside the longest: all its words that matter, fewer, or others in their place",
            "compared with it, with all that the article gives of it",
            choices=("whole", "trimmed", "altered"),
            nullable=True,
        ),
        column(
            "same_speaker",
            "text",
            "whether it is given to the person that the longest is given to",
            "the two names",
            choices=("same", "other", "unknown"),
            nullable=True,
        ),
        column(
            "lost",
            "records",
            "what the longest has and no quotation of this article gives",
            "compared with the longest; offsets are in the longest one's article",
            fields=_LOST,
        ),
    ),
)

NAMES = Table(
    name="names",
    meaning="Where articles name or label people and bodies that two outlets of an event name.",
    order="event_id, position",
    key=("naming_id",),
    references=(
        refers("event_id", "events"),
        refers("article_id", "articles"),
        refers("outlet", "outlets"),
    ),
    columns=(
        column(
            "naming_id",
            "text",
            "the mention; outlives changes elsewhere in its article",
            "hash of article, entity and wording",
            NAMING_ID,
        ),
        column("event_id", "text", "in which event", "see events", EVENT_ID),
        column(
            "entity",
            "text",
            "who is meant: the fullest name in the event; not verbatim here",
            "names that share first and last word, or a last word that only one bears",
            "name",
        ),
        column("article_id", "text", "in which article", "see articles", ARTICLE_ID),
        column("outlet", "text", "in whose account", "see articles", OUTLET),
        column(
            "position",
            "integer",
            "place in the event: the most named entity first, then by outlet and wording",
            "count of mentions",
            FROM_0,
        ),
        column("start", "integer", "first character in the article's text", "the rule", OFFSET),
        column("end", "integer", "first character after the mention", "the rule", OFFSET),
        column(
            "text",
            "text",
            "the name or label, verbatim: “Mayor Dana Hollis”, “the nurse”",
            SLICE,
            VERBATIM,
            withheld=True,
        ),
    ),
)
