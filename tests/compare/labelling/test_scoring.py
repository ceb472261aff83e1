"""`parallax label score`: what spreadsheets hand back, and what is made of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from parallax import main

if TYPE_CHECKING:
    from tests.compare.labelling.conftest import Row, Study

Draw = Callable[..., "Study"]
Score = Callable[..., dict[str, Any]]


@pytest.fixture
def study(draw: Draw, capsys: pytest.CaptureFixture[str]) -> Study:
    made = draw()
    capsys.readouterr()
    return made


@pytest.fixture
def score(study: Study, capsys: pytest.CaptureFixture[str]) -> Score:
    """The figures of these sheets, as JSON; without a database."""

    def _score(*sheets: Path, options: Sequence[str] = ()) -> dict[str, Any]:
        named = [str(path) for path in sheets]
        assert main(["label", "score", str(study.folder), *named, "--json", *options]) == 0
        found: dict[str, Any] = json.loads(capsys.readouterr().out)
        return found

    return _score


def as_system(study: Study) -> Callable[[Row], str]:
    """Answers that say what the system says."""

    def _answer(row: Row) -> str:
        known = study.key[row["id"]]
        if known["task"] == "clusters":
            return known["intruder"] or "none"
        shown = known["stratum"] == "matched" or bool(known.get("kinds"))
        return "yes" if shown else "no"

    return _answer


def test_judges_who_agree_with_everything(study: Study, score: Score) -> None:
    """Every pair was judged, so that nothing is left to chance: the intervals are points."""
    sheets = [
        study.fill(task, f"{task}-{who}.csv", as_system(study))
        for task in ("pairs", "clusters", "differences")
        for who in ("anna", "ben")
    ]
    tasks = score(*sheets)["tasks"]
    assert tasks["pairs"]["labellers"] == {"anna": 29, "ben": 29}
    recall = tasks["pairs"]["measures"]["recall"]
    assert (recall["value"], recall["low"], recall["high"]) == (1.0, 1.0, 1.0)
    assert tasks["pairs"]["agreement"]["alpha"] == pytest.approx(1.0)
    assert tasks["pairs"]["agreement"]["units"] == 29
    assert tasks["differences"]["agreement"]["level"] == "ordinal"


def test_what_the_system_missed_and_what_it_made_up(study: Study, score: Score) -> None:
    matched = [one for one, known in study.key.items() if known["stratum"] == "matched"]
    missed = [one for one, known in study.key.items() if known["stratum"] == "other"][:2]
    yes = {*matched[1:], *missed}
    sheet = study.fill("pairs", "anna.csv", lambda row: "yes" if row["id"] in yes else "no")
    found = score(sheet)["tasks"]["pairs"]["measures"]
    right = len(matched) - 1
    assert found["recall"]["value"] == pytest.approx(right / (right + 2))
    assert found["f1"]["value"] == pytest.approx(2 * right / (right + 2 + len(matched)))
    assert found["precision"]["value"] is None, "there are only a handful"
    few = f"too few rows judged: {len(matched)}, all there are, and at least 10 are needed"
    assert found["precision"]["why_not"] == few


def test_where_labellers_disagree_a_row_counts_in_part(study: Study, score: Score) -> None:
    answer = as_system(study)
    one = next(key for key, known in study.key.items() if known["stratum"] == "matched")
    sheets = (
        study.fill("pairs", "pairs-anna.csv", answer),
        study.fill("pairs", "pairs-ben.csv", lambda r: "no" if r["id"] == one else answer(r)),
    )
    pairs = score(*sheets)["tasks"]["pairs"]
    assert pairs["strata"]["matched"]["positive"] == pairs["strata"]["matched"]["size"] - 0.5
    assert 0.5 < pairs["agreement"]["alpha"] < 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "windows-1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_what_spreadsheets_write(encoding: str, separator: str, study: Study, score: Score) -> None:
    answer = as_system(study)
    words = {"yes": [" YES ", "Y", "1", "'yes", "True", "1.0"], "no": ["No", "n", "0", "FALSE"]}
    rows = []
    for number, row in enumerate(reversed(study.sheet("pairs"))):
        said = words[answer(row)]
        cells = {**row, "answer": said[number % len(said)], "note": "naïve – «½»"}
        rows.append({name: cells[name] for name in sorted(cells, reverse=True)})
        rows.append(dict.fromkeys(cells, " "))
    sheet = study.write("anna.csv", rows, encoding=encoding, separator=separator)
    found = score(sheet)
    assert found["faults"] == []
    assert found["tasks"]["pairs"]["judged"] == 29
    assert found["tasks"]["pairs"]["measures"]["recall"]["value"] == 1.0


def test_a_line_that_names_the_separator(study: Study, score: Score) -> None:
    sheet = study.fill("pairs", "anna.csv", as_system(study), separator=";")
    sheet.write_text("sep=;\r\n" + sheet.read_text("utf-8"), "utf-8", newline="")
    assert score(sheet)["tasks"]["pairs"]["judged"] == 29


def test_bad_rows_are_named_and_the_others_count(
    study: Study, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [{**row, "answer": as_system(study)(row)} for row in study.sheet("pairs")]
    rows[0]["answer"] = "perhaps"
    rows[1]["id"] = "pairs-0000-0001"
    rows[2]["answer"] = "unsure"
    rows[3]["answer"] = ""
    rows.append({**rows[5], "answer": "no" if rows[5]["answer"] == "yes" else "yes"})
    rows.append(rows[6])
    sheet = study.write("pairs-anna.csv", rows)
    assert main(["label", "score", str(study.folder), str(sheet)]) == 0
    out, err = capsys.readouterr()
    assert err.splitlines() == [
        f"{sheet}, row 2: 'perhaps' is none of yes, no or unsure; mend the cell.",
        f"{sheet}, row 3: id 'pairs-0000-0001' is not in the key; use the sheets of this draw.",
        f"{sheet}, row 31: anna answered {rows[5]['id']} twice and not alike, so neither counts; "
        "keep one.",
    ]
    assert "24 of 29 rows judged (anna 25); 'unsure': 1\n" in out
    assert "1 row has no answer" in out


def test_letters_of_groups(study: Study, score: Score) -> None:
    rows = study.sheet("clusters")
    said = ["NONE", "a, b", "AB", "z"]
    filled = [{**row, "answer": one} for row, one in zip(rows, said, strict=True)]
    found = score(study.write("anna-clusters.csv", filled))
    assert found["tasks"]["clusters"]["labellers"] == {"anna": 3}
    assert "'z' is none of none, letters such as" in found["faults"][0]
    assert "this row has the passages A B" in found["faults"][0]


def test_kinds_that_people_name(study: Study, score: Score) -> None:
    rows = [
        {
            **row,
            "answer": "Arguable" if study.key[row["id"]]["kinds"] else "wrong",
            "kind": "Figure",
        }
        for row in study.sheet("differences")
    ]
    found = score(study.write("anna.csv", rows))["tasks"]["differences"]["measures"]
    assert "same_kind" in found
    assert found["recall"]["why_not"].startswith(("not defined", "too few"))


def test_who_answered(study: Study, score: Score) -> None:
    answer = as_system(study)
    in_column = study.fill("pairs", "all.csv", answer, more={"labeller": "Anna K"})
    by_folder = study.fill("pairs", "ben/pairs.csv", answer)
    by_name = study.fill("pairs", "cleo.csv", answer)
    found = score(in_column, by_folder, by_name)
    assert set(found["tasks"]["pairs"]["labellers"]) == {"Anna K", "ben", "cleo"}
    other = study.fill("pairs", "d.csv", answer, more={"Coder": "Dan"})
    found = score(other, options=("--labeller", "Coder"))
    assert set(found["tasks"]["pairs"]["labellers"]) == {"Dan"}


def test_too_few_rows_give_no_figure(study: Study, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{**row, "answer": as_system(study)(row)} for row in study.sheet("pairs")[:5]]
    sheet = study.write("anna.csv", rows)
    assert main(["label", "score", str(study.folder), str(sheet)]) == 0
    out = capsys.readouterr().out
    assert out.count("too few") == 5
    assert "[" not in out


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04rest", "is a spreadsheet's own file; save it as CSV and give that one"),
        (b"name,answer\r\nx,yes\r\n", "has no column 'id'"),
        (b"", "has no column 'id'"),
        (b"id,answer\r\n", "no row has an answer that can be read"),
        (bytes(range(256)) * 20, "parallax: "),
    ],
)
def test_files_that_are_no_sheets(
    data: bytes, words: str, study: Study, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = study.folder.parent / "anna.csv"
    sheet.write_bytes(data)
    assert main(["label", "score", str(study.folder), str(sheet)]) == 1
    err = capsys.readouterr().err
    assert words in err
    assert err.count("\n") == 1


def test_a_quotation_mark_that_nobody_closed(
    study: Study, capsys: pytest.CaptureFixture[str]
) -> None:
    """It swallows the rest of the file, which may be more than csv takes for a cell."""
    sheet = study.fill("pairs", "anna.csv", as_system(study))
    with sheet.open("ab") as file:
        file.write(b'"' + b"x" * 200_000)
    assert main(["label", "score", str(study.folder), str(sheet)]) == 0
    found = capsys.readouterr()
    assert "29 of 29 rows judged" in found.out
    assert "is not in the key" in found.err
    assert len(found.err) < 400


def test_a_sheet_that_is_not_there(study: Study, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["label", "score", str(study.folder), str(study.folder / "no.csv")]) == 1
    assert "cannot be read (No such file" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda lines: [], "is not as it was written"),
        (lambda lines: ["[]", *lines[1:]], "line 1 is not as it was written"),
        (lambda lines: [*lines[:2], lines[2][:20]], "line 3 is not as it was written"),
        (lambda lines: [lines[0].replace('"version": 1', '"version": 9')], "another version"),
    ],
)
def test_a_damaged_key(
    damage: Callable[[list[str]], list[str]],
    words: str,
    study: Study,
    capsys: pytest.CaptureFixture[str],
) -> None:
    sheet = study.fill("pairs", "anna.csv", as_system(study))
    (study.folder / "key.jsonl").write_text("\n".join(damage(study.lines)), "utf-8")
    assert main(["label", "score", str(study.folder), str(sheet)]) == 1
    err = capsys.readouterr().err
    assert words in err
    assert err.count("\n") == 1


def test_a_folder_without_a_key(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["label", "score", str(tmp_path), "x.csv"]) == 1
    assert "give the folder that 'parallax label sheet' wrote" in capsys.readouterr().err
