"""An entry of outlets.toml, written out for a person to complete (pure)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from crawler.outlets import Outlet

UNKNOWN_COUNTRY = "ZZ"
"""Of the codes that ISO 3166 leaves to its users: nowhere known."""
UNKNOWN_LANGUAGE = "und"
"""BCP 47: not determined."""
UNKNOWN_OWNER = "?"

_COUNTRIES = {"uk": "GB", "eu": UNKNOWN_COUNTRY, "su": UNKNOWN_COUNTRY, "ac": UNKNOWN_COUNTRY}
_NOWHERE = frozenset(
    # Country domains that are sold to anyone.
    "ai cc co fm gg io is la ly me nu sh so to tv vc ws".split()
)


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What could be found out about an outlet."""

    name: str
    domain: str
    # registered, or host:port on loopback
    country: str = UNKNOWN_COUNTRY
    language: str = UNKNOWN_LANGUAGE
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()

    def blanks(self) -> tuple[str, ...]:
        """The fields that a person has to fill in."""
        found = []
        if self.country == UNKNOWN_COUNTRY:
            found.append("country")
        found.append("owner")  # no page states it in a form that a program could trust
        if self.language == UNKNOWN_LANGUAGE:
            found.append("language")
        return tuple(found)

    def toml(self) -> str:
        """The [[outlet]] table, ending in a line break; what is to be filled in says so."""
        values: dict[str, str | Sequence[str]] = {
            "name": self.name,
            "domain": self.domain,
            "country": self.country,
            "owner": UNKNOWN_OWNER,
            "language": self.language,
        }
        hints = {
            "country": "fill in: where it is edited, as an ISO 3166-1 alpha-2 code",
            "owner": "fill in: who owns it",
            "language": "fill in: what its pages are in, as a BCP 47 tag",
        }
        blanks = self.blanks()
        lines = ["[[outlet]]"]
        for key, value in values.items():
            hint = f"  # {hints[key]}" if key in blanks else ""
            lines.append(f"{key} = {_quoted(value)}{hint}")
        for key, addresses in (("feeds", self.feeds), ("sitemaps", self.sitemaps)):
            if addresses:
                lines.append(f"{key} = {_quoted(addresses)}")
        return "\n".join(lines) + "\n"


def left_blank(outlet: Outlet) -> tuple[str, ...]:
    """The fields of an entry that nobody has filled in yet."""
    blanks = {
        "country": UNKNOWN_COUNTRY,
        "owner": UNKNOWN_OWNER,
        "language": UNKNOWN_LANGUAGE,
    }
    return tuple(name for name, blank in blanks.items() if getattr(outlet, name) == blank)


def country_of(domain: str, language: str) -> str:
    """From the domain's ending, else the region in the language tag ("pt-BR"), else unknown."""
    ending = domain.partition(":")[0].rpartition(".")[2].lower()
    if len(ending) == 2 and ending.isalpha() and ending.isascii() and ending not in _NOWHERE:
        return _COUNTRIES.get(ending, ending.upper())
    for part in language.split("-")[1:]:
        if len(part) == 2 and part.isalpha() and part.isascii():
            return part.upper()
    return UNKNOWN_COUNTRY


def _quoted(value: str | Sequence[str]) -> str:
    # JSON's strings and lists are TOML's too, but for a raw DEL.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
