"""Why two articles are one event, in words that a reader finds in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.events import Lead
from compare.events.profile import counted
from compare.events.reasons import by_itself, in_common, reasons, undated
from compare.events.rule import EVIDENCE, Coefficients
from compare.terms import Rarity
from tests.compare.events.articles import FERRY, FIRE, lead

EVEN = Coefficients(
    intercept=0.0, weights=dict.fromkeys(EVIDENCE, 1.0), typical=dict.fromkeys(EVIDENCE, 0.0)
)


def evidence(**given: float) -> Any:
    return np.array([given.get(name, 0.0) for name in EVIDENCE])


def rare(*leads: Lead) -> Rarity:
    return Rarity([counted(one).words for one in leads])


def told(
    first: Lead, second: Lead, coefficients: Coefficients = EVEN, **given: float
) -> tuple[dict[str, Any], ...]:
    return reasons(first, second, evidence(**given), coefficients, rare(first, second))


def kinds(found: Sequence[dict[str, Any]]) -> list[str]:
    return [reason["kind"] for reason in found]


BLAZE = lead("a", "A blaze destroyed the Pell Brothers warehouse in Hollis Grove, said Ann Pell.")
AGAIN = lead(
    "b", "In Hollis Grove the warehouse of the Pell Brothers burned in a blaze.", hours=6.5
)


# --- Which reasons, and in what order


def test_the_strongest_come_first_and_no_more_than_three() -> None:
    found = told(
        lead("a", f"{FIRE} “as none of us has ever seen”", links=("u",)),
        lead("b", f"{FIRE} “as none of us has ever seen”", links=("u",), hours=1),
        headline=0.2, opening=0.3, words=0.1, quotations=3.0, links=2.0, days=1.0,
    )  # fmt: skip
    assert kinds(found) == ["shared quotation", "shared link", "hours apart"]
    assert [reason["weight"] for reason in found] == [3.0, 2.0, 1.0]


WEIGHTS = st.fixed_dictionaries({name: st.floats(-5, 5) for name in EVIDENCE})


@given(WEIGHTS, WEIGHTS, st.booleans())
def test_reasons_are_sorted_by_their_part_of_the_log_odds(
    weights: dict[str, float], given: dict[str, float], dated: bool
) -> None:
    coefficients = Coefficients(intercept=0.0, weights=weights, typical=EVEN.typical)
    first = lead("a", f"{FIRE} “as none of us has ever seen”", links=("u",), dated=dated)
    second = lead("b", f"{FIRE} “as none of us has ever seen”", links=("u",))
    found = told(first, second, coefficients, **given)
    assert len(found) == 3
    assert (kinds(found)[-1] == "no date") is not dated
    # Rounded to hundredths.
    parts = [reason["weight"] for reason in found if reason["kind"] != "no date"]
    assert parts == sorted(parts, reverse=True)
    assert {reason["article_id"] for reason in found if reason["kind"] != "no date"} == {"b"}


def test_the_parts_of_names_and_words_make_up_that_of_all_words() -> None:
    found = {
        reason["kind"]: reason["weight"]
        for reason in told(BLAZE, AGAIN, words=0.8, headline_words=0.6, days=-9.0)
    }
    assert found["shared names"] + found["shared words"] == pytest.approx(1.4, abs=0.011)
    assert found["shared names"] > 0.3


def test_similarity_is_that_of_the_openings_and_counts_the_headlines_too() -> None:
    [similar, *_] = told(BLAZE, AGAIN, headline=0.5, opening=0.66667)
    assert (similar["kind"], similar["value"]) == ("similarity", 0.667)
    assert similar["weight"] == pytest.approx(1.17)


@pytest.mark.parametrize("hours", [6.5, -6.5])
def test_hours_apart_either_way(hours: float) -> None:
    found = told(BLAZE, lead("b", FERRY, hours=hours), days=5)
    assert (found[0]["kind"], found[0]["value"]) == ("hours apart", 6.5)


def test_an_article_without_a_date_says_so_whatever_else_speaks_for_it() -> None:
    first = lead("a", FIRE, dated=False, hours=2)
    found = told(first, lead("b", FIRE), opening=1.0, words=1.0, names=1.0)
    assert len(found) == 3
    assert found[-1] == undated(first)
    assert found[-1]["value"] == "2025-10-03T14:00:00+00:00"
    # Of the other's date, the other speaks.
    assert "no date" not in kinds(told(lead("b", FIRE), first, opening=1.0))


def test_an_article_by_itself() -> None:
    assert by_itself(lead("a", FIRE)) == ()
    assert kinds(by_itself(lead("a", FIRE, page="live blog", dated=False))) == [
        "stands alone",
        "no date",
    ]


def test_nothing_in_common_leaves_similarity_and_time() -> None:
    found = told(lead("a", "alpha Beta"), lead("b", "gamma Delta"))
    assert set(kinds(found)) == {"similarity", "hours apart"}
    assert told(lead("a", ""), lead("b", ""))


# --- Names and words


def common(first: Lead, second: Lead) -> Any:
    return in_common(first, second, rare(first, second))


def test_names_of_several_words_are_told_as_one() -> None:
    names = common(BLAZE, AGAIN).names
    assert "Hollis Grove" in names
    assert "Pell Brothers" in names
    assert "Hollis" not in names


def test_names_beside_each_other_in_one_text_alone_are_told_apart() -> None:
    apart = lead("b", "Grove, said Hollis of the blaze")
    assert set(common(BLAZE, apart).names) == {"Hollis", "Grove"}


def test_words_are_those_that_both_have_and_that_are_no_names() -> None:
    shared = common(BLAZE, AGAIN)
    assert set(shared.words) == {"blaze", "warehouse"}
    assert 0 < shared.named < 1


def test_a_word_that_is_also_written_small_is_told_as_a_word() -> None:
    first = lead("a", "Warehouse burned, and the warehouse is gone", title="Warehouse burned")
    assert common(first, lead("b", "The warehouse burned")).names == ()


def test_the_rarest_are_told_and_at_most_four() -> None:
    words = "government people zyzzyva ammonia stevedores quokka warehouse"
    told_words = common(lead("a", words), lead("b", words)).words
    assert len(told_words) == 4
    assert not {"government", "people"} & set(told_words)
    assert "zyzzyva" in told_words


def test_what_both_say_again_and_again_counts_more() -> None:
    first = lead("a", "Quorn and Zorg. It was Quorn, said Quorn.")
    second = lead("b", "Of Zorg and Quorn, it was Quorn, said Quorn.")
    assert common(first, second).names[0] == "Quorn"


TEXT = st.one_of(
    st.text(max_size=120),
    st.lists(
        st.sampled_from(
            ("Hollis", "Grove", "Pell's", "PELL", "blaze", "Blaze", "the", "a", ".", "“Hollis", "7",
             "Straße", "STRASSE", "İzmir", "ﬁre", "火事", "火事です", "O’Hara", "Jean-Luc", "\n")
        ),
        max_size=25,
    ).map(" ".join),
)  # fmt: skip


@given(TEXT, TEXT, TEXT, TEXT)
def test_names_and_words_stand_verbatim_in_the_first_and_in_the_second_in_any_case(
    title: str, text: str, other_title: str, other_text: str
) -> None:
    first = lead("a", text, title=title)
    second = lead("b", other_text, title=other_title)
    shared = common(first, second)
    here, there = f"{title}\n{text}", f"{other_title}\n{other_text}"
    assert len(shared.names) <= 4
    assert len(shared.words) <= 4
    assert -1e-9 <= shared.named <= 1 + 1e-9
    for one in (*shared.names, *shared.words):
        assert one in here
        assert one.casefold() in there.casefold()
    assert not {name.casefold() for name in shared.names} & set(shared.words)


# --- Quotations and links


def quoted(first: str, second: str) -> str | None:
    return common(lead("a", first), lead("b", second)).quotation  # type: ignore[no-any-return]


def test_a_quotation_is_told_as_the_first_text_has_it() -> None:
    here = "She said: “We had Nine minutes, no more, to get out.” Then she left."
    there = "“In truth we had nine minutes no more to get out of here”, she said."
    assert quoted(here, there) == "We had Nine minutes, no more, to get out"
    assert quoted(there, here) == "we had nine minutes no more to get out"


def test_quotation_marks_of_several_languages() -> None:
    here = "„Wir hatten nur neun Minuten, um hinauszukommen“, sagte sie."
    there = "«wir hatten nur neun Minuten, um hinauszukommen»"
    assert quoted(here, there) == "Wir hatten nur neun Minuten, um hinauszukommen"


def test_three_words_are_no_quotation() -> None:
    assert (
        quoted("“one two three and something of mine”", "“one two three but not of yours”") is None
    )


def test_what_one_does_not_quote_is_no_shared_quotation() -> None:
    words = "we had nine minutes to get out of here"
    assert quoted(f"“{words}”", words) is None


QUOTES = st.lists(
    st.lists(st.sampled_from("one two THREE four five, six seven's eight".split()), min_size=5)
    .map(" ".join)
    .map("“{}”".format),
    max_size=4,
).map(" and ".join)


@given(QUOTES, QUOTES)
def test_a_quotation_stands_verbatim_in_the_first_text(first: str, second: str) -> None:
    run = quoted(first, second)
    if run is not None:
        assert run in first
        assert len(run.split()) >= 4 or "'" in run
        assert quoted(second, first) is not None


def test_the_first_link_that_both_have() -> None:
    first, second = lead("a", FIRE, links=("u", "v", "w")), lead("b", FIRE, links=("w", "v"))
    assert common(first, second).link == "v"
    assert common(first, lead("b", FIRE, links=("x",))).link is None
