"""Text as it comes → text as it is kept (pure).

Nothing is reworded. What goes is only what no reader sees: control characters, invisible joiners,
overrides of the writing direction, runs of blanks. From here on every offset counts in the result.
"""

from __future__ import annotations

import re

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u180e\u200b\u202a-\u202e\u2060-\u2064\u2066-\u2069"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_BLANKS = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r" ?\n ?")
_PARAGRAPHS = re.compile(r"\n{2,}")


UNSPACED = re.compile(
    "[\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
    "\U00020000-\U0003ffff]"
)
"""Chinese and Japanese characters."""
UNSPACED_LETTERS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
"""Thai, Lao, Burmese, Khmer."""


def word_count(text: str) -> int:
    """How many words a text has, whatever it is written in.

    Pieces between white space; where there is none, two Chinese or Japanese characters or five
    Thai, Lao, Burmese or Khmer ones are counted as a word, as they are on average.
    """
    spaced = UNSPACED_LETTERS.sub(" ", UNSPACED.sub(" ", text))
    if spaced == text:
        return len(text.split())
    pieces = sum(1 for piece in spaced.split() if any(map(str.isalnum, piece)))
    characters, letters = len(UNSPACED.findall(text)), len(UNSPACED_LETTERS.findall(text))
    return pieces + (characters + 1) // 2 + (letters + 4) // 5


def clean(text: str) -> str:
    """Paragraphs separated by a blank line, blanks folded, nothing invisible."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    text = text.replace("\u2029", "\n\n").replace("\x85", "\n")
    text = _BLANKS.sub(" ", _INVISIBLE.sub("", text))
    return _PARAGRAPHS.sub("\n\n", _BREAKS.sub("\n", text)).strip()


def clean_line(text: str) -> str:
    """The same on one line: for titles and names."""
    return " ".join(_INVISIBLE.sub("", text).split())
