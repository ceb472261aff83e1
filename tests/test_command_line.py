"""The command line as a person meets it: help, documentation, and bad input."""

from __future__ import annotations

import ast
import json
import re
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

import click
import pytest

import parallax
from crawler.database import open_database

ROOT = Path(__file__).parents[1]
OUTLET = """[[outlet]]
name = "The Packet"
domain = "127.0.0.1"
country = "GB"
owner = "Packet Ltd"
language = "en"
delay = 0
"""
TEXT = "The ferry drifted for seven hours before a tug reached it, the operator said. " * 5
GOOD = json.dumps({"outlet": "The Packet", "title": "Ferry adrift", "text": TEXT})


class Outcome(NamedTuple):
    status: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PARALLAX_DB", raising=False)

    def run(*arguments: str) -> Outcome:
        status = parallax.main(arguments)
        return Outcome(status, *capfd.readouterr())

    return run


def commands(
    command: click.Command = parallax.cli, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        for name, child in command.commands.items():
            yield from commands(child, (*path, name))


COMMANDS = list(commands())


@contextmanager
def served(replies: dict[str, tuple[str, bytes]]) -> Iterator[str]:
    """An address that answers path → (content type, body), and 404 to the rest."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            content_type, body = replies.get(self.path, ("text/plain", b""))
            self.send_response(200 if self.path in replies else 404)
            self.send_header("Content-Type", content_type)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def is_one_sentence(text: str) -> bool:
    return text.count("\n") == 1 and text.endswith(".\n") and "Traceback" not in text


# --- help and documentation


@pytest.mark.parametrize("path", [path for path, _ in COMMANDS], ids="-".join)
def test_every_command_has_help_that_fits(path: tuple[str, ...], run: Run) -> None:
    outcome = run(*path, "--help")
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out.startswith(f"Usage: {' '.join(('parallax', *path))}")
    assert max(map(len, outcome.out.splitlines())) <= 96


@pytest.mark.parametrize(
    ("path", "command"), COMMANDS, ids=["-".join(path) for path, _ in COMMANDS]
)
def test_every_option_says_what_it_does(path: tuple[str, ...], command: click.Command) -> None:
    assert command.help
    assert not [
        one.name for one in command.params if isinstance(one, click.Option) and not one.help
    ]


def test_every_command_and_option_is_documented() -> None:
    files = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    text = "\n".join(file.read_text("utf-8") for file in files if file.exists())
    wanted = {" ".join(("parallax", *path)) for path, _ in COMMANDS}
    for _, command in COMMANDS:
        for one in command.params:
            if isinstance(one, click.Option):
                wanted.add(max(one.opts, key=len))
    missing = [one for one in sorted(wanted) if not re.search(rf"(?<![\w-]){one}(?![\w-])", text)]
    assert missing == []


def test_the_version(run: Run) -> None:
    assert re.fullmatch(r"parallax, version \d+\.\d+\.\d+\n", run("--version").out)


def test_no_package_imports_the_front_door() -> None:
    for package in ("crawler", "compare", "dashboard", "demo"):
        for file in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
                if isinstance(node, ast.ImportFrom) and not node.level:
                    names.append(node.module or "")
                assert "parallax" not in {name.split(".")[0] for name in names}, file


# --- wrong usage


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["--nonsense"],
        ["crawl", "--limit", "0"],
        ["crawl", "--limit", "many"],
        ["crawl", "extra"],
        ["import"],
        ["outlets", "nonsense"],
        ["dashboard", "--port", "99999999"],
        ["demo", "--port", "many"],
        ["export"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_status_2(arguments: Sequence[str], run: Run) -> None:
    outcome = run(*arguments)
    assert outcome.status == 2
    assert outcome.out == ""
    assert "Traceback" not in outcome.err
    assert [line for line in outcome.err.splitlines() if line.startswith("Error: ")]


# --- outlets.toml


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (OUTLET + 'feeds = ["http://127.0.0.1/f"]\nlean = "left"\n', "unknown field 'lean'"),
        ("[[outlet]\nname = 1\n", "is not valid TOML"),
        (OUTLET, "neither feeds nor sitemaps"),
        ("", "names no outlet"),
    ],
    ids=["unknown-field", "malformed", "no-source", "empty"],
)
@pytest.mark.parametrize("command", [["crawl"], ["outlets", "check"]], ids=" ".join)
def test_bad_outlets(command: list[str], text: str, words: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(text)
    outcome = run(*command, "--outlets", "mine.toml")
    assert outcome.status == 1
    assert is_one_sentence(outcome.err)
    assert outcome.err.startswith("parallax: mine.toml: ")
    assert words in outcome.err
    assert not (tmp_path / "parallax.db").exists()


def test_no_outlets_file(run: Run) -> None:
    outcome = run("crawl")
    assert outcome.status == 1
    assert is_one_sentence(outcome.err)
    assert "outlets.toml: there is no such file" in outcome.err


def test_an_outlet_that_is_not_there(run: Run, tmp_path: Path) -> None:
    (tmp_path / "outlets.toml").write_text(OUTLET + 'feeds = ["http://127.0.0.1/f"]\n')
    outcome = run("crawl", "--only", "Nobody")
    assert outcome.status == 1
    assert is_one_sentence(outcome.err)
    assert "no outlet 'Nobody'" in outcome.err


def test_checking_a_good_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "outlets.toml").write_text(OUTLET + 'feeds = ["http://127.0.0.1/f"]\n')
    outcome = run("outlets", "check")
    assert (outcome.status, outcome.err) == (0, "")
    assert "1 outlets with 1 feeds" in outcome.out


# --- the database


def damaged(path: Path) -> None:
    path.write_bytes(b"This is no database. " * 500)


def newer(path: Path) -> None:
    open_database(str(path)).dispose()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
        connection.commit()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (damaged, "damaged"),
        (newer, "newer Parallax"),
        (foreign, "some other program"),
        (Path.mkdir, "is a folder"),
    ],
)
@pytest.mark.parametrize("command", ["import", "compare", "status", "dashboard"])
def test_bad_databases(
    command: str, make: Callable[[Path], object], words: str, run: Run, tmp_path: Path
) -> None:
    make(tmp_path / "it.db")
    (tmp_path / "a.jsonl").write_text(GOOD)
    outcome = run("--db", "it.db", command, *(["a.jsonl"] if command == "import" else []))
    assert outcome.status == 1
    assert is_one_sentence(outcome.err)
    assert outcome.err.startswith("parallax: it.db: ")
    assert words in outcome.err


@pytest.mark.parametrize("db", ["none/it.db", "a.jsonl/it.db", "/proc/it.db"])
def test_a_database_that_cannot_be_written(db: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(GOOD)
    outcome = run("--db", db, "import", "a.jsonl")
    assert outcome.status == 1
    assert is_one_sentence(outcome.err)
    assert outcome.err.startswith(f"parallax: {db}: ")


@pytest.mark.parametrize("command", ["compare", "status", "dashboard"])
def test_no_database_yet(command: str, run: Run, tmp_path: Path) -> None:
    outcome = run(command)
    assert outcome.status == 1
    assert is_one_sentence(outcome.err)
    assert "no such database yet" in outcome.err
    assert list(tmp_path.iterdir()) == []


# --- sources


def test_odd_feeds_and_an_article_without_text(run: Run, tmp_path: Path) -> None:
    replies = {
        "/html": ("text/html", b"<html><body>Hello</body></html>"),
        "/nothing": ("application/rss+xml", b""),
        "/no-entries": ("text/xml", b"<rss version='2.0'><channel/></rss>"),
        "/feed": (
            "text/xml",
            b"<rss version='2.0'><channel><item><link>/a</link></item></channel></rss>",
        ),
        "/a": ("text/html", b"<html><body><p></p></body></html>"),
    }
    with served(replies) as address:
        feeds = [address + path for path in replies if path != "/a"]
        (tmp_path / "outlets.toml").write_text(OUTLET + f"feeds = {json.dumps(feeds)}\n")
        outcome = run("crawl")
    assert outcome.status == 0
    assert outcome.out.startswith("Nothing new.")
    assert "1 pages not captured (1 no article text); 4 sources asked, 2 failed." in outcome.out
    told = {line.partition(": ")[0]: f"{line}\n" for line in outcome.err.splitlines()}
    assert set(told) == {address + path for path in ("/html", "/nothing", "/no-entries")}
    assert all(map(is_one_sentence, told.values()))
    assert "is a web page, not a feed" in told[f"{address}/html"]
    assert "is empty" in told[f"{address}/nothing"]
    assert "announces nothing at present" in told[f"{address}/no-entries"]
    status = run("status")
    assert "  1 no article text  " in status.out
    assert f"{address}/html: is a web page, not a feed (last success: never)" in status.out


def test_an_outlet_that_is_down(run: Run, tmp_path: Path) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))  # bound, but nobody listens
        address = f"http://127.0.0.1:{unused.getsockname()[1]}/feed"
        (tmp_path / "outlets.toml").write_text(OUTLET + f'feeds = ["{address}"]\n')
        outcome = run("crawl")
    assert outcome.status == 1
    assert is_one_sentence(outcome.err)
    assert outcome.err == f"{address}: could not be fetched: connection refused.\n"


# --- import


def test_a_line_that_is_not_json(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(f"{GOOD}\nnot json\n{GOOD.replace('Ferry', 'Boat')}\n")
    outcome = run("import", "a.jsonl")
    assert outcome.status == 0
    assert is_one_sentence(outcome.err)
    assert outcome.err.startswith("a.jsonl, line 2: is not JSON")
    assert outcome.out == "Imported 2 articles: 2 new, 0 revised, 0 known; 1 bad records skipped.\n"
    outcome = run("import", "a.jsonl", "--json")
    assert json.loads(outcome.out) == {
        "added": 0, "revised": 0, "unchanged": 2, "skipped": 1, "pages_to_crawl": 0,
        "dates_not_believed": 0, "passed_over": {}, "outlets": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "words"),
    [("none.jsonl", "no such file"), ("a.txt", "cannot be imported"), (".", "cannot be imported")],
)
def test_files_that_cannot_be_imported(name: str, words: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    outcome = run("import", name)
    assert outcome.status == 1
    assert is_one_sentence(outcome.err)
    assert words in outcome.err


def test_a_file_of_bad_lines_only(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("not json\n")
    outcome = run("import", "a.jsonl")
    assert outcome.status == 1
    assert "Traceback" not in outcome.err
    assert outcome.err.splitlines()[-1].startswith("parallax: a.jsonl: has nothing that can")


# --- ports


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that somebody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_newsroom_port_in_use(taken: int, run: Run) -> None:
    outcome = run("demo", "--once", "--port", str(taken))
    assert outcome.status == 1
    assert is_one_sentence(outcome.err)
    assert f"port {taken}" in outcome.err
    assert "--port" in outcome.err


def test_a_dashboard_port_in_use(taken: int, run: Run, tmp_path: Path) -> None:
    open_database("parallax.db").dispose()
    outcome = run("dashboard", "--no-browser", "--port", str(taken))
    assert outcome.status == 1
    assert is_one_sentence(outcome.err)
    assert "--port" in outcome.err


# --- as a program


def test_as_a_process_of_its_own(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "parallax", "status"]
    failed = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (failed.returncode, failed.stdout) == (1, "")
    assert is_one_sentence(failed.stderr)
