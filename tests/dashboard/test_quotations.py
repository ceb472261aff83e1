"""The tabs "Quotations" and "Names and labels": what is read, what is drawn, what is said when
there is nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.engine import Connection
from streamlit.testing.v1 import AppTest

from compare.accountrows import insert_accounts
from compare.accounts import Accounts
from compare.naming import Account as NamingAccount
from compare.naming import naming_grid
from compare.quotations import Account, list_quotations
from crawler.article import Article
from crawler.database import open_database, reading, writing
from dashboard.queries.accounts import EventHead, load_event
from dashboard.queries.names import count_entities, load_entities
from dashboard.queries.quotations import Family, Said, count_families, load_families
from dashboard.queries.words import Words
from dashboard.quotationlist import lone_quotations, quotation_list
from dashboard.quotationwords import changed, left_out

WHOLE = "The bridge opens before the summer, and nobody will pay a single toll for it"
LEDGER = f"Mayor Dana Hollis spoke. “{WHOLE},” Dana Hollis said. Ann Lee said: “That is a lie.”"
WIRE = "“The bridge opens before the summer,” said the mayor, Dana Hollis, 54. Hollis left."
BEACON = f"“{WHOLE.replace('nobody', 'everyone')},” Ray Aldous said."
SUN = f"Dana Hollis said: “{WHOLE}.”"
HOSTILE = "<script>alert(1)</script> [x](javascript:alert(1)) <b>so</b>"
EVIL = f"Mayor Dana <b>Hollis spoke. “{WHOLE} {HOSTILE},” Dana Hollis said. Hollis <i> left."

Quote = Callable[[str, dict[str, str]], str]


@pytest.fixture
def quote(
    empty: str, write_article: Callable[..., Article], store_event: Callable[..., None]
) -> Quote:
    """Stores an event: its id, outlet → text; gives the database."""

    def stored(event_id: str, texts: dict[str, str]) -> str:
        articles = [
            write_article(outlet, f"Bridge {event_id}", text, hours=number)
            for number, (outlet, text) in enumerate(texts.items())
        ]
        with writing(open_database(empty)) as connection:
            store_event(connection, event_id, articles)
            _compared(connection, event_id, articles)
        return empty

    return stored


def _compared(connection: Connection, event_id: str, articles: Sequence[Article]) -> None:
    found = Accounts(
        independent_outlets=len(articles),
        copies=(),
        passages=(),
        clusters=(),
        quotations=list_quotations(
            Account(
                article_id=one.article_id,
                outlet=one.outlet,
                published=one.published,
                text=one.text,
                language="en",
            )
            for one in articles
            if one.published
        ),
        names=naming_grid(
            NamingAccount(
                article_id=one.article_id, outlet=one.outlet, text=one.text, language="en"
            )
            for one in articles
        ),
    )
    insert_accounts(connection, event_id, found, {one.article_id: 1 for one in articles})


def _families(database: str, *, shared: bool = True) -> tuple[EventHead, list[Family]]:
    with reading(open_database(database)) as connection:
        head = load_event(connection, "e1")
        assert head is not None
        return head, load_families(connection, "e1", shared=shared, limit=50)


def test_families_are_read_with_their_words(quote: Quote) -> None:
    database = quote("e1", {"Ledger": LEDGER, "Wire": WIRE, "Beacon": BEACON, "Sun": SUN})
    with reading(open_database(database)) as connection:
        assert count_families(connection, "e1") == (1, 1)
        assert count_families(connection, "enone") == (0, 0)
        assert load_families(connection, "e1", shared=True, limit=5, offset=1) == []
    _, [family] = _families(database)
    longest = family.longest
    assert (longest.outlet, [one.text for one in longest.pieces]) == ("Ledger", [f"{WHOLE},"])
    assert [one.text for one in longest.told] == ["Dana Hollis said"]
    assert [(one.outlet, one.relation, one.same_speaker) for one in family.others] == [
        ("Wire", "trimmed", "same"),
        ("Beacon", "altered", "other"),
        ("Sun", "whole", "same"),
    ]
    assert [one.text for one in family.others[0].told] == ["said the mayor, Dana Hollis"]


def test_what_is_lost_is_marked_and_named(quote: Quote) -> None:
    database = quote("e1", {"Ledger": LEDGER, "Wire": WIRE, "Beacon": BEACON, "Sun": SUN})
    shown = quotation_list(*_families(database))
    for lost, outlets in (
        ("nobody", "Wire, Beacon"),
        ("will pay a single toll for it", "Wire"),
    ):
        tag = f'<span class="px-tag px-k-quote">not in {outlets}<'
        assert f'px-left px-k-quote">{lost}{tag}' in shown
    assert "in 4 of 4 outlets" in shown
    assert "given to another speaker" in shown
    assert '<mark class="px-k-other">everyone<span class="px-tag px-k-other">altered<' in shown
    assert 'word for word in <b dir="auto">Sun</b>' in shown
    assert 'href="https://wire.example/bridge-e1#:~:text=The%20bridge%20opens' in shown


def test_what_was_not_captured_is_not_said_to_be_left_out(
    empty: str, write_article: Callable[..., Article], store_event: Callable[..., None]
) -> None:
    articles = [
        write_article("Ledger", "Bridge e1", LEDGER),
        write_article("Wire", "Bridge e1", WIRE, access="locked", completeness=0.3),
    ]
    with writing(open_database(empty)) as connection:
        store_event(connection, "e1", articles)
        _compared(connection, "e1", articles)
    shown = quotation_list(*_families(empty))
    assert "not in captured text of Wire" in shown
    assert "30% captured" in shown


def test_hostile_words_stay_words(quote: Quote) -> None:
    database = quote("e1", {"<b>Ledger</b>": EVIL, "Wire": EVIL.replace("<i>", "<u>"), "B": WIRE})
    head, found = _families(database)
    shown = quotation_list(head, found) + lone_quotations(head, found)
    assert "&lt;script&gt;alert(1)" in shown
    assert "not in B" in shown
    for sign in ("<script", "<b>L", "<b>so", "<u>", 'href="javascript'):
        assert sign not in shown


def test_names_are_grouped_into_wordings(quote: Quote) -> None:
    database = quote("e1", {"Ledger": LEDGER, "Wire": WIRE})
    with reading(open_database(database)) as connection:
        assert count_entities(connection, "e1") == 1
        [entity] = load_entities(connection, "e1", limit=10)
        assert load_entities(connection, "e1", limit=10, offset=1) == []
    assert entity.name == "Dana Hollis"
    assert {
        outlet: [(one.text, one.count) for one in said] for outlet, said in entity.outlets.items()
    } == {
        "Ledger": [("Dana Hollis", 1), ("Mayor Dana Hollis", 1)],
        "Wire": [("Dana Hollis", 1), ("Hollis", 1), ("the mayor", 1)],
    }


def _event() -> None:
    from dashboard.views import event

    event.show()


@pytest.fixture
def tab(monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Opens a tab of the event e1."""

    def opened(database: str, name: str, **query: str) -> AppTest:
        monkeypatch.setenv("PARALLAX_DB", database)
        test = AppTest.from_function(_event, default_timeout=120)
        for key, value in {"event": "e1", "tab": name, **query}.items():
            test.query_params[key] = value
        run = test.run()
        assert not run.exception
        return run

    return opened


def _html(page: AppTest) -> str:
    return "\n".join(str(part.body) for part in page.html)


def _told(page: AppTest) -> str:
    return "\n".join(str(notice.value) for notice in page.info)


def test_the_tabs(quote: Quote, tab: Callable[..., AppTest]) -> None:
    database = quote("e1", {"<b>Ledger</b>": LEDGER, "Wire": WIRE})
    shown = _html(tab(database, "Quotations"))
    assert "not in Wire" in shown
    assert 'content:" 1"' in shown
    assert "That is a lie" not in shown
    assert "That is a lie" in _html(tab(database, "Quotations", lone="true"))
    names = _html(tab(database, "Names and labels"))
    assert "px-names" in names
    assert "Mayor Dana Hollis" in names
    assert "&lt;b&gt;Ledger" in names
    assert "<b>Ledger" not in names
    assert "#:~:text=the%20mayor" in names


def test_an_outlet_that_does_not_name_them(quote: Quote, tab: Callable[..., AppTest]) -> None:
    database = quote("e1", {"Ledger": LEDGER, "Wire": WIRE, "Sun": "Nothing to read here."})
    page = tab(database, "Names and labels", named="Sun")
    assert "none recognised" in _html(page)
    page.multiselect(key="named").set_value([]).run()
    assert "Choose at least one outlet" in _told(page)


@pytest.mark.parametrize(
    ("texts", "quotations", "names"),
    [
        ({"Ledger": LEDGER}, "Only one outlet", "Only one outlet"),
        ({"Ledger": "It rained.", "Wire": "It poured."}, "somebody's words", "No person or body"),
        ({"Ledger": "Ann Lee said: “A full sentence.”", "Wire": "It rained."}, "else", "No person"),
    ],
)
def test_what_is_not_there_is_told(
    quote: Quote,
    tab: Callable[..., AppTest],
    texts: dict[str, str],
    quotations: str,
    names: str,
) -> None:
    database = quote("e1", texts)
    assert quotations in _told(tab(database, "Quotations"))
    assert names in _told(tab(database, "Names and labels"))


@given(
    st.text(alphabet="ab ,.", min_size=1, max_size=40),
    st.dictionaries(
        st.sampled_from("XYZ"),
        st.lists(st.tuples(st.integers(90, 150), st.integers(90, 150)), max_size=3),
    ),
)
def test_the_cuts_cover_the_piece(text: str, lost: dict[str, list[tuple[int, int]]]) -> None:
    piece = Words(start=100, end=100 + len(text), text=text)
    found = left_out(piece, lost)
    assert "".join(text[one.start : one.end] for one in found) == text
    assert {outlet for one in found for outlet in one.outlets} <= set(lost)


@given(st.lists(st.text(alphabet="abcde not. ", min_size=1, max_size=40), min_size=1, max_size=3))
def test_changes_lie_within_their_piece(pieces: list[str]) -> None:
    def said(texts: Sequence[str]) -> Said:
        made: Any = {"quotation_id": "q", "article_id": "a", "outlet": "O", "told": ()}
        words = tuple(Words(start=0, end=len(text), text=text) for text in texts)
        return Said(
            **made,
            pieces=words,
            carried=False,
            name=None,
            relation="altered",
            same_speaker="same",
            lost=(),
        )

    marks = changed(said([WHOLE, *pieces]), said([WHOLE.replace("summer", "winter"), *pieces]))
    assert len(marks) == 1 + len(pieces)
    for text, spans in zip([WHOLE, *pieces], marks, strict=True):
        assert all(0 <= start < end <= len(text) for start, end in spans)
    assert [WHOLE.replace("summer", "winter")[s:e] for s, e in marks[0]] == ["winter"]
