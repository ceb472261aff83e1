"""Whose copy outlets carry: agencies.toml as one pattern (pure)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_SHORT = 4
"""Characters: names no longer than this are abbreviations, which other letters case may spell."""


@dataclass(frozen=True, kw_only=True)
class Agency:
    """One that writes for other outlets."""

    name: str
    # as it is usually called
    names: tuple[str, ...]
    # as bylines, datelines and credits write it
    domains: tuple[str, ...]
    # registered domains of its own sites

    def publishes(self, outlet: str, domain: str) -> bool:
        """Whether it is the outlet itself, whose articles are no copies of its own."""
        plain = _plain(outlet)
        return domain in self.domains or plain in {_plain(name) for name in self.names}


@cache
def agencies() -> tuple[Agency, ...]:
    """Those of agencies.toml, in its order."""
    text = files("crawler.extraction").joinpath("agencies.toml").read_text("utf-8")
    return tuple(
        Agency(name=name, names=tuple(given["names"]), domains=tuple(given["domains"]))
        for name, given in tomllib.loads(text).items()
    )


def agency_named(written: str) -> Agency | None:
    """The agency of a name that NAME found."""
    return _by_name().get(written) or _by_name().get(_folded(written))


def may_name(text: str) -> bool:
    """Whether some agency's name may stand in the text: quick, before NAME is looked for."""
    short, long = _spellings()
    folded = _folded(text)
    return any(name in text for name in short) or any(name in folded for name in long)


@cache
def _spellings() -> tuple[tuple[str, ...], tuple[str, ...]]:
    names = [name for agency in agencies() for name in agency.names]
    short = tuple(name for name in names if len(name) <= _SHORT)
    return short, tuple({_folded(name) for name in names if len(name) > _SHORT})


def _plain(name: str) -> str:
    return name.casefold().removeprefix("the ").removesuffix(" news")


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


@cache
def _by_name() -> dict[str, Agency]:
    return {
        name if len(name) <= _SHORT else _folded(name): agency
        for agency in agencies()
        for name in agency.names
    }


def _alternatives() -> Iterator[str]:
    names = (name for agency in agencies() for name in agency.names)
    # The longest first: "PA Media" is not PA with something behind it.
    for name in sorted(names, key=len, reverse=True):
        pattern = r"\s+".join(map(re.escape, name.split()))
        if name.upper() != name.lower():
            pattern = rf"(?<![\w-]){pattern}(?!\w)"
        # Chinese, Japanese and Korean put no blank between a place and an agency.
        yield f"(?-i:{pattern})" if len(name) <= _SHORT else f"(?i:{pattern})"


NAME = f"(?:{'|'.join(_alternatives())})"
"""A regular expression without groups that matches an agency's name."""
