"""The people whom an article names, and where (pure; English).

Without a model: two or more words written large, not a body's nor a place's by their words; and
then each later mention of such a person's last word. Names that this misses leave a pronoun
unresolved; a name too many can only do the same.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from compare.quotations.cues import (
    BODIES,
    CALENDAR,
    DETERMINERS,
    FUNCTION,
    OFFICES,
    PRONOUNS,
    TITLES,
)
from compare.quotations.marks import Marked
from compare.quotations.tokens import Token, tokens

PARTICLES = frozenset({"de", "da", "del", "der", "van", "von", "bin", "al", "el", "la", "le", "di"})
_STOPS = frozenset(".?!:;“”\"‘’'(")
_LONGEST = 6
"""Words of a name."""
_NEAR = 400
"""Characters before a pronoun in which no second person may be named."""


@dataclass(frozen=True, kw_only=True)
class Mention:
    """Where a person is named."""

    name: str
    # the fullest form in the article; of one word where it may be anything's
    start: int
    end: int
    # offsets in the article's text


class People:
    """Of one article."""

    def __init__(self, text: str, marks: Sequence[Marked]) -> None:
        found = tokens(text, 0, len(text))
        runs = _runs(found)
        opening = {
            token.start
            for before, token in zip([None, *found], found, strict=False)
            if before is None or before.text in _STOPS or "\n" in text[before.end : token.start]
        }
        self._full: dict[str, set[str]] = {}
        for run in runs:
            words = plain_name([token.text for token in run])
            if len(words) > 1 and not _of_a_body(words):
                self._full.setdefault(words[-1].lower(), set()).add(" ".join(words))
        starts = [piece.start for one in marks for piece in one.pieces]
        ends = [piece.end for one in marks for piece in one.pieces]
        self._mentions: list[Mention] = []
        for run in runs:
            name = self.named([token.text for token in run])
            place = bisect_left(starts, run[0].end) - 1
            quoted = place >= 0 and run[0].start < ends[place]
            # A single word that opens a sentence is large in any case.
            counts = name and (" " in name or run[0].start not in opening)
            if name and counts and not quoted:
                self._mentions.append(Mention(name=name, start=run[0].start, end=run[-1].end))
        self._starts = [mention.start for mention in self._mentions]

    def named(self, words: Sequence[str]) -> str | None:
        """The fullest name for these words, without title; None where they name no one person."""
        plain = plain_name(words)
        if not plain or _of_a_body(plain):
            return None
        if len(plain) > 1:
            return " ".join(plain)
        fuller = self._full.get(plain[0].lower(), set())
        shortest = min(fuller, key=len, default="")
        if fuller and all(name.endswith(f" {shortest}") for name in fuller - {shortest}):
            return shortest
        # Two people of one family name: which is meant is not said.
        return None if fuller else plain[0]

    def meant(self, place: int, last_speaker: str | None) -> str | None:
        """Whom "he" or "she" at this place means, where that is safe.

        It is where only one name stands shortly before, or where the person named last is who
        spoke last. A name of one word that is nobody's for certain (a place, a nickname) counts
        as another's.
        """
        before = bisect_left(self._starts, place)
        if not before:
            return None
        last = self._mentions[before - 1]
        if " " not in last.name:
            return None
        if last.name == last_speaker:
            return last.name
        near = {
            mention.name
            for mention in self._mentions[max(0, before - 40) : before]
            if mention.start >= place - _NEAR
        }
        return last.name if near == {last.name} else None


def plain_name(words: Sequence[str]) -> list[str]:
    """The words of a name without what stands before it, initials within, possessive and "Jr."."""
    kept = [word.strip(".").removesuffix("'s").removesuffix("’s") for word in words]
    while kept and kept[-1].lower() in ("jr", "sr", "ii", "iii"):
        kept.pop()
    # "Oak Bend Fire Chief Lorna Bexley": what stands before the last title goes with it. A title
    # at the very end is a family name (Steve King).
    before = [
        place
        for place, word in enumerate(kept[:-1])
        if word.lower() in TITLES | CALENDAR | FUNCTION | PRONOUNS | DETERMINERS or not word
    ]
    kept = kept[before[-1] + 1 :] if before else kept
    return [word for number, word in enumerate(kept) if number == 0 or len(word) > 1]


def _of_a_body(words: Sequence[str]) -> bool:
    last = words[-1].lower()
    if last in OFFICES or (len(words) == 1 and last in TITLES | PRONOUNS | DETERMINERS):
        return True
    return any(
        word.lower() in BODIES | CALENDAR
        # "NASA"; but of J.B. Pritzker the initials
        or (word.isupper() and len(word) > 1 and "." not in word)
        for word in words
    )


def _runs(found: Sequence[Token]) -> list[list[Token]]:
    """Stretches of words written large, with "van" and "de" between them."""
    runs: list[list[Token]] = []
    run: list[Token] = []
    for token in found:
        if token.large and len(run) < _LONGEST:
            run.append(token)
            if token.small.endswith("'s"):
                runs.append(run)
                run = []
        elif run and token.small in PARTICLES and len(run) < _LONGEST:
            run.append(token)
        else:
            runs.extend([_trimmed(run)] if run else [])
            run = [token] if token.large else []
    runs.extend([_trimmed(run)] if run else [])
    return [one for one in runs if one]


def _trimmed(run: list[Token]) -> list[Token]:
    while run and not run[-1].large:
        run.pop()
    return run
