"""Languages as others name them → BCP 47 (pure)."""

from __future__ import annotations

from functools import cache

from babel import Locale
from babel.core import get_global

_CODE = 3
"""Letters of a code of ISO 639-2 or 639-3."""


def language_tag(name: str) -> str:
    """ "eng", "English" and "en_GB" → "en", "en", "en-GB"; what is not known stays as it is.

    Of the codes with three letters those that BCP 47 shortens; of the names the English ones.
    """
    head, mark, rest = name.strip().replace("_", "-").partition("-")
    if not mark and (named := _by_name().get(head.casefold())):
        return named
    if len(head) == _CODE:
        head = _shorter().get(head.lower(), head)
    return f"{head}{mark}{rest}"


@cache
def _by_name() -> dict[str, str]:
    return {
        name.casefold(): code.replace("_", "-")
        for code, name in Locale("en").languages.items()
        if len(code) <= _CODE
    }


@cache
def _shorter() -> dict[str, str]:
    aliases = get_global("language_aliases")
    return {code: tag for code, tag in aliases.items() if len(code) == _CODE and len(tag) == 2}
