"""The names that an article is about: people, places and bodies (pure).

Without a model: a word that is written large within sentences of the article and never small. In
German, where every noun is, nouns count too; scripts without capitals have no names here. The days
and months of a calendar tell nothing apart, nor does the agency in a dateline.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass

from compare.events.lead import OPENING_CHARACTERS, Lead

_WORD = re.compile(r"\w[\w'’.-]*\w|\w")
_ENDS_SENTENCE = re.compile(r"[.!?:“\"‘«(\n]\s*$")
_POSSESSIVE = re.compile(r"['’]s$")
_DATELINE = re.compile(r"^([^\n()]{0,60})\([^()\n]{2,40}\)(?= ?[-–—])")
_CALENDAR = frozenset(
    word.casefold()
    for words in (calendar.day_name, calendar.month_name, calendar.month_abbr)
    for word in words
    if word
) | {"mr", "mrs", "ms", "sept"}


@dataclass(frozen=True, kw_only=True)
class Names:
    """Case folded, without the possessive."""

    opening: tuple[str, ...]
    # of headline and first paragraphs: what the article is about
    text: tuple[str, ...]
    # of the whole text


def names_of(lead: Lead) -> Names:
    """The names of an article, each once, in the order of the text."""
    text = _DATELINE.sub(r"\1", lead.text)
    small: set[str] = set()
    large: dict[str, None] = {}
    for found in _WORD.finditer(text):
        word = found.group()
        if word[0].islower():
            small.add(_plain(word))
        elif word[0].isupper() and not _opens(text, found.start()):
            large[_plain(word)] = None
    names = [name for name in large if name not in small and name not in _CALENDAR]
    known = set(names)
    opening = f"{lead.title}\n{text[:OPENING_CHARACTERS]}"
    first = dict.fromkeys(_plain(word) for word in _WORD.findall(opening) if word[0].isupper())
    return Names(opening=tuple(name for name in first if name in known), text=tuple(names))


def script_of(line: str) -> str:
    """The writing of a line's first letter, such as "LATIN"; empty where it has none."""
    letter = next((character for character in line if character.isalpha()), "")
    return unicodedata.name(letter, "").partition(" ")[0] if letter else ""


def _plain(word: str) -> str:
    return _POSSESSIVE.sub("", word).casefold()


def _opens(text: str, start: int) -> bool:
    """Whether a word that begins here opens a sentence or a quotation."""
    return start == 0 or bool(_ENDS_SENTENCE.search(text[max(0, start - 3) : start]))
