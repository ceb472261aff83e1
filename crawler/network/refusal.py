"""A request that is not made, or an answer that is not followed, on purpose."""

from __future__ import annotations

from scrapy.exceptions import IgnoreRequest


class Refused(IgnoreRequest):
    """`kind` as failures are counted, `detail` as the end of a sentence about the address."""

    def __init__(self, kind: str, detail: str) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
