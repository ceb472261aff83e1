"""Why each article stands in its event, on the page and before it is drawn."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from compare.tables import copies, corrections, memberships
from crawler.database import open_database, reading, writing
from dashboard.grounds import grounds_list
from dashboard.markup import Html
from dashboard.panels import copy_table
from dashboard.queries.accounts import EventHead, load_event
from dashboard.queries.grounds import load_grounds
from dashboard.sidebyside import headlines

HOSTILE = '<script>alert(1)</script> " onmouseover=x'


def _head(engine: Engine, event_id: str) -> EventHead:
    with reading(engine) as connection:
        head = load_event(connection, event_id)
    assert head is not None
    return head


def _shown(engine: Engine, event_id: str) -> Html:
    head = _head(engine, event_id)
    members = [member for account in head.accounts for member in account.members]
    with reading(engine) as connection:
        reasons = [reason for member in members for reason in member.reasons]
        grounds = load_grounds(connection, reasons, (m.article_id for m in members))
    return grounds_list(head, members, grounds)


@pytest.fixture
def news(newsroom: str) -> Engine:
    return open_database(newsroom)


def _give(engine: Engine, outlet: str, **values: Any) -> None:
    """Change the membership of an outlet's article in the event of the bridge."""
    head = _head(engine, "ebridge")
    account = next(a for a in head.accounts if a.outlet == outlet)
    with writing(engine) as connection:
        connection.execute(
            memberships.update()
            .where(memberships.c.article_id == account.members[0].article_id)
            .values(**values)
        )


def test_evidence_is_told_with_the_article_that_it_is_about(news: Engine) -> None:
    shown = _shown(news, "ebridge")
    assert "shares the words " in shown
    assert "similarity 0.80 · 2 hours apart" in shown
    assert ' with <b dir="auto">City Ledger</b>: <span dir="auto">Barge closes Orra' in shown
    assert 'href="https://ledger.example/barge-closes-orra-bridge-four-cracks-cou"' in shown
    assert "4 Oct 2025, 14:10 UTC" in shown
    assert "0.75" in shown


@pytest.mark.parametrize("stored", [[], {}, "shared names", [3, None]])
def test_without_a_reason_that_is_said(news: Engine, stored: Any) -> None:
    _give(news, "The Standard", reasons=stored)
    assert _shown(news, "ebridge").count("No reason is stored for it.") == 1


def test_the_only_article_needs_none(
    engine: Engine, write_article: Callable[..., Any], store_event: Callable[..., None]
) -> None:
    with writing(engine) as connection:
        one = write_article("City Ledger", "T", "A sentence.")
        store_event(connection, "e1", [one], reasons=[])
    assert "The only article of this event." in _shown(engine, "e1")


def test_unknown_kinds_and_hostile_values_stay_words(news: Engine) -> None:
    _give(
        news,
        "The Standard",
        page=HOSTILE,
        reasons=[
            {"kind": HOSTILE, "value": {HOSTILE: 1}, "article_id": HOSTILE, "weight": HOSTILE},
            {"kind": "shared names", "value": [HOSTILE]},
            {"kind": "shared link", "value": "javascript:alert(1)"},
        ],
    )
    shown = _shown(news, "ebridge") + headlines(_head(news, "ebridge"))
    assert shown.count("&lt;script&gt;") >= 4
    assert "<script" not in shown
    assert 'href="javascript' not in shown
    assert "with an article that is stored no more" in shown


def test_articles_of_other_events_and_what_a_person_wrote(news: Engine) -> None:
    rain = _head(news, "ehostile").accounts[1].members[0]
    with writing(news) as connection:
        connection.execute(
            corrections.insert().values(
                correction_id="k1",
                kind="move",
                events=[],
                articles=[],
                together=[],
                apart=[],
                note="It is the same <b>barge</b>",
                author="Ann",
                made=datetime(2025, 10, 5, tzinfo=UTC),
            )
        )
    _give(
        news,
        "The Standard",
        reasons=[
            {"kind": "similarity", "value": 0.5, "article_id": rain.article_id},
            {"kind": "correction", "value": "k1"},
            {"kind": "correction", "value": "k2"},
        ],
    )
    shown = _shown(news, "ebridge")
    assert '<b dir="auto">Lampwright</b>: <span dir="auto">Rain</span>, in another event' in shown
    assert "It is the same &lt;b&gt;barge&lt;/b&gt;" in shown
    assert "placed by a person</li>" in shown


def test_undated_articles_are_marked(
    engine: Engine, write_article: Callable[..., Any], store_event: Callable[..., None]
) -> None:
    with writing(engine) as connection:
        dated = write_article("City Ledger", "T", "A sentence.")
        undated = write_article("The Beacon", "U", "A sentence.", dated=False)
        store_event(connection, "e1", [dated, undated])
        connection.execute(
            memberships.update()
            .where(memberships.c.article_id == undated.article_id)
            .values(published=datetime(2025, 10, 5, 9, 30, tzinfo=UTC))
        )
    shown = _shown(engine, "e1")
    assert shown.count("no date on the page") == 1
    assert "by when first seen: 5 Oct 2025, 09:30 UTC" in shown
    assert "no date on the page; first seen 5 Oct 09:30" in headlines(_head(engine, "e1"))


def test_live_blogs_are_marked(news: Engine) -> None:
    _give(news, "The Beacon", page="live blog", standing="guest")
    assert "live blog</span>has no say" in _shown(news, "ebridge")
    assert ">live blog</span>" in headlines(_head(news, "ebridge"))


@pytest.mark.parametrize(
    ("basis", "agency", "badge", "cell"),
    [
        ("text", None, "90% of its words)", "90% of its words stand there</td>"),
        ("both", "AP <b>", "90% of its words, names ", "90% of its words stand there; it names "),
        ("mark", "AP <b>", "90% of its words, names ", "it names <b "),
        ("both", "National Wire", "90% of its words, and names it)", "; it names <b "),
        ("mark", None, "90% of its words)", 'it names <b dir="auto">an agency</b>'),
        ("hearsay", None, "90% of its words)", "90% of its words stand there</td>"),
    ],
)
def test_copies_tell_their_basis(
    news: Engine, basis: str, agency: str | None, badge: str, cell: str
) -> None:
    with writing(news) as connection:
        connection.execute(sa.update(copies).values(basis=basis, agency=agency))
    head = _head(news, "ebridge")
    assert badge in headlines(head)
    table = copy_table(head)
    assert table is not None
    assert cell in table
    assert "<b>" not in table.replace('<b dir="auto">', "")
