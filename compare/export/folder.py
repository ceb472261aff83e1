"""A folder that is written whole or not at all.

The files go to DIR.partial-…, next to DIR, are flushed to the disk, and the folder takes DIR's
name in one step. Whatever was there stays untouched until then. A partial folder is locked by
the run that writes it; one that nobody locks was left by a run that was killed, and goes.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from compare.errors import ExportError

_LEFTOVER = re.compile(r"\.(partial|replaced)-[0-9a-f]{12}")


def is_broken_off(folder: Path) -> bool:
    """Whether a folder's name says that an export is, or was, being written to it."""
    match = _LEFTOVER.search(folder.name)
    return match is not None and match.end() == len(folder.name) and match[1] == "partial"


@contextmanager
def whole_folder(directory: Path, may_replace: Callable[[Path], None]) -> Iterator[Path]:
    """A folder to write into; it becomes `directory` when the block ends without an error.

    may_replace: raises for a folder that is not empty and must stay. Raises ExportError when the
    folder cannot be written; nothing is left behind then.
    """
    target = Path(os.path.realpath(directory))
    with _explained(directory):
        _check(target, directory, may_replace)
        with _locked(target.parent):
            _clean(target)
            partial = _sibling(target, "partial")
            partial.mkdir()
            lock = _lock(partial, wait=True)
        try:
            yield partial
            for path in sorted(partial.rglob("*")):
                flush(path)
            flush(partial)
            with _locked(target.parent):
                _check(target, directory, may_replace)
                _move(partial, target)
        finally:
            shutil.rmtree(partial, ignore_errors=True)
            _unlock(lock)


def _check(target: Path, shown: Path, may_replace: Callable[[Path], None]) -> None:
    if not target.parent.is_dir():
        raise ExportError(str(shown), f"the folder {target.parent} does not exist", "make it first")
    if target.exists() and not target.is_dir():
        raise ExportError(str(shown), "is a file", "give the name of a folder")
    if target.is_dir() and any(target.iterdir()):
        may_replace(target)


def _move(partial: Path, target: Path) -> None:
    """Put the new folder in the place of the old one, which comes back if that fails."""
    replaced = None
    if target.is_dir():
        replaced = _sibling(target, "replaced")
        target.rename(replaced)
    try:
        partial.rename(target)
    except BaseException:
        if replaced:
            replaced.rename(target)
        raise
    flush(target.parent)
    if replaced:
        shutil.rmtree(replaced, ignore_errors=True)


def _clean(target: Path) -> None:
    """Remove what killed runs left; the parent folder is locked meanwhile."""
    for path in sorted(target.parent.glob(f"{_literal(target.name)}.*-*")):
        match = _LEFTOVER.fullmatch(path.name.removeprefix(target.name))
        if match is None or path.is_symlink() or not path.is_dir():
            continue
        if match[1] == "replaced" and not target.exists():
            path.rename(target)  # killed between the two steps of _move
            continue
        lock = _lock(path, wait=False)
        if lock is not None:
            shutil.rmtree(path, ignore_errors=True)
            _unlock(lock)


def _literal(name: str) -> str:
    return re.sub(r"([*?\[])", r"[\1]", name)


def _sibling(target: Path, kind: str) -> Path:
    return target.with_name(f"{target.name}.{kind}-{secrets.token_hex(6)}")


def flush(path: Path) -> None:
    """Have the disk hold what was written."""
    if sys.platform == "win32":  # only what was opened for writing can be flushed there
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network disks cannot
            raise
    finally:
        os.close(handle)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    lock = _lock(folder, wait=True)
    try:
        yield
    finally:
        _unlock(lock)


def _lock(folder: Path, *, wait: bool) -> int | None:
    """A lock that ends with the process; None where another has it or there are no locks."""
    if sys.platform == "win32":
        return None
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:
        os.close(handle)
        return None
    return handle


def _unlock(lock: int | None) -> None:
    if lock is not None:
        with suppress(OSError):
            os.close(lock)


@contextmanager
def _explained(directory: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise explain(directory, error) from error


def explain(directory: Path, error: OSError) -> ExportError:
    """The system's error as one sentence with its mend."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        problem, mend = "the disk is full", "free some space and export again"
    else:
        problem = f"cannot be written ({error.strerror or error})"
        mend = "check the permissions of the folder that holds it, or choose another"
    return ExportError(str(directory), f"{problem}, so nothing was changed", mend)
