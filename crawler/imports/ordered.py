"""Deferred items → outcomes, extracted in worker processes, in the order of the file."""

from __future__ import annotations

import asyncio
import os
from collections import deque
from collections.abc import Iterator
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
        self._loop = asyncio.new_event_loop()
        self._workers: Workers | None = None

    def in_order(self, items: Iterator[Item]) -> Iterator[Outcome]:
        """What became of each item, in order; a bounded number of pages waits at any time."""
        waiting: deque[tuple[Outcome | asyncio.Task[Outcome], int]] = deque()
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
                or not isinstance(waiting[0][0], asyncio.Task)
            ):
                first, size = waiting.popleft()
                held -= size
                yield self._finished(first)
        while waiting:
            yield self._finished(waiting.popleft()[0])

    def close(self) -> None:
        """Let the processes go."""
        if self._workers is not None:
            self._workers.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()

    def _start(self, item: Deferred) -> asyncio.Task[Outcome]:
        if self._workers is None:
            self._workers = Workers()
        task = self._loop.create_task(self._extract(self._workers, item))
        # The loop stands still between two calls: let it send the page off.
        self._loop.run_until_complete(asyncio.sleep(0))
        return task

    def _finished(self, one: Outcome | asyncio.Task[Outcome]) -> Outcome:
        return self._loop.run_until_complete(one) if isinstance(one, asyncio.Task) else one

    async def _extract(self, workers: Workers, item: Deferred) -> Outcome:
        try:
            outcome = await workers.run(item.task, *item.arguments)
        except WorkerDied as error:
            outcome = BadRecord(where=item.where, problem=f"its extraction {error}")
        # Which file of a folder it was in, the task does not know.
        return outcome if isinstance(outcome, Passed) else replace(outcome, where=item.where)
