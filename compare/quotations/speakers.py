"""Who is said to have said what stands inside the marks (pure; English).

By the words around the marks, in their paragraph: the phrase before a verb of speech or behind it.
What is not plain is left open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from compare.quotations.cues import (
    ADDING,
    BETWEEN,
    CALENDAR,
    HEARERS,
    NAMING,
    PARTICLES,
    PASSIVE,
    PRONOUNS,
    SAYING,
    SIGNS,
    TELLING,
)
from compare.quotations.people import People
from compare.quotations.quotation import Attribution, Ground, Piece
from compare.quotations.subjects import (
    Phrase,
    after_verb,
    before_commas,
    before_verb,
    opening,
    opens_with,
)
from compare.quotations.tokens import Token, tokens

_WINDOW = 400
"""Characters of a paragraph that are read on either side of a quotation."""
_MARKS = frozenset("“”„‟\"«»‹›「」『』‘’‚'`,-–—[]()")
_STOPS = frozenset(".?!;")


def behind(text: str, people: People, start: int, end: int, *, ended: bool) -> Attribution | None:
    """Told behind the words, in text[start:end]: “…,” said Dana Hollis.

    ended: whether the words close their sentence, so that what follows is another.
    """
    if ended:
        return None
    found = _clause(tokens(text, start, min(end, start + _WINDOW)))
    while found and not found[0].word:
        if found[0].text not in _MARKS:
            return None
        found.pop(0)
    if not found:
        return None
    first = 0
    while first < len(found) and found[first].small in BETWEEN:
        first += 1
    if _according(found, first):
        return _told(text, people, found, after_verb(found, first + 1), (first, first + 2), "after")
    if first < len(found) and found[first].small in SAYING:
        subject = None if found[first].small in HEARERS else after_verb(found, first)
        return _told(text, people, found, subject, (first, first + 1), "after")
    for place, token in enumerate(found):
        if token.small in SAYING and not _passive(found, place):
            subject = before_commas(found, place) or before_verb(found, place)
            if subject and opens_with(found, subject):
                return _told(text, people, found, subject, (place, place + 1), "after")
            return None
    return None


def ahead(text: str, people: People, start: int, end: int) -> Attribution | None:
    """Told before the words, in text[start:end]: Dana Hollis said: “…”."""
    found = _sentence(tokens(text, max(start, end - _WINDOW), end))
    while found and found[-1].text in _MARKS:
        found.pop()
    for place in range(len(found) - 1, -1, -1):
        token = found[place]
        if token.small in SIGNS:
            return None
        if _according(found, place):
            subject = after_verb(found, place + 1)
            return _told(text, people, found, subject, (place, place + 2), "before")
        if token.small in SAYING | NAMING | ADDING and not _passive(found, place):
            subject = None
            if token.small not in ADDING:
                subject = before_commas(found, place) or before_verb(found, place)
            joined = place > 0 and found[place - 1].small in ("and", "but", "then", "to")
            if subject is None and (token.small in ADDING or joined):
                subject = _sentences_subject(found, place)
            if subject is None and token.small in SAYING and place == 0:
                subject = after_verb(found, place)
            return _told(text, people, found, subject, (place, place + 1), "before")
    if found and found[-1].text == ":":
        subject = opening(found)
        if subject and subject[1] == len(found) - 1:
            return _told(text, people, found, subject, None, "before")
    return None


def _sentences_subject(found: Sequence[Token], end: int) -> Phrase | None:
    """Whose "adding" it is: the subject of a verb right before it, else what opens the sentence."""
    place = end - 2 if end > 0 and found[end - 1].text == "," else end - 1
    if place > 0 and found[place].small in TELLING and not _passive(found, place):
        subject = before_commas(found, place) or before_verb(found, place)
        if subject:
            return subject
    return opening(found[:end])


def resolved(attribution: Attribution, people: People, text: str, last: str | None) -> Attribution:
    """With the name that a pronoun means, where that is safe. last: who spoke last."""
    if attribution.speaker.of(text).lower() in ("he", "she"):
        return replace(attribution, name=people.meant(attribution.speaker.start, last))
    return attribution


def _told(
    text: str,
    people: People,
    found: Sequence[Token],
    subject: Phrase | None,
    cue: Phrase | None,
    ground: Ground,
) -> Attribution | None:
    if subject is None:
        return None
    words = found[slice(*subject)]
    if not words or words[0].small in CALENDAR:
        return None
    speaker = Piece(start=words[0].start, end=words[-1].end)
    named = words[0].large and words[0].small not in PRONOUNS and words[-1].large
    large = [word.text for word in words if word.large or word.small in PARTICLES]
    return Attribution(
        ground=ground,
        speaker=speaker,
        cue=None if cue is None else Piece(start=found[cue[0]].start, end=found[cue[1] - 1].end),
        name=people.named(large) if named else None,
    )


def _according(found: Sequence[Token], place: int) -> bool:
    return (
        place + 1 < len(found)
        and found[place].small == "according"
        and found[place + 1].small == "to"
    )


def _passive(found: Sequence[Token], place: int) -> bool:
    return place > 0 and found[place - 1].small in PASSIVE


def _clause(found: list[Token]) -> list[Token]:
    """Up to the end of the sentence; "(D-Ill.)" does not end one."""
    brackets = 0
    for place, token in enumerate(found):
        brackets += (token.text == "(") - (token.text == ")")
        if token.text in _STOPS and brackets <= 0:
            return found[:place]
    return found


def _sentence(found: list[Token]) -> list[Token]:
    """From behind the end of the last sentence."""
    for place in range(len(found) - 1, -1, -1):
        if found[place].text in _STOPS:
            return found[place + 1 :]
    return found
