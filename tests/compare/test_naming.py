"""The grid of names: what each outlet calls the same person."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from compare.naming import Account, Row, naming_grid

LEDGER = (
    "Alex J. Pretti, a hospital nurse, was shot on Monday. Pretti, 37, lived nearby. "
    "The nurse had two dogs. Mayor Jacob Frey said he was shaken."
)
WIRE = "The suspect, Alex Pretti, was shot. The suspect was armed. Frey met Jacob Frey's aides."


def account(outlet: str, text: str, language: str | None = "en") -> Account:
    return Account(article_id=f"a {outlet}", outlet=outlet, text=text, language=language)


def labels(rows: tuple[Row, ...]) -> dict[str, dict[str, dict[str, int]]]:
    return {
        row.entity: {
            outlet: {label.text: label.count for label in said}
            for outlet, said in row.outlets.items()
        }
        for row in rows
    }


def test_names_appositions_and_titles_are_tied_to_one_entity() -> None:
    assert labels(naming_grid([account("Ledger", LEDGER), account("Wire", WIRE)])) == {
        "Alex J. Pretti": {
            "Ledger": {
                "Alex J. Pretti": 1, "Pretti": 1, "37": 1, "a hospital nurse": 1, "The nurse": 1,
            },
            "Wire": {"The suspect": 2, "Alex Pretti": 1},
        },
        "Jacob Frey": {"Ledger": {"Mayor Jacob Frey": 1}, "Wire": {"Frey": 1, "Jacob Frey": 1}},
    }  # fmt: skip


def test_a_last_name_of_two_people_is_left_out() -> None:
    text = "Mayor Jacob Frey said no. Anna Frey said yes. Frey left."
    rows = labels(naming_grid([account("Ledger", text), account("Wire", text)]))
    assert set(rows) == {"Jacob Frey", "Anna Frey"}
    assert all("Frey" not in said for outlets in rows.values() for said in outlets.values())


def test_a_label_of_two_people_is_tied_to_neither() -> None:
    text = "Ada Moss, a nurse, said no. Ben Dale, a nurse, said yes. The nurse left."
    rows = labels(naming_grid([account("Ledger", text), account("Wire", text)]))
    assert all("The nurse" not in said for outlets in rows.values() for said in outlets.values())


def test_places_one_outlet_alone_and_other_languages_have_no_row() -> None:
    there = "They met in Las Vegas, the biggest city of the state."
    assert naming_grid([account("Ledger", there), account("Wire", there)]) == ()
    assert naming_grid([account("Ledger", LEDGER)]) == ()
    assert naming_grid([account("Ledger", LEDGER), account("Wire", WIRE, "de")]) == ()


PIECES = st.lists(
    st.sampled_from(
        ["Alex Pretti", ", a nurse,", "Pretti", " said ", "the suspect, ", ". ", "Mayor ", "’s",
         ", 37,", "House Speaker ", "The nurse", " in ", "Ada de Moss "]
    ), max_size=40,
).map("".join)  # fmt: skip


@settings(deadline=None)
@given(one=PIECES | st.text(), other=PIECES | st.text())
def test_mentions_are_verbatim_and_in_one_row_only(one: str, other: str) -> None:
    texts = {"a Ledger": one, "a Wire": other}
    seen: set[tuple[str, int, int]] = set()
    for row in naming_grid([account("Ledger", one), account("Wire", other)]):
        for said in row.outlets.values():
            for label in said:
                for mention in label.mentions:
                    assert texts[mention.article_id][mention.start : mention.end] == mention.text
                    place = (mention.article_id, mention.start, mention.end)
                    assert place not in seen
                    seen.add(place)


def test_a_huge_line_is_read_in_bounds() -> None:
    for piece in ("Aa ", "Aa, the a ", "A" * 100, "the a a a, "):
        text = piece * 20_000
        assert naming_grid([account("Ledger", text), account("Wire", text)]) == ()


def test_a_flood_of_labels_is_read_and_bounded() -> None:
    labels = [f"x{one}{two}" for one in "abcdefghijklmnopqrst" for two in "abcdefghijklmnopqrst"]
    told = " ".join(f"Ann Bo, the {label}, said no. The {label} left." for label in labels)
    [row] = naming_grid([account("Ledger", told * 20), account("Wire", told)])
    assert row.entity == "Ann Bo"
    for said in row.outlets.values():
        assert sum(label.count for label in said) <= 3 * 5000
    late = "x " * 100_000 + LEDGER
    assert naming_grid([account("Ledger", late), account("Wire", late)]) == ()
