"""Which pairs of articles are worth an exact comparison; the only module that knows datasketch.

Up to some number of articles every pair is. Beyond, MinHash (Broder 1997) and locality-sensitive
hashing leave out nearly all that share nothing (benchmarks/copies.py measures that they lose no
copy). Runs two words longer than the exact ones are hashed: of these, texts that were written apart
share next to none, so that one equal minimum of many is sign enough.
"""

from __future__ import annotations

from collections.abc import Sequence

from datasketch import MinHash, MinHashLSH

from compare.syndication.shingles import shingles_of

_LONGER = 2
_MINIMA = 256


class LikelySources:
    """The articles met so far: originals and copies apart, because nearly every copy of a copy is
    one of the original too, and a family of hundreds is then asked about its original alone."""

    def __init__(self, texts: Sequence[str], words: int, *, exact_up_to: int) -> None:
        self._met: tuple[list[int], list[int]] = [], []
        self._indexes: tuple[MinHashLSH, MinHashLSH] | None = None
        self._minima: list[MinHash | None] = []
        if len(texts) > exact_up_to:
            # One row a band: two texts meet as soon as one of their minima is the same.
            self._indexes = _index(), _index()
            self._minima = [_minima(text, words + _LONGER) for text in texts]

    def add(self, place: int, *, copy: bool) -> None:
        """The article at that place is to be found from now on."""
        self._met[copy].append(place)
        if self._indexes and (minima := self._minima[place]) is not None:
            self._indexes[copy].insert(place, minima)

    def of(self, place: int, *, copies: bool) -> list[int]:
        """The originals, or the copies, met so far that may hold much of the article."""
        if self._indexes is None:
            return list(self._met[copies])
        minima = self._minima[place]
        return [] if minima is None else sorted(self._indexes[copies].query(minima))


def _index() -> MinHashLSH:
    return MinHashLSH(num_perm=_MINIMA, params=(_MINIMA, 1))


def _minima(text: str, words: int) -> MinHash | None:
    runs = shingles_of(text, words).distinct
    if not runs:
        return None
    minima = MinHash(num_perm=_MINIMA)
    minima.update_batch([run.encode("utf-8", "surrogatepass") for run in runs])
    return minima
