"""What an import did, or would do, and what it has to say about it (pure)."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crawler.imports.items import BadRecord, Found, Listed

_MOST_COMPLAINTS = 20
"""Of one path; the rest is only counted."""
_MOST_FILES = 200
"""Files that a person is told of one by one; the rest in one line."""
_MOST_LISTS = 3
"""Files of one path for which the command to crawl them is written out."""


@dataclass(kw_only=True)
class ImportReport:
    """What an import did."""

    added: int = 0
    revised: int = 0
    unchanged: int = 0
    skipped: int = 0
    # bad records
    listed: int = 0
    # pages that are named without their text: to be crawled
    undated: int = 0
    # articles with a date that cannot be believed; it is kept as it is written
    passed: Counter[str] = field(default_factory=Counter)
    # what was no article, by kind: "not HTML", "consent page", "http 404" …
    outlets: Counter[str] = field(default_factory=Counter)
    # articles that were read, by outlet
    files: dict[str, Counter[str]] = field(default_factory=dict)
    # file → "added", "revised", "unchanged", "skipped", "listed", "passed_over" → how many

    @property
    def read(self) -> int:
        return self.added + self.revised + self.unchanged

    def stored(self, found: Found, outcome: str) -> None:
        """An article was "added", "revised" or "unchanged"."""
        setattr(self, outcome, getattr(self, outcome) + 1)
        self.outlets[found.article.outlet] += 1
        self.undated += "published" in found.article.dates and found.article.published is None
        self._of(found.file)[outcome] += 1

    def bad(self, file: str) -> None:
        """A record was bad."""
        self.skipped += 1
        self._of(file)["skipped"] += 1

    def named(self, file: str) -> None:
        """A page was named without its text."""
        self.listed += 1
        self._of(file)["listed"] += 1

    def pass_over(self, file: str, kind: str) -> None:
        """Something was no article, or not asked for."""
        self.passed[kind] += 1
        self._of(file)["passed_over"] += 1

    def counts(self) -> dict[str, Any]:
        """The figures, as stored with the run and printed as JSON."""
        return {
            "added": self.added,
            "revised": self.revised,
            "unchanged": self.unchanged,
            "skipped": self.skipped,
            "pages_to_crawl": self.listed,
            "dates_not_believed": self.undated,
            "passed_over": dict(self.passed.most_common()),
            "outlets": len(self.outlets),
        }

    def by_file(self) -> dict[str, dict[str, int]]:
        """The same for each file, in the order in which they were read; without what is 0."""
        return {file: dict(counter) for file, counter in self.files.items()}

    def sentence(self, *, dry: bool) -> str:
        """One line for a person; dry: whether nothing was stored."""
        bad = f"; {self.skipped:,} bad records skipped" if self.skipped else ""
        kinds = ", ".join(f"{number:,} {kind}" for kind, number in self.passed.most_common(8))
        passed = f"; passed over: {kinds}" if kinds else ""
        listed = f"; {self.listed:,} pages to crawl" if self.listed else ""
        undated = f"; {self.undated:,} with a date that is not believed" if self.undated else ""
        lead = "" if self.added or self.revised else "Nothing new. "
        verb = "Would import" if dry else "Imported"
        return (
            f"{lead}{verb} {self.read:,} articles: {self.added:,} new, {self.revised:,} "
            f"revised, {self.unchanged:,} known{undated}{bad}{listed}{passed}."
        )

    def file_lines(self) -> list[str]:
        """One line for each of the first files, and one for all others."""
        lines = [_file_line(file, one) for file, one in list(self.files.items())[:_MOST_FILES]]
        others = list(self.files.values())[_MOST_FILES:]
        if others:
            lines.append(_file_line(f"{len(others):,} more files", sum(others, Counter())))
        return lines

    def _of(self, file: str) -> Counter[str]:
        return self.files.setdefault(file, Counter())


def _file_line(name: str, counter: Counter[str]) -> str:
    words = (
        f"{counter['added']:,} new, {counter['revised']:,} revised, {counter['unchanged']:,} known"
    )
    for key, what in (
        ("skipped", "bad"),
        ("passed_over", "passed over"),
        ("listed", "pages to crawl"),
    ):
        words += f", {counter[key]:,} {what}" if counter[key] else ""
    return f"{name}: {words}"


class Complaints:
    """Tells the first few bad records of a path, how many more there were, and what to crawl."""

    def __init__(self, path: Path, complain: Callable[[str], None]) -> None:
        self._path = path
        self._complain = complain
        self._lists: Counter[str] = Counter()
        self.number = 0
        # of bad records
        self.first = ""

    def add(self, bad: BadRecord) -> None:
        """A bad record."""
        self.number += 1
        where = f"{bad.where}: " if bad.where else ""
        self.first = self.first or f"{where}{bad.problem}"
        if self.number <= _MOST_COMPLAINTS:
            place = f"{self._path}, {bad.where}" if bad.where else f"{self._path}"
            self._complain(f"{place}: {bad.problem}; skipped.")

    def to_crawl(self, listed: Listed) -> None:
        """A page that is named without its text."""
        self._lists[listed.file] += 1

    def close(self) -> None:
        """Say what is left to be said of the path."""
        more = self.number - _MOST_COMPLAINTS
        if more > 0:
            self._complain(f"{self._path}: {more:,} more of this kind; skipped.")
        for file, number in list(self._lists.items())[:_MOST_LISTS]:
            mapped = (
                " (or name the column that holds the texts with --map text=COLUMN)"
                if file.lower().removesuffix(".gz").endswith((".csv", ".tsv"))
                else ""
            )
            self._complain(
                f"{file}: names {number:,} pages without their text; to collect them: parallax "
                f"crawl --urls {shlex.quote(file)}{mapped}."
            )
        left = list(self._lists.values())[_MOST_LISTS:]
        if left:
            self._complain(
                f"{self._path}: {len(left):,} more files name {sum(left):,} pages without their "
                "text."
            )
