"""Web archives → articles."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import brotli
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.imports.items import BadRecord, Deferred, Found, How, Identities, Item, Passed
from crawler.imports.warc import Warc
from crawler.imports.warc_records import LONGEST_PAGE
from crawler.outlets import Outlet

NOW = datetime(2026, 1, 1, tzinfo=UTC)
DATE = "2025-10-05T10:00:00Z"
URL = "https://www.packet.example/news/barge-closes-the-orra-bridge"


class Archive:
    """Writes records and remembers where each begins."""

    def __init__(self, *, zipped: bool = True) -> None:
        self.stream = io.BytesIO()
        self.writer = WARCWriter(self.stream, gzip=zipped)
        self.starts: list[int] = []

    def add(
        self,
        body: bytes,
        *,
        url: str = URL,
        status: str = "200 OK",
        kind: str = "response",
        date: str = DATE,
        more: tuple[tuple[str, str], ...] = (),
        warc: tuple[tuple[str, str], ...] = (),
        content_type: str = "text/html; charset=utf-8",
    ) -> None:
        self.starts.append(self.stream.tell())
        headers = [("Content-Type", content_type), *more] if content_type else list(more)
        http = StatusAndHeaders(status, headers, protocol="HTTP/1.1")
        record = self.writer.create_warc_record(
            url,
            kind,
            payload=io.BytesIO(body),
            http_headers=http if kind in ("response", "revisit") else None,
            warc_headers_dict={"WARC-Date": date, **dict(warc)},
        )
        self.writer.write_record(record)


def finished(item: Item) -> Found | BadRecord | Passed:
    return item.task(*item.arguments) if isinstance(item, Deferred) else item


Read = Callable[..., list[Found | BadRecord | Passed]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(content: Archive | bytes, **how: object) -> list[Found | BadRecord | Passed]:
        path = tmp_path / "a.warc.gz"
        path.write_bytes(content if isinstance(content, bytes) else content.stream.getvalue())
        asked = How(now=NOW, **how)  # type: ignore[arg-type]
        return [finished(item) for item in Warc().read(path, asked, lambda _: None)]

    return read


@pytest.mark.parametrize("zipped", [True, False])
def test_a_page_with_the_time_of_its_capture(
    zipped: bool, read: Read, page: Callable[..., bytes], paragraphs: tuple[str, ...]
) -> None:
    archive = Archive(zipped=zipped)
    archive.add(page())
    (found,) = read(archive)
    assert isinstance(found, Found)
    assert (found.article.outlet, found.article.url) == ("packet.example", URL)
    assert found.article.text.split("\n\n") == list(paragraphs)
    assert found.captured == datetime(2025, 10, 5, 10, tzinfo=UTC)
    assert found.article.origins["text"] == "page"


def test_a_date_after_the_capture_is_not_believed(read: Read, page: Callable[..., bytes]) -> None:
    archive = Archive()
    archive.add(page(head="<meta property='article:published_time' content='2025-12-01'>"))
    (found,) = read(archive)
    assert isinstance(found, Found)
    assert found.article.published is None


def test_the_outlet_is_as_declared(
    read: Read, page: Callable[..., bytes], make_outlet: Callable[..., Outlet]
) -> None:
    declared = make_outlet("The Packet", domain="packet.example")
    archive = Archive()
    archive.add(page())
    archive.add(page(), url="https://other.example/news/barge-closes-the-orra-bridge")
    how = {"identities": Identities([declared]), "only": frozenset({"the packet"})}
    first, second = read(archive, **how)
    assert isinstance(first, Found)
    assert first.article.outlet == "The Packet"
    assert second == Passed(kind="of other outlets")


def test_a_whole_file_in_one_gzip_member(read: Read, page: Callable[..., bytes]) -> None:
    archive = Archive(zipped=False)
    archive.add(page())
    archive.add(page("Another story of the town"), url=URL + "-2")
    assert [type(one) for one in read(gzip.compress(archive.stream.getvalue()))] == [Found, Found]


def test_what_is_no_page_is_passed_over(read: Read, page: Callable[..., bytes]) -> None:
    archive = Archive()
    archive.add(b"", kind="revisit")
    archive.add(b"x", kind="metadata")
    archive.add(page(), status="404 Not Found")
    archive.add(b"\x89PNG", content_type="image/png")
    archive.add(b"10.0.0.1", url="dns:packet.example", kind="response")
    archive.add(page(body="<p>We value your privacy. Accept all cookies.</p>"))
    archive.add(page(head="<meta name='robots' content='noindex'>"))
    archive.add(page(), more=(("X-Robots-Tag", "noindex"),))
    kinds = [one.kind if isinstance(one, Passed) else one for one in read(archive)]
    assert kinds == [
        "revisit record", "metadata record", "http 404", "not HTML", "not a web address",
        "consent page", "noindex", "noindex",
    ]  # fmt: skip


def _deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", _deflate),
        ("br", brotli.compress),
        ("gzip", bytes),  # decoded by the archive, which left the header
        ("identity", bytes),
    ],
)
def test_content_encodings(
    encoding: str, packed: Callable[[bytes], bytes], read: Read, page: Callable[..., bytes]
) -> None:
    archive = Archive()
    archive.add(packed(page()), more=(("Content-Encoding", encoding),))
    (found,) = read(archive)
    assert isinstance(found, Found)


def test_chunked(read: Read, page: Callable[..., bytes], paragraphs: tuple[str, ...]) -> None:
    body = page()
    chunks = b"".join(
        f"{len(one):x}\r\n".encode() + one + b"\r\n" for one in (body[:700], body[700:])
    )
    archive = Archive()
    archive.add(chunks + b"0\r\n\r\n", more=(("Transfer-Encoding", "chunked"),))
    (found,) = read(archive)
    assert isinstance(found, Found)
    assert found.article.text.split("\n\n") == list(paragraphs)


@pytest.mark.parametrize("pack", [gzip.compress, brotli.compress])
def test_a_bomb_is_not_unpacked(pack: Callable[[bytes], bytes], read: Read) -> None:
    name = "gzip" if pack is gzip.compress else "br"
    archive = Archive()
    archive.add(pack(bytes(LONGEST_PAGE + 1)), more=(("Content-Encoding", name),))
    (bad,) = read(archive)
    assert isinstance(bad, BadRecord)
    assert "is longer than" in bad.problem


def test_what_follows_a_huge_record_is_read(read: Read, page: Callable[..., bytes]) -> None:
    archive = Archive()
    archive.add(b"<p>" + bytes(LONGEST_PAGE))
    archive.add(bytes(LONGEST_PAGE + 10), content_type="video/mp4")
    archive.add(page())
    assert [type(one) for one in read(archive)] == [BadRecord, Passed, Found]


def test_a_damaged_member_costs_only_itself(read: Read, page: Callable[..., bytes]) -> None:
    archive = Archive()
    for number in range(4):
        archive.add(page(), url=f"{URL}-{number}")
    content = bytearray(archive.stream.getvalue())
    middle = (archive.starts[1] + archive.starts[2]) // 2
    content[middle : middle + 20] = b"\xff" * 20
    found = read(bytes(content))
    assert [type(one) for one in found] == [Found, BadRecord, Found, Found]
    assert isinstance(found[1], BadRecord)
    assert found[1].where == f"byte {archive.starts[1]:,}"


@pytest.mark.parametrize("zipped", [True, False])
def test_a_file_that_was_cut_off(zipped: bool, read: Read, page: Callable[..., bytes]) -> None:
    archive = Archive(zipped=zipped)
    archive.add(page())
    archive.add(page(), url=f"{URL}-2")
    found = read(archive.stream.getvalue()[:-60])
    assert [type(one) for one in found] == [Found, BadRecord]
    assert isinstance(found[1], BadRecord)
    assert "ends in the middle" in found[1].problem


def test_rubbish_between_records(read: Read, page: Callable[..., bytes]) -> None:
    first, second = Archive(zipped=False), Archive(zipped=False)
    first.add(page())
    second.add(page(), url=f"{URL}-2")
    rubbish = b"what is this\nand this\n" + b"x" * 200_000 + b"\n"
    found = read(first.stream.getvalue() + rubbish + second.stream.getvalue())
    assert [type(one) for one in found] == [Found, BadRecord, Found]


def test_a_page_that_the_archive_cut_off(read: Read, page: Callable[..., bytes]) -> None:
    archive = Archive()
    archive.add(page(), warc=(("WARC-Truncated", "length"),))
    (found,) = read(archive)
    assert isinstance(found, Found)
    assert found.article.completeness <= 0.5
    assert "the archive cut the page off" in found.article.completeness_reasons


@pytest.mark.parametrize("content", [b"", b"\x1f\x8b\x08", b"nothing\nof the kind\n", b"WARC/1.0"])
def test_a_file_that_is_no_archive_never_raises(content: bytes, read: Read) -> None:
    assert not [one for one in read(content) if isinstance(one, Found)]
