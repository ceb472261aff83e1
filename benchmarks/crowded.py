"""One event told by many outlets, made of the demo newsroom's sentences.

What is told is drawn by rank, as in life: nearly every outlet has the first facts, few have the
last. No two tellings are alike: words are left out and figures changed.
"""

from __future__ import annotations

import random
import re

from compare.passages import split
from demo.newsroom import Newsroom

_FACTS = 400
_LEFT_OUT = 0.12
_NUMBER = re.compile(r"(?<![\d,.$])\d{1,3}(?![\d,.])")


def accounts(articles: int, passages: int, *, seed: int = 1) -> list[str]:
    """The texts of so many articles, each of so many passages, one a paragraph."""
    chance = random.Random(seed)
    stock = sorted(
        {
            paragraph[start:end]
            for story in Newsroom.load().stories
            for paragraph in story.versions[0].paragraphs
            for start, end in split(paragraph, "en")
            if end - start > 40
        }
    )
    facts = chance.sample(stock, min(_FACTS, len(stock)))
    return ["\n\n".join(_account(facts, passages, chance)) for _ in range(articles)]


def _account(facts: list[str], passages: int, chance: random.Random) -> list[str]:
    # Drawn without putting back, a fact's weight falling with its rank (Efraimidis and Spirakis).
    order = sorted(range(len(facts)), key=lambda rank: -(chance.random() ** (rank + 1)))
    return [_told(facts[rank], chance) for rank in sorted(order[:passages])]


def _told(fact: str, chance: random.Random) -> str:
    words = fact.split()
    kept = [words[0], *(word for word in words[1:-1] if chance.random() > _LEFT_OUT), words[-1]]
    return _NUMBER.sub(
        lambda found: str(max(1, int(found.group()) + chance.randint(-1, 1))), " ".join(kept)
    )
