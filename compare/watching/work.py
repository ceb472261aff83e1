"""The runs of a watch, each in a process of its own: what memory they take is given back."""

from __future__ import annotations

import logging
import multiprocessing
import signal
import sys
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection as Pipe
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from compare.watching.loop import Ran, Stop
from crawler.children import end, live_with_parent
from crawler.crawl import recorded_crawl
from crawler.crawling import CrawlPlan
from crawler.database import open_database, reading
from crawler.errors import BusyError, ParallaxError
from crawler.lock import one_at_a_time
from crawler.outlets import choose, outlets_sha256, read_outlets
from crawler.tables import runs

_log = logging.getLogger(__name__)

_LOOK = 0.25
_GRACE = 20.0
"""Seconds that a comparison told to stop may take; what it has not stored it makes again."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What to watch."""

    database: str
    # file name or SQLAlchemy URL
    outlets: Path
    # read anew before each crawl
    only: tuple[str, ...] = ()
    # names; none means all that are enabled
    limit: int | None = None
    # pages fetched of each outlet and crawl at most
    model: str


class Rounds:
    """Real crawls and comparisons."""

    def __init__(self, wanted: Wanted, engine: Engine, stop: Stop) -> None:
        self._wanted = wanted
        self._engine = engine
        self._stop = stop

    def plan(self) -> CrawlPlan:
        """The next crawl; raises OutletsError when outlets.toml cannot be used."""
        file = self._wanted.outlets
        return CrawlPlan(
            outlets=choose(read_outlets(file), self._wanted.only, str(file)),
            database=self._wanted.database,
            outlets_sha256=outlets_sha256(file),
            limit=self._wanted.limit,
            due_only=True,
        )

    def crawl(self) -> Ran:
        """One crawl of the sources that are due."""
        try:
            with one_at_a_time(self._engine, "crawl"):
                report = recorded_crawl(self._engine, self.plan())
        except BusyError as error:
            return Ran(outcome="skipped", error=str(error))
        except Exception as error:
            return self._broken(error)
        finally:
            # A server that restarts meanwhile is met with new connections.
            self._engine.dispose()
        if report.sources_failed and report.sources_failed == report.sources:
            error_told = "no source could be read; 'parallax status' says why."
            return Ran(outcome="failed", counts=report.counts(), error=error_told)
        stopped = self._stop.is_set()
        return Ran(outcome="stopped" if stopped else "done", counts=report.counts())

    def has_news(self) -> bool:
        """Whether a run since the last good comparison brought something, or ended badly."""
        try:
            return has_news(self._engine)
        except ParallaxError:
            return True  # the comparison tells of it

    def compare(self) -> Ran:
        """One comparison, in a child process."""
        context = multiprocessing.get_context("spawn")
        receiver, sender = context.Pipe(duplex=False)
        process = context.Process(
            target=_compare_child,
            args=(self._wanted.database, self._wanted.model, sender),
            name="parallax-compare",
        )
        process.start()
        sender.close()
        told: float | None = None
        while not receiver.poll(_LOOK):
            if self._stop.is_set() and told is None:
                process.terminate()
                told = time.monotonic()
            if told is not None and time.monotonic() - told > _GRACE:
                process.kill()
                break
        try:
            ran: Ran = receiver.recv()
        except (EOFError, ConnectionError):
            ran = Ran(outcome="failed")
        end(process, _GRACE)
        receiver.close()
        if self._stop.is_set() and ran.outcome != "done":
            return Ran(outcome="stopped")
        if ran.outcome == "failed" and ran.error is None:
            status = process.exitcode
            return Ran(outcome="failed", error=f"the comparison was killed (exit status {status}).")
        return ran

    def _broken(self, error: Exception) -> Ran:
        if self._stop.is_set():
            return Ran(outcome="stopped")
        if not isinstance(error, ParallaxError):
            _log.error("a crawl broke", exc_info=error)
        return Ran(outcome="failed", error=str(error) or repr(error))


def has_news(engine: Engine) -> bool:
    """Whether to compare: a crawl or import since the last comparison that ended well brought
    something new, or did not live to say so."""
    with reading(engine) as connection:
        last = connection.execute(
            sa.select(sa.func.max(runs.c.started)).where(
                runs.c.kind == "compare", runs.c.outcome == "done"
            )
        ).scalar()
        query = sa.select(runs.c.counts, runs.c.outcome).where(runs.c.kind.in_(("crawl", "import")))
        if last is not None:
            query = query.where(runs.c.finished.is_(None) | (runs.c.finished >= last))
            # One that was killed before is made up for by the crawls since.
            query = query.where(runs.c.finished.is_not(None) | (runs.c.started >= last))
        return any(
            row.outcome != "done" or row.counts.get("added") or row.counts.get("revised")
            for row in connection.execute(query)
        )


def _compare_child(database: str, model: str, sender: Pipe) -> None:
    # SIGTERM as an exception: the run is recorded as what it is, a failed one.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    live_with_parent()
    from compare.encoder import SentenceEncoder
    from compare.run import run_comparison

    try:
        engine = open_database(database, must_exist=True)
        with one_at_a_time(engine, "compare"):
            found = run_comparison(engine, SentenceEncoder(model))
        ran = Ran(outcome="done", counts=found.counts())
    except BusyError as error:
        ran = Ran(outcome="skipped", error=str(error))
    except Exception as error:
        if not isinstance(error, ParallaxError):
            _log.error("a comparison broke", exc_info=error)
        ran = Ran(outcome="failed", error=str(error) or repr(error))
    sender.send(ran)
    sender.close()
