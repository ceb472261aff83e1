"""What newsrooms do to another's text, and what only looks like it: made from real articles.

Replacement words, sentences and paragraphs are those of other articles, so that what meets by
chance does so as in real texts.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

from compare.passages import split

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_QUOTES = (("“", "”"), ('"', '"'), ("«\u00a0", "\u00a0»"), ("„", "“"), ("‘", "’"), ("»", "«"))

Edit = Callable[[str, str, random.Random], str]
"""(the text, a text on something else, chance) → the edited text."""


def words_replaced(share: float) -> Edit:
    """Each word with this chance, all over the text: the hardest edit for runs of words."""

    def edit(text: str, other: str, chance: random.Random) -> str:
        stock = _WORD.findall(other)
        return _WORD.sub(
            lambda found: chance.choice(stock) if chance.random() < share else found[0], text
        )

    return edit


def words_cut(share: float) -> Edit:
    """Each word left out with this chance."""

    def edit(text: str, _: str, chance: random.Random) -> str:
        return _WORD.sub(lambda found: "" if chance.random() < share else found[0], text)

    return edit


def words_put_in(share: float) -> Edit:
    """Behind each word one more with this chance."""

    def edit(text: str, other: str, chance: random.Random) -> str:
        stock = _WORD.findall(other)
        return _WORD.sub(
            lambda found: (
                f"{found[0]} {chance.choice(stock)}" if chance.random() < share else found[0]
            ),
            text,
        )

    return edit


def sentences_rewritten(share: float) -> Edit:
    """So many sentences in words of their own."""

    def edit(text: str, other: str, chance: random.Random) -> str:
        stock = [other[start:end] for start, end in split(other)]
        for start, end in reversed(list(split(text))):
            if chance.random() < share:
                text = text[:start] + chance.choice(stock) + text[end:]
        return text

    return edit


def shuffled(text: str, _: str, chance: random.Random) -> str:
    """A third of the paragraphs dropped, the others in another order."""
    paragraphs = _paragraphs(text)
    kept = chance.sample(paragraphs, max(1, round(len(paragraphs) * 2 / 3)))
    return "\n\n".join(kept)


def first_part(share: float) -> Edit:
    """Cut off behind this share of its characters."""

    def edit(text: str, _: str, __: random.Random) -> str:
        return text[: round(len(text) * share)]

    return edit


def first_words(count: int) -> Edit:
    """Cut off behind so many words."""

    def edit(text: str, _: str, __: random.Random) -> str:
        words = list(_WORD.finditer(text))
        return text[: words[count].start()] if len(words) > count else text

    return edit


def own_lead(text: str, other: str, _: random.Random) -> str:
    """A sixth of the length in front, written by the outlet."""
    return f"{_beginning(other, len(text) // 6)}\n\n{text}"


def after(*edits: Edit) -> Edit:
    """One after the other."""

    def edit(text: str, other: str, chance: random.Random) -> str:
        for one in edits:
            text = one(text, other, chance)
        return text

    return edit


def takes_in(share: float) -> Edit:
    """An account of its own (`other`) with paragraphs of the text: so much of the whole."""

    def edit(text: str, other: str, chance: random.Random) -> str:
        taken = _beginning(text, round(len(other) * share / (1 - share)))
        paragraphs = _paragraphs(other)
        place = chance.randrange(1, len(paragraphs) + 1)
        return "\n\n".join([*paragraphs[:place], taken, *paragraphs[place:]])

    return edit


def quotes(text: str, other: str, chance: random.Random) -> str:
    """An account of its own that quotes a third of the text as somebody's statement."""
    statement = re.sub("[“”\"«»„‘’']", "", _beginning(text, len(text) // 3))
    opening, closing = chance.choice(_QUOTES)
    own = _paragraphs(other)
    if chance.random() < 0.5:
        said = f"{opening}{' '.join(statement.split())}{closing}"
    else:  # paragraphs that each open the quotation and do not close it
        said = "\n\n".join(f"“{paragraph}" for paragraph in _paragraphs(statement)) + "”"
    return "\n\n".join([own[0], said, *own[1:]])


def in_brief(_: str, other: str, __: random.Random) -> str:
    """An account of its own in a few lines."""
    return _beginning(other, 600)


def own_account(_: str, other: str, __: random.Random) -> str:
    """Another's as it is."""
    return other


def _paragraphs(text: str) -> list[str]:
    return [one for one in text.split("\n\n") if one.strip()] or [text]


def _beginning(text: str, characters: int) -> str:
    """Whole paragraphs from the first, as near as they come to so many characters."""
    taken: list[str] = []
    for paragraph in _paragraphs(text):
        if taken and sum(map(len, taken)) + len(paragraph) / 2 > characters:
            break
        taken.append(paragraph)
    return "\n\n".join(taken)


COPIES: dict[str, Edit] = {
    "as it is": words_replaced(0),
    **{f"{n}% of words": words_replaced(n / 100) for n in (10, 20, 30, 40, 50)},
    "30% of sentences": sentences_rewritten(0.3),
    "a third dropped, reordered": shuffled,
    "first half": first_part(0.5),
    "first half, 20% of words": after(first_part(0.5), words_replaced(0.2)),
    "own lead": own_lead,
    "all: reordered, lead, 10%": after(shuffled, own_lead, words_replaced(0.1)),
    # Not looked at when the settings were chosen:
    "* 30% of words cut": words_cut(0.3),
    "* 30% of words put in": words_put_in(0.3),
    "* 150 words, 20% of them": after(first_words(150), words_replaced(0.2)),
    "* 150 words, 30% of them": after(first_words(150), words_replaced(0.3)),
}
BEYOND = frozenset({"40% of words", "50% of words"})
"""More than what is asked for."""
OWN: dict[str, Edit] = {
    "own account": own_account,
    "own account, in brief": in_brief,
    "own, a third of it taken in": takes_in(1 / 3),
    "own, quotes a third of it": quotes,
}


def made(
    kinds: dict[str, Edit], text: str, others: Sequence[str], chance: random.Random
) -> dict[str, str]:
    """Each kind's text, with words of one of the others."""
    return {kind: edit(text, chance.choice(others), chance) for kind, edit in kinds.items()}
