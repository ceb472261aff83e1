"""The comparison that the pages start: one at a time, in a process of its own."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.comparing import Comparing, State, comparing, model_arguments


def _program(lines: str) -> Comparing:
    return Comparing([sys.executable, "-c", lines], os.environ)


def _ended(work: Comparing) -> State:
    deadline = time.monotonic() + 30
    while work.state.at_work:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return work.state


@pytest.fixture
def waiting(tmp_path: Path) -> Iterator[Comparing]:
    """One that works until the file "go" is there."""
    work = Comparing(
        [
            sys.executable,
            "-c",
            "import pathlib, time\n"
            "while not pathlib.Path('go').exists(): time.sleep(0.02)\n"
            "print('Compared.')",
        ],
        os.environ,
    )
    before = Path.cwd()
    os.chdir(tmp_path)
    try:
        work.start()
    finally:
        os.chdir(before)
    yield work
    work.stop()


def test_its_last_line_is_told() -> None:
    work = _program("import sys; print('more'); print('Compared 3.'); print('w', file=sys.stderr)")
    assert work.state == State()
    assert work.start()
    ended = _ended(work)
    assert (ended.done, ended.said) == (True, "Compared 3.")
    assert ended.started is not None


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("import sys; sys.exit('parallax: a.db: is busy.')", "a.db: is busy."),
        ("import sys; sys.exit(3)", "It ended with status 3."),
        ("import sys; sys.stdout.write('x' * 300_000 + '\\n'); sys.exit('full')", "full"),
    ],
)
def test_a_failure_is_told(lines: str, said: str, caplog: pytest.LogCaptureFixture) -> None:
    work = _program(lines)
    work.start()
    ended = _ended(work)
    assert (ended.done, ended.said) == (False, said)
    assert "a comparison failed (status " in caplog.text


def test_one_at_a_time(waiting: Comparing, tmp_path: Path) -> None:
    started = waiting.state.started
    assert not waiting.start()
    assert waiting.state.started == started
    (tmp_path / "go").touch()
    assert _ended(waiting).said == "Compared."
    assert waiting.start()
    waiting.stop()


def test_it_is_stopped_with_the_server(waiting: Comparing) -> None:
    waiting.stop()
    assert not _ended(waiting).done


def test_a_program_that_is_not_there_is_told() -> None:
    work = Comparing(["/nowhere/at-all"], {})
    assert not work.start()
    assert not work.state.at_work
    assert "nowhere" in work.state.said


def test_the_real_command_says_what_is_wrong(tmp_path: Path) -> None:
    work = comparing(str(tmp_path / "none.db"))
    work.start(["--model", "m"])
    assert "there is no such database yet" in _ended(work).said


def test_the_model_of_the_last_comparison_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    assert model_arguments("all-MiniLM-L6-v2@53aa51172d14") == ["--model", "all-MiniLM-L6-v2"]
    assert model_arguments("/models/a@b@53aa51172d14") == ["--model", "/models/a@b"]
    monkeypatch.delenv("PARALLAX_MODEL", raising=False)
    assert model_arguments(None) == ["--model", "all-MiniLM-L6-v2"]
    monkeypatch.setenv("PARALLAX_MODEL", "/models/b")
    assert model_arguments(None) == ["--model", "/models/b"]
