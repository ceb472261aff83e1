"""Where words of two passages stand for each other, by the words around them (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

from compare.quotations.comparison import matters
from compare.quotations.words import stem

Role = Literal["aligned", "beside", "alone"]
"""aligned: put for each other between shared words; beside: the word that matters next to them is
the same; alone: only the passages as a whole agree."""

_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*|[.,;:!?—–()“”\"]")
_MOST = 120
"""Words of a passage that are read."""
_REPLACED = 6
"""Words that stand for each other, at most."""
_BESIDE = 3
"""Words beside a label among which the next that matters is sought."""
_ENDS_CLAUSE = frozenset('.;:!?—–“”"')


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a passage, or a sign."""

    text: str
    stem: str
    start: int
    end: int
    # offsets in the passage's text

    @property
    def matters(self) -> bool:
        """Whether it carries content."""
        return self.text[0].isalnum() and matters(self.text.lower())


@dataclass(frozen=True, kw_only=True)
class Replaced:
    """Words of two passages that stand for each other between shared ones."""

    first: tuple[int, int]
    second: tuple[int, int]
    # places of the first token and behind the last one
    before: tuple[Token, ...]
    after: tuple[Token, ...]
    # the first passage's, which the second shares, right before and right behind


@lru_cache(maxsize=16384)
def tokens(text: str) -> tuple[Token, ...]:
    """The words and signs of a passage, as far as they are read."""
    found: list[Token] = []
    for match in _WORD.finditer(text):
        if len(found) == _MOST:
            break
        word = match.group()
        found.append(Token(word, stem(word.lower().replace("’", "'")), match.start(), match.end()))
    return tuple(found)


def replaced(first: Sequence[Token], second: Sequence[Token]) -> Iterator[Replaced]:
    """Stretches that stand for each other, with how much both share around them."""
    matcher = SequenceMatcher(
        a=[token.stem for token in first], b=[token.stem for token in second], autojunk=False
    )
    codes = matcher.get_opcodes()
    for number, (tag, a, b, c, d) in enumerate(codes):
        if tag == "replace" and max(b - a, d - c) <= _REPLACED:
            before = codes[number - 1] if number else None
            after = codes[number + 1] if number + 1 < len(codes) else None
            yield Replaced(
                first=(a, b),
                second=(c, d),
                before=tuple(_shared(first, before)),
                after=tuple(_shared(first, after)),
            )


def _shared(first: Sequence[Token], code: tuple[str, int, int, int, int] | None) -> Sequence[Token]:
    return first[code[1] : code[2]] if code and code[0] == "equal" else ()


def placed(found: Sequence[Token], start: int, end: int) -> tuple[int, int] | None:
    """The tokens of these characters."""
    inside = [place for place, token in enumerate(found) if start <= token.start < end]
    return (inside[0], inside[-1] + 1) if inside else None


def beside(
    first: Sequence[Token],
    mine: tuple[int, int],
    second: Sequence[Token],
    theirs: tuple[int, int],
    *,
    before: bool,
) -> bool:
    """Whether the next word that matters behind them is the same, or (if asked) that before."""
    for step in (-1, 1) if before else (1,):
        one, other = _next(first, mine, step), _next(second, theirs, step)
        if one is not None and one == other:
            return True
    return False


def _next(found: Sequence[Token], phrase: tuple[int, int], step: int) -> str | None:
    place = phrase[1] if step > 0 else phrase[0] - 1
    for _ in range(_BESIDE):
        if not 0 <= place < len(found) or found[place].text in _ENDS_CLAUSE:
            return None
        if found[place].matters:
            return found[place].stem
        place += step
    return None


def shared(first: Sequence[Token], second: Sequence[Token]) -> frozenset[str]:
    """The words that matter in both."""
    return frozenset(token.stem for token in first if token.matters) & frozenset(
        token.stem for token in second if token.matters
    )


def heads(found: Sequence[Token], phrase: tuple[int, int]) -> bool:
    """Whether a noun here is the head of its phrase, as far as the next word tells.

    "the terrorist network" is no terrorist: a noun may follow where neither a sign, a little word
    nor a form of a verb does.
    """
    if phrase[1] >= len(found):
        return True
    following = found[phrase[1]]
    return not following.matters or following.text.lower().endswith(("ed", "ing", "ly"))
