"""The command: what it refuses, and that it starts and stops a server."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from crawler.errors import ParallaxError
from dashboard.cli import dashboard_command
from dashboard.errors import DashboardError
from dashboard.screenshot import free_port
from dashboard.server import address, check_address

_ROOT = Path(__file__).parents[2]


def test_a_port_in_use_is_refused_in_a_sentence(newsroom: str) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(DashboardError) as caught:
            check_address("127.0.0.1", port)
        assert str(caught.value) == f"port {port}: is in use; give --port another number."
        found = CliRunner().invoke(dashboard_command, ["--port", str(port)], obj=newsroom)
    assert isinstance(found.exception, DashboardError)


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(DashboardError, match="is not an address of this machine"):
        check_address("192.0.2.1", 8501)


def test_a_missing_database_is_refused(tmp_path: Path) -> None:
    found = CliRunner().invoke(dashboard_command, [], obj=str(tmp_path / "none.db"))
    assert isinstance(found.exception, ParallaxError)
    assert "there is no such database yet" in str(found.exception)


@pytest.mark.parametrize("arguments", [["--port", "0"], ["--port", "70000"], ["--port", "x"]])
def test_wrong_usage(arguments: list[str], newsroom: str) -> None:
    assert CliRunner().invoke(dashboard_command, arguments, obj=newsroom).exit_code == 2


def test_readers_cannot_be_both_kept_out_and_let_in(newsroom: str) -> None:
    both = ["--read-only", "--allow-corrections"]
    found = CliRunner().invoke(dashboard_command, both, obj=newsroom)
    assert found.exit_code == 2
    assert "not both" in found.output


@pytest.mark.parametrize(
    ("arguments", "granted"),
    [
        ([], "here"),
        (["--read-only"], "read-only"),
        (["--allow-corrections"], "allowed"),
        (["--host", "0.0.0.0"], "reachable"),
        (["--host", "0.0.0.0", "--allow-corrections"], "allowed"),
    ],
)
def test_the_server_is_told_who_may_correct(
    newsroom: str, monkeypatch: pytest.MonkeyPatch, arguments: list[str], granted: str
) -> None:
    told: list[object] = []

    def serve(*_: object, corrections: object, **__: object) -> int:
        told.append(corrections)
        return 0

    monkeypatch.setattr("dashboard.cli.serve", serve)
    assert CliRunner().invoke(dashboard_command, arguments, obj=newsroom).exit_code == 0
    assert told == [granted]


def test_addresses() -> None:
    assert address("127.0.0.1", 8501) == "http://127.0.0.1:8501"
    assert address("0.0.0.0", 8501) == "http://127.0.0.1:8501"
    assert address("::1", 8501) == "http://[::1]:8501"


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")
@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_until_stopped(newsroom: str, stop: signal.Signals) -> None:
    port = free_port()
    program = (
        "import sys; from dashboard.cli import serve; "
        f"sys.exit(serve({newsroom!r}, '127.0.0.1', {port}, open_browser=False))"
    )
    started = subprocess.Popen(
        [sys.executable, "-c", program], cwd=_ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        assert started.stdout is not None
        assert started.stdout.readline().startswith(f"Parallax is at http://127.0.0.1:{port} ")
        started.send_signal(stop)
        assert started.wait(15) == 0
    finally:
        started.kill()
        started.communicate()
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        try:
            return check_address("127.0.0.1", port)
        except DashboardError:
            time.sleep(0.1)
    pytest.fail("the server outlived the command")
