"""Whether the sources in outlets.toml answer."""

from __future__ import annotations

from typing import Any

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
