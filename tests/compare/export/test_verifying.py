from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from compare.cli import verify_command
from compare.errors import ExportError
from compare.export import Selection, export
from compare.export import verifyingtexts as texts_module
from compare.export.formats import TABULAR
from compare.export.verifying import verify
from compare.export.verifyingtexts import kept_texts


@pytest.fixture
def exported(shelf: Any, out: Path) -> Path:
    export(shelf.engine, out, TABULAR, Selection())
    return out


def faults(folder: Path) -> list[str]:
    return verify(folder).faults


def signed(folder: Path, **changes: Any) -> None:
    """Make the manifest agree with the files again, so that only what they hold is wrong."""
    path = folder / "manifest.json"
    content = json.loads(path.read_text("utf-8"))
    for name in content["files"]:
        data = (folder / name).read_bytes()
        content["files"][name] = {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    path.write_text(json.dumps({**content, **changes}), encoding="utf-8")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode())


def test_a_whole_export(shelf: Any, exported: Path) -> None:
    verdict = verify(exported)
    assert (verdict.faults, verdict.notes) == ([], [])
    assert verdict.rows["passages.csv"] == 4
    assert len(verdict.rows) == 3 * len(
        json.loads((exported / "manifest.json").read_text())["counts"]
    )
    # articles 5, passages 4, values 4, quotations 4 and their speaker, cue and lost, names 2,
    # and the revision that articles has not
    assert verdict.pieces == 3 * (5 + 4 + 4 + 4 + 3 + 2 + 1)
    assert verdict.sentence().startswith(f"{exported} is whole: ")


@pytest.mark.parametrize(
    "selection",
    [
        Selection(with_text=False),
        Selection(with_text=False, quotation_words=9),
        Selection(events=("e0000000000000001",)),
    ],
    ids=["no text", "short quotations", "one event"],
)
def test_other_exports_are_whole_too(shelf: Any, out: Path, selection: Selection) -> None:
    export(shelf.engine, out, TABULAR, selection)
    assert faults(out) == []


def test_an_empty_database(stock: Any, out: Path) -> None:
    export(stock.engine, out, TABULAR, Selection())
    assert faults(out) == []


def test_tables_whose_texts_are_not_there(shelf: Any, out: Path) -> None:
    export(
        shelf.engine, out, ["csv"], Selection(), tables=["differences", "passages", "quotations"]
    )
    verdict = verify(out)
    assert verdict.faults == []
    assert verdict.pieces == 0
    assert [note.split()[2] for note in verdict.notes] == [
        "passages.csv",
        "differences.csv",
        "quotations.csv",
    ]


def test_texts_that_cannot_be_checked_are_counted(shelf: Any, out: Path) -> None:
    export(shelf.engine, out, ["csv"], Selection(with_text=False, quotation_words=2))
    verdict = verify(out)
    assert (verdict.whole, verdict.pieces) == (True, 0)
    assert verdict.notes == [
        "1 texts stand in articles whose own texts were left out: they could not be checked."
    ]


def test_what_a_file_manager_left_is_no_fault(exported: Path) -> None:
    (exported / ".DS_Store").touch()
    assert faults(exported) == []


def _cut(folder: Path) -> None:
    path = folder / "articles.jsonl"
    path.write_bytes(path.read_bytes()[:-1])


def _flip(folder: Path) -> None:
    path = folder / "events.parquet"
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(content)


def _link(folder: Path) -> None:
    path = folder / "events.csv"
    path.rename(folder.parent / "elsewhere")
    path.symlink_to(folder.parent / "elsewhere")


def _folder(folder: Path) -> None:
    (folder / "events.csv").unlink()
    (folder / "events.csv").mkdir()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_cut, "articles.jsonl: has "),
        (_flip, "events.parquet: has another sha256 than the manifest says: it was changed."),
        (lambda folder: (folder / "names.csv").unlink(), "names.csv: is missing."),
        (lambda folder: (folder / "RIGHTS.md").unlink(), "RIGHTS.md: is missing."),
        (lambda folder: (folder / "notes").mkdir(), "notes: is in the folder and not in the man"),
        (_link, "events.csv: is no plain file."),
        (_folder, "events.csv: is no plain file."),
    ],
)
def test_files_that_are_not_as_written(
    exported: Path, change: Callable[[Path], None], told: str
) -> None:
    change(exported)
    (fault,) = faults(exported)
    assert fault.startswith(told)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("\udcff", "is not JSON"),
        ("[]", "is not the manifest of an export"),
        ('{"kind": "web app"}', "is not the manifest of an export"),
        ('{"kind": "parallax-export"}', "says no schema_version"),
    ],
)
def test_a_manifest_that_is_none(exported: Path, content: str, told: str) -> None:
    (exported / "manifest.json").write_bytes(content.encode("utf-8", "surrogateescape"))
    assert told in faults(exported)[0]
    assert not verify(exported).whole


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"counts": {"articles": -1}}, "has no counts of rows"),
        ({"counts": None}, "has no counts of rows"),
        ({"formats": "csv"}, "lists no formats"),
        ({"formats": [["csv"]]}, "lists no formats"),
        ({"files": []}, "lists no files"),
        ({"files": {"../x": {}}}, "names '../x', which is no file of the folder"),
        ({"files": {"x": {"bytes": 1}}}, "does not say how large x is"),
        ({"files": {"x": {"bytes": 1, "sha256": "Z" * 64}}}, "does not say how large x is"),
        ({"created": 1}, "does not say when"),
        ({"settings": []}, "has no settings"),
        ({"schema_version": True}, "says no schema_version"),
    ],
)
def test_a_manifest_that_lacks_something(exported: Path, changes: Any, told: str) -> None:
    signed(exported, **changes)
    (fault,) = faults(exported)
    assert fault.startswith("manifest.json: ")
    assert told in fault


def test_no_export_at_all(tmp_path: Path) -> None:
    assert faults(tmp_path) == [
        f"{tmp_path}: has no manifest.json, which is written last: it is no whole export."
    ]
    assert faults(tmp_path / "none") == [f"{tmp_path / 'none'}: is not there."]
    assert faults(tmp_path / "no" / "ne") == [f"{tmp_path / 'no' / 'ne'}: is not there."]
    (tmp_path / "file").touch()
    assert faults(tmp_path / "file") == [f"{tmp_path / 'file'}: is no folder."]


def test_an_export_that_was_broken_off_is_never_whole(exported: Path) -> None:
    """Not even if it broke off when all was written but the name."""
    left = exported.rename(exported.with_name("out.partial-0123456789ab"))
    (fault,) = faults(left)
    assert "is what an export that was broken off left behind" in fault
    (fault,) = faults(exported)
    assert fault.endswith(
        "is not there; out.partial-0123456789ab beside it is of an export that was broken off."
    )


def test_an_export_by_a_later_version(exported: Path) -> None:
    signed(exported, schema_version=99)
    verdict = verify(exported)
    assert verdict.whole
    assert verdict.rows == {}
    assert "later version" in verdict.notes[0]
    (exported / "events.csv").unlink()
    assert faults(exported) == ["events.csv: is missing."]


def test_rows_are_counted_again(exported: Path) -> None:
    counts = json.loads((exported / "manifest.json").read_text("utf-8"))["counts"]
    signed(exported, counts={**counts, "names": 3})
    assert faults(exported) == [
        f"names.{form}: has 2 rows, and the manifest says 3." for form in TABULAR
    ]


def test_a_table_that_the_manifest_counts_and_does_not_list(exported: Path) -> None:
    content = json.loads((exported / "manifest.json").read_text("utf-8"))
    (exported / "runs.csv").unlink()
    del content["files"]["runs.csv"]
    (exported / "manifest.json").write_text(json.dumps(content), encoding="utf-8")
    assert faults(exported) == ["runs.csv: is missing: the manifest counts its rows."]


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("articles.jsonl", "boxed in by 10", "boxed in by 20", "are not those of its text_hash"),
        ("articles.csv", "boxed in by 10", "boxed in by 20", "are not those of its text_hash"),
        ("passages.jsonl", '"start": 0', '"start": 1', "is not what stands at characters 1 to"),
        ("passages.jsonl", '"start": 0', '"start": -1', "is not what stands at characters -1 to"),
        (
            "passages.jsonl",
            '"end": 40',
            '"end": 9999',
            "is not what stands at characters 0 to 9999",
        ),
        ("differences.jsonl", '"text": "10 cars"', '"text": "11 cars"', "the text of d000000"),
        ("differences.csv", "10 cars", "11 cars", "the text of d000000"),
        ("quotations.jsonl", '"text": "by 10 cars"', '"text": "by 11 cars"', "the text of q0000"),
        ("quotations.jsonl", '"speaker": "They"', '"speaker": "Them"', "the text of q00000"),
        ("names.csv", "cars", "vans", "the text of n0000000000000000 is not what"),
        ("revisions.jsonl", "Corrected", "Corrupted", "are not those of its text_hash"),
        ("passages.jsonl", '"article_id": "a', '"article_id": "b', "which is not in the export"),
        ("differences.jsonl", '"passage_id": "p', '"passage_id": "x', "is not in the export"),
        ("names.jsonl", '{"naming_id"', '{"naming"', "has no names in row 1"),
        ("names.jsonl", '{"naming_id"', '[{"naming_id"', "has no JSON in line 1"),
        ("differences.jsonl", '"values": [', '"values": 1, "x": [', "has no differences in row 1"),
        ("names.csv", "e0000000000000001", '"e"0000000000000001', "is no CSV of ours at line 2"),
        ("names.csv", "e0000000000000001", "e,1", "has 10 cells in line 2"),
    ],
)
def test_what_the_rows_say_is_checked(
    exported: Path, file: str, old: str, new: str, told: str
) -> None:
    edit(exported / file, old, new)
    signed(exported)
    found = faults(exported)
    assert found
    assert found[0].startswith(f"{file}: ")
    assert told in found[0]


def test_parquet_is_looked_into_as_well(exported: Path) -> None:
    path = exported / "names.parquet"
    rows = pq.read_table(path).to_pylist()
    rows[0]["text"] = "vans"
    pq.write_table(pa.Table.from_pylist(rows, schema=pq.read_schema(path)), path)
    (exported / "runs.parquet").write_bytes(b"PAR1 but not really PAR1")
    signed(exported)
    wrong, broken = faults(exported)
    assert wrong.startswith("names.parquet: the text of n0000000000000000 is not what stands at")
    assert broken.startswith("runs.parquet: is no Parquet file (")
    assert "\n" not in broken


def test_a_last_line_that_breaks_off(exported: Path) -> None:
    _cut(exported)
    signed(exported)
    assert "articles.jsonl: breaks off in line 5." in faults(exported)


def test_of_a_thoroughly_broken_file_not_every_row_is_told(exported: Path) -> None:
    path = exported / "names.csv"
    with path.open(encoding="utf-8", newline="") as file:
        header, first, *_ = csv.reader(file)
    first[header.index("text")] = "vans"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *[first] * 250])
    counts = json.loads((exported / "manifest.json").read_text("utf-8"))["counts"]
    signed(exported, formats=["csv"], counts={**counts, "names": 250})
    found = faults(exported)
    assert len(found) == 101
    assert found[-1] == "names.csv: and 150 faults more."


def test_no_room_for_the_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page more than SQLite may have, which is what a full disk is to it."""
    real = texts_module.Texts

    def cramped(database: Any) -> Any:
        made = real(database)
        database.execute("PRAGMA max_page_count = 10")
        return made

    monkeypatch.setattr(texts_module, "Texts", cramped)
    with pytest.raises(ExportError, match=r"cannot hold the texts meanwhile .*full.*TMPDIR"):
        _fill_texts()


def _fill_texts() -> None:
    with kept_texts() as texts:
        for number in range(100):
            texts.keep(f"a{number}", "x" * 10_000)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(verify_command, arguments, standalone_mode=False)


def test_the_command(exported: Path) -> None:
    good = run(str(exported))
    assert good.return_value == 0
    assert good.stdout.count("\n") == 1
    files = len(list(exported.iterdir())) - 1
    assert f" is whole: {files} files are as its manifest says, " in good.stdout
    assert good.stderr == ""
    (exported / "events.csv").unlink()
    (exported / "thesis.tex").touch()
    bad = run(str(exported))
    assert bad.return_value == 1
    assert bad.stderr.splitlines() == [
        "events.csv: is missing.",
        "thesis.tex: is in the folder and not in the manifest: no export wrote it.",
    ]
    assert bad.stdout.startswith(f"{exported} is not whole: 2 faults; {files - 1} files ")


def test_the_command_in_json(exported: Path) -> None:
    good = json.loads(run(str(exported), "--json").stdout)
    assert (good["whole"], good["faults"], good["rows"]["events.csv"]) == (True, [], 2)
    assert set(good) == {
        "whole", "folder", "created", "parallax", "files", "rows", "pieces", "faults", "notes",
    }  # fmt: skip
    bad = run(str(exported.parent / "none"), "--json")
    assert bad.return_value == 1
    assert json.loads(bad.stdout)["whole"] is False
