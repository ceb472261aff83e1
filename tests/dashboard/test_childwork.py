"""What the pages start beside the server: one process at a time, followed to its end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.childwork import ChildWork, State, surroundings

_WAITS = "import sys, time; print('here', flush=True); time.sleep(60)"


def _program(lines: str) -> ChildWork[State]:
    return ChildWork("a task", [sys.executable, "-c", lines], os.environ, State())


def _begin(work: ChildWork[State]) -> bool:
    """Keeps all lines of its output."""
    return work.begin([], State(), lambda state, line: replace(state, said=state.said + line))


def _ended(work: ChildWork[State]) -> State:
    deadline = time.monotonic() + 30
    while work.state.at_work:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return work.state


def _heard(work: ChildWork[State]) -> None:
    deadline = time.monotonic() + 30
    while not work.state.said:
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_each_line_is_heard() -> None:
    work = _program("print('one'); print('two')")
    assert work.state == State()
    assert _begin(work)
    ended = _ended(work)
    assert ended == State(started=ended.started, done=True, said="one\ntwo\n")
    assert ended.started is not None


def test_pipes_that_run_full_stop_nothing() -> None:
    work = _program("import sys; sys.stderr.write('e' * 300_000); print('o' * 300_000)")
    _begin(work)
    assert _ended(work).done


def test_what_was_stopped_says_so_and_can_begin_again(caplog: pytest.LogCaptureFixture) -> None:
    work = _program(_WAITS)
    _begin(work)
    _heard(work)
    work.stop()
    ended = _ended(work)
    assert (ended.done, ended.said) == (False, "It was stopped.")
    assert caplog.text == ""
    assert _begin(work)
    work.stop()
    _ended(work)
    work.stop()
    assert work.state.said == "It was stopped."


def test_a_stop_that_it_answers_with_an_error_is_no_failure() -> None:
    work = _program(
        "import signal, sys, time\n"
        "signal.signal(signal.SIGTERM, lambda *_: sys.exit('cleaned up'))\n"
        "print('here', flush=True)\n"
        "time.sleep(60)\n"
    )
    _begin(work)
    _heard(work)
    work.stop()
    assert _ended(work).said == "It was stopped."


def test_what_the_system_killed_is_not_told_by_its_last_warning(
    caplog: pytest.LogCaptureFixture,
) -> None:
    work = _program(
        "import os, signal, sys\n"
        "print('a warning', file=sys.stderr, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    _begin(work)
    assert _ended(work).said == f"It ended with status {-signal.SIGKILL}."
    assert "a task failed (status -9):\na warning" in caplog.text


_SERVER = """
import os, sys, time
from dashboard.childwork import ChildWork, State
child = "import os, time; print(os.getpid(), flush=True); time.sleep(60)"
work = ChildWork("a task", [sys.executable, "-c", child], os.environ, State())
work.begin([], State(), lambda state, line: State(at_work=True, said=line))
while not work.state.said:
    time.sleep(0.02)
print(work.state.said)
"""


def test_it_does_not_outlive_the_server() -> None:
    found = subprocess.run(
        [sys.executable, "-c", _SERVER], capture_output=True, text=True, check=True, timeout=60
    )
    child = int(found.stdout)
    deadline = time.monotonic() + 30
    while _runs(child):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def _runs(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    try:
        # An ended process that nobody has asked after is still listed.
        return status.read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_the_database_is_not_on_the_command_line() -> None:
    database = "postgresql+psycopg://reader:secret@host/news"
    assert surroundings(database)["PARALLAX_DB"] == database
    assert surroundings(database)["PATH"] == os.environ["PATH"]
