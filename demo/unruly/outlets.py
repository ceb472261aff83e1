"""Who misbehaves, and where: outlet → path → behaviour."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from demo.unruly import behaviours as how
from demo.unruly.behaviours import Behaviour, Reply

LARGE = 100_000_000
"""Bytes: larger than any page, and than what a crawler should hold."""
LINES = "<rss version='2.0'><channel><item><title>%s</title></item></channel></rss>"
MAP = "<urlset><url><loc>%s</loc></url></urlset>"
GERMAN = "Die Behörde prüft die Brücke über den Fluss – „größer“ als gedacht, hieß es am Samstag, "
CHINESE = "港务委员会星期一召开会议，讨论新渡轮的价格，并以十一票通过了预算案。"
JAPANESE = "港湾委員会は月曜日に会合を開き、新しいフェリーの価格について話し合い、予算を可決した。"


@dataclass(frozen=True, kw_only=True)
class UnrulyOutlet:
    """One outlet of the twin, with a host and port of its own."""

    key: str
    paths: Mapping[str, Behaviour]
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    # the pages that its feed announces
    named: bool = True
    # whether outlets.toml names it
    daily: int = 100
    # pages asked for in one day at most


def unruly_outlets(url: Callable[[str, str], str]) -> tuple[UnrulyOutlet, ...]:
    """Every outlet; `url` gives the address of a path at an outlet."""
    return (
        _steady(),
        _pages(url),
        _charsets(),
        _sources(url),
        _prolific(),
        _waiting("busy", Reply(status=429, headers={"retry_after": 7200})),
        _waiting("overloaded", Reply(status=503, headers={"retry_after": 3600})),
        _robots("robots-drip", how.drip),
        _robots("robots-failing", Reply(status=500)),
        _robots("robots-huge", how.announced(LARGE)),
        _robots("robots-missing", Reply(status=404)),
        UnrulyOutlet(key="unnamed", paths={"/": how.page("Not for you")}, named=False),
    )


def _outlet(key: str, pages: Mapping[str, Behaviour]) -> UnrulyOutlet:
    paths: dict[str, Behaviour] = {"/feed": how.feed(pages), **pages}
    return UnrulyOutlet(key=key, paths=paths, feeds=("/feed",), links=tuple(pages))


def _steady() -> UnrulyOutlet:
    """Does nothing wrong: whatever the others do, it must be captured whole."""
    return _outlet("steady", {f"/steady/{n}": how.page(f"Steady news {n}") for n in range(1, 6)})


def _pages(url: Callable[[str, str], str]) -> UnrulyOutlet:
    secure = url("pages", "/tls").replace("http:", "https:")
    pages: dict[str, Behaviour] = {
        "/before": how.page("Before all that"),
        "/drip": how.drip,
        "/silence": how.silence,
        "/endless": how.endless,
        "/endless-headers": how.endless_headers,
        "/large": how.announced(LARGE),
        "/gzip-bomb": how.gzip_bomb(LARGE),
        "/double-bomb": how.double_bomb(LARGE),
        "/loop": how.redirect("/loop"),
        "/ping": how.redirect("/pong"),
        "/pong": how.redirect("/ping"),
        "/deeper": lambda exchange: how.redirect(exchange.path + "/deeper")(exchange),
        "/to-file": how.redirect("file:///etc/passwd"),
        "/to-ftp": how.redirect("ftp://127.0.0.1/x"),
        "/to-loopback": how.redirect(url("unnamed", "/")),
        "/to-name": how.redirect(url("unnamed", "/").replace("127.0.0.1", "localhost")),
        "/to-number": how.redirect(url("unnamed", "/").replace("127.0.0.1", "127.1")),
        "/to-metadata": how.redirect("http://169.254.169.254/latest/meta-data/"),
        "/to-private": how.redirect("http://10.0.0.1/"),
        "/to-v6": how.redirect("http://[::1]/"),
        "/to-mapped": how.redirect("http://[::ffff:127.0.0.1]/"),
        "/refreshed": Reply(
            body=how.article("Reloads", head="<meta http-equiv=refresh content='1;url=/refreshed'>")
        ),
        "/cookies": how.cookie_wall("Behind the cookie"),
        "/changing": how.changing("The first headline", "The second headline"),
        "/cut-off": how.cut_off,
        "/bad-chunks": how.bad_chunks,
        "/hang-up": how.hang_up,
        "/garbage": how.garbage,
        "/no-type": Reply(body=how.article("No type"), content_type=None),
        "/pdf": Reply(body=b"%PDF-1.7", content_type="application/pdf"),
        "/json": Reply(body=b"{}", content_type="application/json"),
        "/after": how.page("After all that"),
    }
    made = _outlet("pages", pages)
    links = (*pages, secure)
    deeper = {f"/deeper{'/deeper' * n}": pages["/deeper"] for n in range(1, 30)}
    paths: dict[str, Behaviour] = {**made.paths, **deeper, "/feed": how.feed(links)}
    return UnrulyOutlet(key="pages", paths=paths, feeds=("/feed",), links=links)


def _charsets() -> UnrulyOutlet:
    def page(title: str, text: str, charset: str, said: str | None, head: str = "") -> Reply:
        kind = "text/html" + (f"; charset={said}" if said else "")
        body = how.article(title, head=head, charset=charset, text=text)
        return Reply(body=body, content_type=kind)

    meta = "<meta charset='%s'>"
    return _outlet(
        "charsets",
        {
            "/cp1252-as-utf8": page("Größe und Überfall", GERMAN, "cp1252", "utf-8"),
            "/cp1252-unsaid": page("Größe und Überfall", GERMAN, "cp1252", None),
            "/utf8-unsaid": page("Größe und Überfall", GERMAN, "utf-8", None),
            "/gbk": page("港务委员会通过预算", CHINESE, "gbk", "gbk"),
            "/gbk-meta": page("港务委员会通过预算", CHINESE, "gbk", None, meta % "gb2312"),
            "/sjis": page("港湾委員会が予算を可決", JAPANESE, "shift_jis", "Shift_JIS"),
            "/sjis-meta": page(
                "港湾委員会が予算を可決", JAPANESE, "shift_jis", None, meta % "shift_jis"
            ),
            "/unknown": page("Größe und Überfall", GERMAN, "utf-8", "no-such-charset"),
        },
    )


def _sources(url: Callable[[str, str], str]) -> UnrulyOutlet:
    good = "<item><title>Found</title><link>/found</link></item>"
    secret = "file:///etc/passwd"
    old, far = "Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 01 Jan 2099 00:00:00 GMT"
    feeds: dict[str, Behaviour] = {
        "/feed": how.feed(["/from-1970", "/from-2099"], dates=[old, far]),
        "/feed-invalid": how.xml(f"<rss><channel><title>&nbsp;A & B</title>{good}</channel>"),
        "/feed-laughs": how.billion_laughs(LINES),
        "/feed-outside": how.outside(secret, LINES),
        "/feed-drip": how.drip,
        "/feed-endless": how.endless,
        "/feed-file": how.redirect(secret),
        "/feed-unnamed": how.redirect(url("unnamed", "/feed")),
        "/feed-hang-up": how.hang_up,
    }
    sitemaps: dict[str, Behaviour] = {
        "/map-laughs": how.billion_laughs(MAP),
        "/map-outside": how.outside(secret, MAP),
        "/map-bomb": Reply(body=gzip.compress(bytes(LARGE)), content_type="application/gzip"),
        "/map-unnamed": how.xml(
            f"<sitemapindex><sitemap><loc>{url('unnamed', '/map')}</loc></sitemap></sitemapindex>"
        ),
    }
    pages: dict[str, Behaviour] = {
        "/found": how.page("Found all the same"),
        "/from-1970": how.page("From 1970"),
        "/from-2099": how.page("From 2099"),
    }
    return UnrulyOutlet(
        key="sources",
        paths={**feeds, **sitemaps, **pages},
        feeds=tuple(feeds),
        sitemaps=tuple(sitemaps),
    )


def _prolific() -> UnrulyOutlet:
    """A feed with 50,000 entries."""
    pages: dict[str, Behaviour] = {f"/{n}": how.page(f"One of many {n}") for n in range(10)}
    made = _outlet("prolific", pages)
    # Feeds have the newest first, and that is asked for first.
    many = [f"/{n}" for n in range(50_000)]
    return UnrulyOutlet(
        key="prolific",
        paths={**made.paths, "/feed": how.feed(many)},
        feeds=("/feed",),
        links=tuple(pages),
        daily=len(pages),
    )


def _waiting(key: str, answer: Reply) -> UnrulyOutlet:
    """Lets its feed be read, and then asks to be left alone."""
    return _outlet(key, {f"/{n}": answer for n in range(1, 4)})


def _robots(key: str, robots: Behaviour) -> UnrulyOutlet:
    """A robots.txt that misbehaves before pages that do not."""
    made = _outlet(key, {"/page": how.page(f"Behind {key}")})
    paths: dict[str, Behaviour] = {**made.paths, "/robots.txt": robots}
    return UnrulyOutlet(key=key, paths=paths, feeds=made.feeds, links=made.links)
