"""What one account argues by another's mouth, and the other says in its own voice (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from compare.differences.attribution import attribution, spoken
from compare.differences.claims import tempered
from compare.differences.finding import Finding, span
from compare.differences.frames import Token, tokens
from compare.differences.surroundings import content
from compare.differences.telling import Telling

_ARGUING = re.compile(
    r"\b(?:claim(?:s|ed)(?! (?:\d|the li|responsib|victory|credit))|alleg(?:es|ed)|contend(?:s|ed)"
    r"|argu(?:es|ed)|insist(?:s|ed)|maintain(?:s|ed)|assert(?:s|ed)|accus(?:es|ed))\b",
    re.IGNORECASE,
)
_SAYING = re.compile(
    r"\b(?:sa(?:id|ys?|ying)|t(?:old|ells?|elling)|according to|claim\w{0,3}|alleg\w{1,6}"
    r"|contend\w{0,3}|argu\w{1,3}|insist\w{0,3}|report(?:s|ed|edly)|announc\w{1,3}|accus\w{1,6}"
    r"|maintain\w{0,3}|assert\w{0,4}|suggest\w{0,3}|wr(?:ites|ote)|tweeted|testified"
    r"|not(?:ed|es|ing)|called|took issue|criticiz\w{1,4}|charg(?:es|ed|ing)"
    r"|stat(?:es|ed|ement)|explained|believ\w{1,3}|warn\w{0,3}|acknowledged|conclude\w?)\b",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|do|does|did|will|would|can|could|may|might|must"
    r"|should|not|\w{2,}(?:ed|ing))\b|n[’']t\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|never|nor|no|neither)\b|n[’']t\b", re.IGNORECASE)
_NEAR = 30
"""Characters before the words in which a "not" denies them."""
_SPEAKER = re.compile(r"\b(?:I|[Ww]e|[Yy]ou|[Mm]y|[Oo]urs?|[Yy]our|me|us)\b")
_BREAK = re.compile(r"[.;:!?—–](?=\s)")
_BEFORE = 140
"""Characters before the words in which the verb of arguing stands, in the same sentence."""
_MARKS = "“\"‘'"
_LEAST_RUN, _LEAST_CONTENT, _MOST_PART = 3, 2, 0.75
"""Words in a row that both have; words among them that matter; what part they may be of the other
passage: one that is the same sentence as a whole is a quotation whose marks were lost."""
_BASE, _PER_WORD, _MOST_SURE = 0.46, 0.03, 0.75


def adopted(kind: str, one: Telling, other: Telling, chance: float) -> Iterator[Finding]:
    """Words that somebody argues in the first passage, and nobody in particular in the second."""
    first, second = one.passage, other.passage
    if _SAYING.search(second.text) or _SPEAKER.search(second.text):
        return
    if not _ARGUING.search(first.text) or _inside_quotation(other):
        return
    mine, theirs = _words(first.text), _words(second.text)
    matcher = SequenceMatcher(
        a=[token.stem for token in mine], b=[token.stem for token in theirs], autojunk=False
    )
    best = None
    for block in matcher.get_matching_blocks():
        run = mine[block.a : block.a + block.size]
        words = content([token.text for token in run if token.matters and token.text.islower()])
        if len(run) < _LEAST_RUN or len(words) < _LEAST_CONTENT:
            continue
        denied = _denied(first.text, run[0].start)
        if denied != _denied(second.text, theirs[block.b].start):
            continue
        if not denied and not _VERB.search(first.text, run[0].start, run[-1].end):
            # A name or a term is no claim.
            continue
        if len(run) > _MOST_PART * len(theirs):
            continue
        verb = _arguing(first.text, run[0].start)
        if verb is not None and (best is None or block.size > best[0].size):
            best = block, verb, run
    if best is None:
        return
    block, verb, run = best
    start, end = attribution(first.text, *verb)
    answer = theirs[block.b : block.b + block.size]
    if second.text.lstrip()[:1] in _MARKS and spoken(other, answer[0].start, answer[-1].end):
        # A fragment within the outlet's own sentence ("even though it “did not own” them") is its
        # own to answer for; a sentence that is a quotation is not.
        return
    yield Finding(
        kind=kind,
        spans=(
            span(first, start, end, "argued " + " ".join(token.stem for token in run)),
            span(
                second,
                answer[0].start,
                answer[-1].end,
                "flat " + " ".join(token.stem for token in answer),
            ),
        ),
        confidence=tempered(min(_BASE + _PER_WORD * len(run), _MOST_SURE), chance),
    )


def _denied(text: str, place: int) -> bool:
    return bool(_NOT.search(text, max(0, place - _NEAR), place))


def _words(text: str) -> list[Token]:
    return [token for token in tokens(text) if token.text[0].isalnum()]


def _arguing(text: str, place: int) -> tuple[int, int] | None:
    """The verb of arguing that the words depend on: before them, in their sentence."""
    before = [match.span() for match in _ARGUING.finditer(text, max(0, place - _BEFORE), place)]
    if not before or _BREAK.search(text, before[-1][1], place):
        return None
    return before[-1]


def _inside_quotation(telling: Telling) -> bool:
    """Whether a quotation is open where the passage begins, as far as its paragraph tells."""
    start = telling.passage.start
    before = telling.text[telling.text.rfind("\n", 0, start) + 1 : start][-2000:]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1
