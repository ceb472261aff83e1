"""The noun phrase that a verb of speech belongs to (pure; English): before it or behind it."""

from __future__ import annotations

from collections.abc import Sequence

from compare.quotations.cues import (
    BETWEEN,
    CALENDAR,
    DETERMINERS,
    FUNCTION,
    NAMING,
    PARTICLES,
    PRONOUNS,
    SAYING,
    TITLES,
)
from compare.quotations.tokens import Token

_APPOSITION = 24
"""Words and signs between the commas of "Dana Hollis, the mayor of Oak Bend, said"."""
_PHRASE = 9
"""Words of a noun phrase."""
_OFFICE = 7
"""Words of an office before a name."""
_JOINING = frozenset({"of", "for", "from", "at", "with", "in"})
_NO_PART = FUNCTION | SAYING | NAMING

Phrase = tuple[int, int]
"""Places of the first token and behind the last one."""


def before_verb(found: Sequence[Token], verb: int) -> Phrase | None:
    """The phrase that ends before the verb, appositions skipped: of "Dana Hollis, 54, said"."""
    last = verb - 1
    while last >= 0 and (found[last].small in BETWEEN or found[last].small.endswith("ly")):
        last -= 1
    if last < 0:
        return None
    if found[last].text == ",":
        opened = _comma_before(found, last)
        if opened is not None:
            inner = (opened + 1, last)
            if _all_large(found, inner) and opened and not found[opened - 1].large:
                # "a forklift driver, Ray Aldous, said"
                return inner
            last = opened - 1
    elif found[last].text == ")":
        while last >= 0 and found[last].text != "(":
            last -= 1
        last -= 1
    if last < 0 or not found[last].word:
        return None
    return _backwards(found, last)


def before_commas(found: Sequence[Token], verb: int) -> Phrase | None:
    """The name that opens the sentence, where an apposition with commas of its own follows it.

    "Dylan Nelson, a fellow at an institute in Munich, Germany, and co-author, said".
    """
    if verb < 1 or found[verb - 1].text != ",":
        return None
    subject = opening(found[:verb])
    if subject is None or subject[1] - subject[0] < 2 or not found[subject[1] - 1].large:
        return None
    behind = found[subject[1] : subject[1] + 2]
    if len(behind) < 2 or behind[0].text != "," or behind[1].small in ("where", "when"):
        return None
    return subject


def opens_with(found: Sequence[Token], subject: Phrase) -> bool:
    """Whether nothing stands before the phrase but what belongs to it.

    That is a phrase that it is the apposition of, or an office: "board chair Beatrix Holloman".
    """
    first = subject[0]
    if first > 1 and found[first - 1].text == ",":
        head = _backwards(found, first - 2)
        first = head[0] if head else first
    elif found[first].large:
        place = first
        while place > 0 and first - place < _OFFICE and _of_office(found[place - 1]):
            place -= 1
        first = place
    return not any(token.word for token in found[:first])


def _of_office(token: Token) -> bool:
    return token.word and token.small not in _NO_PART - {"of", "for", "and"}


def after_verb(found: Sequence[Token], verb: int) -> Phrase | None:
    """The phrase that begins behind the verb: of "said Dana Hollis, the mayor"."""
    first = verb + 1
    if first >= len(found) or not found[first].word:
        return None
    if found[first].small in PRONOUNS:
        return (first, first + 1) if found[first].small != "who" else None
    if found[first].small in FUNCTION | CALENDAR:
        return None
    end = first
    while end < len(found) and end - first < _PHRASE and found[end].word:
        small = found[end].small
        if small in FUNCTION and small not in _JOINING:
            break
        if small in CALENDAR or small in SAYING or small in ("told", "tuesday"):
            break
        if small in _JOINING and (
            end == first or found[end - 1].large or end + 1 >= len(found) or small in ("at", "in")
        ):
            break
        end += 1
    if end == first:
        return None
    if end < len(found) and found[end].text == "," and not found[end - 1].large:
        # "said its chair, Ruthann Meeks"
        behind = end + 1
        while behind < len(found) and found[behind].large and behind - end < _PHRASE:
            behind += 1
        if behind > end + 2 and (behind == len(found) or not found[behind].word):
            return end + 1, behind
    return _name_in(found, first, end)


def opening(found: Sequence[Token]) -> Phrase | None:
    """The name or pronoun that a sentence opens with, behind "On Monday," and the like."""
    start = 0
    comma = next((place for place, token in enumerate(found[:10]) if token.text == ","), None)
    if comma is not None and found[0].small in FUNCTION | CALENDAR:
        start = comma + 1
    while start < len(found) and (
        not found[start].word or found[start].small in CALENDAR | {"and", "but", "so"}
    ):
        start += 1
    if start >= len(found) or found[start].small in DETERMINERS:
        return None
    if found[start].small.endswith("ly"):
        return None
    if found[start].small in PRONOUNS - {"it", "who"}:
        return start, start + 1
    end = start
    while end < len(found) and found[end].large and end - start < _PHRASE:
        end += 1
    while end < len(found) and found[end].small in TITLES and not found[end].large:
        end += 1
    while end < len(found) and found[end].large and end - start < _PHRASE:
        end += 1
    if end == start or found[start].small in FUNCTION or _goes_on(found, end):
        return None
    return start, end


def _goes_on(found: Sequence[Token], end: int) -> bool:
    """Whether the name is part of a longer phrase: "Oak Bend lawyer Dana Hollis" is no Oak Bend."""
    place = end
    while place < len(found) and place - end < _OFFICE and _noun(found[place]):
        place += 1
    return end < place < len(found) and found[place].large


def _noun(token: Token) -> bool:
    small = token.small
    return (
        token.word
        and not token.large
        and small not in _NO_PART | BETWEEN | DETERMINERS
        and not small.endswith(("ed", "ly"))
    )


def _all_large(found: Sequence[Token], phrase: Phrase) -> bool:
    words = found[slice(*phrase)]
    return len(words) > 1 and all(word.large for word in words)


def _comma_before(found: Sequence[Token], last: int) -> int | None:
    """Where the apposition opens that closes with this comma."""
    place = last - 1
    while place >= 0 and last - place < _APPOSITION:
        if found[place].text == ",":
            # "the mayor of Oak Bend, Ill., said": a name of a place has commas of its own.
            return place
        if found[place].text in ".;:!?":
            return None
        place -= 1
    return None


def _backwards(found: Sequence[Token], last: int) -> Phrase | None:
    small = found[last].small
    if small in PRONOUNS:
        return (last, last + 1) if small != "who" else _before_who(found, last)
    if small in FUNCTION or small in SAYING or small in NAMING:
        return None
    first = last
    if found[last].large:
        while first > 0 and _in_name(found, first - 1):
            first -= 1
        while first < last and found[first].small in CALENDAR | FUNCTION:
            first += 1
        if first > 0 and found[first - 1].small in ("the", "a", "an"):
            first -= 1
        return (first, last + 1) if found[last].small not in CALENDAR else None
    while first > 0 and last - first < _PHRASE:
        previous = found[first - 1]
        if previous.small in DETERMINERS:
            first -= 1
            if first > 0 and found[first - 1].small in ("of", "for"):
                first -= 1
                continue
            break
        if not previous.word or (previous.small in _NO_PART and previous.small != "of"):
            break
        first -= 1
    while first < last and found[first].small in ("of", "for", "and"):
        first += 1
    return first, last + 1


def _before_who(found: Sequence[Token], last: int) -> Phrase | None:
    place = last - 1
    if place >= 0 and found[place].text == ",":
        place -= 1
    return _backwards(found, place) if place >= 0 and found[place].large else None


def _in_name(found: Sequence[Token], place: int) -> bool:
    token = found[place]
    if token.small.endswith("'s"):
        return False
    return token.large or token.small in PARTICLES


def _name_in(found: Sequence[Token], first: int, end: int) -> Phrase:
    """Of "spokesman Dana Hollis" the name; of "a spokesman for the mayor" all."""
    start = end
    while start > first and _in_name(found, start - 1):
        start -= 1
    joined = any(token.small in _JOINING for token in found[first:end])
    if start in (end, first) or joined:
        return first, end
    return start, end
