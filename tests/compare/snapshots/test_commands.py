"""`parallax snapshot`, `parallax snapshots`, and `parallax export --snapshot`."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.errors import SnapshotError
from compare.snapshots.naming import check_name

Run = Callable[..., int]


def test_it_says_what_was_frozen_and_lists_it(
    run: Run, database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("snapshots") == 0
    assert "No snapshots yet" in capsys.readouterr().out
    assert run("snapshot", "paper-2026.v1", "--note", "For the\n paper") == 0
    file = Path(f"{database}.snapshots/paper-2026.v1.db")
    out = capsys.readouterr().out
    assert out.startswith(f"Froze 4 articles, 2 events as {file} (")
    assert run("snapshot", "z", "--json") == 0
    second = json.loads(capsys.readouterr().out)
    assert run("snapshots", "--json") == 0
    first, listed = json.loads(capsys.readouterr().out)
    assert listed == second
    assert first["sha256"] in out
    assert (first["name"], first["note"]) == ("paper-2026.v1", "For the\n paper")
    assert first["counts"]["articles"] == 4
    assert first["bytes"] == file.stat().st_size
    assert run("snapshots") == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith(f"paper-2026.v1  {first['made']}  4 articles, 2 events")
    assert lines[0].endswith("For the paper")


def test_its_files_are_read_only(run: Run, database: str) -> None:
    assert run("snapshot", "first") == 0
    for path in Path(f"{database}.snapshots").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o444


@pytest.mark.parametrize("again", ["first", "FIRST"])
def test_a_name_is_given_once(
    run: Run, database: str, again: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Some systems hold both for the same file."""
    assert run("snapshot", "first") == 0
    file = Path(f"{database}.snapshots/first.db")
    before = file.read_bytes()
    assert run("snapshot", again) == 1
    error = capsys.readouterr().err
    assert f"{file}: is there already and never replaced; choose another name" in error
    assert file.read_bytes() == before
    assert sorted(os.listdir(file.parent)) == ["first.db", "first.json"]


@pytest.mark.parametrize(
    "name",
    [
        "", ".", "..", "../up", "a/b", "a\\b", ".hidden", "-n", "a b", "a\n", "a\0", "ä", "раper",
        "x" * 101, "con", "NUL.v1", "lpt1", "a.db", "A.JSON", "a.", "a:b", "~",
    ],
)  # fmt: skip
def test_a_name_that_cannot_be_is_refused(
    name: str, run: Run, database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("snapshot", "--", name) == 1
    error = capsys.readouterr().err
    assert error.startswith("parallax: ")
    assert error.count("\n") == 1
    assert not Path(f"{database}.snapshots").exists()


@given(st.text(max_size=12))
def test_what_may_be_a_name_is_a_plain_file_name(name: str) -> None:
    try:
        check_name(name)
    except SnapshotError:
        return
    assert name.isascii()
    assert Path(name).name == name
    assert not name.startswith((".", "-"))


def test_a_folder_of_your_choice(
    run: Run, database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "frozen"
    assert run("snapshot", "first", "--to", str(place)) == 0
    assert sorted(os.listdir(place)) == ["first.db", "first.json"]
    assert run("export", str(tmp_path / "out"), "--snapshot", str(place / "first.db")) == 0
    capsys.readouterr()
    assert run("snapshots", "--to", str(place), "--json") == 0
    assert len(json.loads(capsys.readouterr().out)) == 1
    assert run("snapshot", "first", "--to", str(tmp_path / "no" / "such")) == 1
    assert "the folder" in capsys.readouterr().err
    assert run("snapshot", "first", "--to", f"sqlite:///{tmp_path}/x") == 1


def test_no_database_no_snapshot(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("snapshot", "first", db=tmp_path / "none.db") == 1
    assert "there is no such database yet" in capsys.readouterr().err
    assert run("snapshot", "first", db=":memory:") == 1
    assert "name a folder with --to" in capsys.readouterr().err
    assert list(tmp_path.glob("none*")) == []


def test_one_database_has_one_folder_however_it_is_named(
    run: Run, database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(database)
    assert run("snapshot", "first", db=f"sqlite:///{link}") == 0
    capsys.readouterr()
    assert run("snapshots", "--json") == 0
    assert len(json.loads(capsys.readouterr().out)) == 1


def test_it_outlives_its_database(run: Run, database: str, exported: Any) -> None:
    assert run("snapshot", "first") == 0
    before = exported("--snapshot", "first")
    Path(database).unlink()
    assert exported("--snapshot", "first") == before


def test_a_changed_file_is_refused(
    run: Run, database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("snapshot", "first") == 0
    file = Path(f"{database}.snapshots/first.db")
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.unlink()
    file.write_bytes(content)
    assert run("export", str(tmp_path / "out"), "--snapshot", "first") == 1
    error = capsys.readouterr().err
    assert f"{file}: is not what was frozen on 2" in error
    assert "its sha256 is another" in error
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b"\xff", b'{"kind": "parallax-snapshot"}', b"[" * 99_999]
)
def test_a_record_that_is_none_is_told(
    run: Run, database: str, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("snapshot", "first") == 0
    record = Path(f"{database}.snapshots/first.json")
    record.unlink()
    record.write_bytes(content)
    assert run("snapshots") == 1
    assert f"{record}: is not what Parallax writes beside a snapshot" in capsys.readouterr().err
    record.unlink()
    assert run("export", f"{database}.out", "--snapshot", "first") == 1
    assert f"{record}: cannot be read" in capsys.readouterr().err


def test_a_file_that_is_no_snapshot_is_not_taken_for_one(
    run: Run, database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("export", str(tmp_path / "out"), "--snapshot", database) == 1
    assert f"{database}: is no snapshot" in capsys.readouterr().err
    assert run("export", str(tmp_path / "out"), "--snapshot", "none") == 1
    assert "there is no such snapshot; 'parallax snapshots' lists" in capsys.readouterr().err
