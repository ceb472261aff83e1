"""The page Outlets: what is counted, how it is pooled, and the page itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from streamlit.testing.v1 import AppTest

from compare.summaries import load_summaries
from compare.tables import memberships
from crawler.archive import store
from crawler.article import Article
from crawler.database import open_database, reading, writing
from crawler.failures import store_failure
from crawler.tables import articles
from crawler.tables import outlets as outlets_table
from dashboard.outletchart import drawn, outlet_chart, outlet_picture
from dashboard.outletfigures import (
    CLUSTERS,
    Figures,
    Told,
    accounts,
    pooled,
    rating_words,
    silent,
)
from dashboard.outlettable import MEASURES, events_address, meanings, outlet_table, ranked
from dashboard.queries import outlets as queries
from dashboard.queries.outlets import (
    NOTHING,
    Match,
    Outlet,
    Period,
    Rating,
    Report,
    Volume,
    bounded,
    load_described,
    load_matches,
    load_reports,
    load_volumes,
    newest,
)

Open = Callable[..., AppTest]
DAY = datetime(2025, 10, 4, tzinfo=UTC)
ALL = Period(since=DAY, until=DAY + timedelta(days=9))
BY_NAME = {measure.name: measure for measure in MEASURES}


def _report(outlet: str, hours: float, **more: Any) -> Report:
    values: dict[str, Any] = {
        "event_id": "e",
        "article_id": f"{outlet}{hours}",
        "outlet": outlet,
        "published": DAY + timedelta(hours=hours),
        "dated": True,
        "complete": True,
        "shared": True,
        "passages": 10,
    }
    return Report(**values | more)


def _matches(cluster: str, *reports: Report) -> list[Match]:
    return [Match(cluster, f"p{r.article_id}{cluster}", r.article_id) for r in reports]


def _told(reports: Sequence[Report], matches: Sequence[Match]) -> dict[str, Told]:
    return {account.outlet: account for account in accounts(reports, matches)}


def test_hours_behind_the_first() -> None:
    early, late, again = _report("A", 1), _report("B", 3), _report("B", 2)
    matches = [*_matches("c", early, late), *_matches("d", early, late, again)]
    told = _told([early, late, again], matches)
    assert told["A"].lags == (0, 0)
    assert told["B"].lags == (7200, 3600)


def test_at_once_is_first_together() -> None:
    one, other, third = _report("A", 1), _report("B", 1), _report("C", 2)
    told = _told([one, other, third], _matches("c", one, other, third))
    assert (told["A"].lags, told["B"].lags, told["C"].lags) == ((0,), (0,), (3600,))


def test_who_gives_no_time_neither_leads_nor_lags() -> None:
    timed, undated, other = _report("A", 5), _report("B", 0, dated=False), _report("C", 6)
    told = _told([timed, undated, other], _matches("c", timed, undated, other))
    assert (told["A"].lags, told["B"].lags, told["C"].lags) == ((0,), (), (3600,))
    alone = _told([timed, undated], _matches("c", timed, undated))
    assert alone["A"].lags == ()


@pytest.mark.parametrize(
    ("complete", "judged"),
    [
        ((True, True, False), True),
        ((True, False, False), False),
        ((False, False, False), False),
    ],
)
def test_exclusive_only_beside_two_complete_accounts(
    complete: tuple[bool, ...], judged: bool
) -> None:
    reports = [
        _report(name, hour, complete=whole)
        for (hour, name), whole in zip(enumerate("ABC"), complete, strict=True)
    ]
    told = _told(reports, _matches("c", *reports))
    for account in told.values():
        assert (account.passages, account.exclusive) == ((10, 9) if judged else (0, 0))


def test_an_account_is_complete_with_all_its_articles() -> None:
    reports = [_report("A", 1), _report("A", 2, complete=False), _report("B", 1)]
    assert all(not account.passages for account in accounts(reports, []))


def test_a_passage_of_two_clusters_counts_once() -> None:
    one, other = _report("A", 1), _report("B", 2)
    matches = [Match(c, f"p{r.article_id}", r.article_id) for c in "cd" for r in (one, other)]
    assert _told([one, other], matches)["A"].exclusive == 9


def _outlet(name: str, **more: Any) -> Outlet:
    return Outlet(**{"name": name, "country": None, "owner": None, "rating": None} | more)


def _account(outlet: str, event: str = "e", **more: Any) -> Told:
    values: dict[str, Any] = {"shared": True, "passages": 0, "exclusive": 0, "lags": ()}
    return Told(event_id=event, outlet=outlet, **values | more)


def _pooled(told: Sequence[Told], outlets: Sequence[Outlet] = (), **more: Any) -> list[Figures]:
    return pooled(outlets, more.get("volumes", {}), told, more.get("grouping", "outlet"))


@pytest.mark.parametrize(
    ("events_told", "clusters", "said"),
    [(3, CLUSTERS, True), (2, CLUSTERS, False), (3, CLUSTERS - 1, False)],
)
def test_a_lead_needs_clusters_of_several_events(
    events_told: int, clusters: int, said: bool
) -> None:
    lags = [0.0, 7200.0, *[3600.0] * (clusters - 2)]
    parts = [tuple(lags[n::events_told]) for n in range(events_told)]
    (found,) = _pooled([_account("A", f"e{n}", lags=part) for n, part in enumerate(parts)])
    assert found.timed == clusters
    assert (found.first_share is not None, found.lag is not None) == (said, said)
    if said:
        assert found.first_share == 1 / clusters
        assert found.lag == 1.0


@pytest.mark.parametrize(
    ("events_told", "passages", "said"), [(3, 17, True), (2, 50, False), (3, 16, False)]
)
def test_what_is_exclusive_needs_passages_of_several_events(
    events_told: int, passages: int, said: bool
) -> None:
    told = [
        _account("A", f"e{n}", passages=passages, exclusive=passages) for n in range(events_told)
    ]
    (found,) = _pooled(told)
    assert found.exclusive_share == (1.0 if said else None)


def test_groups_pool_their_outlets() -> None:
    rating = Rating(value="left", rater="R. Rater", date="2025-01-31")
    later = Rating(value="left", rater="R. Rater", date="2025-03-01")
    other = Rating(value="left", rater="Q", date="2025-03-01")
    outlets = [
        _outlet("A", country="US", rating=rating),
        _outlet("B", country="US", rating=later),
        _outlet("C", rating=other),
        _outlet("D"),
    ]
    told = [_account(n, passages=100, exclusive=30) for n in "ABC"]
    told += [_account("A", event, passages=1) for event in "fg"]
    volumes = {
        "A": Volume(articles=3, whole=2, locked=1, compared=3, copies=1),
        "B": Volume(articles=1, whole=0, locked=0, compared=1, copies=0, failed=2),
    }
    by_country = {f.label: f for f in pooled(outlets, volumes, told, "country")}
    assert list(by_country) == ["US", "no country given"]
    found = by_country["US"]
    assert (found.events, found.shared, found.passages, found.exclusive) == (3, 3, 202, 60)
    assert found.exclusive_share == 60 / 202
    assert found.copy_share == 0.25
    assert (found.volume.articles, found.cut, found.volume.failed) == (4, 1, 2)
    labels = [f.label for f in pooled(outlets, volumes, told, "rating")]
    # Ratings of two raters are two judgements, and never stand without their rater and date.
    assert labels == ["left (R. Rater, 2025-01-31 to 2025-03-01)", "left (Q, 2025-03-01)"]
    assert silent(outlets, pooled(outlets, volumes, told, "outlet")) == ["D"]
    assert rating_words(rating) == "left (R. Rater, 2025-01-31)"


def test_what_cannot_be_said_stands_last() -> None:
    many = tuple([0.0] * 10 + [3600.0] * 10)
    told = [_account("A")]
    for name, lags in (("B", many), ("C", tuple([7200.0] * 20))):
        told += [_account(name, f"e{n}", lags=lags) for n in range(3)]
    found = _pooled(told)
    assert [f.label for f in ranked(found, BY_NAME["first"])] == ["B", "C", "A"]
    assert [f.label for f in ranked(found, BY_NAME["behind"])] == ["B", "C", "A"]
    assert [f.label for f in ranked(found[::-1], None)] == ["A", "B", "C"]
    assert [one.label for one in drawn(ranked(found, BY_NAME["first"]), BY_NAME["first"])] == [
        "B",
        "C",
    ]


def test_hostile_names_stay_words_in_table_and_picture() -> None:
    name = '<script>alert(1)</script>"'
    rating = Rating(value="<b>x", rater="<i>y", date="2025-01-01")
    outlet = _outlet(name, owner="<img src=x>", rating=rating)
    volume = Volume(articles=4, whole=4, locked=0, compared=4, copies=0)
    found = pooled([outlet], {name: volume}, [_account(name)], "outlet")
    shown = outlet_table(found, "outlet", ALL, None) + outlet_table(found, "owner", ALL, None)
    picture = outlet_picture("<script>", drawn(found, BY_NAME["articles"]), BY_NAME["articles"])
    for sign in ("<script", "<img", "<b>x", "<i>y"):
        assert sign not in shown
        assert sign not in picture
    assert "%3Cscript%3E" in events_address(name, ALL)
    held = outlet_chart(drawn(found, BY_NAME["whole"]), BY_NAME["whole"]).to_dict()
    assert "script" not in str(held["encoding"]["x"])


def test_the_picture_says_each_figure() -> None:
    volumes = {
        name: Volume(articles=count, whole=count, locked=0, compared=0, copies=0)
        for name, count in (("A", 1200), ("B", 3))
    }
    found = ranked(pooled([], volumes, [], "outlet"), BY_NAME["articles"])
    picture = outlet_picture("Articles, 4 Oct 2025", drawn(found, BY_NAME["articles"]), MEASURES[0])
    assert picture.startswith("<svg")
    assert picture.index("1,200") < picture.index(">3<")
    assert "published in the period" in picture


def test_every_column_is_explained() -> None:
    shown = meanings("outlet")
    for measure in MEASURES:
        assert f"<dt>{measure.label}</dt>" in shown
    assert "A group" not in shown
    assert "A group" in meanings("owner")


def test_the_figures_are_those_of_the_event_pages(newsroom: str) -> None:
    database = open_database(newsroom)
    with reading(database) as connection:
        reports = load_reports(connection, ALL)
        told = accounts(reports, load_matches(connection, ALL))
        ids = {report.event_id for report in reports}
        summaries = load_summaries(connection, ids)
    database.dispose()
    assert ids == {"ebridge", "ehostile", "ealone"}
    for account in told:
        summary = summaries[account.event_id]
        (mine,) = [one for one in summary.shares if one.outlet == account.outlet]
        if len(summary.complete) > 1:
            assert (account.passages, account.exclusive) == (mine.passages, mine.only_here)
        if account.shared:
            assert sum(lag == 0 for lag in account.lags) == mine.first
            assert len(account.lags) == mine.clusters


def test_volumes(newsroom: str) -> None:
    database = open_database(newsroom)
    with writing(database) as connection:
        connection.execute(memberships.update().values(published=DAY))
        connection.execute(
            articles.update().where(articles.c.outlet == "The Beacon").values(published=None)
        )
        store_failure(connection, url="u", outlet="The Beacon", kind="http 404", detail="", now=DAY)
    with reading(database) as connection:
        found = load_volumes(connection, ALL)
        before = Period(since=DAY - timedelta(days=9), until=DAY)
        assert load_volumes(connection, before) == {}
    database.dispose()
    one = Volume(articles=1, whole=1, locked=0, compared=1, copies=0)
    assert found["The Standard"] == Volume(articles=1, whole=0, locked=1, compared=1, copies=0)
    # Without a date it counts by the time it was grouped by; it is a copy.
    assert found["The Beacon"] == Volume(
        articles=1, whole=1, locked=0, compared=1, copies=1, failed=1
    )
    # The newsroom has a page of it that failed.
    assert found["City Ledger"] == replace(one + one, failed=1)
    assert found["Lampwright"] == one + NOTHING


def test_a_day_is_no_time(newsroom: str) -> None:
    database = open_database(newsroom)
    with writing(database) as connection:
        connection.execute(articles.update().values(published=DAY))
    with reading(database) as connection:
        reports = load_reports(connection, ALL)
    database.dispose()
    assert reports
    assert not any(report.dated for report in reports)


def test_what_outlets_toml_said(engine: Engine) -> None:
    stored: list[Any] = [
        {"value": "left", "rater": "R", "date": "2025-01-31"},
        {"value": "left"},
        None,
        "left",
    ]
    with writing(engine) as connection:
        for number, rating in enumerate(stored):
            connection.execute(
                outlets_table.insert().values(name=f"O{number}", country="US", rating=rating)
            )
        found = load_described(connection)
    assert [outlet.name for outlet in found] == ["O0", "O1", "O2", "O3"]
    assert found[0].rating == Rating(value="left", rater="R", date="2025-01-31")
    assert [outlet.rating for outlet in found[1:]] == [None, None, None]


def test_the_newest_article_is_of_today_at_most(newsroom: str, engine: Engine) -> None:
    now = datetime(2025, 10, 8, tzinfo=UTC)
    with reading(engine) as connection:
        assert newest(connection, now) is None
    database = open_database(newsroom)
    with writing(database) as connection:
        wrong = articles.update().where(articles.c.outlet == "The Beacon")
        connection.execute(wrong.values(published=datetime(2199, 1, 1, tzinfo=UTC)))
        found = newest(connection, now)
    database.dispose()
    assert found is not None
    assert found.date().isoformat() == "2025-10-06"


def test_a_long_period_is_cut(newsroom: str, monkeypatch: pytest.MonkeyPatch) -> None:
    database = open_database(newsroom)
    with reading(database) as connection:
        assert bounded(connection, ALL) == ALL
        monkeypatch.setattr(queries, "EVENTS", 1)
        found = bounded(connection, ALL)
        assert found.cut
        assert {r.event_id for r in load_reports(connection, found)} == {"ehostile"}
        monkeypatch.setattr(queries, "EVENTS", 100)
        monkeypatch.setattr(queries, "ARTICLES", 2)
        found = bounded(connection, ALL)
        assert sum(v.articles for v in load_volumes(connection, found).values()) == 2
    database.dispose()


def test_no_query_walks_a_whole_table(engine: Engine) -> None:
    asked: list[tuple[str, Any]] = []
    with reading(engine) as connection:
        sa.event.listen(
            connection,
            "before_cursor_execute",
            lambda conn, cursor, statement, parameters, context, many: asked.append(
                (statement, parameters)
            ),
        )
        for ask in (bounded, load_reports, load_matches, load_volumes):
            ask(connection, ALL)
        newest(connection, DAY)
        queried = list(asked)
        assert len(queried) == 9
        for statement, parameters in queried:
            for line in _plan(connection, statement, parameters):
                # Pages that failed are few, and a row of theirs goes when the page succeeds.
                assert "SCAN" not in line or "failures" in line


def _plan(connection: Connection, statement: str, parameters: Any) -> Iterator[str]:
    rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
    return (row[3] for row in rows)


def _outlets() -> None:
    from dashboard.views import outlets

    outlets.show()


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens the page on a database, with what would stand in its URL."""

    def opened(database: str, **query: str) -> AppTest:
        monkeypatch.setenv("PARALLAX_DB", database)
        test = AppTest.from_function(_outlets, default_timeout=120)
        for name, value in query.items():
            test.query_params[name] = value
        return test.run()

    return opened


def _html(page: AppTest) -> str:
    assert not page.exception
    assert not page.error
    return "\n".join(str(part.body) for part in page.html)


def _told_by(page: AppTest) -> str:
    return "\n".join(str(notice.value) for notice in [*page.info, *page.warning])


def test_a_row_an_outlet(open_page: Open, newsroom: str) -> None:
    page = open_page(newsroom)
    shown = _html(page)
    for name in ("City Ledger", "National Wire", "The Beacon", "The Standard", "Lampwright"):
        assert name in shown
    assert "./?outlet=National+Wire&amp;from=2025-09-07&amp;until=2025-10-06" in shown
    assert "too few" in shown
    assert "What the columns mean" in shown
    assert len(page.get("vega_lite_chart")) == 1
    assert len(page.get("download_button")) == 1
    assert "<b>Palisade" not in shown


def test_the_url_holds_period_grouping_and_order(open_page: Open, newsroom: str) -> None:
    page = open_page(newsroom, **{"from": "2025-10-06", "group": "country", "sort": "Only here"})
    shown = _html(page)
    assert "no country given" in shown
    assert 'aria-sort="descending">Only here' in shown
    assert "6 Oct 2025: 2 articles." in page.caption[0].value
    assert "The Beacon" in shown.partition("without an article in this period")[2]


def test_groups_by_hand(open_page: Open, newsroom: str) -> None:
    database = open_database(newsroom)
    rating = {"value": "centre", "rater": "R. Rater", "date": "2025-01-31"}
    with writing(database) as connection:
        connection.execute(outlets_table.update().values(rating=rating))
    database.dispose()
    page = open_page(newsroom)
    assert "centre (R. Rater, 2025-01-31)" in _html(page)
    page.selectbox(key="group").set_value("rating").run()
    shown = _html(page)
    assert shown.count("centre (R. Rater, 2025-01-31)") == 1


def test_a_period_without_anything_says_so(open_page: Open, newsroom: str) -> None:
    empty = open_page(newsroom, **{"from": "2020-01-01", "until": "2020-02-01"})
    assert "No outlet has an article in this period" in _told_by(empty)
    turned = open_page(newsroom, **{"from": "2025-10-06", "until": "2025-10-01"})
    assert "first day lies after the last" in _told_by(turned)


def test_what_to_do_next(
    open_page: Open, empty: str, write_article: Callable[..., Article]
) -> None:
    assert "parallax demo" in _told_by(open_page(empty))
    database = open_database(empty)
    with writing(database) as connection:
        store(connection, write_article("City Ledger", "Rain", "It rained."), DAY)
    database.dispose()
    page = open_page(empty)
    assert "parallax compare" in _told_by(page)
    assert "City Ledger" in _html(page)


def test_more_than_is_counted_is_told(
    open_page: Open, newsroom: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "EVENTS", 1)
    assert "more than is counted at once" in _told_by(open_page(newsroom))
