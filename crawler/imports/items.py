"""What readers of import files hand on, and what they are told (pure)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from crawler.article import Article
from crawler.outlets import Outlet
from crawler.urls import registered_domain


@dataclass(frozen=True, kw_only=True)
class _InFile:
    """What was met in a file."""

    file: str = ""
    # which one, for people; the import fills it in


@dataclass(frozen=True, kw_only=True)
class Found(_InFile):
    """An article."""

    where: str
    # place in the file, for people: "line 3"
    article: Article
    captured: datetime | None = None
    # UTC: when it was seen like this; None when the file does not say
    met_at: str | None = None
    # the address it was found under, if not its own
    twins: tuple[str, ...] = ()
    # further addresses that the page calls its own


@dataclass(frozen=True, kw_only=True)
class BadRecord(_InFile):
    """Something that ought to be an article and cannot be read as one: told and skipped."""

    where: str
    # "" for the file as a whole
    problem: str


@dataclass(frozen=True, kw_only=True)
class Passed(_InFile):
    """Something that is no article and was never meant to be one: counted by kind."""

    kind: str
    # "not HTML", "http 404", "consent page", "revisit record" …


@dataclass(frozen=True, kw_only=True)
class Listed(_InFile):
    """A page that is named without its text: nothing to import, but to crawl."""

    where: str
    url: str
    # as it stands there
    title: str = ""
    published: str | None = None
    # as it stands there; of GDELT's lists when GDELT saw it


Outcome = Found | BadRecord | Passed | Listed


@dataclass(frozen=True, kw_only=True)
class Deferred(_InFile):
    """A page whose article a worker process has to extract."""

    where: str
    size: int
    # bytes, of what waits in memory
    task: Callable[..., Outcome]
    # a function of a module, called with `arguments`
    arguments: tuple[object, ...]


Item = Outcome | Deferred


class Identities:
    """Which outlet an address belongs to: as outlets.toml says, else its registered domain."""

    def __init__(self, outlets: Sequence[Outlet] = ()) -> None:
        self._by_domain = {
            domain: outlet for outlet in outlets for domain in (outlet.domain, *outlet.more_domains)
        }
        self._by_name = {outlet.name.casefold(): outlet for outlet in outlets}

    def named(self, name: str) -> Outlet | None:
        """The declared outlet of this name or domain."""
        return self._by_name.get(name.casefold()) or self._by_domain.get(name.lower())

    def of(self, url: str) -> Outlet:
        """The outlet of an address; one that is not declared is named by its domain."""
        found = self.declared(url)
        if found is not None:
            return found
        domain = registered_domain(url)
        return undeclared(domain.removeprefix("www."), domain)

    def declared(self, url: str) -> Outlet | None:
        """The declared outlet that an address belongs to."""
        host = url.partition("://")[2].partition("/")[0].rpartition("@")[2].lower()
        candidates = [host]
        name = host.partition(":")[0]
        while name:
            candidates.append(name)
            name = name.partition(".")[2]
        for candidate in candidates:
            if candidate in self._by_domain:
                return self._by_domain[candidate]
        return self.named(registered_domain(url))


def undeclared(name: str, domain: str) -> Outlet:
    """An outlet of which no more is known than its name and its domain."""
    return Outlet(name=name, domain=domain, country="", owner="", language="", sources=())


@dataclass(frozen=True, kw_only=True)
class How:
    """What the person who imports has said about the files."""

    now: datetime
    # UTC; dates after it are not believed
    identities: Identities = field(default_factory=Identities)
    outlet: str | None = None
    # for records that do not name theirs
    only: frozenset[str] = frozenset()
    # names of outlets, case folded; empty: all
    columns: Mapping[str, str] = field(default_factory=dict)
    # our field → the file's column
    day_first: bool = False
    # whether "04/10/2025" is in October

    def wanted(self, outlet: str) -> bool:
        return not self.only or outlet.casefold() in self.only


class Reader(Protocol):
    """One kind of file."""

    @property
    def name(self) -> str:
        """For --format."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Lower case; a further ".gz" is always allowed."""

    def recognises(self, head: bytes) -> bool:
        """Whether a file that begins so, decompressed, is of this kind."""

    def read(self, path: Path, how: How, tell: Callable[[int], None]) -> Iterator[Item]:
        """The file's items, in its order and in bounded memory.

        `tell` is called with the number of bytes each time some were read. Raises OSError when
        the file cannot be read at all; damage inside it is a BadRecord.
        """
