"""How children of ours end."""

from __future__ import annotations

import multiprocessing
import signal
import time

import pytest

from crawler.children import end


@pytest.mark.parametrize(
    ("task", "status"), [((time.sleep, (600.0,)), -signal.SIGKILL), ((abs, (1,)), 0)]
)
def test_a_child_that_does_not_end_is_killed(task: tuple[object, ...], status: int) -> None:
    work, arguments = task
    process = multiprocessing.get_context("spawn").Process(target=work, args=arguments)  # type: ignore[arg-type]
    process.start()
    end(process, 3.0 if status else 60.0)
    assert process.exitcode == status
