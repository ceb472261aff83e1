"""The page Export: what is asked for, how large it will be, and how it is written."""

from __future__ import annotations

import io
import json
import os
import shlex
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.engine import Engine
from streamlit.testing.v1 import AppTest

from compare.cli import export_command
from compare.errors import ExportError
from compare.export import FORMATS, export
from compare.export.feed import Rss
from compare.export.formats import TABULAR
from compare.export.rows import SOURCES
from compare.export.selection import find
from compare.export.tablechoice import NAMES
from compare.snapshots.freezing import freeze
from crawler.archive import store
from crawler.article import Article
from crawler.database import open_database, reading, writing
from dashboard import exportrun
from dashboard.errors import DashboardError
from dashboard.exportchoice import (
    Choice,
    command,
    disk_refusal,
    file_stem,
    folder_problem,
    named_events,
    size_words,
)
from dashboard.exportrun import Exporting, State, exporting, request, share, zipped
from dashboard.exporttable import export_line, size_table
from dashboard.foundevents import FOUND, asked_filter, filter_words, found_address
from dashboard.queries.exportsize import estimated, load_sizes
from dashboard.queries.listing import Filter
from dashboard.searchterms import parse_terms

Open = Callable[..., AppTest]
NOW = datetime(2025, 10, 8, 12, 0, tzinfo=UTC)
CHOICES = (
    Choice(),
    Choice(events=("eold", "ehostile")),
    Choice(since=date(2025, 10, 6)),
    Choice(events=("ebridge",), since=date(2025, 10, 6)),
    Choice(tables=("events", "passages"), with_text=False),
)


@pytest.fixture
def database(newsroom: str) -> Iterator[Engine]:
    """The newsroom, open."""
    engine = open_database(newsroom)
    yield engine
    engine.dispose()


def test_ids_and_links_are_events() -> None:
    pasted = "e1, e2\nhttp://localhost:8501/event?event=e3&tab=Copies  e1 http://a.example/"
    assert named_events(pasted) == (("e1", "e2", "e3"), ("http://a.example/",))
    assert named_events("  ") == ((), ())


def test_the_command_says_all_of_it() -> None:
    choice = Choice(
        events=("e1", "e 2; rm -rf /"),
        since=date(2025, 10, 6),
        formats=("jsonl", "csv"),
        tables=("events",),
        with_text=False,
        with_noarchive=True,
        quotation_words=5,
    )
    assert command(choice, "my archive.db", "out $(x)") == (
        "parallax --db 'my archive.db' export 'out $(x)' --format jsonl,csv --event e1 "
        "--event 'e 2; rm -rf /' --since 2025-10-06 --tables events --no-text "
        "--quotations-up-to 5 --with-noarchive"
    )
    assert command(Choice(), "parallax.db", "out") == "parallax export out --format jsonl"
    feed = Choice(formats=("rss",), link_base="http://localhost:8501")
    assert command(feed, "parallax.db", "out").endswith("rss --link-base http://localhost:8501")


def test_the_command_keeps_the_password() -> None:
    said = command(Choice(), "postgresql+psycopg://reader:secret@host/news", "out")
    assert "secret" not in said
    assert "reader:***@host/news" in said
    assert "--db URL" in command(Choice(), "a b://secret@x", "out")
    assert "secret" not in command(Choice(), "postgresql://u:secret@host:port/news", "out")


@given(st.text(min_size=1), st.text(min_size=1))
def test_the_shell_hands_on_what_was_meant(event: str, folder: str) -> None:
    parts = shlex.split(command(Choice(events=(event,)), "a.db", folder))
    assert parts[:5] == ["parallax", "--db", "a.db", "export", folder]
    assert parts[-2:] == ["--event", event]


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "a/b",
        "../a",
        "/tmp/a",
        "-rf",
        ".hidden",
        "a\\b",
        "a\nb",
        "x" * 101,
        "a.",
        "~",
    ],
)
def test_a_folder_stays_where_it_may_be(name: str) -> None:
    assert folder_problem(name) is not None


@pytest.mark.parametrize("name", ["a", "parallax-export-2025-10-06", "Brücke 2", "v1.2_a+b"])
def test_plain_names_of_folders(name: str) -> None:
    assert folder_problem(name) is None


@given(st.text())
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    if folder_problem(name) is None:
        assert Path("/base", name).parent == Path("/base")
        assert Path("/base", name).name == name


@pytest.mark.parametrize(
    ("granted", "headers", "may"),
    [
        ("here", {"Host": "localhost:8501"}, True),
        ("here", {"Host": "news.example"}, False),
        ("here", {"Host": "localhost:8501", "X-Forwarded-For": "10.0.0.1"}, False),
        ("here", {"Host": "localhost:8501", "Origin": "https://evil.example"}, False),
        ("allowed", {"Host": "localhost:8501"}, False),
        ("read-only", {"Host": "localhost:8501"}, False),
        ("reachable", {"Host": "localhost:8501"}, False),
        (None, {}, False),
    ],
)
def test_only_who_sits_here_writes(granted: str | None, headers: dict[str, str], may: bool) -> None:
    assert (disk_refusal(granted, headers) is None) == may


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (0, "0 B"),
        (512, "512 B"),
        (999.6, "1.0 kB"),
        (3400, "3.4 kB"),
        (20_000_000, "20 MB"),
        (1.2e9, "1.2 GB"),
        (3e12, "3,000 GB"),
    ],
)
def test_sizes_in_words(size: float, said: str) -> None:
    assert size_words(size) == said


def test_what_it_is_called() -> None:
    day = date(2025, 10, 6)
    assert file_stem((), day) == "parallax-export-2025-10-06"
    assert file_stem(("e1",), day) == "parallax-export-e1"
    assert file_stem(("../e1",), day) == "parallax-export-2025-10-06"
    assert file_stem(("e1", "e2"), day) == "parallax-export-2025-10-06"


@pytest.mark.parametrize("choice", CHOICES)
def test_rows_are_counted_as_they_are_written(
    database: Engine, tmp_path: Path, choice: Choice
) -> None:
    with reading(database) as connection:
        sizes = load_sizes(connection, choice)
    written = export(
        database, tmp_path / "out", choice.formats, choice.selection, tables=choice.tables
    )
    assert {table.name: table.rows for table in sizes} == written


@pytest.mark.parametrize("form", TABULAR)
def test_bytes_are_estimated_with_the_formats_own_writer(
    database: Engine, tmp_path: Path, form: str
) -> None:
    choice = Choice(formats=(form,), events=("ebridge", "ehostile"))
    with reading(database) as connection:
        sizes = load_sizes(connection, choice)
    export(database, tmp_path / "out", choice.formats, choice.selection)
    for table in sizes:
        real = (tmp_path / "out" / f"{table.name}.{form}").stat().st_size
        # So small a database is its own sample; the few rows of others are not looked at.
        if table.name not in ("outlets", "redirects", "runs"):
            assert (table.name, round(table.size)) == (table.name, real)


@pytest.mark.parametrize("form", sorted(set(FORMATS) - set(TABULAR)))
def test_bytes_of_documents_are_estimated_from_whole_events(
    database: Engine, tmp_path: Path, form: str
) -> None:
    choice = Choice(formats=(form,), tables=("outlets",))
    with reading(database) as connection:
        sizes = load_sizes(connection, choice)
    written = export(
        database, tmp_path / "out", choice.formats, choice.selection, tables=choice.tables
    )
    assert {table.name: table.rows for table in sizes} == written
    endings = (".graphml", ".html", ".xml")
    real = sum(p.stat().st_size for p in (tmp_path / "out").iterdir() if p.suffix in endings)
    assert 0.5 < sum(table.size for table in sizes) / real < 2


def test_a_feed_is_no_larger_for_more_events(database: Engine) -> None:
    class Short(Rss):
        newest = 1

    with reading(database) as connection:
        chosen = find(connection, Choice().selection)
        sources = [one for one in SOURCES if one.table in Rss.reads]
        counts = {one.table.name: 100 for one in sources}
        whole, short = (
            sum(estimated(connection, chosen, form, sources, (), counts).values())
            for form in (Rss(), Short())
        )
    assert short < whole


def test_a_database_that_was_not_compared(
    empty: str, write_article: Callable[..., Article]
) -> None:
    engine = open_database(empty)
    with writing(engine) as connection:
        store(connection, write_article("A", "Rain", "It rained."), NOW)
        sizes = {table.name: table for table in load_sizes(connection, Choice())}
    engine.dispose()
    assert sizes["articles"].rows == 1
    assert sizes["articles"].size > 500
    assert sizes["passages"].size == 0


def test_an_unknown_event_is_told(database: Engine) -> None:
    with reading(database) as connection, pytest.raises(ExportError, match="enever"):
        load_sizes(connection, Choice(events=("enever",)))


def test_sizes_as_a_table(database: Engine) -> None:
    choice = Choice(formats=("jsonl", "csv"))
    with reading(database) as connection:
        shown = size_table(load_sizes(connection, choice), choice.formats)
    assert "csv, about" in shown
    assert 'scope="row">together' in shown
    assert "event=e%26%3C1" in export_line("e&<1")


def test_a_zip_holds_the_export(database: Engine, tmp_path: Path) -> None:
    choice = Choice(events=("eold",), formats=("csv",), tables=("events", "passages"))
    packed = zipfile.ZipFile(io.BytesIO(zipped(database, choice, "mine")))
    assert {name.partition("/")[2] for name in packed.namelist()} == {
        "DATA_DICTIONARY.md",
        "RIGHTS.md",
        "datapackage.json",
        "events.csv",
        "manifest.json",
        "passages.csv",
    }
    assert {name.partition("/")[0] for name in packed.namelist()} == {"mine"}
    export(database, tmp_path / "out", ["csv"], choice.selection)
    wanted = (tmp_path / "out" / "passages.csv").read_bytes()
    assert packed.read("mine/passages.csv") == wanted


@pytest.mark.parametrize(
    "choice",
    [
        *CHOICES,
        Choice(with_text=False, quotation_words=3, formats=("csv", "parquet")),
        Choice(with_noarchive=True, formats=("graphml", "html")),
        Choice(formats=("rss",), link_base="http://localhost:8501"),
    ],
)
def test_zip_folder_and_command_are_the_same(
    newsroom: str, database: Engine, tmp_path: Path, choice: Choice
) -> None:
    packed = zipfile.ZipFile(io.BytesIO(zipped(database, choice, "mine")))
    inside = {name.partition("/")[2]: packed.read(name) for name in packed.namelist()}
    work = exporting(newsroom)
    assert work.start(choice, tmp_path / "folder", {})
    assert _ended(work).said == ""
    parts = shlex.split(command(choice, newsroom, str(tmp_path / "command")))
    done = CliRunner().invoke(export_command, parts[4:], obj=newsroom)
    assert done.exit_code == 0, done.output
    for name in ("folder", "command"):
        written = {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()}
        assert _undated(written) == _undated(inside)


def test_a_snapshot_is_exported_as_its_command_does(newsroom: str, tmp_path: Path) -> None:
    freeze(open_database(newsroom), "paper-1", tmp_path, clock=lambda: NOW)
    snapshot = str(tmp_path / "paper-1.db")
    engine = open_database(snapshot)
    packed = zipfile.ZipFile(io.BytesIO(zipped(engine, Choice(formats=("csv",)), "mine")))
    inside = {name.partition("/")[2]: packed.read(name) for name in packed.namelist()}
    assert json.loads(inside["manifest.json"])["snapshot"]["name"] == "paper-1"
    parts = shlex.split(command(Choice(formats=("csv",)), snapshot, str(tmp_path / "command")))
    done = CliRunner().invoke(export_command, parts[4:], obj=parts[2])
    assert done.exit_code == 0, done.output
    written = {path.name: path.read_bytes() for path in (tmp_path / "command").iterdir()}
    assert _undated(written) == _undated(inside)


def _undated(files: dict[str, bytes]) -> dict[str, object]:
    """The files, the manifest without the time at which it was made."""
    manifest = json.loads(files["manifest.json"])
    assert manifest.pop("created")
    return {**files, "manifest.json": manifest}


def test_a_zip_that_turns_out_too_large_is_refused(
    database: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exportrun, "_TOO_LARGE", 100)
    with pytest.raises(DashboardError, match="far more than was estimated; use the command"):
        zipped(database, Choice(), "mine")


def _ended(work: Exporting) -> State:
    deadline = time.monotonic() + 60
    while work.state.at_work:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return work.state


def test_a_folder_is_written_by_a_process_of_its_own(newsroom: str, tmp_path: Path) -> None:
    work = exporting(newsroom)
    choice = Choice(events=("ebridge",), formats=("csv",), tables=("events",), with_text=False)
    out = tmp_path / "out"
    assert work.start(choice, out, {"events": 100.0})
    ended = _ended(work)
    assert (ended.done, ended.said, ended.table) == (True, "", "events")
    assert ended.folder == str(out)
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    assert manifest["selection"]["events"] == ["ebridge"]
    assert manifest["selection"]["with_text"] is False
    assert manifest["counts"] == {"events": 1}


def test_nothing_is_written_over(newsroom: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine.txt").write_text("kept", "utf-8")
    work = exporting(newsroom)
    work.start(Choice(), out, {})
    ended = _ended(work)
    assert not ended.done
    assert ended.said == f"{out}: is there already; choose another name."
    assert [path.name for path in out.iterdir()] == ["mine.txt"]


def test_a_failed_export_leaves_no_folder(newsroom: str, tmp_path: Path) -> None:
    work = exporting(newsroom)
    work.start(Choice(events=("enever",)), tmp_path / "out", {})
    ended = _ended(work)
    assert "enever" in ended.said
    assert not (tmp_path / "out").exists()
    work.start(Choice(), tmp_path / "no" / "out", {})
    assert "cannot be made" in _ended(work).said


SLOW = (
    "import json, signal, sys, time\n"
    "print(json.dumps({'table': 'events', 'done': 1, 'total': 2}), flush=True)\n"
    "print('no progress', flush=True)\n"
    "sys.stdin.read()\n"
)


def test_one_at_a_time_with_progress(tmp_path: Path) -> None:
    work = Exporting([sys.executable, "-c", SLOW], os.environ)
    sizes = {"articles": 50.0, "events": 100.0, "passages": 50.0}
    assert work.start(Choice(), tmp_path / "one", sizes)
    assert not work.start(Choice(), tmp_path / "other", sizes)
    deadline = time.monotonic() + 30
    while not work.state.table:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert (work.state.table, work.state.share) == ("events", 0.5)
    assert work.state.folder == str(tmp_path / "one")
    work.stop()
    ended = _ended(work)
    assert (ended.done, ended.said) == (False, "It was stopped.")
    assert work.start(Choice(), tmp_path / "other", sizes)
    work.stop()
    _ended(work)


def test_a_program_that_is_not_there_is_told(tmp_path: Path) -> None:
    work = Exporting(["/nowhere/at-all"], {})
    assert not work.start(Choice(), tmp_path / "out", {})
    assert not work.state.at_work
    assert "nowhere" in work.state.said


def test_a_child_whose_parent_is_gone_leaves_nothing(newsroom: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    child = subprocess.Popen(
        [sys.executable, "-c", _WAITING, request(Choice(), out)],
        env={**os.environ, "PARALLAX_DB": newsroom},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdout.readline()
    assert out.exists()
    child.stdin.close()
    assert child.wait(30) != 0
    child.stdout.close()
    assert list(tmp_path.glob("out*")) == []


# Stands still at its first table, as a long export would.
_WAITING = (
    "import sys, time\n"
    "from dashboard import exportchild\n"
    "tell = exportchild.Lines._tell\n"
    "def stand(self, *told):\n"
    "    tell(self, *told)\n"
    "    time.sleep(60)\n"
    "exportchild.Lines._tell = stand\n"
    "sys.exit(exportchild.main(sys.argv[1:]))\n"
)


def test_how_much_is_written() -> None:
    sizes = {"articles": 60.0, "events": 40.0}
    assert share({"table": "articles", "done": 1, "total": 2}, sizes) == 0.3
    assert share({"table": "events", "done": 0, "total": 0}, sizes) == 0.6
    assert share({"table": "other", "done": 1, "total": 1}, sizes) == 0.0
    assert share({"table": "events", "done": 9, "total": 3}, sizes) == 1.0
    assert share({"table": "articles", "done": 1, "total": 1}, {"articles": 0.0}) == 0.0


def _export() -> None:
    from dashboard.views import export

    export.show()


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Open:
    """Opens the page on a database, with what would stand in its URL."""
    monkeypatch.chdir(tmp_path)

    def opened(database: str, granted: str = "here", **query: str | list[str]) -> AppTest:
        monkeypatch.setenv("PARALLAX_DB", database)
        monkeypatch.setenv("PARALLAX_CORRECTIONS", granted)
        test = AppTest.from_function(_export, default_timeout=120)
        for name, value in query.items():
            test.query_params[name] = value
        return test.run()

    return opened


def _command(page: AppTest) -> list[str]:
    assert not page.exception
    assert not page.error
    return shlex.split(str(page.code[0].value))


def _notices(page: AppTest) -> str:
    return "\n".join(str(notice.value) for notice in [*page.info, *page.warning, *page.success])


def test_size_comes_first_and_the_command_last(open_page: Open, newsroom: str) -> None:
    page = open_page(newsroom)
    assert "row" in page.caption[0].value
    assert "estimated" in page.caption[0].value
    assert len(page.get("download_button")) == 1
    parts = _command(page)
    assert parts[:4] == ["parallax", "--db", newsroom, "export"]
    assert "--event" not in parts


def test_the_command_of_the_page_writes_what_the_page_counts(
    open_page: Open, newsroom: str, tmp_path: Path
) -> None:
    page = open_page(newsroom, event="eold", format="csv", tables=["events", "passages"])
    parts = _command(page)
    folder = parts[4]
    assert parts[5:] == ["--format", "csv", "--event", "eold", "--tables", "events,passages"]
    done = CliRunner().invoke(export_command, parts[4:], obj=newsroom)
    assert done.exit_code == 0, done.output
    manifest = json.loads((tmp_path / folder / "manifest.json").read_text("utf-8"))
    assert f"{sum(manifest['counts'].values()):,} rows" in page.caption[0].value


def test_the_url_holds_the_choice(open_page: Open, newsroom: str) -> None:
    page = open_page(
        newsroom, which="A period", since="2025-10-06", text="false", format=["jsonl", "parquet"]
    )
    assert _command(page)[5:] == [
        "--format", "jsonl,parquet", "--since", "2025-10-06", "--no-text",
    ]  # fmt: skip


def test_short_quotations_without_texts(open_page: Open, newsroom: str) -> None:
    page = open_page(newsroom, text="false", quoted="8", noarchive="true")
    assert _command(page)[5:] == ["--format", "jsonl", "--no-text", "--quotations-up-to", "8"]
    with_texts = open_page(newsroom, quoted="8")
    assert not with_texts.number_input
    assert "--quotations-up-to" not in _command(with_texts)


def test_a_feed_may_lead_here(
    open_page: Open, newsroom: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = property(lambda self: "https://news.example/parallax/export?format=rss")
    monkeypatch.setattr("streamlit.runtime.context.ContextProxy.url", url)
    page = open_page(newsroom, format=["rss"])
    assert "--link-base" not in _command(page)
    page.checkbox(key="feed").check().run()
    assert _command(page)[-2:] == ["--link-base", "https://news.example/parallax"]
    assert not [one for one in open_page(newsroom).checkbox if one.key == "feed"]


def test_a_period_with_an_end_names_its_events(open_page: Open, newsroom: str) -> None:
    page = open_page(newsroom, which="A period", since="2025-10-01", to="2025-10-05")
    assert _command(page)[-4:] == ["--event", "ebridge", "--event", "ealone"]
    nothing = open_page(newsroom, which="A period", since="2020-10-01", to="2020-10-05")
    assert not nothing.code
    assert "Choose a first day" in _notices(open_page(newsroom, which="A period"))


def test_what_the_list_found(open_page: Open, newsroom: str) -> None:
    page = open_page(newsroom, which=FOUND, outlet="Lampwright", least="1")
    assert _command(page)[-2:] == ["--event", "ehostile"]
    assert "told by Lampwright" in page.caption[0].value
    nothing = open_page(newsroom, which=FOUND, outlet="<b>Nobody")
    assert "nothing to export" in _notices(nothing)
    assert "<b>" not in nothing.caption[0].value


def _events() -> None:
    from dashboard.views import events

    events.show()


def _event() -> None:
    from dashboard.views import event

    event.show()


@pytest.mark.parametrize(
    ("page", "query", "address"),
    [
        (_event, {"event": "eold"}, "export?event=ebridge"),
        (_events, {"outlet": "Lampwright"}, "outlet=Lampwright&amp;least=2"),
    ],
)
def test_other_pages_lead_here(
    monkeypatch: pytest.MonkeyPatch,
    newsroom: str,
    page: Callable[[], None],
    query: dict[str, str],
    address: str,
) -> None:
    monkeypatch.setenv("PARALLAX_DB", newsroom)
    test = AppTest.from_function(page, default_timeout=120)
    for name, value in query.items():
        test.query_params[name] = value
    test.run()
    assert not test.exception
    shown = "\n".join(str(part.body) for part in test.html)
    assert address in shown
    assert 'href="export?' in shown


def test_more_events_than_can_be_named(
    open_page: Open, newsroom: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dashboard.views import exportwishes

    monkeypatch.setattr(exportwishes, "MOST_EVENTS", 1)
    page = open_page(newsroom, which=FOUND, least="1")
    assert _command(page)[-2:] == ["--event", "ehostile"]
    assert "the newest 1 are taken" in _notices(page)


FILTERS = st.builds(
    Filter,
    terms=st.text().map(parse_terms),
    least_outlets=st.integers(1, 99),
    outlets=st.lists(st.text(min_size=1), max_size=3).map(tuple),
    without=st.lists(st.text(min_size=1), max_size=3).map(tuple),
    kind=st.sampled_from([None, "figure", "quote"]),
    since=st.none() | st.dates(),
    until=st.none() | st.dates(),
    changed_after=st.none() | st.datetimes(timezones=st.just(UTC)),
)


@given(FILTERS)
def test_a_filter_comes_through_the_address(wanted: Filter) -> None:
    query = parse_qs(urlsplit(found_address(wanted)).query, keep_blank_values=True)
    assert query["which"] == [FOUND]
    assert asked_filter(lambda name: query.get(name, [])) == wanted


@given(
    st.dictionaries(st.sampled_from(["q", "kind", "least", "from", "until", "after"]), st.text())
)
def test_any_address_is_some_filter(query: dict[str, str]) -> None:
    found = asked_filter(lambda name: [query[name]] if name in query else [])
    assert (found is None) == (not query)
    if found is not None:
        assert 0 <= found.least_outlets <= 99
        assert filter_words(found)


def test_several_events_by_hand(open_page: Open, newsroom: str) -> None:
    page = open_page(newsroom, which="Chosen events")
    assert "Name at least one event" in _notices(page)
    page.text_area(key="events").set_value("ebridge\nevent?event=ehostile").run()
    assert _command(page)[-4:] == ["--event", "ebridge", "--event", "ehostile"]
    page.text_area(key="events").set_value("ebridge <b>").run()
    assert not page.code
    assert "is not an event of this database" in _notices(page)
    page.text_area(key="events").set_value("ebridge http://a.example/x?y=1").run()
    assert _command(page).count("--event") == 1
    assert "names no event" in _notices(page)


def test_an_event_that_never_was(open_page: Open, newsroom: str) -> None:
    page = open_page(newsroom, event="<script>")
    assert not page.exception
    assert "is not an event of this database" in _notices(page)
    assert not page.code


def test_a_folder_from_the_page(open_page: Open, newsroom: str, tmp_path: Path) -> None:
    page = open_page(newsroom)
    page.text_input(key="folder").set_value("mine")
    page.button(key="write").click().run()
    deadline = time.monotonic() + 60
    while not (tmp_path / "mine" / "manifest.json").exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    while "is whole" not in _notices(page):
        assert time.monotonic() < deadline
        time.sleep(0.05)
        page.run()
    again = open_page(newsroom)
    again.text_input(key="folder").set_value("mine")
    again.button(key="write").click().run()
    assert "is there already" in _notices(again)
    again.text_input(key="folder").set_value("../mine")
    again.button(key="write").click().run()
    assert "plain name" in _notices(again)


def test_the_database_may_have_any_name(open_page: Open, newsroom: str, tmp_path: Path) -> None:
    odd = tmp_path / "a?b #1 %20" / "my ?timeout=0&y#2%41.db"
    odd.parent.mkdir()
    Path(newsroom).rename(odd)
    assert _command(open_page(str(odd)))[2] == str(odd)
    work = exporting(str(odd))
    work.start(Choice(events=("ebridge",), tables=("events",)), tmp_path / "out", {})
    assert _ended(work).done
    assert [path.name for path in odd.parent.iterdir() if path.name[:7] != odd.name[:7]] == []


@pytest.mark.parametrize("granted", ["read-only", "reachable", "allowed"])
def test_nothing_is_written_for_others(open_page: Open, newsroom: str, granted: str) -> None:
    page = open_page(newsroom, granted, noarchive="true")
    assert "Folders are written only" in _notices(page)
    assert not page.text_input
    assert not page.button
    assert "--with-noarchive" not in _command(page)


def test_a_large_export_is_not_downloaded(
    open_page: Open, newsroom: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dashboard.views import export as page_module

    monkeypatch.setattr(page_module, "SMALL", 10)
    page = open_page(newsroom)
    assert not page.get("download_button")
    assert "too large" in _notices(page)
    assert _command(page)


def test_nothing_collected_yet(open_page: Open, empty: str) -> None:
    page = open_page(empty)
    assert "parallax demo" in _notices(page)


def test_every_table_can_be_chosen(open_page: Open, newsroom: str) -> None:
    page = open_page(newsroom)
    assert tuple(page.multiselect(key="tables").options) == NAMES
