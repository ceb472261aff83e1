"""`parallax label sheet`: what is drawn, what people see, and what they must not see."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from compare.tables import passages
from crawler.database import open_database, writing
from crawler.tables import articles
from parallax import main

if TYPE_CHECKING:
    from tests.compare.conftest import Desk
    from tests.compare.labelling.conftest import Run, Study

Draw = Callable[..., "Study"]
FILES = ["INSTRUCTIONS.md", "clusters.csv", "differences.csv", "key.jsonl", "pairs.csv"]


def test_it_writes_a_sheet_a_task_with_instructions_and_a_key(
    draw: Draw, capsys: pytest.CaptureFixture[str]
) -> None:
    study = draw()
    assert sorted(path.name for path in study.folder.iterdir()) == FILES
    # 5 x 4 pairs of the fire and 3 x 3 of the ferry, fewer than were asked for: all of them.
    assert len(study.sheet("pairs")) == 29
    out = capsys.readouterr().out
    assert f"{study.folder / 'pairs.csv'}: 29 rows, drawn from 29.\n" in out
    assert "keep key.jsonl to yourself" in out
    for name in FILES[1:3] + FILES[4:]:
        assert (study.folder / name).read_bytes().startswith(b"\xef\xbb\xbfid,event,outlet A")


def test_the_sheets_are_blind(draw: Draw) -> None:
    """Neither columns nor cells nor the order say what the system found."""
    study = draw()
    assert list(study.sheet("pairs")[0]) == [
        *("id", "event"),
        *("outlet A", "published A", "before A", "passage A", "after A"),
        *("outlet B", "published B", "before B", "passage B", "after B"),
        *("answer", "note"),
    ]
    for task in ("pairs", "clusters", "differences"):
        rows = study.sheet(task)
        assert {row["answer"] for row in rows} == {""}
        assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)
    strata = [study.key[row["id"]]["stratum"] for row in study.sheet("pairs")]
    assert strata != sorted(strata)
    first = {row["outlet A"] for row in study.sheet("pairs") if "adrift" in row["event"].lower()}
    assert first == {"Wire", "Packet"}, "which outlet stands first is left to chance"


def test_every_pair_of_two_outlets_may_be_drawn_once(draw: Draw) -> None:
    study = draw()
    seen = {frozenset((row["passage A"], row["passage B"])) for row in study.sheet("pairs")}
    assert len(seen) == 29
    assert all(row["outlet A"] != row["outlet B"] for row in study.sheet("pairs"))
    assert {row["probability"] for row in study.key.values() if row["task"] == "pairs"} == {1.0}


def test_the_passages_are_verbatim_with_what_stands_around_them(draw: Draw, archive: Desk) -> None:
    study = draw()
    row = next(
        one for one in study.sheet("pairs") if "'=Rain" in one["passage A"] + one["passage B"]
    )
    side = "A" if row["passage A"].startswith("'=Rain") else "B"
    assert row[f"passage {side}"] == "'=Rain had put out the last of the flames by noon."
    assert row[f"before {side}"].startswith("Three firefighters were hurt")
    assert row[f"after {side}"] == "The mayor praised volunteers who had brought hot soup."
    assert row[f"published {side}"] == "2025-10-03 12:00 UTC"
    opening = next(one for one in study.sheet("pairs") if one["passage A"].startswith("A blaze"))
    assert opening["before A"] == ""


def test_the_key_knows_matches_and_differences(draw: Draw) -> None:
    study = draw()
    passages = {row["id"]: (row["passage A"], row["passage B"]) for row in study.sheet("pairs")}
    matched = {
        frozenset(text.split()[0] for text in passages[row["id"]])
        for row in study.key.values()
        if row["task"] == "pairs" and row["stratum"] == "matched"
    }
    assert frozenset(("Three", "Four")) in matched
    kinds = [row["kinds"] for row in study.key.values() if row["task"] == "differences"]
    assert ["figure"] in kinds
    assert [] in kinds, "pairs without a difference are mixed in"
    strata = study.head["strata"]["pairs"]
    assert sum(one["size"] for one in strata.values()) == 29


def test_some_groups_hold_a_passage_that_was_put_there(draw: Draw) -> None:
    planted = []
    for seed in range(6):
        study = draw(f"study{seed}", "--seed", str(seed))
        for row in study.sheet("clusters"):
            answer = study.key[row["id"]]
            shown = [letter for letter in "ABCDEFGH" if row[f"passage {letter}"]]
            assert shown == sorted(answer["passages"])
            planted.append(answer["intruder"])
    assert None in planted
    assert set("AB") & set(planted), "and not always the last"


def test_the_same_seed_and_state_give_the_same_bytes(draw: Draw) -> None:
    options = ("--pairs", "12", "--clusters", "2", "--differences", "3")
    one, two, other = draw("a", *options), draw("b", *options), draw("c", *options, "--seed", "2")
    for name in FILES:
        first = (one.folder / name).read_bytes()
        assert first == (two.folder / name).read_bytes()
        if name != "INSTRUCTIONS.md":
            assert first != (other.folder / name).read_bytes()
    assert not set(one.key) & set(other.key), "rows of two draws cannot be mixed up"


def test_other_groups_leave_the_pairs_as_they_are(draw: Draw) -> None:
    one = draw("a", "--pairs", "12", "--clusters", "0", "--differences", "0")
    two = draw("b", "--pairs", "12")
    texts = [[row["passage A"] for row in study.sheet("pairs")] for study in (one, two)]
    assert texts[0] == texts[1]
    assert sorted(path.name for path in one.folder.iterdir()) == [FILES[0], *FILES[3:]]
    assert "clusters.csv" not in (one.folder / "INSTRUCTIONS.md").read_text("utf-8")


def test_one_event(draw: Draw, archive: Desk) -> None:
    fire = next(iter(archive.events()))
    study = draw("study", "--event", fire)
    assert len({row["event"] for row in study.sheet("pairs")}) == 1
    assert study.head["selection"]["events"] == [fire]


def test_sheets_are_never_written_over(
    draw: Draw, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    study = draw()
    before = {path.name: path.read_bytes() for path in study.folder.iterdir()}
    capsys.readouterr()
    assert run("label", "sheet", study.folder) == 1
    err = capsys.readouterr().err
    assert "never written over; choose a new folder." in err
    assert {path.name: path.read_bytes() for path in study.folder.iterdir()} == before
    assert list(study.folder.parent.glob("study.*")) == []


def test_what_must_not_be_copied_is_left_out_and_told(
    draw: Draw, archive: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    with writing(archive.engine) as connection:
        connection.execute(
            articles.update().where(articles.c.outlet == "Packet").values(noarchive=True)
        )
    study = draw("without")
    assert len(study.sheet("pairs")) == 20
    assert "Sandwiches" not in (study.folder / "pairs.csv").read_text("utf-8")
    assert "Left out: 3 passages of pages that ask not to be copied" in capsys.readouterr().out
    assert len(draw("with", "--with-noarchive").sheet("pairs")) == 29


def test_as_json(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("label", "sheet", tmp_path / "study", "--json", "--pairs", "7") == 0
    written = json.loads(capsys.readouterr().out)
    assert written["rows"]["pairs"] == 7
    assert sum(written["sizes"]["pairs"].values()) == 29


def test_an_archive_with_nothing_to_judge(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = tmp_path / "empty.db"
    open_database(str(database)).dispose()
    assert main(["--db", str(database), "label", "sheet", str(tmp_path / "study")]) == 1
    err = capsys.readouterr().err
    assert err.startswith("parallax: the database: holds nothing to judge")
    assert err.count("\n") == 1
    assert not (tmp_path / "study").exists()


def test_events_without_passages(
    run: Run, archive: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As an older version left events that it did not compare."""
    with writing(archive.engine) as connection:
        for table in ("cluster_passages", "differences", "clusters"):
            connection.execute(sa.text(f"DELETE FROM {table}"))
        connection.execute(passages.delete())
    assert run("label", "sheet", tmp_path / "study") == 1
    assert "run 'parallax compare'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--event", "enone"), "is not an event of this database"),
        (("--since", "soon"), "is not a date"),
    ],
)
def test_a_selection_that_cannot_be(
    options: tuple[str, ...],
    words: str,
    run: Run,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("label", "sheet", tmp_path / "study", *options) == 1
    assert words in capsys.readouterr().err


def test_nothing_asked_for(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    none = ("--pairs", "0", "--clusters", "0", "--differences", "0")
    assert run("label", "sheet", tmp_path / "study", *none) == 2
    assert "Nothing to draw" in capsys.readouterr().err
