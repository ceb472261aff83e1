"""Marks from the archive to the table of copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compare.tables import copies, events
from crawler.archive import store
from crawler.article import Article, Mark
from crawler.database import writing
from tests.compare.test_syndication import NOON, OTHER, WIRE, reworded

if TYPE_CHECKING:
    from tests.compare.conftest import Desk


def keep(desk: Desk, outlet: str, text: str, *marks: Mark) -> str:
    article = Article(
        outlet=outlet,
        url=f"https://{outlet.lower()}.example/fire",
        title="Warehouse fire in Indiana hurts three firefighters",
        text=text,
        published=NOON,
        language="en",
        marks=marks,
    )
    with writing(desk.engine) as connection:
        store(connection, article, NOON)
    return article.article_id


def test_basis_and_agency_are_stored(desk: Desk) -> None:
    byline = Mark(kind="byline", source="AP", text="By The Associated Press")
    credit = Mark(kind="credit", source="Reuters", text="Reuters contributed")
    source = keep(desk, "AP", WIRE)
    both = keep(desk, "Beacon", reworded(WIRE, 0.1), byline)
    text = keep(desk, "Ledger", reworded(WIRE, 0.1, seed=2), credit)
    desk.compare()
    desk.check()
    found = {row["article_id"]: row for row in desk.rows(copies)}
    assert {row["source_article_id"] for row in found.values()} == {source}
    assert (found[both]["basis"], found[both]["agency"]) == ("both", "AP")
    assert (found[text]["basis"], found[text]["agency"]) == ("text", "Reuters")
    [event] = desk.rows(events)
    assert (event["outlets"], event["independent_outlets"]) == (3, 1)


def test_a_source_without_passages_speaks_all_the_same(desk: Desk) -> None:
    byline = Mark(kind="byline", source="AP", text="AP")
    keep(desk, "Beacon", "* * *", byline)
    keep(desk, "Ledger", OTHER, byline)
    desk.compare()
    desk.check()
