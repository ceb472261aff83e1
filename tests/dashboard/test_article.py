"""The page of one article: its text whole, what others tell of it, and what cannot be said."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from compare.tables import memberships
from crawler.archive import store
from crawler.article import Article
from crawler.database import open_database, reading, writing
from crawler.tables import articles
from dashboard.articlelink import article_address
from dashboard.articletext import paragraphs, part_of, parts, pieces
from dashboard.queries.article import find_passage, load_captured
from dashboard.queries.told import Told, load_partners, load_told

SEEN = datetime(2025, 10, 9, tzinfo=UTC)

Write = Callable[..., Article]
Store = Callable[..., None]
Open = Callable[..., AppTest]


def _article() -> None:
    from dashboard.views import article

    article.show()


@pytest.fixture
def open_article(monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens the page, with what stands in its URL."""

    def opened(database: str, **query: str) -> AppTest:
        monkeypatch.setenv("PARALLAX_DB", database)
        test = AppTest.from_function(_article, default_timeout=120)
        for key, value in query.items():
            test.query_params[key] = value
        run = test.run()
        assert not run.exception
        return run

    return opened


def _html(page: AppTest) -> str:
    return "\n".join(str(part.body) for part in page.html)


def _told(page: AppTest) -> str:
    notices = [*page.info, *page.warning, *page.error, *page.caption]
    return "\n".join(str(notice.value) for notice in notices)


def _id(database: str, outlet: str, event_id: str = "ebridge") -> str:
    query = (
        articles.select()
        .join(memberships, memberships.c.article_id == articles.c.article_id)
        .where(articles.c.outlet == outlet, memberships.c.event_id == event_id)
    )
    with reading(open_database(database)) as connection:
        return str(connection.execute(query).one().article_id)


def test_what_is_told_elsewhere_is_read(newsroom: str) -> None:
    with reading(open_database(newsroom)) as connection:
        article = load_captured(connection, _id(newsroom, "City Ledger"))
        assert article is not None
        told = load_told(connection, article, 0, len(article.text))
        partners = load_partners(connection, article, told[1], limit=1)
        assert find_passage(connection, article.article_id, told[1].passage_id) == told[1].start
        assert find_passage(connection, article.article_id, "pnone") is None
        assert load_captured(connection, "anone") is None
        assert load_captured(connection, article.article_id, 7) is None
    assert [tuple(one.number for one in passage.shared) for passage in told] == [
        (1,),
        (2,),
        (3,),
        (),
    ]
    assert [passage.others for passage in told] == [3, 2, 2, 0]
    [mark] = set(told[1].marks)
    assert article.text[mark.start : mark.end] == "at least four cracks"
    assert len(partners.passage_ids) == 1
    assert partners.left == 1
    assert {mark.kind for marks in partners.marks.values() for mark in marks} == {"figure"}


def test_the_text_stands_whole(open_article: Open, newsroom: str) -> None:
    page = open_article(newsroom, article=_id(newsroom, "City Ledger"), event="ebridge")
    shown = _html(page)
    assert '<h1 class="px-title"><span dir="auto">Barge closes Orra bridge' in shown
    for paragraph in ("A bridge over the Orra closed on", "Nobody was hurt.", "by evening."):
        assert paragraph in shown
    assert "published 4 Oct 2025, 14:10 UTC" in shown
    assert "free to read" in shown
    assert "100% captured" in shown
    assert 'at least four cracks<span class="px-tag px-k-figure">figure</span></mark>' in shown
    assert re.search(r'class="px-number">2</a><span> in 2 others </span>', shown)
    assert 'href="https://ledger.example/barge-closes' in shown
    assert "px-partners" not in shown


def test_only_here_is_not_said_while_one_is_locked(
    open_article: Open, newsroom: str, empty: str, write_article: Write, store_event: Store
) -> None:
    page = open_article(newsroom, article=_id(newsroom, "City Ledger"))
    assert "◇ only here" not in _html(page)
    assert "cannot be said" in _told(page)
    ledger = write_article("Ledger", "A", "It fell. It was old.")
    wire = write_article("Wire", "B", "It fell down.")
    with writing(open_database(empty)) as connection:
        store_event(connection, "e1", [ledger, wire], clusters=[[(ledger, "It"), (wire, "It")]])
    page = open_article(empty, article=ledger.article_id)
    assert _html(page).count("◇ only here") == 1
    assert 'px-sole">◇ only here<' in _html(page)
    alone = open_article(empty, article=ledger.article_id, passage=f"p{ledger.article_id}1")
    assert '<span class="px-chosen">It was old.</span>' in _html(alone)
    assert "stands in no other account." in _html(alone)
    assert "every other account was captured whole" in _told(page)


def test_a_chosen_passage_has_its_partners_beside_it(open_article: Open, newsroom: str) -> None:
    ledger = _id(newsroom, "City Ledger")
    page = open_article(newsroom, article=ledger, event="ebridge", passage=f"p{ledger}1")
    shown = _html(page)
    assert 'class="px-said px-chosen"' in shown
    beside = shown[shown.index("px-partners") : shown.index("by evening.")]
    assert "The port said that " in beside
    assert 'ten cracks<span class="px-tag px-k-figure">' in beside
    assert "#:~:text=The%20port%20said%20that%20ten%20cracks%20were%20found" in beside
    assert beside.index("National Wire") < beside.index("The Beacon")
    assert "Unknown: " in beside
    assert "The Standard (locked)" in beside
    assert 'href="event?event=ebridge&amp;row=cebridge1"' in beside
    assert re.search(r'href="article\?article=a\w+&amp;event=ebridge&amp;passage=pa\w+1"', beside)
    assert page.subheader[0].anchor == "passage"
    [before, after] = shown.split("px-partners")
    assert before.index("px-chosen") > before.index("A bridge over the Orra")
    assert "by evening." in after


def test_a_passage_that_is_not_there(open_article: Open, newsroom: str) -> None:
    page = open_article(newsroom, article=_id(newsroom, "City Ledger"), passage="p<b>")
    assert "does not stand in this text" in _told(page)
    assert "px-partners" not in _html(page)


def test_the_address_is_mended(open_article: Open, newsroom: str) -> None:
    ledger = _id(newsroom, "City Ledger")
    for asked, words in (("eold", "has become part"), ("ehostile", "not stand in the event")):
        page = open_article(newsroom, article=ledger, event=asked)
        assert words in _told(page)
        assert page.query_params["event"] in ("ebridge", ["ebridge"])
    assert not open_article(newsroom, article=ledger).info


def test_hostile_words_stay_words(open_article: Open, newsroom: str) -> None:
    for outlet in ("The <b>Palisade</b>", "Lampwright"):
        found = _id(newsroom, outlet, "ehostile")
        with reading(open_database(newsroom)) as connection:
            article = load_captured(connection, found)
            assert article is not None
            [passage, *_] = [
                one for one in load_told(connection, article, 0, len(article.text)) if one.shared
            ]
        shown = _html(open_article(newsroom, article=found, passage=passage.passage_id))
        assert "&lt;b&gt;Palisade" in shown
        for sign in ("<script", "<img", "<b>Palisade", 'href="javascript'):
            assert sign not in shown


def test_what_is_captured_in_part_is_said(open_article: Open, newsroom: str) -> None:
    shown = _html(open_article(newsroom, article=_id(newsroom, "The Standard")))
    assert "Captured in part. " in shown
    assert "About 30% of the article" in shown
    assert "locked: not free to read" in shown


def test_a_copy_says_whose(open_article: Open, newsroom: str) -> None:
    shown = _html(open_article(newsroom, article=_id(newsroom, "The Beacon")))
    assert 'copy of <span dir="auto">National Wire</span> (90% of its words)' in shown


def test_revisions(open_article: Open, newsroom: str, write_article: Write) -> None:
    ledger = _id(newsroom, "City Ledger")
    with writing(open_database(newsroom)) as connection:
        first = load_captured(connection, ledger)
        assert first is not None
        state = replace(write_article("City Ledger", first.title, "It was mended."), url=first.url)
        store(connection, state, SEEN)
    page = open_article(newsroom, article=ledger)
    assert "Revision 2 was captured since" in _told(page)
    assert "revision 1 of 2, captured" in _html(page)
    assert "&amp;revision=2" in _html(page)
    later = open_article(newsroom, article=ledger, revision="2")
    assert "It was mended." in _html(later)
    assert "px-said" not in _html(later)
    assert "Revision 1 is the one that was compared" in _told(later)
    assert "has no revision 9" in _told(open_article(newsroom, article=ledger, revision="9"))


@pytest.mark.parametrize("asked", ["anone", "", "<b>", "a" * 5000])
def test_no_such_article(open_article: Open, newsroom: str, asked: str) -> None:
    page = open_article(newsroom, article=asked)
    assert ("There is no article" in _told(page)) == bool(asked)
    assert "Choose an event" in _html(page)


def test_an_article_that_was_not_compared(
    open_article: Open, empty: str, write_article: Write
) -> None:
    one = write_article("Ledger", "", "It fell.", dated=False)
    silent = write_article("Ledger", "Silent", "")
    with writing(open_database(empty)) as connection:
        store(connection, one, SEEN)
        store(connection, silent, SEEN)
    page = open_article(empty, article=one.article_id)
    assert "stands in no event" in _told(page)
    assert "It fell." in _html(page)
    assert "(without a headline)" in _html(page)
    assert "no date on the page, first captured 9 Oct 2025, 00:00 UTC" in _html(page)
    assert "No text was captured" in _told(open_article(empty, article=silent.article_id))


def test_an_article_alone(
    open_article: Open, empty: str, write_article: Write, store_event: Store
) -> None:
    alone = write_article("Ledger", "A", "It fell.")
    with writing(open_database(empty)) as connection:
        store_event(connection, "e1", [alone])
    page = open_article(empty, article=alone.article_id)
    assert "Only one outlet tells this event" in _told(page)
    assert "only here" not in _html(page)


def test_a_long_article_is_paged(
    open_article: Open, empty: str, write_article: Write, store_event: Store
) -> None:
    text = "\n\n".join(f"Sentence {n} of a long text stands here." for n in range(2_000))
    long = write_article("Ledger", "A", text)
    short = write_article("Wire", "B", "Sentence 1999 stands here too.", hours=1)
    with writing(open_database(empty)) as connection:
        pair = [(long, "Sentence 1999"), (short, "Sentence 1999")]
        store_event(connection, "e1", [long, short], clusters=[pair])
    first = open_article(empty, article=long.article_id)
    assert "Sentence 0 of" in _html(first)
    assert "Sentence 1999" not in _html(first)
    assert len(_html(first)) < 300_000
    assert f"of {len(text):,} characters" in _told(first)
    chosen = f"p{long.article_id}1999"
    last = open_article(empty, article=long.article_id, passage=chosen)
    assert "Sentence 1999 of" in _html(last)
    assert "stands here too" in _html(last)
    assert "Sentence 0 of" not in _html(last)
    other = open_article(empty, article=long.article_id, passage=chosen, part="2")
    assert "px-partners" not in _html(other)
    assert "The chosen passage stands in part " in _told(other)
    assert "The chosen passage stands in part " not in _told(last)


def test_right_to_left(
    open_article: Open, empty: str, write_article: Write, store_event: Store
) -> None:
    one = write_article("صحيفة", "الجسر", "انهار الجسر. كان قديما.")
    two = write_article("Wire", "B", "It fell down.")
    with writing(open_database(empty)) as connection:
        store_event(connection, "e1", [one, two], clusters=[[(one, "انهار"), (two, "It")]])
    shown = _html(open_article(empty, article=one.article_id, passage=f"p{one.article_id}0"))
    assert '<p dir="auto"><span class="px-said px-chosen">انهار الجسر.</span>' in shown
    assert '<sup class="px-ref" aria-hidden="true" dir="ltr">' in shown


def test_headlines_and_paragraphs_lead_to_the_article(
    newsroom: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARALLAX_DB", newsroom)
    test = AppTest.from_function(_event_page, default_timeout=120)
    test.query_params["event"] = "ebridge"
    shown = _html(test.run())
    ledger = _id(newsroom, "City Ledger")
    assert f'href="article?article={ledger}&amp;event=ebridge"' in shown
    assert f'href="article?article={ledger}&amp;passage=p{ledger}0"' in shown


def _event_page() -> None:
    from dashboard.views import event

    event.show()


def test_addresses_hold_what_is_in_them() -> None:
    assert article_address("a b&c", "e#1", passage="p=1") == (
        "article?article=a+b%26c&event=e%231&passage=p%3D1"
    )
    assert article_address("a", None) == "article?article=a"


_TEXTS = st.text(alphabet="ab .\n\u2029א", max_size=300)


@given(_TEXTS, st.integers(2, 40))
def test_parts_joined_are_the_text(text: str, most: int) -> None:
    found = parts(text, most)
    assert "".join(text[start:end] for start, end in found) == text
    assert all(end - start <= most for start, end in found)
    for place in range(len(text)):
        start, end = found[part_of(found, place) - 1]
        assert start <= place < end


@given(_TEXTS)
def test_paragraphs_hold_all_that_can_be_seen(text: str) -> None:
    found = list(paragraphs(text, 0, len(text)))
    joined = "".join(text[start:end] for start, end in found)
    assert "".join(joined.split()) == "".join(text.split())
    assert all("\n\n" not in text[start:end] for start, end in found)


@given(
    st.integers(0, 20),
    st.integers(1, 60),
    st.lists(st.tuples(st.integers(0, 90), st.integers(0, 30)), max_size=8),
)
def test_pieces_cover_a_paragraph(start: int, length: int, spans: list[tuple[int, int]]) -> None:
    told = [
        Told(passage_id=f"p{n}", start=s, end=s + size, shared=(), others=0, marks=())
        for n, (s, size) in enumerate(sorted(spans))
    ]
    found = pieces(start, start + length, told)
    assert found[0].start == start
    assert found[-1].end == start + length
    assert all(one.end == other.start for one, other in pairwise(found))
    assert all(one.start < one.end for one in found)
