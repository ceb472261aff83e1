"""WARC and WARC.gz, such as Common Crawl's CC-NEWS → pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from crawler.extraction.dates import parse_date
from crawler.imports.items import BadRecord, Deferred, How, Item, Passed
from crawler.imports.pages import captured
from crawler.imports.warc_records import (
    LONGEST_PAGE,
    Damage,
    Record,
    Response,
    decoded,
    read_records,
    response_of,
)
from crawler.texts import clean_line
from crawler.urls import canonical_url

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


class Warc:
    """Web archives: the HTML pages among the responses, each with the time of its capture."""

    name = "warc"
    suffixes = (".warc",)

    def recognises(self, head: bytes) -> bool:
        return head.startswith(b"WARC/")

    def read(self, path: Path, how: How, tell: Callable[[int], None]) -> Iterator[Item]:
        for number, record in enumerate(read_records(path, tell), 1):
            if isinstance(record, Damage):
                yield BadRecord(where=f"byte {record.offset:,}", problem=record.problem)
            else:
                yield _page(record, f"record {number}", how)


def _page(record: Record, where: str, how: How) -> Item:
    kind = (record.headers.get_header("WARC-Type") or "unknown").strip().lower()
    if kind not in ("response", "resource"):
        return Passed(kind=f"{clean_line(kind)[:20]} record")
    address = (record.headers.get_header("WARC-Target-URI") or "").strip().strip("<>")
    url = canonical_url(address.replace(" ", "%20"))
    if url is None:
        return Passed(kind="not a web address")
    where = f"{where} ({clean_line(url)[:120]})"
    outlet = how.identities.of(url)
    if not how.wanted(outlet.name):
        return Passed(kind="of other outlets")
    response = _response(record, kind)
    if response is None:
        return BadRecord(where=where, problem="is not an HTTP response")
    if response.status != "200":
        return Passed(kind=f"http {response.status or 'status unknown'}")
    if not _is_html(record, response):
        return Passed(kind="not HTML")
    if record.length > LONGEST_PAGE:
        return BadRecord(where=where, problem=f"is longer than {LONGEST_PAGE:,} bytes")
    try:
        body = decoded(response)
    except ValueError as error:
        return BadRecord(where=where, problem=str(error))
    seen = parse_date(record.headers.get_header("WARC-Date"), now=how.now)
    charset = _CHARSET.search(response.headers.get_header("Content-Type") or "")
    task = partial(
        captured,
        robots=response.all("x-robots-tag"),
        seen=seen,
        cut_off="WARC-Truncated" in record.headers,
    )
    return Deferred(
        where=where,
        size=len(body),
        task=task,
        # A page's dates are judged by the day on which it was seen.
        arguments=(where, body, outlet, url, charset[1] if charset else None, seen or how.now),
    )


def _response(record: Record, kind: str) -> Response | None:
    if kind == "resource":
        return Response(status="200", headers=record.headers, body=record.body)
    return response_of(record.body)


def _is_html(record: Record, response: Response) -> bool:
    declared = response.headers.get_header("Content-Type") or record.headers.get_header(
        "WARC-Identified-Payload-Type"
    )
    return "html" in declared.lower() if declared else response.body.lstrip()[:1] == b"<"
