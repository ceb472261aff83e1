"""Two quotations set against each other: the same words, fewer of them, or others (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from compare.quotations.quotation import Piece
from compare.quotations.words import Word

Likeness = Literal["same", "trimmed", "altered"]
"""same: but for spelling and trifles; trimmed: one has less, at its ends or within; altered: words
that matter stand for others, or a "not" came or went."""

Sort = Literal["replaced", "negated", "dropped", "cut"]
"""replaced: other words in the same place; negated: a "not" more or less; dropped: left out within,
without a sign; cut: left out at an end, or within where an ellipsis or brackets say so."""

Code = tuple[str, int, int, int, int]
"""Of difflib: what becomes of words a to b of the one, and where in the other it stands."""

_ALIKE = 0.72
"""Share of the shorter one's words that the longer one has, in order; with less they are two."""
_RUN = 3
"""Words in one stretch that both have; the whole of the shorter one where that is less."""
_LONGEST = 5
"""Words: where more are replaced, they are two different passages of one speech."""
_NEGATIONS = frozenset({"not", "never", "no", "nothing", "nobody", "none", "neither", "without"})
_FILLERS = frozenset(
    """
    uh um er ah oh well so just really very quite simply actually basically okay ok yeah yes like
    kind sort know mean think look now then too also again today there here
    """.split()
)
_FUNCTION_WORDS = frozenset(
    """
    a an the and or but of to in on at by for from with as is are was were be been being am that
    this these those it its he she they we i you his her their our your my me him us them who whom
    which what when where if do does did has have had will would can could shall should may might
    must up out off over into about than not such there going got get gets getting 'em all any
    each had s t say says said
    """.split()
)
_LITTLE = _FUNCTION_WORDS | _FILLERS
_ONE_NAME = 0.6
"""[0, 1]: letters that two spellings of a foreign name share: Qaddafi, Gadhafi."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One place where two quotations part."""

    sort: Sort
    first: Piece
    second: Piece
    # what stands there in either; never empty: of words left out, the words beside the place
    content: int
    # how many words that matter are concerned


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """How two quotations relate."""

    likeness: Likeness
    share: float
    # [0, 1]: of the shorter one's words, how many stand in the longer one in the same order
    words: int
    # how many words they share
    changes: tuple[Change, ...]
    # in the order of the text
    blocks: tuple[tuple[int, int, int], ...]
    # what they share: places of a word in the first and in the second, and how many words on


def compared(first: tuple[Word, ...], second: tuple[Word, ...]) -> Comparison | None:
    """How two quotations relate; None where they are two different ones.

    The shorter one need not be whole: two halves of one speech that overlap by most of the shorter
    count as the same quotation.
    """
    mine, theirs = [word.stem for word in first], [word.stem for word in second]
    if not mine or not theirs or not set(mine) & set(theirs):
        return None
    matcher = SequenceMatcher(a=mine, b=theirs, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    shorter = min(len(mine), len(theirs))
    shared = sum(block.size for block in blocks)
    run = max((block.size for block in blocks), default=0)
    if shared < _ALIKE * shorter or run < min(_RUN, shorter):
        return None
    if not any(
        matters(word.normal) for block in blocks for word in first[block.a : block.a + block.size]
    ):
        return None
    opcodes = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    moved = _moved(opcodes, first, second)
    negated = _negations(opcodes, first, second) % 2 == 1
    changes = (
        []
        if moved
        else [c for code in opcodes for c in _change(code, first, second, negated=negated)]
    )
    altered = any(change.sort in ("replaced", "negated") for change in changes)
    return Comparison(
        likeness="altered" if altered else "trimmed" if changes else "same",
        share=shared / shorter,
        words=shared,
        changes=tuple(changes),
        blocks=tuple((block.a, block.b, block.size) for block in blocks),
    )


def matters(word: str) -> bool:
    """Whether a word in its normal form carries content."""
    return word.isdigit() or (len(word) > 1 and word not in _LITTLE)


def _change(
    code: Code, first: Sequence[Word], second: Sequence[Word], *, negated: bool
) -> list[Change]:
    _, a, b, c, d = code
    mine, theirs = first[a:b], second[c:d]
    ours = [word.normal for word in mine], [word.normal for word in theirs]
    end = a == 0 or c == 0 or b == len(first) or d == len(second)
    edge = end or _at_edge(code, first, second)
    sort: Sort
    if mine and theirs and _replaces(mine, theirs, edge=end and not _both_end(code, first, second)):
        sort = "replaced"
    elif negated and not edge and _negated(*ours) and not _gap(first, second, code):
        sort = "negated"
    else:
        content = max(_content(side) for side in ours)
        if min(_content(side) for side in ours) and not edge:
            # Words for words, but of a trifle.
            return []
        if not content:
            return []
        sort = "cut" if edge or _gap(first, second, code) else "dropped"
    return [
        Change(
            sort=sort,
            first=_piece(first, a, b),
            second=_piece(second, c, d),
            content=max(_content(side) for side in ours),
        )
    ]


def _at_edge(code: Code, first: Sequence[Word], second: Sequence[Word]) -> bool:
    """Whether one of the two all but ends here: a lone "it" beside what is missing is no hold."""
    _, a, b, c, d = code
    before = first[:a], second[:c]
    behind = first[b:], second[d:]
    return any(
        min(len(side) for side in sides) == 1 and not all(_weighs(side) for side in sides)
        for sides in (before, behind)
    )


def _weighs(words: Sequence[Word]) -> bool:
    return any(matters(word.normal) for word in words)


def _replaces(first: Sequence[Word], second: Sequence[Word], *, edge: bool) -> bool:
    """Whether words that matter stand for other words that matter."""
    if edge or max(len(first), len(second)) > _LONGEST:
        return False
    mine = [word for word in first if matters(word.normal)]
    theirs = [word for word in second if matters(word.normal)]
    ours = [word.normal for word in mine], [word.normal for word in theirs]
    if not mine or not theirs:
        return False
    if _joined(first) == _joined(second):
        # "workforce", "work force"
        return False
    if all(word.large or len(word.normal) < 3 for word in (*mine, *theirs)):
        letters = SequenceMatcher(a=_joined(mine), b=_joined(theirs), autojunk=False)
        return letters.ratio() < _ONE_NAME
    left = [word for word in ours[0] if not any(_akin(word, other) for other in ours[1])]
    right = [word for word in ours[1] if not any(_akin(word, other) for other in ours[0])]
    return bool(left and right)


def _joined(words: Sequence[Word]) -> str:
    return "".join(word.normal for word in words)


def _akin(word: str, other: str) -> bool:
    """Whether these are forms or spellings of one word: prosecute, prosecution; f***, fuck."""
    if word == other:
        return True
    if word[0].isdigit() or other[0].isdigit():
        return word.replace(",", "") == other.replace(",", "")
    short, long = sorted((word, other), key=len)
    common = next(
        (place for place, pair in enumerate(zip(short, long, strict=False)) if pair[0] != pair[1]),
        len(short),
    )
    if common >= 3 and common >= 0.7 * len(short) and len(long) - len(short) <= 4:
        return True
    if "*" in word + other:
        # An expletive that one outlet masks.
        return word[0] == other[0]
    # One letter too many, too few or wrong, in a long word.
    return len(short) > 4 and SequenceMatcher(a=short, b=long, autojunk=False).ratio() >= 0.88


def _both_end(code: Code, first: Sequence[Word], second: Sequence[Word]) -> bool:
    """Whether a word or two at the end of both, or at their beginning, stand for each other."""
    _, a, b, c, d = code
    both = (a == c == 0) or (b == len(first) and d == len(second))
    return both and max(b - a, d - c) <= 2 and min(len(first), len(second)) >= 6


def _negated(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether a "not" came or went, without a word that takes its place."""
    negations = [sum(word in _NEGATIONS for word in side) for side in (mine, theirs)]
    return negations[0] % 2 != negations[1] % 2 and max(len(mine), len(theirs)) <= _LONGEST


def _negations(opcodes: Sequence[Code], first: Sequence[Word], second: Sequence[Word]) -> int:
    """How many stand in one only: of "nobody should" and "they should not" two, which is none."""
    return sum(
        word.normal in _NEGATIONS
        for _, a, b, c, d in opcodes
        if max(b - a, d - c) <= _LONGEST
        for word in (*first[a:b], *second[c:d])
    )


def _moved(opcodes: Sequence[Code], first: Sequence[Word], second: Sequence[Word]) -> bool:
    """Whether the same words only stand in another order."""
    out = sorted(w.normal for _, a, b, _, _ in opcodes for w in first[a:b] if matters(w.normal))
    put = sorted(w.normal for _, _, _, c, d in opcodes for w in second[c:d] if matters(w.normal))
    return bool(out) and out == put


def _gap(first: Sequence[Word], second: Sequence[Word], code: Code) -> bool:
    """Whether an ellipsis or brackets in either say that something was done there."""
    _, a, b, c, d = code
    return any(word.gap for word in (*first[a : b + 1], *second[c : d + 1]))


def _content(words: Sequence[str]) -> int:
    return sum(matters(word) for word in words)


def _piece(words: Sequence[Word], start: int, end: int) -> Piece:
    """These words; of none, the words on either side."""
    if start == end:
        start, end = max(0, start - 1), min(len(words), end + 1)
    return Piece(start=words[start].start, end=words[end - 1].end)
