"""Runs one crawl in a child process.

A process of its own because Twisted's reactor cannot be started twice, and because whatever memory
a crawl takes is given back when it ends.
"""

from __future__ import annotations

import logging
import multiprocessing
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import FrameType
from typing import TYPE_CHECKING, Any

from sqlalchemy.engine import Engine

from crawler.children import end, live_with_parent
from crawler.crawling import CrawlPlan, CrawlReport
from crawler.errors import CrawlerError
from crawler.health.flagging import note_flags
from crawler.network.politeness import LONGEST_DELAY
from crawler.network.reach import local_places
from crawler.network.watchdog import EXIT_STATUS
from crawler.runs import OUTLETS_SHA256, recorded_run

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

_GRACE = 120.0
"""Seconds that a crawl told to stop may take for the pages in hand."""
PROCESSES: SpawnContext | ForkServerContext = multiprocessing.get_context("spawn")
"""How the crawl's process begins: with nothing of ours in it, and the same on every system."""


def crawl(plan: CrawlPlan) -> CrawlReport:
    """Run the crawl to its end; raises CrawlerError when the process dies."""
    receiver, sender = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=_child, args=(plan, sender), name="parallax-crawl")
    process.start()
    sender.close()
    outcome: CrawlReport | CrawlerError | None
    with _passing_on_sigterm(process):
        try:
            outcome = _received(receiver)
        except KeyboardInterrupt:
            # It finishes the pages in hand.
            process.terminate()
            outcome = _received(receiver) if receiver.poll(_GRACE) else None
            if outcome is None:
                process.kill()
        finally:
            end(process, _GRACE)
            receiver.close()
    if isinstance(outcome, CrawlerError):
        raise outcome
    if outcome is None:
        raise CrawlerError(
            "the crawl",
            "stood still and was ended"
            if process.exitcode == EXIT_STATUS
            else f"ended before it was done (exit status {process.exitcode})",
            "what it had stored is kept; run it again to go on",
        )
    return outcome


def _received(receiver: Connection) -> CrawlReport | CrawlerError | None:
    try:
        outcome: CrawlReport | CrawlerError = receiver.recv()
    except (EOFError, ConnectionError):
        return None
    return outcome


@contextmanager
def _passing_on_sigterm(process: BaseProcess) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may set signal handlers
        return

    def pass_on(number: int, frame: FrameType | None) -> None:
        process.terminate()
        if callable(before):
            before(number, frame)  # whoever started this crawl is told to stop as well

    before = signal.signal(signal.SIGTERM, pass_on)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def recorded_crawl(engine: Engine, plan: CrawlPlan) -> CrawlReport:
    """Run the crawl and record the run in the database that it fills."""
    known = {OUTLETS_SHA256: plan.outlets_sha256} if plan.outlets_sha256 else {}
    with recorded_run(engine, "crawl", datetime.now(UTC), **known) as counts:
        report = crawl(plan)
        counts.update(report.counts())
    note_flags(engine, plan.clock())
    return report


def _child(plan: CrawlPlan, sender: Connection) -> None:
    live_with_parent()
    try:
        report = run_here(plan)
    except CrawlerError as error:
        sender.send(error)
    else:
        sender.send(report)
    finally:
        sender.close()


def run_here(plan: CrawlPlan) -> CrawlReport:
    """Run the crawl in this process, once in its life."""
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.settings import Settings

    from crawler import settings as module
    from crawler.spiders.news import NewsSpider

    settings = Settings()
    settings.setmodule(module)
    settings.setdict(settings_of(plan), priority="cmdline")
    report = CrawlReport()
    process = AsyncCrawlerProcess(settings)
    # What Parallax itself raises is told in one sentence; Scrapy would print a traceback as well.
    logging.getLogger("scrapy.core.scraper").addFilter(_is_not_told_elsewhere)
    crawling = process.crawl(NewsSpider, plan=plan, report=report)
    process.start()
    # What stops the spider from being made stands in the task alone.
    error = crawling.exception() if crawling.done() and not crawling.cancelled() else None
    if isinstance(error, CrawlerError):
        raise error
    if error is not None:
        raise CrawlerError("the crawl", f"could not start ({error})") from error
    if report.crash:
        problem = report.crash.removesuffix(".")
        raise CrawlerError("the crawl", problem, "what it had stored is kept")
    if not settings["PARALLAX_CONTACT"] and not all(map(local_places, plan.outlets)):
        report.notes.append(
            "PARALLAX_CONTACT is not set: outlets cannot reach whoever runs this crawl."
        )
    return report


def _is_not_told_elsewhere(record: logging.LogRecord) -> bool:
    error = record.exc_info[1] if record.exc_info else None
    return not isinstance(error, CrawlerError)


def settings_of(plan: CrawlPlan) -> dict[str, Any]:
    """Scrapy's settings that depend on the run: each outlet's pace, and when it is too slow."""
    slots = {
        outlet.name: {"concurrency": 1, "delay": outlet.delay, "jitter": 0.0}
        for outlet in plan.outlets
    }
    # robots.txt is asked for outside the slots, once a host.
    least = min((outlet.delay for outlet in plan.outlets), default=0.0)
    longest = max((outlet.delay for outlet in plan.outlets), default=0.0)
    return {
        "DOWNLOAD_SLOTS": slots,
        "DOWNLOAD_DELAY": least,
        "PARALLAX_STALL": 4 * max(longest, LONGEST_DELAY),
        **dict(plan.settings),
    }
