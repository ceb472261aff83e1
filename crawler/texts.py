"""Text as it comes → text as it is kept (pure).

Nothing is reworded. What goes is only what no reader sees: control characters, invisible joiners,
overrides of the
writing direction, runs of blanks. From here on every offset counts in the result.
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


def clean(text: str) -> str:
    """Paragraphs separated by a blank line, blanks folded, nothing invisible."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    text = text.replace("\u2029", "\n\n").replace("\x85", "\n")
    text = _BLANKS.sub(" ", _INVISIBLE.sub("", text))
    return _PARAGRAPHS.sub("\n\n", _BREAKS.sub("\n", text)).strip()


def clean_line(text: str) -> str:
    """The same on one line: for titles and names."""
    return " ".join(_INVISIBLE.sub("", text).split())
