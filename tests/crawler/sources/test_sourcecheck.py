"""Whether the sources in outlets.toml answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from crawler.commands.outlets import outlets_group
from crawler.sources.sourcecheck import check_sources


def test_checking_sources_fetches_each_once(site: Any) -> None:
    site.replies["/feed"] = site.feed("/a", "/b")
    site.replies["/empty"] = site.feed()
    results = check_sources([site.outlet("The Packet", "/feed", "/empty", "/none")])
    problems = {result.url: result.problem for result in results}
    assert problems == {
        site.url("/feed"): None,
        site.url("/empty"): "announces nothing",
        site.url("/none"): "answered with HTTP 404",
    }
    assert sorted(site.paths()) == ["/empty", "/feed", "/none", "/robots.txt"]


def test_an_index_and_a_move_are_told(site: Any, reply: Callable[..., Any], tmp_path: Path) -> None:
    news = "<urlset><url><loc>/a</loc></url></urlset>"
    site.replies["/index.xml"] = reply(
        body=b"<sitemapindex><sitemap><loc>/news.xml</loc></sitemap></sitemapindex>"
    )
    site.replies["/news.xml"] = reply(body=news.encode())
    site.replies["/old"] = reply(status=301, headers={"Location": "/feed"})
    site.replies["/feed"] = site.feed("/a")
    file = tmp_path / "outlets.toml"
    file.write_text(
        f"""[[outlet]]
name = "The Packet"
domain = "{site.host}"
country = "ZZ"
owner = "?"
language = "en"
feeds = ["{site.url("/old")}"]
sitemaps = ["{site.url("/index.xml")}"]
delay = 0.0
"""
    )
    done = CliRunner().invoke(outlets_group, ["check", "--online", "--outlets", str(file)])
    assert f"{site.url('/index.xml')} — 1 entry" in done.stdout
    assert f"it has moved for good to {site.url('/feed')}" in done.stdout
    assert "still to be filled in: country, owner." in done.stderr
    assert "BAD" not in done.stdout
