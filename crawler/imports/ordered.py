"""Deferred items → outcomes, extracted in worker processes, in the order of the file."""

from __future__ import annotations

import asyncio
import os
import threading
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace

from crawler.imports.items import BadRecord, Deferred, Item, Outcome, Passed
from crawler.workers import WorkerDied, Workers

_AHEAD = 24 * (os.cpu_count() or 1)
"""Items that are read before the oldest is handed on, so that every process has work."""
_AHEAD_BYTES = 64_000_000
"""The same for the pages among them."""


class Extraction:
    """Extracts pages in processes of its own, which are started when the first page comes."""

    def __init__(self) -> None:
        # In a thread of its own: whoever imports may be in a running loop, as a notebook is.
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._workers: Workers | None = None

    def in_order(self, items: Iterator[Item]) -> Iterator[Outcome]:
        """What became of each item, in order; a bounded number of pages waits at any time."""
        waiting: deque[tuple[Outcome | Future[Outcome], int]] = deque()
        held = 0
        for item in items:
            if not isinstance(item, Deferred):
                if not waiting:
                    yield item
                    continue
                waiting.append((item, 0))
            else:
                waiting.append((self._start(item), item.size))
                held += item.size
            while waiting and (
                len(waiting) > _AHEAD
                or held > _AHEAD_BYTES
                or not isinstance(waiting[0][0], Future)
            ):
                first, size = waiting.popleft()
                held -= size
                yield self._finished(first)
        while waiting:
            yield self._finished(waiting.popleft()[0])

    def close(self) -> None:
        """Let the processes go; what still waits is given up."""
        if self._workers is not None:
            asyncio.run_coroutine_threadsafe(_give_up(), self._loop).result()
            self._workers.close()
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
        self._loop.close()

    def _start(self, item: Deferred) -> Future[Outcome]:
        if self._workers is None:
            self._workers = Workers()
            self._thread.start()
        return asyncio.run_coroutine_threadsafe(self._extract(self._workers, item), self._loop)

    def _finished(self, one: Outcome | Future[Outcome]) -> Outcome:
        return one.result() if isinstance(one, Future) else one

    async def _extract(self, workers: Workers, item: Deferred) -> Outcome:
        try:
            outcome = await workers.run(item.task, *item.arguments)
        except WorkerDied as error:
            outcome = BadRecord(where=item.where, problem=f"its extraction {error}")
        # Which file of a folder it was in, the task does not know.
        if isinstance(outcome, Passed):
            return replace(outcome, file=item.file)
        return replace(outcome, where=item.where, file=item.file)


async def _give_up() -> None:
    """Cancel all that the loop has to do but this."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
