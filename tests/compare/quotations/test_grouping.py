"""The same quotation across the articles of an event."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from compare.quotations import Account, Family, families
from compare.quotations.comparison import Comparison, compared
from compare.quotations.words import Word

NOON = datetime(2026, 3, 8, 12, tzinfo=UTC)
WHOLE = "The state could fix this with one signature, and it has had two full years to do so."


def accounts(*texts: str) -> list[Account]:
    return [
        Account(
            article_id=f"a{number}",
            outlet=f"Outlet {number}",
            published=NOON + timedelta(hours=number),
            text=text,
            language="en",
        )
        for number, text in enumerate(texts)
    ]


def relations(family: Family) -> list[tuple[str, str, str]]:
    return [(one.account.article_id, one.relation, one.speaker) for one in family.members]


def test_whole_trimmed_altered_and_given_to_another() -> None:
    [family] = families(
        accounts(
            "“The state could fix this with one signature,” Dana Hollis said.",
            f"“{WHOLE}” That was all.\n\nDana Hollis said: “{WHOLE}”",
            f"Ray Aldous said: “{WHOLE}”",
            f"“{WHOLE.replace('fix', 'ruin')}”",
        )
    )
    assert family.name == "Dana Hollis"
    assert family.outlets == {"Outlet 0", "Outlet 1", "Outlet 2", "Outlet 3"}
    assert sorted(relations(family)) == [
        ("a0", "trimmed", "unknown"),
        ("a1", "whole", "unknown"),
        ("a1", "whole", "unknown"),
        ("a2", "whole", "unknown"),
        ("a3", "altered", "unknown"),
    ]


def test_who_says_it_is_held_against_the_longest() -> None:
    [family] = families(
        accounts(
            f"Dana Hollis said: “{WHOLE}”",
            f"Mr. Hollis said: “{WHOLE}”",
            f"Ray Aldous said: “{WHOLE}”",
        )
    )
    assert [speaker for _, _, speaker in relations(family)] == ["same", "same", "other"]


def test_what_an_article_lost() -> None:
    [family] = families(
        accounts(f"Dana Hollis said: “{WHOLE}”", "“The state could fix this,” Dana Hollis said.")
    )
    text = family.longest.account.text
    assert [piece.of(text) for piece in family.members[1].lost] == [
        "with one signature, and it has had two full years to do so"
    ]
    assert family.longest.lost == ()


def test_what_is_quoted_in_two_pieces_is_not_lost() -> None:
    [family] = families(
        accounts(
            f"Dana Hollis said: “{WHOLE}”",
            "“The state could fix this with one signature.” Later: "
            "“And it has had two full years to do so.”",
        )
    )
    assert [one.relation for one in family.members] == ["whole", "whole", "whole"]


def test_the_most_widely_carried_come_first_and_those_of_one_outlet_stay() -> None:
    found = families(
        accounts(
            "“Nobody else has any of these words.” Then: “We never asked for this trouble.”",
            "“We never asked for this trouble.”",
        )
    )
    assert [len(one.outlets) for one in found] == [2, 1]


def test_scare_quotes_titles_and_articles_without_any_make_no_families() -> None:
    assert (
        families(accounts("The “experts” left.", "She read “The Long Way Home.”", "", "“”")) == []
    )
    assert families([]) == []


def test_a_few_words_are_one_quotation_only_from_one_mouth() -> None:
    said = f"Dana Hollis said: “{WHOLE}”"
    assert len(families(accounts(said, "“Full years,” Dana Hollis said."))) == 1
    assert len(families(accounts(said, "“Full years,” Ray Aldous said."))) == 2


def test_not_all_pairs_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []

    def counted(first: tuple[Word, ...], second: tuple[Word, ...]) -> Comparison | None:
        calls.append(1)
        return compared(first, second)

    monkeypatch.setattr("compare.quotations.grouping.compared", counted)
    texts = [
        f"Dana Hollis said: “{WHOLE}” Then: “The gate {number} opened to crowd {number} of them.”"
        for number in range(150)
    ]
    found = families(accounts(*texts))
    assert len(found[0].members) == 150
    assert len(calls) <= 300 * 5
