"""The quotations of an event under lasting ids, in the order of the story."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from compare.quotations import Account, Listed, list_quotations

NOON = datetime(2026, 3, 8, 12, tzinfo=UTC)
BRIDGE = "The bridge will open again before the summer, and nobody pays a toll."
LIGHTS = "The lights went out and every child on the boat began to cry at once."
FILLER = "The ferry was late. "


def account(outlet: str, text: str, hours: float = 0) -> Account:
    return Account(
        article_id=f"a {outlet}",
        outlet=outlet,
        published=NOON + timedelta(hours=hours),
        text=text,
        language="en",
    )


def told(found: tuple[Listed, ...]) -> list[tuple[str, str, str | None]]:
    return [
        (one.account.outlet, one.quotation.pieces[0].of(one.account.text)[:8], one.relation)
        for one in found
    ]


def test_the_order_of_the_story_and_what_is_lost() -> None:
    found = list_quotations(
        [
            account("Beacon", f"“{LIGHTS}” {FILLER * 9} Ann Lee said: “A word nobody else has.”"),
            account("Ledger", f"“{LIGHTS}” {FILLER * 20} Dana Hollis said: “{BRIDGE}”", 1),
            account("Wire", f"The “toll” stays. {FILLER * 20} She said: “{BRIDGE[:45]}”", 2),
        ]
    )
    assert told(found) == [
        ("Beacon", "The ligh", "whole"),
        ("Ledger", "The ligh", "whole"),
        ("Ledger", "The brid", "whole"),
        ("Wire", "The brid", "trimmed"),
        ("Beacon", "A word n", "whole"),
        ("Wire", "toll", None),
    ]
    lights, lights_again, bridge, short, lone, scare = found
    assert lights_again.family_id == lights.family_id == lights.quotation_id
    assert short.family_id == bridge.quotation_id
    assert [one.of(bridge.account.text) for one in short.lost] == ["and nobody pays a toll"]
    assert lone.family_id == lone.quotation_id
    assert (scare.family_id, scare.speaker, scare.lost) == (None, None, ())


def test_ids_outlast_changes_elsewhere_and_tell_repetitions_apart() -> None:
    text = f"Dana Hollis said: “{BRIDGE}” {FILLER} Dana Hollis said: “{BRIDGE}”"
    before = {one.quotation_id for one in list_quotations([account("Wire", text)])}
    assert len(before) == 2
    assert {one.quotation_id for one in list_quotations([account("Wire", FILLER + text)])} == before
    assert {one.quotation_id for one in list_quotations([account("Sun", text)])} & before == set()


def test_no_article_has_more_than_can_be_compared() -> None:
    many = " ".join(f"He said: “Number {number} is what counts.”" for number in range(600))
    found = list_quotations([account("Wire", many)])
    assert len(found) == 500
    late = "x " * 100_000 + f"Dana Hollis said: “{BRIDGE}”"
    assert list_quotations([account("Wire", late)]) == ()


@settings(max_examples=60)
@given(st.lists(st.text(alphabet="“”\"'‘’ab. ,\n", max_size=120), max_size=4))
def test_any_text_gives_spans_within_it_and_ids_once(texts: list[str]) -> None:
    found = list_quotations(account(str(number), text) for number, text in enumerate(texts))
    by_id = {one.quotation_id: one for one in found}
    assert len(by_id) == len(found)
    for one in found:
        assert all(
            0 <= piece.start < piece.end <= len(one.account.text) for piece in one.quotation.pieces
        )
        if one.family_id is not None:
            longest = by_id[one.family_id]
            assert all(piece.end <= len(longest.account.text) for piece in one.lost)
