"""How far a long command is; the only module that imports tqdm."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Protocol

from tqdm import tqdm


class Progress(Protocol):
    """Told how far a step is."""

    def step(self, name: str, total: int | None) -> Callable[[int], None]:
        """A new step begins; call the result with how many more are done."""


class Silent:
    """Progress for nobody."""

    def step(self, name: str, total: int | None) -> Callable[[int], None]:
        return lambda more: None


class Bars:
    """A bar a step on standard error; nothing at all when that is not a terminal."""

    def __init__(self) -> None:
        self._bar: tqdm[None] | None = None

    def step(self, name: str, total: int | None) -> Callable[[int], None]:
        self.close()
        bar = tqdm(
            desc=name, total=total, disable=None, leave=False, file=sys.stderr, dynamic_ncols=True
        )
        self._bar = bar

        def tell(more: int) -> None:
            bar.update(more)

        return tell

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None
