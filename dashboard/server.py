"""Runs the pages: one Streamlit process, bound to this machine unless told otherwise."""

from __future__ import annotations

import errno
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import click

from dashboard.errors import DashboardError
from dashboard.permission import CORRECTIONS_VARIABLE, Corrections

_APP = Path(__file__).with_name("app.py")
_PATIENCE = 60.0
"""Seconds for the server to answer for the first time."""
_STOPPING = (signal.SIGINT, signal.SIGTERM)
_FONT = (
    "-apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', 'Helvetica Neue', Arial, "
    "system-ui, sans-serif"
)
_OPTIONS = {
    "server.headless": "true",
    "server.fileWatcherType": "none",
    "browser.gatherUsageStats": "false",
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "logger.level": "warning",
    "theme.font": _FONT,
    "theme.light.primaryColor": "#1a4f8b",
    "theme.light.textColor": "#1b1d20",
    "theme.light.backgroundColor": "#ffffff",
    "theme.light.secondaryBackgroundColor": "#f6f4ef",
    "theme.dark.primaryColor": "#8fbcf0",
    "theme.dark.textColor": "#e9e7e2",
    "theme.dark.backgroundColor": "#14161a",
    "theme.dark.secondaryBackgroundColor": "#1e2125",
}


def serve(
    db: str, host: str, port: int, *, open_browser: bool, corrections: Corrections = "here"
) -> int:
    """Show the database's events at http://host:port until stopped; the server's exit status.

    corrections: who may correct events through the pages. Raises DashboardError when the address
    cannot be used or the server does not start.
    """
    check_address(host, port)
    with running(db, host, port, corrections) as server, _forwarding(server):
        url = address(host, port)
        click.echo(f"Parallax is at {url} (Ctrl-C stops it).")
        if open_browser and _has_screen():
            webbrowser.open(url)
        status = server.wait()
    # Being stopped is how this command ends when all is well.
    return 0 if status in (0, -signal.SIGINT, -signal.SIGTERM) else 1


def address(host: str, port: int) -> str:
    """Where a browser on this machine finds the pages."""
    if host in ("0.0.0.0", "::"):
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def check_address(host: str, port: int) -> None:
    """Raise DashboardError unless a server can listen there."""
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            if os.name == "posix":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(where)
    except OSError as error:
        name = f"port {port}"
        if error.errno == errno.EADDRINUSE:
            raise DashboardError(name, "is in use", "give --port another number") from error
        if error.errno == errno.EACCES:
            raise DashboardError(name, "is reserved", "give --port 1024 or more") from error
        raise DashboardError(
            host, "is not an address of this machine", "give --host 127.0.0.1 or 0.0.0.0"
        ) from error


@contextmanager
def running(
    db: str, host: str, port: int, corrections: Corrections = "here"
) -> Iterator[subprocess.Popen[bytes]]:
    """The server, once it answers; it is stopped at the end."""
    server = subprocess.Popen(
        _command(host, port), env=_environment(db, corrections), stdout=subprocess.DEVNULL
    )
    try:
        _wait(server, f"{address(host, port)}/_stcore/health")
        yield server
    finally:
        _stop(server)


def _command(host: str, port: int) -> list[str]:
    options = {**_OPTIONS, "server.address": host, "server.port": str(port)}
    given = [f"--{name}={value}" for name, value in options.items()]
    return [sys.executable, "-m", "streamlit", "run", str(_APP), *given]


def _environment(db: str, corrections: Corrections) -> dict[str, str]:
    root = str(_APP.parent.parent)
    found = [root, os.environ.get("PYTHONPATH", "")]
    # Streamlit puts the folder of app.py on the path, not the one that holds the packages.
    path = os.pathsep.join(part for part in found if part)
    said = {"PARALLAX_DB": db, CORRECTIONS_VARIABLE: corrections}
    return {**os.environ, **said, "PYTHONPATH": path}


def _wait(server: subprocess.Popen[bytes], url: str) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise DashboardError(
                "dashboard", f"Streamlit ended at once (status {server.returncode})"
            )
        try:
            with opener.open(url, timeout=2):
                return
        except (OSError, urllib.error.URLError):
            time.sleep(0.1)
    raise DashboardError("dashboard", f"did not answer within {_PATIENCE:.0f} seconds")


def _stop(server: subprocess.Popen[bytes]) -> None:
    if server.poll() is None:
        server.terminate()
        try:
            server.wait(5)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


@contextmanager
def _forwarding(server: subprocess.Popen[bytes]) -> Iterator[None]:
    """Stop the server on SIGTERM and Ctrl-C.

    Ctrl-C too, though it reaches the server by itself in a terminal: a shell that starts us in the
    background has it ignored, and then a SIGINT that is sent on purpose would do nothing.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def forward(_signal: int, _frame: FrameType | None) -> None:
        server.terminate()

    before = {number: signal.signal(number, forward) for number in _STOPPING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _has_screen() -> bool:
    """Without a screen a browser would be opened in the terminal, over our own output."""
    if sys.platform in ("darwin", "win32"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
