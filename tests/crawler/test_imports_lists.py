"""Lists of Media Cloud and GDELT: pages to crawl."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.imports.addresses import named_in
from crawler.imports.items import BadRecord, Found, How, Identities, Item, Listed, Passed
from crawler.imports.registry import reader_of
from crawler.outlets import Outlet

NOW = datetime(2026, 1, 1, tzinfo=UTC)
URL = "https://packet.example/barge"

MEDIA_CLOUD = (
    "id,indexed_date,language,media_name,media_url,publish_date,title,url\n"
    "5c0f,2025-10-05 01:02:03.000001,en,packet.example,packet.example,2025-10-04,"
    f'"Barge, adrift",{URL}\n'
)
EXPLORER = (
    "stories_id,publish_date,title,url,language,ap_syndicated,media_id,media_name,media_url\n"
    f"7,2025-10-04 14:10:00,Barge adrift,{URL},en,False,1,The Packet,http://packet.example\n"
)
ART_LIST_CSV = f"\ufeffURL,MobileURL,Date,Title\n{URL},,2025-10-04 14:10:00,Barge adrift\n"
ART_LIST = json.dumps(
    {
        "articles": [
            {
                "url": URL,
                "url_mobile": "",
                "title": "Barge adrift",
                "seendate": "20251004T141000Z",
                "socialimage": "",
                "domain": "packet.example",
                "language": "English",
                "sourcecountry": "United Kingdom",
            }
        ]
    }
)
ARTICLE_LIST = (
    json.dumps(
        {
            "date": "2025-10-04T14:10:00Z",
            "url": URL,
            "title": "Barge adrift",
            "lang": "en",
            "domain": "packet.example",
            "outletName": "The Packet",
        }
    )
    + "\n"
)
GKG = "\t".join(
    ["20251004141000-12", "20251004141000", "1", "packet.example", URL, *[""] * 22]
) + "\n"  # fmt: skip
BIG_QUERY = f"DATE,SourceCommonName,DocumentIdentifier\n20251004141000,packet.example,{URL}\n"
OURS = json.dumps({"article_id": "a", "outlet": "P", "url": URL, "title": "Barge adrift"}) + "\n"

LISTS = {
    "mediacloud.csv": MEDIA_CLOUD,
    "explorer.csv": EXPLORER,
    "artlist.csv": ART_LIST_CSV,
    "artlist.json": ART_LIST,
    "gal.jsonl": ARTICLE_LIST,
    "a.gkg.csv": GKG,
    "bigquery.csv": BIG_QUERY,
    "no-text.jsonl": OURS,
}


def read(path: Path, content: str, how: How | None = None) -> list[Item]:
    path.write_text(content, encoding="utf-8")
    return list(reader_of(path).read(path, how or How(now=NOW), lambda _: None))


@pytest.mark.parametrize("name", LISTS)
def test_they_name_pages_and_hold_no_articles(name: str, tmp_path: Path) -> None:
    (item,) = read(tmp_path / name, LISTS[name])
    assert isinstance(item, Listed)
    assert item.url == URL


@pytest.mark.parametrize("name", LISTS)
def test_a_crawl_reads_the_same_whatever_the_file_is_called(name: str, tmp_path: Path) -> None:
    (tmp_path / "list").write_text(LISTS[name], encoding="utf-8")
    (named,) = named_in(tmp_path / "list", NOW)
    assert named.address == URL
    assert named.title.startswith("Barge") or name in ("a.gkg.csv", "bigquery.csv")
    assert (named.published or "").startswith("2025") or name == "no-text.jsonl"


def test_a_crawl_takes_the_addresses_of_a_table_with_texts_too(tmp_path: Path) -> None:
    (tmp_path / "list").write_text(f"outlet,url,text\nP,{URL},One.\nP,,Two.\nP,none,Three.\n")
    first, bad = named_in(tmp_path / "list", NOW)
    assert (first.address, bad.address) == (URL, "")
    assert "not an http" in bad.problem


def test_media_cloud_with_texts_is_articles(
    make_outlet: Callable[..., Outlet], tmp_path: Path
) -> None:
    header = "id,indexed_date,language,media_name,media_url,publish_date,text,title,url\n"
    row = f"5c0f,,eng,packet.example,packet.example,2025-10-04,One.,Barge,{URL}\n"
    how = How(now=NOW, identities=Identities([make_outlet("The Packet", domain="packet.example")]))
    (found,) = read(tmp_path / "a.csv", header + row, how)
    story = {"media_name": "packet.example", "url": URL, "text": "One.", "language": "en"}
    (same,) = read(tmp_path / "a.json", json.dumps([story]), how)
    for item in (found, same):
        assert isinstance(item, Found)
        assert (item.article.outlet, item.article.language) == ("The Packet", "en")


def test_the_outlet_of_a_table_without_one_is_told_by_the_address(tmp_path: Path) -> None:
    found, bad = read(tmp_path / "a.csv", f"url,text\n{URL},One.\n,Two.\n")
    assert isinstance(found, Found)
    assert found.article.outlet == "packet.example"
    assert isinstance(bad, BadRecord)


def test_a_row_whose_text_was_left_out_is_a_page_to_crawl(tmp_path: Path) -> None:
    item, found = read(tmp_path / "a.csv", f"outlet,url,text\nP,{URL}, \nP,{URL},One.\n")
    assert (type(item), type(found)) == (Listed, Found)


def test_gkg_lines_that_are_none(tmp_path: Path) -> None:
    offline = GKG.replace("\t1\t", "\t3\t")
    items = read(
        tmp_path / "a.csv", GKG + offline + "torn\n\n" + GKG.replace(URL, "BBC Monitoring")
    )
    assert [type(item) for item in items] == [Listed, Passed, BadRecord, BadRecord]
    assert [item.where for item in items if isinstance(item, BadRecord)] == ["line 3", "line 5"]
