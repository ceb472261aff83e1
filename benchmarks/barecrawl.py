"""What Scrapy alone can do: the same sources, the same pages, nothing done with them."""

from __future__ import annotations

import multiprocessing
from collections.abc import AsyncIterator, Iterator, Sequence
from multiprocessing.connection import Connection
from typing import Any

import scrapy
from scrapy.http import Response, TextResponse

from benchmarks.bigserver import BigSite
from crawler import settings as ours


class BareSpider(scrapy.Spider):
    """Sources → their links → pages, counted."""

    name = "bare"

    def __init__(self, sources: Sequence[str], **arguments: Any) -> None:
        super().__init__(**arguments)
        self._sources = sources
        self.pages = 0

    async def start(self) -> AsyncIterator[Any]:
        for url in self._sources:
            # A slot for each outlet, as ours has them; all are on one host.
            yield scrapy.Request(url, meta={"download_slot": url})

    def parse(self, response: Response) -> Iterator[scrapy.Request]:
        """A source came: ask for what it announces."""
        assert isinstance(response, TextResponse)
        links = response.selector.xpath(
            "//item/link/text() | //*[local-name()='entry']/*[local-name()='link']/@href"
            " | //*[local-name()='url']/*[local-name()='loc']/text()"
        )
        for link in links.getall():
            yield scrapy.Request(
                link, callback=self.parse_page, meta={"download_slot": response.url}
            )

    def parse_page(self, response: Response) -> None:
        """A page came."""
        self.pages += bool(response.body)


def bare_crawl(sites: Sequence[BigSite]) -> int:
    """Crawl in a child process, as ours does; returns how many pages came."""
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    sources = [source.url for site in sites for source in site.outlet.sources]
    process = context.Process(target=_child, args=(sources, sender))
    process.start()
    sender.close()
    try:
        return int(receiver.recv())
    finally:
        process.join()


def _child(sources: Sequence[str], sender: Connection) -> None:
    from scrapy.crawler import AsyncCrawlerProcess

    process = AsyncCrawlerProcess(
        {
            # As it comes, but for the concurrency, which is ours.
            "CONCURRENT_REQUESTS": ours.CONCURRENT_REQUESTS,
            "CONCURRENT_REQUESTS_PER_DOMAIN": ours.CONCURRENT_REQUESTS_PER_DOMAIN,
            "LOG_LEVEL": "ERROR",
            "TELNETCONSOLE_ENABLED": False,
        }
    )
    crawler = process.create_crawler(BareSpider)
    process.crawl(crawler, sources=sources)
    process.start()
    assert isinstance(crawler.spider, BareSpider)
    sender.send(crawler.spider.pages)
