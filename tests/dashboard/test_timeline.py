"""The tab "Timeline": who published and revised when, and what each revision changed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from crawler.archive import store
from crawler.article import Article, StatedDate
from crawler.database import open_database, reading, writing
from crawler.revisions import changes
from crawler.tables import revisions
from dashboard.queries.accounts import EventHead, load_event
from dashboard.queries.timeline import count_revisions, load_met, load_revised, load_steps
from dashboard.revisiondiff import difference, fold
from dashboard.timeline import timeline_panel
from dashboard.times import Times, by_article
from dashboard.timescale import in_words, make_scale

SEEN = datetime(2025, 10, 8, 18, 0, tzinfo=UTC)
DAY = datetime(2025, 10, 4, tzinfo=UTC)
HOSTILE = "<script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1))"

Write = Callable[..., Article]
Store = Callable[..., None]


@pytest.fixture
def keep(empty: str, store_event: Store) -> Callable[..., str]:
    """Stores an event e1 with these articles and these later states of them, an hour apart."""

    def kept(articles: list[Article], *later: Article, copies: object = ()) -> str:
        with writing(open_database(empty)) as connection:
            store_event(connection, "e1", articles, copies=copies)
            for hours, one in enumerate(later):
                store(connection, one, SEEN + timedelta(hours=hours))
        return empty

    return kept


def _load(database: str) -> tuple[EventHead, Times]:
    with reading(open_database(database)) as connection:
        head = load_event(connection, "e1")
        assert head is not None
        steps = by_article(load_steps(connection, "e1"))
        return head, Times(met=load_met(connection, "e1"), revised=steps)


def _panel(database: str) -> str:
    return timeline_panel(*_load(database))


def test_revisions_are_read_in_the_order_of_their_capture(
    keep: Callable[..., str], write_article: Write
) -> None:
    ledger = write_article("Ledger", "Bridge", "It fell.")
    wire = write_article("Wire", "Bridge", "It stood.", hours=1)
    database = keep(
        [ledger, wire],
        replace(ledger, text="It fell down."),
        replace(wire, title="A bridge"),
        replace(ledger, text="It fell down again."),
    )
    with reading(open_database(database)) as connection:
        assert count_revisions(connection, "e1") == 3
        assert count_revisions(connection, "e1", "Wire") == 1
        assert count_revisions(connection, "enone") == 0
        found = load_revised(connection, "e1", limit=10)
        [last] = load_revised(connection, "e1", limit=1, offset=2)
        [only] = load_revised(connection, "e1", "Wire", limit=10)
    assert [(one.outlet, one.step.revision) for one in found] == [
        ("Ledger", 2),
        ("Wire", 2),
        ("Ledger", 3),
    ]
    assert last.before is not None
    assert (last.before.text, last.after.text) == ("It fell down.", "It fell down again.")
    assert only.after.title == "A bridge"


def test_the_first_and_the_copies_are_marked(
    keep: Callable[..., str], write_article: Write
) -> None:
    wire = write_article("Wire", "Bridge", "It fell.")
    beacon = write_article("Beacon", "Bridge", "It fell.", hours=3)
    shown = _panel(keep([wire, beacon], replace(wire, text="It stood."), copies=[(beacon, wire)]))
    assert 'pages&#x27; own dates: <b dir="auto">Wire</b>, 4 Oct 2025, 14:10 UTC.' in shown
    assert shown.count(">first</span>") == 1
    assert "px-own px-copied" in shown
    assert "copy of " in shown
    assert "1 time, last 8 Oct 2025, 18:00 UTC" in shown


def test_a_day_without_a_time_is_no_midnight(
    keep: Callable[..., str], write_article: Write
) -> None:
    ledger = replace(write_article("Ledger", "A", "One."), published=DAY)
    wire = replace(write_article("Wire", "B", "Two."), published=DAY + timedelta(hours=9))
    shown = _panel(keep([ledger, wire]))
    assert "4 Oct 2025, no time given" in shown
    assert "4 Oct 2025, 00:00 UTC" not in shown
    assert "not to be told apart" in shown
    assert shown.count(">first or tied</span>") == 2
    assert re.search(r'px-pt px-day" style="--px-at:[\d.]+%;--px-w:[1-9]', shown)


def test_an_article_without_a_date_is_said_to_be_so(
    keep: Callable[..., str], write_article: Write
) -> None:
    ledger = write_article("Ledger", "A", "One.")
    wire = write_article("Wire", "B", "Two.", dated=False)
    shown = _panel(keep([ledger, wire]))
    assert "1 outlet without a date may have been earlier" in shown
    assert "no date on the page, first captured 8 Oct 2025, 12:00 UTC" in shown


def test_when_no_page_has_a_date(keep: Callable[..., str], write_article: Write) -> None:
    shown = _panel(keep([write_article("Ledger", "A", "One.", dated=False)]))
    assert "who was first is unknown" in shown
    assert ">first" not in shown


@pytest.mark.parametrize(
    "published",
    [datetime(1965, 3, 1, 8, 30, tzinfo=UTC), datetime.max.replace(tzinfo=UTC)],
)
def test_times_that_cannot_be(
    keep: Callable[..., str], write_article: Write, published: datetime
) -> None:
    ledger = replace(write_article("Ledger", "A", "One."), published=published)
    shown = _panel(keep([ledger, write_article("Wire", "B", "Two.")]))
    assert f"{published.year}, {published:%H:%M} UTC" in shown
    assert ("dated after it was captured" in shown) == (published.year > 2025)


def test_a_page_that_names_no_zone(keep: Callable[..., str], write_article: Write) -> None:
    stated = {"published": StatedDate(raw="2025-10-04 14:10", zone=False)}
    ledger = replace(write_article("Ledger", "A", "One."), dates=stated)
    assert "no time zone given, UTC assumed" in _panel(keep([ledger]))


def test_many_outlets_stand_behind_a_line(keep: Callable[..., str], write_article: Write) -> None:
    articles = [write_article(f"Outlet {n:02}", "A", f"{n}.", hours=n) for n in range(43)]
    assert "<summary>3 more outlets</summary>" in _panel(keep(articles))


def test_what_changed_is_shown_in_words() -> None:
    old = "Four people were hurt. " + "It rained all day. " * 40 + "Nobody spoke."
    new = "Five people were hurt. " + "It rained all day. " * 40 + "Nobody spoke."
    shown = difference(changes(old, new))
    assert "− removed</span> Four</del>" in shown
    assert "+ added</span> Five</ins>" in shown
    assert re.search(r" … 1\d\d words unchanged … ", shown)
    assert len(re.sub("<[^>]*>", "", shown)) < 300


def test_white_space_that_changed_can_be_seen() -> None:
    assert ">white space<" in difference(changes(" One. Two.", "One. Two."))
    assert "paragraph&#x27;s end" in difference(changes("One. Two.", "\nOne. Two."))


def test_a_difference_is_bounded() -> None:
    old, new = (" ".join(f"same{n} {word}{n}" for n in range(1400)) for word in ("a", "b"))
    alternating = difference(changes(old, new))
    whole = difference(changes("x" * 300_000, "y " * 150_000))
    assert len(alternating) < 100_000
    assert "more changes: " in alternating
    assert len(whole) < 5_000
    assert "words added … " in whole


def test_hostile_words_stay_words() -> None:
    shown = difference(changes(f"{HOSTILE} one", f"two {HOSTILE}"))
    assert "&lt;script&gt;" in shown
    assert "<script" not in shown
    assert "<img" not in shown


_TEXTS = st.text(alphabet="ab .\n<é中", max_size=400)


@given(_TEXTS, _TEXTS)
def test_folding_loses_nothing(old: str, new: str) -> None:
    pieces = list(fold(changes(old, new)))
    for kind, whole in (("removed", old), ("added", new)):
        sides = [
            piece.text
            for piece in pieces
            if (piece.within if piece.kind == "folded" else piece.kind) in ("kept", kind)
        ]
        assert "".join(sides) == whole


_MOMENTS = st.datetimes(timezones=st.just(UTC))


@given(st.lists(st.tuples(_MOMENTS, _MOMENTS).map(lambda ends: (min(ends), max(ends)))))
def test_the_line_keeps_the_order_of_time(spans: list[tuple[datetime, datetime]]) -> None:
    if not spans:
        with pytest.raises(ValueError, match="needs a moment"):
            make_scale(spans)
        return
    scale = make_scale(spans)
    moments = sorted(moment for span in spans for moment in span)
    places = [scale.at(moment) for moment in moments]
    assert places == sorted(places)
    assert all(0 <= place <= 100.001 for place in places)
    ticks = scale.ticks
    assert ticks
    assert [tick.at for tick in ticks] == sorted(tick.at for tick in ticks)
    assert ticks[0].day


def test_a_long_silence_is_cut_out() -> None:
    hours = [DAY + timedelta(hours=n) for n in (0, 1, 2, 3, 24 * 60, 24 * 60 + 1)]
    scale = make_scale((moment, moment) for moment in hours)
    [cut] = scale.breaks
    assert cut.length == timedelta(hours=24 * 60 - 3)
    assert scale.at(hours[3]) - scale.at(hours[0]) > 40
    even = make_scale((m, m) for m in (DAY, DAY + timedelta(days=1), DAY + timedelta(days=2)))
    assert not even.breaks
    assert even.at(DAY + timedelta(days=1)) == pytest.approx(50)


def test_the_day_is_named_where_it_changes() -> None:
    scale = make_scale([(DAY, DAY + timedelta(hours=30))])
    named = [(tick.day, tick.time) for tick in scale.ticks]
    assert named[0] == ("4 Oct 2025", "00:00")
    assert [day for day, _ in named if day] == ["4 Oct 2025", "5 Oct"]


def _event() -> None:
    from dashboard.views import event

    event.show()


@pytest.fixture
def open_tab(monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Opens the tab, with what else stands in the URL."""

    def opened(database: str, event: str = "e1", **query: str) -> AppTest:
        monkeypatch.setenv("PARALLAX_DB", database)
        test = AppTest.from_function(_event, default_timeout=120)
        for key, value in {"event": event, "tab": "Timeline", **query}.items():
            test.query_params[key] = value
        run = test.run()
        assert not run.exception
        return run

    return opened


def _html(page: AppTest) -> str:
    return "\n".join(str(part.body) for part in page.html)


def test_no_revision_is_said(open_tab: Callable[..., AppTest], newsroom: str) -> None:
    page = open_tab(newsroom, "ebridge")
    assert "another state than the first" in "\n".join(str(one.value) for one in page.info)
    shown = _html(page)
    assert "px-lanes" in shown
    assert "The same as a table" in shown
    hostile = _html(open_tab(newsroom, "ehostile"))
    assert "&lt;b&gt;Palisade" in hostile
    for sign in ("<script", "<img", "<b>Palisade", 'href="javascript'):
        assert sign not in hostile


def test_two_hundred_revisions_are_paged(
    open_tab: Callable[..., AppTest], keep: Callable[..., str], write_article: Write
) -> None:
    blog = write_article("Ledger", "Live", "State 1 of the page.")
    wire = write_article("Wire", "Bridge", "It stood.")
    states = [replace(blog, text=f"State {n} of the page.") for n in range(2, 202)]
    database = keep([blog, wire], *states, replace(wire, text="It stood still."))
    shown = _html(open_tab(database))
    assert "Ledger</span>: revision 2<" in shown
    assert "Ledger</span>: revision 12<" not in shown
    assert shown.count('class="px-pt px-rev" style') == 201
    last = _html(open_tab(database, revisions="21"))
    assert "Wire</span>: revision 2<" in last
    assert "Ledger</span>: revision 201<" not in last
    one = _html(open_tab(database, revised="Wire"))
    assert "Wire</span>: revision 2<" in one
    assert "Ledger</span>: revision" not in one


def test_a_revision_whose_predecessor_is_lost(
    open_tab: Callable[..., AppTest], keep: Callable[..., str], write_article: Write
) -> None:
    one = write_article("Ledger", "Bridge", "It fell.")
    database = keep([one], replace(one, text="It stood."), replace(one, text="It leaned."))
    with writing(open_database(database)) as connection:
        connection.execute(revisions.delete().where(revisions.c.revision == 2))
    shown = _html(open_tab(database))
    assert "revision 3" in shown
    assert "What stood before is not stored." in shown


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(hours=7, minutes=50), "7 h"),
        (timedelta(days=3, hours=5), "3 d"),
        (timedelta(days=60 * 366), "60 y"),
    ],
)
def test_a_silence_in_short(length: timedelta, words: str) -> None:
    assert in_words(length) == words


def test_a_revision_with_its_headline_and_what_was_captured(
    open_tab: Callable[..., AppTest], keep: Callable[..., str], write_article: Write
) -> None:
    poor = write_article("Ledger", "Four people hurt", "Four.", access="locked", completeness=0.3)
    whole = replace(
        poor,
        title="Five people hurt",
        text=f"Five. {HOSTILE}",
        access="free",
        completeness=1.0,
        modified=SEEN - timedelta(hours=2),
    )
    shown = _html(open_tab(keep([poor], whole)))
    assert "the page dates its change 8 Oct 2025, 16:00 UTC" in shown
    assert "− removed</span> Four</del>" in shown
    assert "Captured 30% (locked) before, 100% (free) now: what differs may be what was" in shown
    assert re.search(r'href="article\?article=a\w+&amp;event=e1&amp;revision=2"', shown)
    assert "<script" not in shown
    assert "&lt;script&gt;" in shown
