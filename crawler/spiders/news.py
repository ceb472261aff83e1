"""One spider for every outlet: sources → announced pages → items for the pipelines.

`sources` asks the sources, `pages` the pages; what they share is in `rounds`. What an answer means
is read by `crawler.network.answers`, what a source announces by `crawler.sources.announcements`;
when to ask again is decided by `crawler.sources.polling` and `crawler.schedule`; the database is
behind `crawler.desk`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import scrapy

from crawler.allowance import Allowance
from crawler.crawling import CrawlPlan, CrawlReport
from crawler.database import open_database
from crawler.desk import Desk
from crawler.outlets import choose, read_outlets
from crawler.sources.asking import Asking
from crawler.spiders.pages import Pages
from crawler.spiders.rounds import Round
from crawler.spiders.sources import Sources


class NewsSpider(scrapy.Spider):
    """Fetches what the outlets announce and is not yet stored as it now is.

    `scrapy crawl news -a outlets=outlets.toml -a db=parallax.db` runs it by hand.
    """

    name = "news"

    def __init__(
        self,
        plan: CrawlPlan | None = None,
        report: CrawlReport | None = None,
        outlets: str = "outlets.toml",
        db: str = "parallax.db",
        **arguments: Any,
    ) -> None:
        super().__init__(**arguments)
        self.plan = plan or CrawlPlan(
            outlets=choose(read_outlets(Path(outlets)), (), outlets), database=db
        )
        self.report = report or CrawlReport()
        self.engine = open_database(self.plan.database)
        self._round = Round(
            plan=self.plan,
            report=self.report,
            desk=Desk(self.engine, self.plan),
        )
        self._pages = Pages(self._round)
        self._sources = Sources(self._round, self._pages)

    async def start(self) -> AsyncIterator[Any]:
        """One request for each source of each outlet, and for each page due for a second look."""
        try:
            async for request in self._requests():
                yield request
        except Exception as error:
            # Scrapy would log this and go on as if there were nothing to fetch.
            self.report.crash = str(error)
            raise

    async def _requests(self) -> AsyncIterator[scrapy.Request]:
        self._round.desk.describe_outlets()
        named = self.plan.pages_by_outlet()
        for outlet in self.plan.outlets:
            opening = self._round.desk.open(outlet)
            self._round.allowances[outlet.name] = Allowance(
                outlet, limit=self.plan.limit, asked_today=opening.asked_today
            )
            if opening.held is not None:
                self.report.sources_waiting += len(outlet.sources)
                self.report.notes.append(
                    f"{outlet.name}: asked to be left alone until {opening.held:%H:%M} UTC."
                )
                continue
            if self.plan.pages:
                wanted = self._round.desk.named(outlet, named.get(outlet.name, ()))
                for request in self._pages.requests(outlet, wanted):
                    yield request
                continue
            for source in outlet.sources:
                asking = Asking(
                    outlet=outlet, source=source, state=self._round.desk.source(outlet, source.url)
                )
                if asking.state.gone is not None:
                    self.report.sources_gone += 1
                elif self.plan.due_only and not asking.due(self.plan.clock()):
                    self.report.sources_waiting += 1
                else:
                    yield self._sources.request(asking)
            # Corrections are often not announced: what is due for a second look is asked for,
            # whether a feed still names it or not.
            for request in self._pages.requests(outlet, opening.again):
                yield request

    def closed(self, reason: str) -> None:
        """Scrapy has ended the crawl: of itself, or because it was told to stop."""
        if reason == "finished" and not self.report.crash:
            self._sources.finish()
        self.engine.dispose()
