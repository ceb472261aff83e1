"""How a child process of ours lives and dies with its parent."""

from __future__ import annotations

import os
import signal
import sys
import threading
from multiprocessing import connection, parent_process
from multiprocessing.process import BaseProcess


def live_with_parent() -> None:
    """To be called by a child first of all.

    It leaves the terminal's process group: Ctrl-C reaches the parent alone, which passes on one
    SIGTERM, and so a child is never told twice. And when the parent is gone, killed even, the
    child is sent the same SIGTERM.
    """
    if hasattr(os, "setpgid") and sys.platform != "win32":
        os.setpgid(0, 0)
    parent = parent_process()
    if parent is not None:
        threading.Thread(
            target=_end_after, args=(parent.sentinel,), name="parent-watch", daemon=True
        ).start()


def _end_after(sentinel: int) -> None:
    connection.wait([sentinel])
    os.kill(os.getpid(), signal.SIGTERM)


def end(process: BaseProcess, seconds: float) -> None:
    """Wait for a child that has told its outcome; one that does not end in time is killed."""
    process.join(seconds)
    if process.is_alive():
        process.kill()
        process.join()
