"""What was typed into the search box → what is looked for (pure).

Neither database's own query language is open to readers: it has operators, columns and errors. A
word, "an exact phrase" and a prefix* are all there is, and anything else only parts words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

MOST = 32
"""Words that are looked for; what is typed beyond is left out."""

_QUOTED = re.compile(r"""["“”„«»]([^"“”„«»]*)(?:["“”„«»]|$)|([^\s"“”„«»]+)""")


@dataclass(frozen=True, kw_only=True)
class Term:
    """Words that stand one after the other."""

    words: tuple[str, ...]
    # at least one; letters, marks and digits alone
    prefix: bool
    # whether the last one may go on


def parse_terms(typed: str) -> tuple[Term, ...]:
    """The terms that an article must all have; none where nothing typed is a word.

    Any string will do: what is no letter, mark or digit parts words, and a word of several parts
    ("e-mail") is looked for as they stand.
    """
    terms: list[Term] = []
    left = MOST
    for found in _QUOTED.finditer(unicodedata.normalize("NFC", typed)):
        phrase, bare = found.groups()
        given = bare if phrase is None else phrase
        words = tuple(_words(given))[:left]
        if words:
            left -= len(words)
            terms.append(Term(words=words, prefix=given.endswith("*")))
    return tuple(dict.fromkeys(terms))


def fold(word: str) -> str:
    """A word as it is compared: without case, and without the accents of Latin, Greek and
    Cyrillic letters."""
    bare = (sign for sign in unicodedata.normalize("NFD", word) if not "\u0300" <= sign <= "\u036f")
    return unicodedata.normalize("NFC", "".join(bare)).lower()


def _words(given: str) -> list[str]:
    signs = (sign if _belongs(sign) else " " for sign in given)
    return "".join(signs).split()


def _belongs(sign: str) -> bool:
    category = unicodedata.category(sign)
    return category[0] in "LN" or category in ("Mn", "Mc", "Co")
