"""Runs one crawl in a child process.

A process of its own because Twisted's reactor cannot be started twice, and because whatever memory
a crawl takes is given back when it ends.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from multiprocessing.connection import Connection
from typing import Any

from crawler.crawling import CrawlPlan, CrawlReport
from crawler.errors import CrawlerError


def crawl(plan: CrawlPlan) -> CrawlReport:
    """Run the crawl to its end; raises CrawlerError when the process dies."""
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_child, args=(plan, sender), name="parallax-crawl")
    process.start()
    sender.close()
    before = signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    try:
        outcome: CrawlReport | CrawlerError | None = receiver.recv()
    except EOFError:
        outcome = None
    except KeyboardInterrupt:
        # The terminal sent Ctrl-C to the child as well: it finishes the pages in hand.
        outcome = receiver.recv() if receiver.poll(120) else None
    finally:
        process.join()
        signal.signal(signal.SIGTERM, before)
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
    process.crawl(NewsSpider, plan=plan, report=report)
    process.start()
    return report


def _of_this_run(plan: CrawlPlan) -> dict[str, Any]:
    slots = {
        outlet.name: {"concurrency": 1, "delay": outlet.delay, "jitter": 0.0}
        for outlet in plan.outlets
    }
    contact = os.environ.get("PARALLAX_CONTACT")
    agent = {"USER_AGENT": f"Parallax/0.1 (comparative news research; {contact})"} if contact else {}
    return {"DOWNLOAD_SLOTS": slots, **agent, **dict(plan.settings)}
