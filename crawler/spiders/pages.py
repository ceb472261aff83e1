"""Pages: asking for them, and handing what came to the pipelines."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import scrapy
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.desk import Wanted
from crawler.network.answers import NOT_MODIFIED, conditional
from crawler.network.gate import Dropped
from crawler.outlets import Outlet
from crawler.pages import FailedPage, FetchedPage, UnchangedPage
from crawler.schedule import passes
from crawler.spiders.fetched import answer_of, reason
from crawler.spiders.rounds import Round


class Pages:
    """The articles' pages of one crawl."""

    def __init__(self, crawl: Round) -> None:
        self._round = crawl

    def requests(self, outlet: Outlet, wanted: Sequence[Wanted]) -> Iterator[scrapy.Request]:
        """One for each page, the first time that it is met, while the outlet's allowance lasts."""
        allowance = self._round.allowances[outlet.name]
        for one in wanted:
            if not allowance.meet(one.entry.url):
                continue
            may = allowance.spend()
            if may == "daily":
                note = (
                    f"{outlet.name}: its {outlet.daily:,} pages of the day are used up; "
                    "what is left waits for tomorrow."
                )
                if note not in self._round.report.notes:
                    self._round.report.notes.append(note)
            if may != "yes":
                return
            yield scrapy.Request(
                one.entry.url,
                callback=self.arrived,
                errback=self.failed,
                headers=conditional(one.before.validators) if one.before else {},
                meta={"download_slot": outlet.name},
                cb_kwargs={"outlet": outlet, "wanted": one},
                dont_filter=True,
            )

    async def arrived(
        self, response: Response, outlet: Outlet, wanted: Wanted
    ) -> AsyncIterator[Any]:
        """A page came: hand it to the pipelines."""
        answer = answer_of(response)
        entry, before = wanted.entry, wanted.before
        if answer.status == NOT_MODIFIED and before is not None:
            yield UnchangedPage(
                outlet=outlet,
                entry=entry,
                article_id=before.article_id,
                validators=answer.validators,
            )
        elif answer.status != 200:
            until = None
            if answer.asks_to_wait():
                until = await self._round.hold(outlet, answer, response.url)
            detail = f"answered with HTTP {answer.status}"
            yield self._failed(outlet, wanted, f"http {answer.status}", detail, until)
        elif not answer.is_page:
            detail = f"is {answer.content_type}, not HTML"
            yield self._failed(outlet, wanted, "not a page", detail)
        elif not outlet.owns(response.url):
            # Links to partners and aggregators are common; their text is not this outlet's.
            host = urlsplit(response.url).netloc
            detail = (
                f"leads to {host}, which is not {outlet.domain}; if it is the outlet's all the "
                "same, name it in more_domains in outlets.toml"
            )
            yield self._failed(outlet, wanted, "another site", detail)
        else:
            yield FetchedPage(
                outlet=outlet,
                entry=entry,
                url=response.url,
                body=response.body,
                charset=answer.charset,
                validators=answer.validators,
                robots=answer.robots,
            )

    async def failed(self, failure: Failure) -> AsyncIterator[FailedPage]:
        """A page could not be fetched."""
        request = failure.request  # type: ignore[attr-defined]
        outlet, wanted = request.cb_kwargs["outlet"], request.cb_kwargs["wanted"]
        if isinstance(failure.value, Dropped):
            self._round.allowances[outlet.name].unfinished = True
            self._round.report.dropped += 1
            return
        kind, detail = reason(failure)
        yield self._failed(outlet, wanted, kind, detail)

    def _failed(
        self,
        outlet: Outlet,
        wanted: Wanted,
        kind: str,
        detail: str,
        not_before: datetime | None = None,
    ) -> FailedPage:
        if passes(kind) and not wanted.failed:
            # Its source is read whole again, so that it is met again with all that is said of it.
            self._round.allowances[outlet.name].unfinished = True
        return FailedPage(
            outlet=outlet, url=wanted.entry.url, kind=kind, detail=detail, not_before=not_before
        )
