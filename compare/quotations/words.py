"""The words of a quotation in a normal form, each with its place (pure).

Two outlets that write down the same speech spell it differently: "can't", "cannot"; "No. 1",
"number one"; "gonna". The normal form is the same for these, and skips what an editor put into the
words: brackets, ellipses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from compare.quotations.quotation import Piece

MOST = 600
"""Words of a quotation that are compared; longer ones (laws, speeches in full) are cut."""
_ITEM = re.compile(
    r"\[[^\[\]\n]{0,120}\]|\([^()\n]{0,120}\)|…|\.(?:[ \u00a0]?\.){2,}"
    r"|[^\W_]+(?:[.'’][^\W_]+|\*+[^\W_]*)*%?|[%&]"
)
_IS = frozenset("he she it that this there here what who where how everybody everyone".split())
_WHOLE = {
    "can't": ("can", "not"),
    "cannot": ("can", "not"),
    "won't": ("will", "not"),
    "shan't": ("shall", "not"),
    "ain't": ("is", "not"),
    "let's": ("let", "us"),
    "gonna": ("going", "to"),
    "wanna": ("want", "to"),
    "gotta": ("got", "to"),
    "&": ("and",),
    "%": ("percent",),
    "okay": ("ok",),
    "someone": ("somebody",),
    "everyone": ("everybody",),
    "anyone": ("anybody",),
    "women": ("woman",),
    "men": ("man",),
    "children": ("child",),
    "vp": ("vice", "president"),
    "sen": ("senator",),
    "gov": ("governor",),
    "rep": ("representative",),
    "'em": ("them",),
    **{
        month[:3]: (month,)
        for month in (
            "january february march april june july august september october november december"
        ).split()
    },
    "sept": ("september",),
} | {
    word: (str(number),)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()
    )
}
_ENDINGS = (
    ("n't", "not"),
    ("'ll", "will"),
    ("'re", "are"),
    ("'ve", "have"),
    ("'m", "am"),
    ("'d", "would"),
)
_NUMBERED = re.compile(r"\.? \d")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")


@dataclass(frozen=True, slots=True)
class Word:
    """One word in its normal form; "can't" gives two at the same place."""

    normal: str
    stem: str
    # the normal form without the ending of a plural or of a verb: forms of one word are alike
    start: int
    end: int
    # offsets in the article's text
    large: bool
    # whether it is written with a capital
    gap: bool
    # whether an ellipsis or an editor's brackets stand right before it


@lru_cache(maxsize=8192)
def words_of(text: str, pieces: tuple[Piece, ...]) -> tuple[Word, ...]:
    """The words of these stretches of a text, at most MOST."""
    return tuple(_limited(_words(text, pieces)))


def _limited(found: Iterable[Word]) -> Iterator[Word]:
    for number, word in enumerate(found):
        if number == MOST:
            return
        yield word


def _words(text: str, pieces: tuple[Piece, ...]) -> Iterator[Word]:
    for piece in pieces:
        gap = False
        for match in _ITEM.finditer(text, piece.start, piece.end):
            item = match.group()
            if item[0] in "[(….":
                gap = True
                continue
            folded = item.lower().replace("’", "'")
            if folded == "no" and _NUMBERED.match(text, match.end()):
                folded = "number"
            for normal in _normal(folded):
                yield Word(normal, stem(normal), match.start(), match.end(), item[0].isupper(), gap)
                gap = False


def stem(word: str) -> str:
    """A word without a plural's or a verb's ending."""
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) > len(ending) + 3 and not word.endswith("ss"):
            return word.removesuffix(ending).removesuffix("e")
    return word.removesuffix("e") if len(word) > 4 else word


def _normal(item: str) -> tuple[str, ...]:
    known = _WHOLE.get(item)
    if known:
        return known
    for ending, meant in _ENDINGS:
        if item.endswith(ending) and len(item) > len(ending):
            return (item.removesuffix(ending), meant)
    if item.endswith("'s"):
        base = item.removesuffix("'s")
        return (base, "is") if base in _IS else (base,)
    if item.endswith("%"):
        return (item.removesuffix("%"), "percent")
    ordinal = _ORDINAL.fullmatch(item)
    if ordinal:
        return (ordinal[1],)
    return (item if item[0].isdigit() else _american(item.replace(".", "")),)


def _american(word: str) -> str:
    """ "colour", "realise" as "color", "realize"."""
    if len(word) > 5:
        word = word.replace("isation", "ization").replace("our", "or")
        if word.endswith(("ise", "ised", "ises", "ising")):
            word = re.sub(r"is(e[ds]?|ing)$", r"iz\1", word)
    return word
