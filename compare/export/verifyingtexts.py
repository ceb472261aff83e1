"""Whether the texts of an export stand where their offsets say: one format's tables at a time.

Texts are kept in a file of SQLite's while they are needed, and a few in memory: what this takes
does not grow with the export.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from compare.errors import ExportError
from compare.export.readback import Read
from compare.export.verdict import Verdict
from crawler.article import content_hash

_KEPT = 8
"""Texts in memory."""


class Texts:
    """The texts of the articles, and in which article passages and quotations stand."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._database.execute("CREATE TABLE texts (id TEXT PRIMARY KEY, text TEXT)")
        self._database.execute("CREATE TABLE homes (id TEXT PRIMARY KEY, article TEXT)")
        self.text = lru_cache(_KEPT)(self._text)

    def keep(self, article_id: str, text: str | None) -> None:
        """An article; None where its text is left out."""
        self._database.execute("INSERT OR REPLACE INTO texts VALUES (?, ?)", (article_id, text))

    def place(self, piece_id: str, article_id: str) -> None:
        """A passage or quotation, by its id, in its article."""
        self._database.execute("INSERT OR REPLACE INTO homes VALUES (?, ?)", (piece_id, article_id))

    def home(self, piece_id: str) -> str | None:
        """The article that it stands in; None for an unknown one."""
        found = self._database.execute("SELECT article FROM homes WHERE id = ?", (piece_id,))
        row = found.fetchone()
        return None if row is None else str(row[0])

    def _text(self, article_id: str) -> tuple[bool, str | None]:
        """Whether the article is there, and its text."""
        found = self._database.execute("SELECT text FROM texts WHERE id = ?", (article_id,))
        row = found.fetchone()
        return (False, None) if row is None else (True, row[0])


@contextmanager
def kept_texts() -> Iterator[Texts]:
    """An empty store, which goes at the end. Raises ExportError when there is no room for it."""
    with TemporaryDirectory(prefix="parallax-verify-") as folder:
        try:
            with closing(sqlite3.connect(Path(folder) / "texts.db", isolation_level=None)) as made:
                made.execute("PRAGMA journal_mode = OFF")
                made.execute("PRAGMA synchronous = OFF")
                yield Texts(made)
        except sqlite3.OperationalError as error:
            raise ExportError(
                folder, f"cannot hold the texts meanwhile ({error})", "name another in TMPDIR"
            ) from error


class Checking:
    """The checks of one format's files, table by table."""

    def __init__(self, texts: Texts, verdict: Verdict) -> None:
        self._texts = texts
        self._verdict = verdict

    def place(self, file: str, table: str, row: Read) -> None:
        """Remember what other rows stand in."""
        if table == "articles":
            self._texts.keep(row["article_id"], row["text"])
        elif table == "passages":
            self._texts.place(row["passage_id"], row["article_id"])
        elif table == "quotations":
            self._texts.place(row["quotation_id"], row["article_id"])

    def check(self, file: str, table: str, row: Read) -> None:
        """Check a row; everything that it stands in has been placed."""
        match table:
            case "articles" | "revisions":
                self._hash(file, row)
            case "passages":
                self._piece(file, row["passage_id"], row["article_id"], row)
            case "names":
                self._piece(file, row["naming_id"], row["article_id"], row)
            case "differences":
                for value in row["values"]:
                    self._far(file, row["difference_id"], value["passage_id"], value)
            case "quotations":
                self._quotation(file, row)

    def _hash(self, file: str, row: Read) -> None:
        text = row["text"]
        # Where half a surrogate pair was replaced, the hash is that of what stood there.
        if text is None or "\ufffd" in row["title"] + text:
            return
        self._verdict.pieces += 1
        if content_hash(f"{row['title']}\n{text}") != row["text_hash"]:
            name = f"{row['article_id']}, revision {row['revision']}"
            self._verdict.fault(file, f"title and text of {name}, are not those of its text_hash")

    def _quotation(self, file: str, row: Read) -> None:
        name, article = row["quotation_id"], row["article_id"]
        for piece in row["pieces"]:
            self._piece(file, name, article, piece)
        for part in ("speaker", "cue"):
            place = {"start": row[f"{part}_start"], "end": row[f"{part}_end"], "text": row[part]}
            self._piece(file, name, article, place)
        for piece in row["lost"]:
            self._far(file, name, row["family_id"], piece)

    def _far(self, file: str, name: str, home: Any, piece: Mapping[str, Any]) -> None:
        """A piece of the text in which another row stands."""
        article = self._texts.home(home) if isinstance(home, str) else None
        if article is None:
            self._verdict.fault(file, f"{name} names {home}, which is not in the export")
        else:
            self._piece(file, name, article, piece)

    def _piece(self, file: str, name: str, article: str, piece: Mapping[str, Any]) -> None:
        known, text = self._texts.text(article)
        if not known:
            self._verdict.fault(file, f"{name} stands in {article}, which is not in the export")
        elif piece["text"] is not None and text is None:
            self._verdict.left_out += 1
        elif piece["text"] is not None and text is not None:
            self._verdict.pieces += 1
            start, end = piece["start"], piece["end"]
            if not 0 <= start <= end <= len(text) or text[start:end] != piece["text"]:
                place = f"characters {start} to {end} of {article}"
                self._verdict.fault(file, f"the text of {name} is not what stands at {place}")
