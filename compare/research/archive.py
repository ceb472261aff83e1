"""A database as tables for analysis: the export's tables, without the files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy.engine import Engine

from compare.export.parquet import arrow_table, record_batch
from compare.export.rows import SOURCES
from compare.export.schema import TABLES
from compare.export.selection import Selection, find
from compare.export.tablechoice import chosen_tables
from compare.research.accounts import ACCOUNTS, NEEDED, accounts
from compare.research.frames import frame
from crawler.database import open_database, open_unchanged, reading
from crawler.errors import DatabaseError

if TYPE_CHECKING:
    import pandas as pd

Events = str | Sequence[str]


class Archive:
    """The tables of one database, read only.

    Columns and their meaning are those of the export (docs/export.md): names, order and types are
    the same. Every call reads one state of the database, also while a crawl writes to it; two
    calls may see two states. Use it in a `with` block, or call `close`.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, database: str, *, upgrade: bool = False) -> Self:
        """Open a file, a snapshot or a SQLAlchemy URL.

        upgrade: bring an older database to this version's schema; without it nothing is ever
        written. Raises DatabaseError where there is none, or one that this version cannot read.
        """
        if upgrade:
            return cls(open_database(database, must_exist=True))
        engine = open_unchanged(database)
        if engine is None:
            raise DatabaseError(
                database,
                "there is no such database yet",
                "run 'parallax crawl' or 'parallax import' first",
            )
        return cls(engine)

    @property
    def tables(self) -> tuple[str, ...]:
        """The names that `frame`, `arrow` and `batches` take."""
        return tuple(table.name for table in TABLES)

    def frame(
        self,
        table: str,
        *,
        event: Events = (),
        since: datetime | str | None = None,
        with_noarchive: bool = False,
    ) -> pd.DataFrame:
        """A whole table as a pandas frame.

        Times are UTC timestamps, whole numbers Int64, lists are lists and records dicts; what is
        missing is pd.NA, NaT or None. event: one id or several, former ids too; since: only events
        with an article published from then on (UTC); with_noarchive: also the texts of pages that
        ask not to be handed on. Raises ExportError for a table or an event that there is not.
        """
        return frame(self.arrow(table, event=event, since=since, with_noarchive=with_noarchive))

    def arrow(
        self,
        table: str,
        *,
        event: Events = (),
        since: datetime | str | None = None,
        with_noarchive: bool = False,
    ) -> Any:
        """A whole table as a pyarrow.Table; each field's metadata has its `description`."""
        found = self.batches(table, event=event, since=since, with_noarchive=with_noarchive)
        return arrow_table(chosen_tables([table])[0], found)

    def batches(
        self,
        table: str,
        *,
        event: Events = (),
        since: datetime | str | None = None,
        with_noarchive: bool = False,
    ) -> Iterator[Any]:
        """A table in pyarrow.RecordBatches of some hundred rows, as they are read.

        Memory stays bounded. All are of one state of the database, which is held until the last
        is read.
        """
        return self._batches(table, event, since, with_noarchive=with_noarchive)

    def _batches(
        self,
        table: str,
        event: Events,
        since: datetime | str | None,
        *,
        with_text: bool = True,
        with_noarchive: bool = False,
    ) -> Iterator[Any]:
        (wanted,) = chosen_tables([table])
        source = next(one for one in SOURCES if one.table is wanted)
        selection = Selection.parse(
            events=[event] if isinstance(event, str) else event,
            since=since.isoformat() if isinstance(since, datetime) else since,
            with_text=with_text,
            with_noarchive=with_noarchive,
        )
        with reading(self._engine) as connection:
            chosen = find(connection, selection)
            for _, rows in source.batches(connection, chosen):
                yield record_batch(wanted, rows)

    def articles(self, *, event: Events = (), since: datetime | str | None = None) -> pd.DataFrame:
        """One row an article, with its text."""
        return self.frame("articles", event=event, since=since)

    def accounts(self, *, event: Events = (), since: datetime | str | None = None) -> pd.DataFrame:
        """One row an outlet and event: its articles there taken together.

        Columns: event_id, outlet, article_ids (by time), title and first_published of the first,
        words, completeness ([0, 1], the least), whole (only then may it be said to lack something),
        copied (all carry another's text), syndicated_from.
        """
        # Without their texts, which accounts do not need.
        batches = self._batches("articles", event, since, with_text=False)
        rows = (row for batch in batches for row in batch.select(NEEDED).to_pylist())
        return frame(arrow_table(ACCOUNTS, [record_batch(ACCOUNTS, accounts(rows))]))

    def events(self, *, event: Events = (), since: datetime | str | None = None) -> pd.DataFrame:
        """One row an event: title, span, outlets, independent outlets, what is shared."""
        return self.frame("events", event=event, since=since)

    def passages(self, *, event: Events = (), since: datetime | str | None = None) -> pd.DataFrame:
        """One row a passage, with its offsets in the article's text."""
        return self.frame("passages", event=event, since=since)

    def clusters(self, *, event: Events = (), since: datetime | str | None = None) -> pd.DataFrame:
        """One row a piece of information that two outlets or more tell."""
        return self.frame("clusters", event=event, since=since)

    def differences(
        self, *, event: Events = (), since: datetime | str | None = None
    ) -> pd.DataFrame:
        """One row a difference, with its kind, spans and confidence."""
        return self.frame("differences", event=event, since=since)

    def close(self) -> None:
        """Let go of the database; twice does no harm."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Archive {self._engine.url.render_as_string(hide_password=True)}>"
