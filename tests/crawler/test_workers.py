"""Worker processes, and what kills them."""

from __future__ import annotations

import asyncio
import math
import operator
import os
import signal
import threading

import pytest

from crawler.workers import WorkerDied, Workers


def test_results_and_errors_come_back() -> None:
    async def work() -> None:
        workers = Workers(size=1)
        assert await workers.run(operator.add, 1, 2) == 3
        with pytest.raises(ValueError, match="domain"):
            await workers.run(math.sqrt, -1)
        workers.close()

    asyncio.run(work())


def test_one_error_among_many_tasks_is_nobody_elses() -> None:
    async def work() -> None:
        workers = Workers(size=2)
        tasks = [workers.run(math.sqrt, n * n) for n in range(40)]
        tasks.insert(20, workers.run(math.sqrt, -1))
        found = await asyncio.gather(*tasks, return_exceptions=True)
        assert isinstance(found.pop(20), ValueError)
        assert found == list(range(40))
        workers.close()

    asyncio.run(work())


def test_a_result_that_cannot_come_home_is_an_error() -> None:
    async def work() -> None:
        workers = Workers(size=1)
        with pytest.raises(Exception, match="pickle"):
            await workers.run(threading.Lock)
        assert await workers.run(operator.add, 1, 2) == 3
        workers.close()

    asyncio.run(work())


def test_only_the_task_that_kills_its_process_fails() -> None:
    async def work() -> None:
        workers = Workers(size=2)
        tasks = [workers.run(operator.add, n, n) for n in range(6)]
        tasks.insert(3, workers.run(os.abort))
        found = await asyncio.gather(*tasks, return_exceptions=True)
        assert isinstance(found.pop(3), WorkerDied)
        assert found == [0, 2, 4, 6, 8, 10]
        assert await workers.run(operator.add, 1, 2) == 3
        workers.close()

    asyncio.run(work())


def test_a_task_that_never_ends_is_ended() -> None:
    async def work() -> None:
        workers = Workers(size=1, seconds=0.2)
        with pytest.raises(WorkerDied, match=r"more than 0\.2 s"):
            await workers.run(signal.pause)
        assert await workers.run(operator.add, 1, 2) == 3
        workers.close()

    asyncio.run(work())
