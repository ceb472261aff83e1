"""To whom a claim is attributed: the phrase around the verb of saying (pure)."""

from __future__ import annotations

import re

from compare.differences.telling import Telling
from compare.quotations import within

_SAYING = re.compile(
    r"\b(?:said|says|told|according to|claim(?:s|ed)|alleg\w{1,6}|contend(?:s|ed)|argu(?:es|ed)"
    r"|insist(?:s|ed)|report(?:s|ed)|announced|not(?:ed|es|ing)|took issue|accus\w{2,3}"
    r"|officials|sources|witnesses)\b|[“”\"]",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"[^,.;:!?“”\"()\n—–]*\Z")
_AFTER = re.compile(r"\s*[^,.;:!?“”\"()\n—–]*")
_WINDOW = 80
"""Characters to either side: who speaks stands close by."""
_WORDS = 6


def attributed(text: str) -> bool:
    """Whether a passage says of anything in it who said so."""
    return bool(_SAYING.search(text))


def attribution(text: str, start: int, end: int) -> tuple[int, int]:
    """From the speaker to the verb of saying that stands at start to end; both, if it is behind."""
    if text[start:end].lower().startswith("according"):
        found = _AFTER.match(text, end, min(len(text), end + _WINDOW))
        words = list(re.finditer(r"\S+", found.group() if found else ""))[:_WORDS]
        return (start, end + words[-1].end()) if words else (start, end)
    before = text[max(0, start - _WINDOW) : start]
    clause = _BEFORE.search(before)
    begin = clause.start() if clause else len(before)
    words = list(re.finditer(r"\S+", before[begin:]))[-_WORDS:]
    offset = start - len(before) + begin
    return (offset + words[0].start(), end) if words else (start, end)


def spoken(telling: Telling, start: int, end: int) -> bool:
    """Whether these characters of the passage stand in somebody's mouth."""
    start, end = telling.passage.start + start, telling.passage.start + end
    return any(
        piece.start <= start and end <= piece.end
        for quotation in within(telling.text, telling.language, start, end)
        if quotation.role == "speech"
        for piece in quotation.pieces
    )
