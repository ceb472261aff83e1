"""What of a text stands in quotation marks (pure): any language's marks, and embedded posts."""

from __future__ import annotations

import re

_QUOTED = re.compile(
    # An embedded post: ends in — Name (@handle) and a date.
    r"^[^\n]*[—–-]\s*[^\n(—–]{1,60}\(@\w{1,30}\)[^\n]{0,40}$"
    # A mark that is never closed quotes to the end of its paragraph: so are statements of several
    # paragraphs printed, each of which opens with one.
    r"|“(?![\s,.;:!?)\]])[^”\"\n]*(?:[”\"]|$)"
    r"|„[^“”\"\n]*(?:[“”\"]|$)"
    r"|«[^»\n]*(?:»|$)"
    r"|(?<!\w)»(?=\w)[^«\n]*(?:«|$)"
    r"|(?<!\w)”(?=\w)[^”\n]*(?:”|$)"
    r"|‹[^‹›\n]*›"
    r"|‚(?=\w)[^‚‘’\n]*[‘’](?!\w)"
    r"|「[^」\n]*(?:」|$)|『[^』\n]*(?:』|$)"
    r"|\"(?=[\w‘'’(\[…$£€])[^\"”\n]*(?:[\"”]|$)"
    # Single marks are apostrophes too. One behind punctuation closes for certain; else the first.
    r"|(?<!\w)‘(?=\S)[^‘\n]*?(?<=[.,!?…;—])['’](?!\w)"
    r"|(?<!\w)‘(?=\S)[^‘\n]*?['’](?!\w)"
    r"|^‘[^\n]*$"
    r"|(?<!\w)'(?=\w)(?:(?!\W'\w)[^\n])*?(?<=[.,!?…;—])'(?!\w)"
    r"|(?<!\w)'(?=\w)(?:(?!\W'\w)[^\n])*?'(?!\w)"
    r"|^'(?=\w)[^\n]*$",
    re.MULTILINE,
)


def own_words(text: str) -> list[str]:
    """The pieces of a text between its quotations, in order; no paragraph is lost but quoted."""
    return _QUOTED.split(text)
