"""How much memory a process and all that it started hold together, at most; Linux alone tells."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PROC = Path("/proc")
_EVERY = 0.05
_PARENT, _RESIDENT = 1, 1
"""Places in /proc/PID/stat, behind the name, and in /proc/PID/statm."""


class Peak:
    """The most that was held at any look."""

    megabytes: float = 0.0
    # 0.0 where it cannot be told


@contextmanager
def watching(child: str) -> Iterator[Peak]:
    """Watch this process's child of that name, and that child's children, through the block."""
    peak, done = Peak(), threading.Event()

    def look() -> None:
        while not done.wait(_EVERY):
            for process in multiprocessing.active_children():
                if process.name == child and process.pid:
                    peak.megabytes = max(peak.megabytes, _held(process.pid))

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield peak
    finally:
        done.set()
        watcher.join()


def own_peak() -> float:
    """Megabytes that this process held at most; 0.0 where it cannot be told.

    Not getrusage: what it tells of a child begins with what the parent held when it was forked.
    """
    try:
        lines = (_PROC / "self" / "status").read_text().splitlines()
    except OSError:
        return 0.0
    found = (line.split()[1] for line in lines if line.startswith("VmHWM:"))
    return int(next(found, "0")) * 1024 / 1e6


def _held(pid: int) -> float:
    """Megabytes resident in a process and its descendants; shared pages count for each of them."""
    children = _children()
    waiting, pages = [pid], 0
    while waiting:
        one = waiting.pop()
        waiting += children[one]
        try:
            pages += int((_PROC / str(one) / "statm").read_text().split()[_RESIDENT])
        except OSError:
            continue  # it has just ended
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _children() -> defaultdict[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    for folder in _PROC.glob("[0-9]*"):
        try:
            behind_name = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        found[int(behind_name[_PARENT])].append(int(folder.name))
    return found
