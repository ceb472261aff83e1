"""Words and signs of a stretch of text with offsets, as the search for speakers reads them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r"\b[DRI]-(?:[A-Z]\.[A-Z]\.|[A-Z][a-z]{1,5}\.)"
    r"|(?:[A-Z]\.){1,6}"
    r"|\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Reps|Sens|Gov|Gen|Lt|Col|Sgt|Capt|Rev|Prof|St|Jr|Sr|Atty|Maj"
    r"|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont"
    r"|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Inc|Corp|Co"
    r"|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\."
    r"|[^\W_]+(?:[-'’][^\W_]+)*"
    r"|[^\w\s]"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a sign."""

    text: str
    start: int
    end: int
    # offsets in the article's text

    @property
    def word(self) -> bool:
        """Whether it is more than a sign."""
        return self.text[0].isalnum()

    @property
    def large(self) -> bool:
        """Whether it is written with a capital."""
        return self.text[0].isupper()

    @property
    def small(self) -> str:
        """In lower case, typographic apostrophes made plain."""
        return self.text.lower().replace("’", "'")


def tokens(text: str, start: int, end: int) -> list[Token]:
    """The words and signs of text[start:end]."""
    return [Token(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text, start, end)]
