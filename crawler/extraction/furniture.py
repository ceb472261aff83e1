"""What stands around an article's text on its page and is none of it (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.extraction.dates import parse_date
from crawler.texts import clean_line

_APPEALS = "donate donation donations pledge newsletter newsletter-signup newsletter-box signup"
_BOX = "*[self::div or self::aside or self::section]"
_SMALL = "[string-length(normalize-space(.)) < 400]"  # a larger one may be the whole page

BOXES = [
    f"//form{_SMALL}",
    f"//{_BOX}[.//form or .//input]{_SMALL}",
    *(
        f"//{_BOX}[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]{_SMALL}"
        for name in _APPEALS.split()
    ),
]
"""XPath of boxes to sign up in and of appeals for money."""

_HEAD_PARAGRAPHS = 3
_BYLINE_WORDS = 12
_BYLINE = re.compile(r"^(?:by|von|par|por|di|door)\s+\S", re.IGNORECASE)
_SITE_MARKS = (" | ", " - ", " – ", " — ", " · ", " : ")
_DIGIT = re.compile(r"\d")


def without_head(paragraphs: Sequence[str], titles: Sequence[str]) -> list[str]:
    """The paragraphs without the headline, byline and date that pages print above them.

    titles: all that the page gives for its headline.
    """
    kept = list(paragraphs)
    for _ in range(_HEAD_PARAGRAPHS):
        # A text of one paragraph is kept whatever it says.
        if len(kept) > 1 and (is_byline(kept[0]) or any(_same(kept[0], title) for title in titles)):
            del kept[0]
    return kept


def is_byline(paragraph: str) -> bool:
    """Whether the paragraph says only by whom and when, such as "By Ana Lima"."""
    lines = [line.strip() for line in paragraph.split("\n") if line.strip()]
    return bool(lines) and all(
        len(line.split()) <= _BYLINE_WORDS
        and not line.endswith((".", "!", "?", ":", ",", "”", '"'))
        and (_BYLINE.match(line) or (_DIGIT.search(line) and parse_date(line) is not None))
        for line in lines
    )


def _same(paragraph: str, title: str) -> bool:
    """Whether it is the title, which may be followed by the name of the site."""
    printed, declared = (clean_line(text).casefold() for text in (paragraph, title))
    rest = declared.removeprefix(printed)
    return rest != declared and (not rest or rest.startswith(_SITE_MARKS))
