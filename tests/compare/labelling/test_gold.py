"""`parallax label events`: events held against labels that people made elsewhere."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from compare.labelling.goldscore import Placed, score_events
from compare.labelling.grouping import shares
from compare.tables import memberships
from crawler.database import open_database, reading, writing
from crawler.tables import addresses, articles
from parallax import main

if TYPE_CHECKING:
    from tests.compare.conftest import Desk
    from tests.compare.labelling.conftest import Run

Score = Callable[..., dict[str, Any]]


def urls(archive: Desk) -> dict[str, str]:
    """Address → event of the database."""
    query = sa.select(articles.c.url, memberships.c.event_id).join(
        memberships, memberships.c.article_id == articles.c.article_id
    )
    with reading(archive.engine) as connection:
        return dict(map(tuple, connection.execute(query)))


def written(path: Path, rows: Sequence[Sequence[object]], separator: str = ",") -> Path:
    path.write_text("".join(separator.join(map(str, row)) + "\r\n" for row in rows), "utf-8")
    return path


@pytest.fixture
def score(run: Run, capsys: pytest.CaptureFixture[str]) -> Score:
    def _score(*files: Path, options: Sequence[str] = ()) -> dict[str, Any]:
        capsys.readouterr()
        assert run("label", "events", *files, "--json", *options) == 0
        found: dict[str, Any] = json.loads(capsys.readouterr().out)
        return found

    return _score


def test_labels_that_say_the_same(archive: Desk, score: Score, tmp_path: Path) -> None:
    rows = [("url", "event"), *urls(archive).items()]
    found = score(written(tmp_path / "gold.csv", rows))
    assert (found["articles"], found["gold_events"], found["exact"]) == (4, 2, 2)
    assert found["split"] == found["joined"] == found["missing"] == found["faults"] == []


def test_labels_that_part_one_event_and_join_it_with_another(
    archive: Desk, score: Score, tmp_path: Path
) -> None:
    by_event: dict[str, list[str]] = {}
    for url, event_id in urls(archive).items():
        by_event.setdefault(event_id, []).append(url)
    (first, second), (third, fourth) = by_event.values()
    rows = [("url", "event"), (first, "a"), (second, "b"), (third, "b"), (fourth, "b")]
    found = score(written(tmp_path / "gold.csv", rows))
    assert found["exact"] == 0
    assert [(one["gold"], len(one["events"])) for one in found["split"]] == [("b", 2)]
    assert [one["event"] for one in found["joined"]] == [next(iter(by_event))]
    assert sorted(found["joined"][0]["gold"]) == ["a", "b"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("gold.tsv", "Address\tStory ID\r\n{0}\tx\r\n{1}\ty\r\n"),
        ("gold.csv", '"story";"link"\n"x";"{0}"\n"y";"{1}"\n'),
        ("gold.jsonl", '{{"url": "{0}", "event": "x"}}\n\n{{"url": "{1}", "event": "y"}}\n'),
        ("gold.json", '[{{"url": "{0}", "cluster": 1}}, {{"url": "{1}", "cluster": 2}}]'),
        ("gold", '{{"url": "{0}?utm_source=x#top", "event": "x"}}\n{{"url": "{1}", "event": "y"}}'),
    ],
)
def test_files_of_many_kinds(
    name: str, text: str, archive: Desk, score: Score, tmp_path: Path
) -> None:
    first, *_, last = urls(archive)
    content = text.format(first, last).encode()
    (tmp_path / name).write_bytes(content)
    found = score(tmp_path / name)
    assert (found["articles"], found["gold_events"], found["exact"]) == (2, 2, 2)
    (tmp_path / f"{name}.gz").write_bytes(gzip.compress(content))
    assert score(tmp_path / f"{name}.gz") == found


def test_articles_named_by_id_in_columns_of_any_name(
    archive: Desk, score: Score, tmp_path: Path
) -> None:
    """As two exports are held against each other: article_id and event_id."""
    with reading(archive.engine) as connection:
        rows = connection.execute(sa.select(memberships.c.article_id, memberships.c.event_id)).all()
    exported = [("article_id", "event_id"), *map(tuple, rows)]
    assert score(written(tmp_path / "articles.csv", exported))["exact"] == 2
    renamed = [("Text", "Coder 1"), *map(tuple, rows)]
    file = written(tmp_path / "coded.csv", renamed)
    assert score(file, options=("--url", "text", "--event", "coder 1"))["exact"] == 2


def test_what_cannot_be_used_is_named_and_the_rest_counts(
    archive: Desk, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second, *_ = urls(archive)
    file = tmp_path / "gold.jsonl"
    rows: list[object] = [
        {"url": first, "event": "x\u0000\ud800"},
        {"url": first, "event": "x\u0000\ud800"},
        {"url": second, "event": "y"},
        {"url": second, "event": "z"},
        {"url": "https://elsewhere.example/1", "event": "x"},
        {"url": first, "event": None},
        {"url": 7, "event": "x"},
        {"url": first, "event": ["x"]},
        {"event": "x"},
        "no object",
    ]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows) + "{broken", "utf-8")
    capsys.readouterr()
    assert run("label", "events", file) == 0
    found = capsys.readouterr()
    assert "1 labelled article of 1 gold event, in 1 event of the database" in found.out
    assert "too few articles" in found.out
    assert (
        "1 labelled article is not in the database and is left out: "
        f"https://elsewhere.example/1 ({file}, line 5)"
    ) in found.out
    assert f"1 row names no event and is left out ({file}, line 6)." in found.out
    assert f"1 row says again what another said and is counted once ({file}, line 2)." in found.out
    faults = found.err.splitlines()
    assert [fault.split(": ")[0] for fault in faults] == [
        f"{file}, line {number}" for number in (4, 7, 8, 9, 10, 11)
    ]
    assert f"'y' was its event before ({file}, line 3)" in faults[0]


def test_one_article_under_two_addresses(archive: Desk, score: Score, tmp_path: Path) -> None:
    with reading(archive.engine) as connection:
        article_id, url = next(
            map(tuple, connection.execute(sa.select(articles.c.article_id, articles.c.url)))
        )
    other = next(one for one in urls(archive) if one != url)
    rows = [("url", "event"), (url, "x"), (article_id, "y"), (other, "x")]
    found = score(written(tmp_path / "gold.csv", rows))
    assert found["contradicted"] == [article_id]
    assert found["articles"] == 1


def test_addresses_that_are_stored_in_another_dress(
    archive: Desk, score: Score, tmp_path: Path
) -> None:
    """As an older version stored them, which took fewer parameters off; and http for https."""
    first, second, *_ = urls(archive)
    with writing(archive.engine) as connection:
        for table in (articles, addresses):
            connection.execute(
                table.update().where(table.c.url == first).values(url=f"{first}?utm_source=x")
            )
    plain = second.replace("https://", "http://")
    rows = [("url", "event"), (first, "x"), (plain, "x"), ("https://elsewhere.example/", "x")]
    found = score(written(tmp_path / "gold.csv", rows))
    assert found["articles"] == 2
    assert found["missing"] == ["https://elsewhere.example/"]


def test_what_takes_no_part_is_counted_and_what_disagrees_is_named(
    archive: Desk, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive.store("Ledger", "moon", "The moon rose over a quiet harbour.", title="Moon", hours=900)
    archive.store("Wire", "tax", "A new tax on sugar was proposed.", title="Tax", hours=1800)
    archive.compare()
    by_event: dict[str, list[str]] = {}
    for url, event_id in urls(archive).items():
        by_event.setdefault(event_id, []).append(url)
    (first, second), (third, _) = (some for some in by_event.values() if len(some) == 2)
    moon = next(url for url in urls(archive) if url.endswith("moon"))
    rows = [("url", "event"), (first, "a"), (second, "b"), (third, "b"), (moon, "moon")]
    capsys.readouterr()
    assert run("label", "events", written(tmp_path / "gold.csv", rows)) == 0
    told = capsys.readouterr().out
    assert "gold events found whole and exact: 1 of 3" in told
    assert "articles alone in their event of the database: 1" in told
    assert "1 gold event is split between events of the database:\n    b\n" in told
    assert "  Wire: Pell blaze\n" in told
    assert "2 articles of the database have no label and take no part." in told
    why = told.splitlines()[-1].rpartition("parallax ")[2]
    assert run(*why.split()) == 0


def test_a_snapshot_serves_and_nothing_is_written(
    archive: Desk, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [("url", "event"), *urls(archive).items()]
    file = written(tmp_path / "gold.csv", rows)
    before = archive.dump()
    assert run("label", "events", file) == 0
    told = capsys.readouterr().out
    assert archive.dump() == before
    assert run("snapshot", "paper") == 0
    frozen = next(tmp_path.rglob("paper.db"))
    content = frozen.read_bytes()
    capsys.readouterr()
    assert run("label", "events", file, db=str(frozen)) == 0
    assert capsys.readouterr().out == told
    assert frozen.read_bytes() == content


def test_articles_that_were_not_compared(archive: Desk, score: Score, tmp_path: Path) -> None:
    rows = [("url", "event"), *urls(archive).items()]
    with writing(archive.engine) as connection:
        article_id = connection.execute(sa.select(memberships.c.article_id)).scalars().first()
        connection.execute(memberships.delete().where(memberships.c.article_id == article_id))
    found = score(written(tmp_path / "gold.csv", rows))
    assert found["not_compared"] == [article_id]
    assert found["articles"] == 3


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "gold.csv: has no rows"),
        (b"url,event\r\n", "gold.csv: has no rows"),
        (b"url,event\r\nhttps://elsewhere.example/1,\r\n", "no row names an article and its event"),
        (b"url,event\r\nhttps://elsewhere.example/1,x\r\n", "no labelled article is in an event"),
        (b"address of page,event\r\nhttps://a.example/,x\r\n", "has no field 'url'"),
        (b"url,happening\r\nhttps://a.example/,x\r\n", "name the one that says the event"),
        (bytes(range(256)) * 20, "gold.csv"),
    ],
)
def test_files_with_nothing_to_score(
    content: bytes, words: str, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "gold.csv").write_bytes(content)
    capsys.readouterr()
    assert run("label", "events", tmp_path / "gold.csv") == 1
    assert words in capsys.readouterr().err


def test_a_file_that_is_not_there(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("label", "events", tmp_path / "nowhere.csv") == 1
    assert "nowhere.csv: cannot be read (No such file or directory)" in capsys.readouterr().err


def test_a_database_without_events(
    archive: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(tmp_path / "gold.csv", [("url", "event"), *urls(archive).items()])
    empty = tmp_path / "empty.db"
    open_database(str(empty)).dispose()
    assert main(["--db", str(empty), "label", "events", str(file)]) == 1
    assert "empty.db: holds no articles; import or crawl articles" in capsys.readouterr().err
    with writing(archive.engine) as connection:
        connection.execute(memberships.delete())
    assert main(["--db", str(archive.engine.url.database), "label", "events", str(file)]) == 1
    assert "holds no events yet; run 'parallax compare'." in capsys.readouterr().err


GROUPS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=30)


@given(GROUPS)
def test_shares_are_what_counting_pairs_gives(groups: list[tuple[int, int]]) -> None:
    gold, found = [one for one, _ in groups], [one for _, one in groups]
    each = shares(gold, found)
    pairs = [(a, b) for a in range(len(groups)) for b in range(len(groups)) if a != b]
    assert sum(one.right for one in each) == sum(groups[a] == groups[b] for a, b in pairs)
    assert sum(one.found for one in each) == sum(found[a] == found[b] for a, b in pairs)
    assert sum(one.gold for one in each) == sum(gold[a] == gold[b] for a, b in pairs)
    for place, one in enumerate(each):
        own = Counter(gold[b] for b in range(len(groups)) if found[b] == found[place])
        assert one.pure == own[gold[place]] / sum(own.values())
        assert 0 < one.whole <= 1


def test_the_intervals_hold_the_truth_of_more_of_the_kind() -> None:
    """A tenth of the articles stand elsewhere: of 150 events the figures are near those of many."""

    def of(events: int, start: int) -> list[Placed]:
        return [
            Placed(
                article_id=f"a{event}-{place}",
                gold=f"g{event}",
                found=f"e{event + 1 if (event * 4 + place) % 10 == 3 else event}",
            )
            for event in range(start, start + events)
            for place in range(4)
        ]

    truth = {one.name: one.estimate.value for one in score_events(of(3_000, 0)).measures}
    for measure in score_events(of(150, 50_000)).measures:
        one = measure.estimate
        true = truth[measure.name]
        assert one.low is not None
        assert one.high is not None
        assert true is not None
        assert one.low <= true <= one.high
        assert 0 < one.high - one.low < 0.1
