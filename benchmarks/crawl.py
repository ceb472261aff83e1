"""Throughput and memory: a whole crawl of the demo newsroom, scaled up, beside what limits it.

The newsroom is served on loopback by a process of its own, with no delay between requests. Each
leg runs whole, from the start of its processes to their end, and the legs take turns, because no
machine is equally fast all the time:

    Scrapy alone      fetches the same pages, as many at once, and throws them away
    extraction alone  takes the same bytes from memory, in as many processes as there are cores
    ours              a crawl: robots.txt, feeds, pages, extraction, database

The server takes a little of the cores from the first and the third. On few cores the two limits
cannot both be reached, since fetching and extraction then share them: "both, one machine" is what
would be left if nothing else cost anything.
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.barecrawl import bare_crawl
from benchmarks.bigserver import BigSite, serving
from benchmarks.memory import watching
from crawler.crawl import crawl
from crawler.crawling import CrawlPlan, CrawlReport
from crawler.extraction.capture import capture
from crawler.pages import CapturedPage, FailedPage, FetchedPage
from crawler.schedule import Validators
from crawler.sources.entries import Entry

_PARCEL = 16
_NEWS_PLEASE_PAGES = 500
_SMALL = 10
"""The crawl that memory is compared with has this part of the pages."""


@dataclass(frozen=True, kw_only=True)
class Round:
    """Pages a second of each leg, one after the other."""

    bare: float
    extraction: float
    ours: float
    fetching: float
    # seconds of processor that Scrapy alone took for a page
    megabytes: float
    # peak of ours; 0.0 where it cannot be told

    @property
    def together(self) -> float:
        """Pages a second if both limits shared the cores and nothing else cost anything."""
        return 1 / (1 / self.extraction + self.fetching / (os.cpu_count() or 1))

    @property
    def of_both(self) -> float:
        """Ours as a part of that."""
        return self.ours / self.together

    @property
    def share(self) -> float:
        """Ours as a part of the slower limit."""
        return self.ours / min(self.bare, self.extraction)


def run(
    pages: int = 5_000, rounds: int = 3, news_please: Path | None = None, kilobytes: int = 0
) -> None:
    """Print the figures; news_please: a Python that has it, if there is one.

    kilobytes: what each page is filled up to; 0 leaves the demo's own, which are small.
    """
    now = datetime.now(UTC)
    small = max(pages // _SMALL, 8)
    with serving(small, now, kilobytes) as sites:
        least = _crawled(sites, now).megabytes
    with serving(pages, now, kilobytes) as sites:
        size = sum(len(page.body) for site in sites for page in site.pages.values())
        print(
            f"{pages:,} pages of {size / pages / 1e3:.1f} kB, {len(sites)} outlets, "
            f"{os.cpu_count()} cores; medians of {rounds} rounds",
            flush=True,
        )
        found = [_round(sites, now) for _ in range(rounds)]
        others = _news_please(sites, news_please)
    for label, rates in (
        ("Scrapy alone", [one.bare for one in found]),
        ("extraction alone", [one.extraction for one in found]),
        ("ours", [one.ours for one in found]),
    ):
        print(f"  {label:18} {_figures(rates)} pages/s")
    shares = [one.share for one in found]
    print(
        f"  {'ours ÷ slower':18} {median(shares):7.0%}   ({min(shares):.0%} to {max(shares):.0%})"
    )
    together = median(one.together for one in found)
    part = median(one.of_both for one in found)
    print(f"  {'both, one machine':18} {together:7.1f}   ours ÷ that {part:.0%}")
    print(f"  {'news-please':18} {others}")
    most = max(one.megabytes for one in found)
    if least and most:
        print(
            f"  memory, at most    {small:,} pages {least:.0f} MB, {pages:,} pages {most:.0f} MB: "
            f"{most / least:.2f} times"
        )
    else:
        print("  memory             not measured: this system has no /proc")


def _figures(rates: Sequence[float]) -> str:
    return f"{median(rates):7.1f}   ({min(rates):.1f} to {max(rates):.1f})"


def _round(sites: Sequence[BigSite], now: datetime) -> Round:
    before = _processor_of_children()
    bare = _rate(sites, lambda: bare_crawl(sites))
    fetching = (_processor_of_children() - before) / sum(len(site.pages) for site in sites)
    ours = _crawled(sites, now)
    extraction = _rate(sites, lambda: _extracted(sites, now))
    return Round(
        bare=bare,
        extraction=extraction,
        ours=ours.rate,
        fetching=fetching,
        megabytes=ours.megabytes,
    )


def _processor_of_children() -> float:
    """Seconds of processor of the child processes that have ended."""
    times = os.times()
    return times.children_user + times.children_system


def _rate(sites: Sequence[BigSite], leg: Callable[[], int]) -> float:
    """Pages a second; a leg that lost a page has no rate."""
    wanted = sum(len(site.pages) for site in sites)
    began = time.perf_counter()
    done = leg()
    seconds = time.perf_counter() - began
    if done != wanted:
        raise SystemExit(f"{done:,} of {wanted:,} pages came; this is no measurement.")
    return wanted / seconds


@dataclass(frozen=True, kw_only=True)
class _Crawled:
    rate: float
    megabytes: float


def _crawled(sites: Sequence[BigSite], now: datetime) -> _Crawled:
    with TemporaryDirectory() as folder, watching("parallax-crawl") as peak:
        plan = CrawlPlan(
            outlets=tuple(site.outlet for site in sites),
            database=str(Path(folder) / "crawl.db"),
            now=now,
        )
        rate = _rate(sites, lambda: _added(crawl(plan)))
    return _Crawled(rate=rate, megabytes=peak.megabytes)


def _added(report: CrawlReport) -> int:
    if report.failures or report.sources_failed:
        print("\n".join([report.sentence(), *report.notes]), file=sys.stderr)
    return report.added


def _extracted(sites: Sequence[BigSite], now: datetime) -> int:
    work = [
        (
            FetchedPage(
                outlet=site.outlet,
                entry=Entry(url=url),
                url=url,
                body=page.body,
                charset=page.content_type.rpartition("charset=")[2],
                validators=Validators(),
            ),
            now,
        )
        for site in sites
        for url, page in site.pages.items()
    ]
    context = multiprocessing.get_context("forkserver")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=context) as pool:
        found = pool.map(_capture, work, chunksize=_PARCEL)
        return sum(isinstance(one, CapturedPage) for one in found)


def _capture(work: tuple[FetchedPage, datetime]) -> CapturedPage | FailedPage:
    return capture(*work)


def _news_please(sites: Sequence[BigSite], python: Path | None) -> str:
    if python is None:
        return "not given: --news-please PYTHON, one that has it"
    urls = [url for site in sites for url in site.pages][:_NEWS_PLEASE_PAGES]
    script = Path(__file__).with_name("newsplease_reads.py")
    done = subprocess.run(
        [python, script], input="\n".join(urls), capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(done.stderr, file=sys.stderr)
        return "does not run with that Python: see above"
    texts, seconds = done.stdout.split()[-2:]
    return f"{len(urls) / float(seconds):7.1f} pages/s ({len(urls)} pages, {texts} with text)"
