"""The quotations of an article's text, with who said them (pure)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from compare.quotations.cues import FUNCTION
from compare.quotations.marks import Marked, marked
from compare.quotations.people import People
from compare.quotations.quotation import Attribution, Quotation, Role
from compare.quotations.speakers import ahead, behind, resolved
from compare.quotations.tokens import tokens

_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_SENTENCE_ENDED = re.compile(r"[.?!…][\"'”’]?$")
_HALF_OPEN = re.compile(r"[,\w—–-]$")
_SCARE = 2
"""Words: so few, with no stop and nobody saying them, are set apart rather than quoted."""
_TITLE = 8
"""Words of the longest title of a work that is looked for."""
_BETWEEN = 160
"""Characters of the longest "Dana Hollis, the mayor of Oak Bend, said" between two halves."""

_WIDE = 400
"""Characters between two quotations of one person's, the second of which has no attribution."""
_LINES = 3
"""The rest of her paragraph, a blank line, and this one."""


@lru_cache(maxsize=256)
def quotations(text: str, language: str | None = None) -> tuple[Quotation, ...]:
    """The quotations of a text in its order, without overlap; nested ones count to the outer.

    language: BCP 47. Marks are read in any; who speaks is sought in English (and where nothing
    declares a language) and left open in others. Time is linear in the length of the text.
    """
    marks = marked(text)
    if not marks:
        return ()
    if not is_english(language):
        return tuple(_quotation(text, one, None) for one in marks)
    return tuple(_attributed(text, marks))


def is_english(language: str | None) -> bool:
    """Whether a text of this language (BCP 47) is read as English; one that declares none is."""
    return (language or "en").replace("_", "-").split("-")[0].lower() == "en"


def within(text: str, language: str | None, start: int, end: int) -> Sequence[Quotation]:
    """Those of a text that stand, at least in part, in text[start:end]."""
    found = quotations(text, language)
    first = bisect_left(found, start, key=lambda one: one.end)
    last = first
    while last < len(found) and found[last].start < end:
        last += 1
    return found[first:last]


def _attributed(text: str, marks: Sequence[Marked]) -> Iterator[Quotation]:
    people = People(text, marks)
    lines = [match.start() for match in re.finditer(r"\n", text)]
    last: Quotation | None = None
    spoke: str | None = None
    held: Marked | None = None
    told: Attribution | None = None
    for number, one in enumerate(marks):
        following = marks[number + 1] if number + 1 < len(marks) else None
        if held is not None:
            # The second half: its attribution stands between the two.
            one = Marked(pieces=(*held.pieces, *one.pieces), closed=one.closed)
        else:
            told = _ahead(text, people, lines, one, last) or _behind(
                text, people, lines, one, following
            )
        held = None
        if told and following and _goes_on(text, lines, one, told, following):
            held, told = one, replace(told, ground="between")
            continue
        if told is None and last and last.attribution and _continues(text, lines, last, one):
            told = replace(last.attribution, ground="carried")
        if told is not None and told.ground != "carried":
            told = resolved(told, people, text, spoke)
        last = _quotation(text, one, told)
        spoke = last.name or spoke
        yield last


def _ahead(
    text: str, people: People, lines: Sequence[int], one: Marked, last: Quotation | None
) -> Attribution | None:
    place = one.pieces[0].start
    start = max(_paragraph(text, lines, place)[0], last.end if last else 0)
    told = ahead(text, people, start, place)
    if told is None and not text[start:place].strip("“„\"«»‘' \n"):
        # The marks open the paragraph: "The mayor said:" may stand in the one before.
        before = text[max(0, start - _BETWEEN) : start].rstrip()
        if before.endswith(":") and (last is None or last.end < start):
            end = max(0, start - _BETWEEN) + len(before)
            floor = max(_paragraph(text, lines, end)[0], last.end if last else 0)
            told = ahead(text, people, floor, end)
    return told


def _behind(
    text: str, people: People, lines: Sequence[int], one: Marked, following: Marked | None
) -> Attribution | None:
    place = one.pieces[-1].end
    end = _paragraph(text, lines, place)[1]
    if following is not None:
        end = min(end, following.pieces[0].start)
    # “Why?” she asked: a question ends no more than its own sentence.
    ended = text[one.pieces[-1].start : place][-1:] == "."
    return behind(text, people, place, end, ended=ended)


def _goes_on(
    text: str, lines: Sequence[int], one: Marked, told: Attribution, following: Marked
) -> bool:
    """Whether these are two halves of a sentence: “…,” she said, “…”."""
    end, start = one.pieces[-1].end, following.pieces[0].start
    if told.ground not in ("after", "between"):
        return False
    if start - end > _BETWEEN or start > _paragraph(text, lines, end)[1]:
        return False
    if told.cue is None or not end <= told.cue.start < start:
        return False
    between = text[end:start].rstrip("“„\"«»‘'` \u00a0")
    words = _WORD.findall(between)
    if not _HALF_OPEN.search(text[one.pieces[-1].start : end]) or words[-1:] in (["and"], ["or"]):
        return False
    if between.endswith((",", "—", "–")):
        return not any(stop in between for stop in ";:?!")
    small = text[start : start + 1].islower()
    return small and between.endswith(told.cue.of(text))


def _continues(text: str, lines: Sequence[int], last: Quotation, one: Marked) -> bool:
    """Whether the same person plainly goes on: in the paragraph, or in one that is all quoted."""
    if one.pieces[0].start - last.end > _WIDE:
        return False
    place = one.pieces[0].start
    start, end = _paragraph(text, lines, place)
    if not _SENTENCE_ENDED.search(text[max(0, one.pieces[-1].end - 2) : one.pieces[-1].end]):
        return False
    between = text[last.end : place]
    told = last.attribution
    if last.end >= start:
        # “…,” she said. “…”: nothing but her own attribution stands between.
        stops = sum(token.text == "." for token in tokens(text, last.end, place))
        own = told is not None and told.ground in ("after", "carried")
        return (own and stops <= 1) or not _WORD.search(between)
    # A paragraph that is all quoted, behind one that began or ended with her words.
    around = text[start:place] + text[one.pieces[-1].end : end]
    spoken = last.role == "speech" and (
        not _WORD.search(between) or (told is not None and told.ground in ("after", "between"))
    )
    near = len(between.strip().split("\n")) <= _LINES
    return spoken and near and one.closed and not _WORD.search(around)


def _quotation(text: str, one: Marked, told: Attribution | None) -> Quotation:
    return Quotation(
        pieces=one.pieces, closed=one.closed, attribution=told, role=_role(text, one, told)
    )


def _role(text: str, one: Marked, told: Attribution | None) -> Role:
    if len(one.pieces) > 1:
        return "speech"
    piece = one.pieces[0].of(text)
    words = [match.group() for match in _WORD.finditer(piece[:400])]
    stopped = bool(re.search(r"[,.?!…]$", piece))
    if len(words) <= _SCARE and not _spoken(text, one, told, stopped=stopped):
        return "scare"
    large = [word for word in words if word.lower() not in FUNCTION | {"the", "a", "an"}]
    written_large = len(large) > 1 and all(word[0].isupper() or word[0].isdigit() for word in large)
    said = _spoken(text, one, told, stopped=stopped)
    if written_large and len(words) <= _TITLE and not said:
        return "title"
    return "speech"


def _spoken(text: str, one: Marked, told: Attribution | None, *, stopped: bool) -> bool:
    if told is None:
        return False
    if told.ground == "carried":
        return stopped and text[one.pieces[0].start].isupper()
    return _beside(text, one, told) and (stopped or told.ground == "before")


def _beside(text: str, one: Marked, told: Attribution) -> bool:
    """Whether nothing but a colon or the marks stand between the words and who says them."""
    cue = told.cue or told.speaker
    if told.ground == "before":
        return not _WORD.search(text[cue.end : one.pieces[0].start])
    first = min(cue.start, told.speaker.start)
    return not _WORD.search(text[one.pieces[-1].end : first])


def _paragraph(text: str, lines: Sequence[int], place: int) -> tuple[int, int]:
    """Where the paragraph of this place begins and ends."""
    after = bisect_left(lines, place)
    start = lines[after - 1] + 1 if after else 0
    return start, lines[after] if after < len(lines) else len(text)
