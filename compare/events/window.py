"""The articles of some days, and the evidence between any two of them (pure).

What is rare and what is crowded is judged among the articles of the window: of the many that
resemble one another while a story runs, only the nearest are one event. How crowded it is around
an article is counted from those that resemble it without matching it, so that an event that many
outlets report does not stand in its own way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from compare.encoder import Vector, Vectors
from compare.events.names import script_of
from compare.events.profile import Profile
from compare.events.rule import EVIDENCE, VETO, Floats, Rule
from compare.terms import Rarity, present, row_products, shares, stack, weigh

Places = npt.NDArray[np.int64]

CROWD = 2
"""Windows back from an article in which its crowd is counted. What comes after it does not count:
the evidence of two articles then stays what it was when the later one arrived."""
_BLOCK = 256
"""Articles compared with the rest at a time: bounds the memory."""
_FEWEST_NAMES = 2
"""An opening with fewer does not tell whom or what it is about."""
_PAIRS = 20_000
"""Pairs whose words are compared at a time."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Pairs:
    """Pairs of articles that may report one event."""

    first: Places
    second: Places
    # (n_pairs,) places in the window
    evidence: Floats
    # (n_pairs, n_evidence), in the order of EVIDENCE
    chance: Floats
    # (n_pairs,) probability of one event; VETO where the two are about other people and places


class Window:
    """Articles in order of time; a place is a number in that order."""

    def __init__(self, profiles: Sequence[Profile], rule: Rule, *, days: float) -> None:
        """days: articles further apart than this do not report one event directly."""
        self.profiles = sorted(profiles, key=lambda p: (p.lead.published, p.lead.article_id))
        self.rule, self.days = rule, days
        self.place = {p.lead.article_id: i for i, p in enumerate(self.profiles)}
        # article_id → place
        self._time = np.array([p.lead.published.timestamp() / 86400 for p in self.profiles])
        self._alone = np.array([p.lead.standing == "alone" for p in self.profiles], dtype=bool)
        self._headlines = _rows([p.headline for p in self.profiles])
        self._openings = _rows([p.opening for p in self.profiles])
        languages = [(p.lead.language or "").split("-")[0].lower() for p in self.profiles]
        self._language = np.array([hash(language) if language else 0 for language in languages])
        self._script = np.array([script_of(p.lead.title) for p in self.profiles], dtype=np.str_)
        self._crowd: dict[int, float] = {}

    @cached_property
    def _counts(self) -> Any:
        return stack([p.counted.words for p in self.profiles])

    @cached_property
    def rare(self) -> Rarity:
        """How rare each term is in the window."""
        return Rarity([p.counted.words for p in self.profiles])

    @cached_property
    def _words(self) -> Any:
        return weigh(self._counts, self.rare)

    @cached_property
    def _present(self) -> Any:
        return present(self._counts)

    @cached_property
    def _headline_words(self) -> Any:
        return shares(stack([p.counted.headline_words for p in self.profiles]), self.rare)

    @cached_property
    def _opening_names(self) -> Any:
        return shares(stack([p.counted.opening_names for p in self.profiles]), self.rare)

    @cached_property
    def _names(self) -> Any:
        return present(stack([p.counted.names for p in self.profiles]))

    @cached_property
    def _named(self) -> npt.NDArray[np.bool_]:
        return np.array(
            [len(p.counted.opening_names.places) >= _FEWEST_NAMES for p in self.profiles]
        )

    @cached_property
    def _quoted(self) -> Any:
        return stack([p.counted.quoted for p in self.profiles])

    @cached_property
    def _links(self) -> list[frozenset[str]]:
        return [frozenset(p.lead.links) for p in self.profiles]

    def pairs(self, places: Places, *, days: float | None = None) -> Pairs:
        """Every pair of one of these articles with any other that is worth a look, once.

        days: how far apart, where not the window's own.
        """
        reach = self.days if days is None else days
        places = np.sort(places)
        asked = np.zeros(len(self.profiles), dtype=bool)
        asked[places] = True
        firsts: list[Places] = []
        seconds: list[Places] = []
        openings: list[Floats] = []
        for start in range(0, len(places), _BLOCK):
            rows = places[start : start + _BLOCK]
            columns = self._near(rows, reach)
            alike = np.clip(self._openings[rows] @ self._openings[columns].T, 0, 1)
            apart = np.abs(self._time[rows][:, None] - self._time[columns][None, :])
            good = (alike >= self.rule.floor) & (apart <= reach)
            good &= ~self._alone[rows][:, None] & ~self._alone[columns][None, :]
            # A pair of two articles that were both asked for is taken from the earlier one.
            good &= ~asked[columns][None, :] | (rows[:, None] < columns[None, :])
            good &= rows[:, None] != columns[None, :]
            row, column = np.nonzero(good)
            firsts.append(rows[row])
            seconds.append(columns[column])
            openings.append(alike[row, column].astype(np.float64))
        if not firsts:
            none = np.zeros(0, dtype=np.int64)
            return Pairs(
                first=none, second=none, evidence=np.zeros((0, len(EVIDENCE))), chance=np.zeros(0)
            )
        first, second = np.concatenate(firsts), np.concatenate(seconds)
        return self._judged(first, second, np.concatenate(openings))

    def _near(self, rows: Places, reach: float) -> Places:
        first = np.searchsorted(self._time, self._time[rows[0]] - reach, side="left")
        last = np.searchsorted(self._time, self._time[rows[-1]] + reach, side="right")
        return np.arange(first, last)

    def _judged(self, first: Places, second: Places, openings: Floats) -> Pairs:
        evidence = np.zeros((len(first), len(EVIDENCE)))
        strangers = np.zeros(len(first), dtype=bool)
        for start in range(0, len(first), _PAIRS):
            part = slice(start, start + _PAIRS)
            a, b = first[part], second[part]
            strangers[part] = self._strangers(a, b)
            columns = {
                "headline": np.clip(
                    np.einsum("ij,ij->i", self._headlines[a], self._headlines[b]), 0, 1
                ),
                "opening": openings[part],
                "words": np.sqrt(np.clip(row_products(self._words, a, self._words, b), 0, 1)),
                "headline_words": (
                    row_products(self._headline_words, a, self._present, b)
                    + row_products(self._present, a, self._headline_words, b)
                )
                / 2,
                "quotations": np.log1p(row_products(self._quoted, a, self._quoted, b)),
                "links": np.log1p(self._shared_links(a, b)),
                "days": np.abs(self._time[a] - self._time[b]),
            }
            for column, name in enumerate(EVIDENCE):
                if name in columns:
                    evidence[part, column] = columns[name]
        crowd = self._crowds(np.union1d(first, second))
        evidence[:, EVIDENCE.index("crowd")] = (crowd[first] + crowd[second]) / 2
        return Pairs(
            first=first,
            second=second,
            evidence=evidence,
            chance=np.where(
                strangers,
                VETO,
                self.rule.probability(evidence, self.two_languages(first, second)),
            ),
        )

    def _strangers(self, first: Places, second: Places) -> npt.NDArray[np.bool_]:
        """(n_pairs,) whether hardly a name of either opening stands in the other's text."""
        one = row_products(self._opening_names, first, self._names, second)
        other = row_products(self._names, first, self._opening_names, second)
        alien: npt.NDArray[np.bool_] = np.maximum(one, other) < self.rule.strangers
        # A name looks like another one in another script.
        alien &= self._script[first] == self._script[second]
        alien &= self._named[first] & self._named[second]
        return alien

    def two_languages(self, first: Places, second: Places) -> npt.NDArray[np.bool_]:
        """(n_pairs,) whether the two are declared to be in different languages."""
        a, b = self._language[first], self._language[second]
        different: npt.NDArray[np.bool_] = (a != b) & (a != 0) & (b != 0)
        return different

    def _shared_links(self, first: Places, second: Places) -> Floats:
        links = self._links
        return np.array(
            [len(links[a] & links[b]) for a, b in zip(first, second, strict=True)], dtype=float
        )

    def _crowds(self, places: Places) -> Floats:
        """(n_profiles,) how crowded it is around these articles; 0 elsewhere."""
        missing = np.array([p for p in places if p not in self._crowd], dtype=np.int64)
        for start in range(0, len(missing), _BLOCK):
            rows = missing[start : start + _BLOCK]
            columns = self._near(rows, CROWD * self.days)
            alike = self._openings[rows] @ self._openings[columns].T
            before = self._time[rows][:, None] - self._time[columns][None, :]
            resembling = (
                (alike > self.rule.alike_from)
                & (alike < self.rule.alike_to)
                & (before >= 0)
                & (before <= CROWD * self.days)
                & ~self._alone[columns][None, :]
            )
            for place, number in zip(rows, resembling.sum(axis=1), strict=True):
                self._crowd[int(place)] = float(np.log1p(number))
        crowd = np.zeros(len(self.profiles))
        crowd[places] = [self._crowd[int(place)] for place in places]
        return crowd


def _rows(vectors: Sequence[Vector]) -> Vectors:
    """(n_vectors, dim); of none, dim is 0."""
    return np.stack(vectors) if vectors else np.zeros((0, 0), dtype=np.float32)
