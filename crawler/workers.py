"""Worker processes that outlive what kills one of them."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

_LONGEST_SECONDS = 60.0
"""A page that takes longer is hostile: the largest real one took 2 seconds."""

Result = TypeVar("Result")


class WorkerDied(Exception):
    """The work killed its process, or was ended because it took too long."""


class Workers:
    """Runs pure functions in processes of their own, as many at once as there are cores.

    A task that breaks its process, even out of C code, or takes longer than `seconds`, is the only
    one to fail: those that ran beside it are run again.
    """

    def __init__(self, size: int | None = None, seconds: float = _LONGEST_SECONDS) -> None:
        self._size = size or os.cpu_count() or 1
        self._seconds = seconds
        self._pool = self._new_pool(self._size)
        self._alone = asyncio.Lock()

    async def run(self, task: Callable[..., Result], *arguments: object) -> Result:
        """The task's result, or what it raised; WorkerDied when it took its process with it."""
        pool = self._pool
        try:
            return await self._submit(pool, task, *arguments)
        except BrokenProcessPool:
            # Whose fault it was nobody knows: each is tried again by itself.
            if pool is self._pool:
                self._pool = self._new_pool(self._size)
        async with self._alone:
            single = self._new_pool(1)
            try:
                return await self._submit(single, task, *arguments)
            except BrokenProcessPool as error:
                raise WorkerDied(
                    f"killed its process or took more than {self._seconds:g} s"
                ) from error
            finally:
                single.shutdown(wait=False)

    async def _submit(
        self, pool: ProcessPoolExecutor, task: Callable[..., Result], *arguments: object
    ) -> Result:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(pool, _timed, self._seconds, task, *arguments)

    def close(self) -> None:
        """Let the processes go."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _new_pool(self, size: int) -> ProcessPoolExecutor:
        # Forked workers would inherit the reactor's sockets; a fork server starts clean.
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["crawler.capture"])
        return ProcessPoolExecutor(size, mp_context=context, initializer=_follow_parent)


def _timed(seconds: float, task: Callable[..., Result], *arguments: object) -> Result:
    # The alarm's default action ends the process whatever it is doing, in C as well.
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return task(*arguments)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _follow_parent() -> None:
    """A crawl that is killed leaves no worker behind."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent.join,), daemon=True).start()


def _end_after(wait: Callable[[], object]) -> None:
    wait()
    os._exit(1)
