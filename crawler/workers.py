"""Worker processes that outlive what kills one of them."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any, TypeVar

_LONGEST_SECONDS = 60.0
"""A page that takes longer is hostile: the largest real one took 2 seconds."""
_PARCEL = 8
"""Tasks sent at once at most: each parcel costs two processes a few switches."""
_AHEAD = 2
"""Parcels out for each process: one that it works on and one that it finds when it is done."""

Result = TypeVar("Result")
Task = tuple[Callable[..., Any], tuple[object, ...]]


class WorkerDied(Exception):
    """The work killed its process, or was ended because it took too long."""


@dataclass(frozen=True, kw_only=True)
class _Waiting:
    task: Task
    outcome: asyncio.Future[Any]


@dataclass(frozen=True, kw_only=True)
class _Raised:
    """What a task raised, on its way home among the results of others."""

    error: Exception


class Workers:
    """Runs pure functions in processes of their own, as many at once as there are cores.

    Tasks that wait are sent in parcels. One that breaks its process, even out of C code, or takes
    longer than `seconds`, is the only one to fail: those that ran beside it are run again.
    """

    def __init__(self, size: int | None = None, seconds: float = _LONGEST_SECONDS) -> None:
        self._size = size or os.cpu_count() or 1
        self._seconds = seconds
        self._pool = self._new_pool(self._size)
        self._alone = asyncio.Lock()
        self._waiting: deque[_Waiting] = deque()
        self._out: set[asyncio.Task[None]] = set()

    async def run(self, task: Callable[..., Result], *arguments: object) -> Result:
        """The task's result, or what it raised; WorkerDied when it took its process with it."""
        outcome: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(task=(task, arguments), outcome=outcome))
        self._send()
        try:
            return await outcome
        except BrokenProcessPool:
            # Whose fault it was nobody knows: each is tried again by itself.
            pass
        async with self._alone:
            single = self._new_pool(1)
            try:
                (found,) = await self._submit(single, [(task, arguments)])
            except BrokenProcessPool as error:
                raise WorkerDied(
                    f"killed its process or took more than {self._seconds:g} s"
                ) from error
            finally:
                single.shutdown(wait=False)
        if isinstance(found, _Raised):
            raise found.error
        result: Result = found
        return result

    def _send(self) -> None:
        """Send what waits, in parcels that leave something for every process."""
        while self._waiting and len(self._out) < _AHEAD * self._size:
            share = -(-len(self._waiting) // self._size)
            parcel = [self._waiting.popleft() for _ in range(min(_PARCEL, share))]
            sent = asyncio.create_task(self._deliver(parcel))
            self._out.add(sent)
            sent.add_done_callback(self._back)

    def _back(self, sent: asyncio.Task[None]) -> None:
        self._out.discard(sent)
        if not sent.cancelled():
            self._send()

    async def _deliver(self, parcel: Sequence[_Waiting]) -> None:
        pool = self._pool
        try:
            found = await self._submit(pool, [one.task for one in parcel])
        except Exception as error:
            if isinstance(error, BrokenProcessPool) and pool is self._pool:
                self._pool = self._new_pool(self._size)
            found = [_Raised(error=error)] * len(parcel)
        for one, result in zip(parcel, found, strict=True):
            if one.outcome.done():
                continue  # nobody waits for it any more
            if isinstance(result, _Raised):
                one.outcome.set_exception(result.error)
            else:
                one.outcome.set_result(result)

    async def _submit(self, pool: ProcessPoolExecutor, tasks: Sequence[Task]) -> list[Any]:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(pool, _timed, self._seconds, tasks)

    def close(self) -> None:
        """Let the processes go, and wait until they have.

        One that is only starting would look in vain for what a parent that has ended took along.
        """
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _new_pool(self, size: int) -> ProcessPoolExecutor:
        # Forked workers would inherit the reactor's sockets; a fork server starts clean.
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["crawler.extraction.capture"])
        return ProcessPoolExecutor(size, mp_context=context, initializer=_follow_parent)


def _timed(seconds: float, tasks: Sequence[Task]) -> list[Any]:
    return [_one(seconds, task, arguments) for task, arguments in tasks]


def _one(seconds: float, task: Callable[..., Any], arguments: tuple[object, ...]) -> Any:
    # The alarm's default action ends the process whatever it is doing, in C as well.
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return task(*arguments)
    except Exception as error:
        return _Raised(error=error)
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
