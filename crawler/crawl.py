"""Runs one crawl in a child process.

A process of its own because Twisted's reactor cannot be started twice, and because whatever memory
a crawl takes is given back when it ends.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from sqlalchemy.engine import Engine

from crawler.crawling import CrawlPlan, CrawlReport
from crawler.errors import CrawlerError
from crawler.runs import recorded_run


def crawl(plan: CrawlPlan) -> CrawlReport:
    """Run the crawl to its end; raises CrawlerError when the process dies."""
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_child, args=(plan, sender), name="parallax-crawl")
    process.start()
    sender.close()
    outcome: CrawlReport | CrawlerError | None
    with _passing_on_sigterm(process):
        try:
            outcome = _received(receiver)
        except KeyboardInterrupt:
            # The terminal sent Ctrl-C to the child as well: it finishes the pages in hand.
            outcome = _received(receiver) if receiver.poll(120) else None
        finally:
            process.join()
            receiver.close()
    if isinstance(outcome, CrawlerError):
        raise outcome
    if outcome is None:
        raise CrawlerError(
            "the crawl",
            f"ended before it was done (exit status {process.exitcode})",
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
    before = signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def recorded_crawl(engine: Engine, plan: CrawlPlan) -> CrawlReport:
    """Run the crawl and record the run in the database that it fills."""
    with recorded_run(engine, "crawl", datetime.now(UTC)) as counts:
        report = crawl(plan)
        counts.update(report.counts())
    return report


def _child(plan: CrawlPlan, sender: Connection) -> None:
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
    settings.setdict(_of_this_run(plan), priority="cmdline")
    report = CrawlReport()
    process = AsyncCrawlerProcess(settings)
    # A robots.txt that cannot be had is told with its outlet; Scrapy would print a traceback.
    logging.getLogger("scrapy.downloadermiddlewares.robotstxt").setLevel(logging.CRITICAL)
    crawling = process.crawl(NewsSpider, plan=plan, report=report)
    process.start()
    # What stops the spider from being made stands in the task alone.
    error = crawling.exception() if crawling.done() and not crawling.cancelled() else None
    if isinstance(error, CrawlerError):
        raise error
    if error is not None:
        raise CrawlerError("the crawl", f"could not start ({error})") from error
    if report.crash:
        raise CrawlerError("the crawl", report.crash, "what it had stored is kept")
    return report


def _of_this_run(plan: CrawlPlan) -> dict[str, Any]:
    slots = {
        outlet.name: {"concurrency": 1, "delay": outlet.delay, "jitter": 0.0}
        for outlet in plan.outlets
    }
    contact = os.environ.get("PARALLAX_CONTACT")
    agent = (
        {"USER_AGENT": f"Parallax/0.1 (comparative news research; {contact})"} if contact else {}
    )
    # robots.txt is asked for outside the slots, once a host.
    least = min((outlet.delay for outlet in plan.outlets), default=0.0)
    return {"DOWNLOAD_SLOTS": slots, "DOWNLOAD_DELAY": least, **agent, **dict(plan.settings)}
