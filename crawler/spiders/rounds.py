"""What the sources and pages of one crawl share."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime

from crawler.allowance import Allowance
from crawler.crawling import CrawlPlan, CrawlReport
from crawler.desk import Desk
from crawler.network.answers import Answer
from crawler.outlets import Outlet
from crawler.sources.polling import hold_until


@dataclass(kw_only=True)
class Round:
    """One crawl, while it runs."""

    plan: CrawlPlan
    report: CrawlReport
    desk: Desk
    allowances: dict[str, Allowance] = field(default_factory=dict)
    # outlet name → what may still be asked of it

    async def hold(self, outlet: Outlet, answer: Answer, url: str) -> datetime:
        """The outlet says "later": it is not asked for anything more, now nor before then."""
        now = self.plan.clock()
        until = hold_until(answer.retry_after(now), now)
        allowance = self.allowances[outlet.name]
        if allowance.held is None or until > allowance.held:
            if allowance.held is None:
                self.report.notes.append(
                    f"{url}: answered with HTTP {answer.status}; "
                    f"{outlet.name} is left alone until {until:%Y-%m-%d %H:%M} UTC."
                )
            allowance.held, allowance.unfinished = until, True
            await asyncio.to_thread(self.desk.hold, outlet, until)
        return until
