"""wording: loaded against neutral labels for one thing, and quotations given in other words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files

from compare.differences.finding import Finding, Span
from compare.differences.telling import Pairing
from compare.passages import Passage

_QUOTATION = re.compile(r"“([^”]{12,})”|\"([^\"]{12,})\"")
_TOKEN = re.compile(r"[\w’'-]+")
_ALIKE = 0.6
"""Quotations whose words agree less than this are two quotations, not one altered."""
_LONGEST = 6
"""Words: where more are replaced, the quotation was cut or it is another one, not altered."""
_TRANSCRIPTIONS = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        (r"\bcan(?:'t|not)\b", "can not"),
        (r"\bwon't\b", "will not"),
        (r"n't\b", " not"),
        (r"'ll\b", " will"),
        (r"'re\b", " are"),
        (r"'ve\b", " have"),
        (r"'m\b", " am"),
        (r"'d\b", " would"),
        (r"(?<=\d)(?:st|nd|rd|th)\b", ""),
        (r"\bno (?=\d)", "number "),
        (r"\bone\b", "1"),
    )
)
_FUNCTION_WORDS = frozenset(
    """
    a an the and or but of to in on at by for from with as is are was were be been that this
    these those it its it's that's he she they we i you his her their our your my not
    """.split()
)


@dataclass(frozen=True, kw_only=True)
class Label:
    """A word of the lexicon where it stands in a passage."""

    group: str
    loaded: bool
    stem: str
    start: int
    end: int
    # offsets in the passage's text


class Wording:
    """Differences of words for the same thing; see labels.toml for the lexicon."""

    kind = "wording"

    def find(self, pair: Pairing) -> Iterable[Finding]:
        if pair.matched:
            yield from self._labels(pair.first.passage, pair.second.passage)
            yield from self._quotations(pair.first.passage, pair.second.passage)

    def _labels(self, first: Passage, second: Passage) -> Iterator[Finding]:
        firsts, seconds = labels(first.text), labels(second.text)
        for group in sorted({label.group for label in firsts}):
            mine = [label for label in firsts if label.group == group]
            theirs = [label for label in seconds if label.group == group]
            # A label that both use is no difference, whatever else they say.
            common = {label.stem for label in mine} & {label.stem for label in theirs}
            mine = [label for label in mine if label.stem not in common]
            theirs = [label for label in theirs if label.stem not in common]
            if not mine or not theirs or common:
                continue
            one = max(mine, key=lambda label: label.loaded)
            other = max(theirs, key=lambda label: label.loaded)
            if one.loaded or other.loaded:
                yield Finding(
                    kind=self.kind,
                    spans=(_span(first, one.start, one.end), _span(second, other.start, other.end)),
                    confidence=0.7 if one.loaded != other.loaded else 0.6,
                )

    def _quotations(self, first: Passage, second: Passage) -> Iterator[Finding]:
        for mine in _quoted(first.text):
            for theirs in _quoted(second.text):
                found = _altered(first.text, mine, second.text, theirs)
                if found:
                    (a, b), (c, d), ratio = found
                    yield Finding(
                        kind=self.kind,
                        spans=(_span(first, a, b), _span(second, c, d)),
                        confidence=round(ratio, 3),
                    )


def labels(text: str) -> list[Label]:
    """The lexicon's labels in a text, longest first where they overlap."""
    found: list[Label] = []
    for match in _lexicon_pattern().finditer(text):
        word = " ".join(match.group().lower().split())
        for candidate in (word, word.removesuffix("s")):
            for group, loaded in _lexicon().get(candidate, ()):
                found.append(
                    Label(
                        group=group,
                        loaded=loaded,
                        stem=candidate,
                        start=match.start(),
                        end=match.end(),
                    )
                )
            if candidate in _lexicon():
                break
    return found


@cache
def _lexicon() -> dict[str, tuple[tuple[str, bool], ...]]:
    """label → the groups it stands in, and whether it is loaded there."""
    document = tomllib.loads(
        files("compare.differences").joinpath("labels.toml").read_text(encoding="utf-8")
    )
    lexicon: dict[str, tuple[tuple[str, bool], ...]] = {}
    for group, lists in document.items():
        for loaded in (False, True):
            for word in lists["loaded" if loaded else "neutral"]:
                key = word.lower()
                lexicon[key] = (*lexicon.get(key, ()), (group, loaded))
    return lexicon


@cache
def _lexicon_pattern() -> re.Pattern[str]:
    words = sorted(_lexicon(), key=len, reverse=True)
    alternatives = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)
    return re.compile(rf"(?<![\w-])(?:{alternatives})s?(?![\w-])", re.IGNORECASE)


def _quoted(text: str) -> list[tuple[int, int]]:
    """Offsets of what stands inside quotation marks, without the marks."""
    return [
        match.span(1) if match[1] is not None else match.span(2)
        for match in _QUOTATION.finditer(text)
    ]


def _altered(
    first: str, mine: tuple[int, int], second: str, theirs: tuple[int, int]
) -> tuple[tuple[int, int], tuple[int, int], float] | None:
    """Where one quotation replaces content words of the other: two spans, how alike they are."""
    ones = list(_TOKEN.finditer(first, *mine))
    others = list(_TOKEN.finditer(second, *theirs))
    words = [_fold(m) for m in ones], [_fold(m) for m in others]
    matcher = SequenceMatcher(a=words[0], b=words[1], autojunk=False)
    if matcher.real_quick_ratio() < _ALIKE or matcher.ratio() < _ALIKE:
        return None
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "replace":
            continue
        mine_differs, theirs_differs = words[0][a:b], words[1][c:d]
        if max(b - a, d - c) > _LONGEST or _spelled_alike(mine_differs, theirs_differs):
            continue
        if {*mine_differs} - _FUNCTION_WORDS and {*theirs_differs} - _FUNCTION_WORDS:
            return (
                (ones[a].start(), ones[b - 1].end()),
                (others[c].start(), others[d - 1].end()),
                matcher.ratio(),
            )
    return None


def _spelled_alike(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether two transcriptions differ only as "can't" and "cannot" or "12" and "12th" do."""
    return _transcribed(mine) == _transcribed(theirs)


def _transcribed(words: Sequence[str]) -> str:
    text = " ".join(words)
    for short, long in _TRANSCRIPTIONS:
        text = short.sub(long, text)
    return re.sub(r"[^\w]", "", text)


def _fold(match: re.Match[str]) -> str:
    return match.group().lower().replace("’", "'")


def _span(passage: Passage, start: int, end: int) -> Span:
    return Span(
        passage=passage,
        start=passage.start + start,
        end=passage.start + end,
        normal=passage.text[start:end].lower(),
    )
