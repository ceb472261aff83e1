from __future__ import annotations

import errno
import fcntl
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from compare.errors import ExportError
from compare.export.folder import whole_folder

STALE = ".partial-0123456789ab"


class Refuses:
    """Nothing may be replaced."""

    def __call__(self, folder: Path) -> None:
        raise ExportError(str(folder), "must stay")


def anything(folder: Path) -> None:
    """Everything may be replaced."""


def write(out: Path, text: str = "new", may_replace: Callable[[Path], None] = anything) -> None:
    with whole_folder(out, may_replace) as folder:
        (folder / "file").write_text(text, encoding="utf-8")


def write_and_break(out: Path, error: BaseException) -> None:
    with whole_folder(out, anything) as folder:
        (folder / "file").write_text("half", encoding="utf-8")
        raise error


def write_while_another_fills_it(out: Path) -> None:
    with whole_folder(out, Refuses()):
        out.mkdir()
        (out / "thesis").touch()


def names(out: Path) -> list[str]:
    return sorted(path.name for path in out.parent.iterdir())


def test_an_absent_folder_is_made(out: Path) -> None:
    write(out)
    assert (out / "file").read_text("utf-8") == "new"
    assert names(out) == ["out"]


def test_an_empty_folder_is_used(out: Path) -> None:
    out.mkdir()
    write(out, may_replace=Refuses())
    assert (out / "file").exists()
    assert names(out) == ["out"]


def test_a_full_folder_is_replaced_only_when_it_may(out: Path) -> None:
    write(out, "old")
    with pytest.raises(ExportError, match="must stay"):
        write(out, may_replace=Refuses())
    assert (out / "file").read_text("utf-8") == "old"
    write(out)
    assert (out / "file").read_text("utf-8") == "new"
    assert names(out) == ["out"]


def test_a_folder_filled_meanwhile_is_not_lost(out: Path) -> None:
    with pytest.raises(ExportError, match="must stay"):
        write_while_another_fills_it(out)
    assert names(out) == ["out"]
    assert (out / "thesis").exists()


@pytest.mark.parametrize("name", ["out", "out[1]*?", "ö ut"])
def test_a_link_is_followed(out: Path, name: str) -> None:
    real = out.with_name(name).with_suffix(".real")
    real.mkdir()
    link = out.with_name(name)
    link.symlink_to(real)
    write(link)
    assert link.is_symlink()
    assert (real / "file").exists()


def test_a_file_is_left_alone(out: Path) -> None:
    out.write_text("mine", encoding="utf-8")
    with pytest.raises(ExportError, match="is a file; give the name of a folder"):
        write(out)
    assert out.read_text("utf-8") == "mine"


def test_a_missing_parent(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="does not exist; make it first"):
        write(tmp_path / "none" / "out")
    (tmp_path / "file").touch()
    with pytest.raises(ExportError, match="does not exist"):
        write(tmp_path / "file" / "out")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_parent_that_may_not_be_written(out: Path) -> None:
    out.parent.chmod(0o500)
    with pytest.raises(ExportError, match="cannot be written"):
        write(out)
    out.parent.chmod(0o700)
    assert names(out) == []


def test_a_full_disk_leaves_nothing(out: Path) -> None:
    with pytest.raises(ExportError, match=r"out: the disk is full.*; free some space.*\.$"):
        write_and_break(out, OSError(errno.ENOSPC, "No space left on device"))
    assert names(out) == []


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError, SystemExit])
def test_an_interrupted_run_leaves_the_old_one(out: Path, error: type[BaseException]) -> None:
    write(out, "old")
    with pytest.raises(error):
        write_and_break(out, error())
    assert (out / "file").read_text("utf-8") == "old"
    assert names(out) == ["out"]


def test_what_a_killed_run_left_goes(out: Path) -> None:
    write(out, "old")
    program = (
        "import os, signal, sys; from pathlib import Path\n"
        "from compare.export.folder import whole_folder\n"
        "with whole_folder(Path(sys.argv[1]), lambda folder: None) as folder:\n"
        "    (folder / 'file').write_text('half')\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", program, str(out)], check=False)
    assert len(names(out)) == 2
    assert (out / "file").read_text("utf-8") == "old"
    write(out)
    assert names(out) == ["out"]
    assert (out / "file").read_text("utf-8") == "new"


def test_what_a_living_run_writes_stays(out: Path) -> None:
    with whole_folder(out, anything) as folder:
        (folder / "file").write_text("slow", encoding="utf-8")
        write(out, "quick")
        assert (out / "file").read_text("utf-8") == "quick"
    assert (out / "file").read_text("utf-8") == "slow"
    assert names(out) == ["out"]


def test_a_locked_leftover_stays(out: Path) -> None:
    leftover = out.with_name("out" + STALE)
    leftover.mkdir()
    handle = os.open(leftover, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    write(out)
    assert leftover.exists()
    os.close(handle)
    write(out)
    assert not leftover.exists()


def test_folders_of_others_stay(out: Path) -> None:
    others = ["out.partial-notes", "out2" + STALE, "out.replaced-2024", "out.partial-0123456789abc"]
    for name in others:
        out.with_name(name).mkdir()
    write(out)
    assert names(out) == sorted(["out", *others])


def test_a_run_killed_between_the_two_moves_is_mended(out: Path) -> None:
    write(out, "old")
    out.rename(out.with_name("out.replaced-0123456789ab"))
    with pytest.raises(RuntimeError):
        write_and_break(out, RuntimeError())
    assert (out / "file").read_text("utf-8") == "old"
    assert names(out) == ["out"]


def test_a_replaced_folder_that_was_not_removed_goes(out: Path) -> None:
    write(out, "old")
    out.with_name("out.replaced-0123456789ab").mkdir()
    write(out)
    assert names(out) == ["out"]
