"""polarity: what is denied here and stated there."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.differences.actor import Actor
from compare.differences.certainty import Certainty
from compare.differences.polarity import Polarity
from tests.compare.differences.tellings import findings, pairings, spans_of, telling

SIGNED = "Governor Hollis signed the flood insurance bill on Friday."
DID_NOT = "Governor Hollis did not sign the flood insurance bill on Friday."


@pytest.mark.parametrize(
    ("denied", "span"),
    [
        (DID_NOT, "not sign"),
        ("Governor Hollis refused to sign the flood insurance bill.", "refused to sign"),
        ("Governor Hollis declined to sign the flood insurance bill.", "declined to sign"),
        ("Governor Hollis never signed the flood insurance bill.", "never signed"),
    ],
)
def test_one_signed_and_the_other_did_not(denied: str, span: str) -> None:
    assert spans_of(findings(Polarity(), denied, SIGNED)) == [(span, "signed")]


def test_the_order_of_the_passages_does_not_matter() -> None:
    assert spans_of(findings(Polarity(), SIGNED, DID_NOT)) == [("not sign", "signed")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (DID_NOT, "Governor Hollis refused to sign the flood insurance bill."),
        (DID_NOT, "The states asked Governor Hollis to sign the flood insurance bill."),
        ("Governor Hollis did not only sign the flood insurance bill, he wrote it.", SIGNED),
        ("If Governor Hollis does not sign the flood insurance bill, towns will pay.", SIGNED),
        (DID_NOT, "A baker signed his book on bread in Ohio."),
        (SIGNED, SIGNED),
    ],
)
def test_what_agrees_or_tells_of_something_else_is_no_difference(one: str, other: str) -> None:
    assert findings(Polarity(), one, other) == []


def test_what_may_have_been_stands_against_what_was_not() -> None:
    one = "Pilots did not violate the harbour rules by towing barges, the board said."
    other = "Pilots may have violated a harbour rule by towing barges."
    assert spans_of(findings(Polarity(), one, other)) == [("not violate", "violated")]


def test_words_that_both_quote_are_of_one_thing() -> None:
    one = "Hollis told Calder voters not to “sink this boat” in May."
    other = "Hollis claimed that his rival would “sink this boat” at Calder once voters chose."
    assert ("not to “sink", "sink") in spans_of(findings(Polarity(), one, other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # A vow for what is to come denies nothing of what was.
        ("Governor Hollis vowed to never again sign a flood insurance bill.", SIGNED),
        # Nouns: no mandate, without power.
        (
            "A million islanders were without ferry power Tuesday.",
            "Ferry power for a million rose.",
        ),
        ("Hollis did not mandate ferry fares.", "Hollis kept a mandate on ferry fares."),
        (
            "Hollis has not said whether ferry fares rise.",
            "It is unclear whether ferry fares rise.",
        ),
        # The same "no" in other words.
        ("Hollis did not vote for the ferry fares.", "Hollis voted against the ferry fares."),
        ("Hollis did not leave a ferry plan.", "Hollis left no ferry plan."),
    ],
)
def test_vows_nouns_and_other_words_for_no_are_no_difference(one: str, other: str) -> None:
    assert findings(Polarity(), one, other) == []


def test_opposites_of_one_object_differ() -> None:
    one = "The county jury convicted Marlow of the harbour bribery on Monday."
    other = "The county jury acquitted Marlow of the harbour bribery on Monday."
    assert spans_of(findings(Polarity(), one, other)) == [("convicted", "acquitted")]


def test_what_only_may_match_is_left_alone_and_a_small_chance_is_less_sure() -> None:
    assert [f for p in pairings(DID_NOT, SIGNED, matched=False) for f in Polarity().find(p)] == []
    (sure,) = findings(Polarity(), DID_NOT, SIGNED)
    (unsure,) = [f for p in pairings(DID_NOT, SIGNED, chance=0.2) for f in Polarity().find(p)]
    assert unsure.confidence < sure.confidence


def test_other_languages_are_left_alone() -> None:
    spanish = telling("Wire", SIGNED, language="es")
    assert findings(Polarity(), telling("Ledger", DID_NOT), spanish) == []


WORDS = st.lists(
    st.sampled_from(
        "did not sign the bill refused to Hollis Marlow was shot by shot allegedly said that "
        "according may have claims , . “ ” don’t won lost ’ never \n accused of making".split(" ")
    ),
    max_size=30,
).map(" ".join)


@settings(deadline=None)
@given(one=WORDS | st.text(), other=WORDS | st.text())
def test_spans_are_verbatim_in_any_text(one: str, other: str) -> None:
    first = telling("Ledger", one, before="Before. ")
    second = telling("Wire", other, before="Ahead: ")
    texts = {"Ledger": first.text, "Wire": second.text}
    for kind in (Polarity(), Certainty(), Actor()):
        for finding in findings(kind, first, second):
            assert 0 <= finding.confidence <= 1
            for span in finding.spans:
                text = texts[span.passage.outlet]
                assert text[span.start : span.end] == span.text != ""
                assert span.passage.start <= span.start <= span.end <= span.passage.end


@pytest.mark.parametrize("kind", [Polarity(), Certainty(), Actor()])
@pytest.mark.parametrize(
    "piece",
    [
        *(
            "not sign ",
            "Aa ",
            "allegedly ",
            "a" * 50,
            "said ",
            ", the ",
            "Aa officer ",
            "his uncle ",
        ),
        *("court of Aa ", "claims Aa ", "declined to comment ", "did not address ", "“ "),
    ],
)
def test_a_huge_line_is_read_in_bounds(kind: Polarity, piece: str) -> None:
    assert findings(kind, piece * 3000, piece * 3000) == []


def test_what_both_say_is_no_difference() -> None:
    rest = (
        "will not vote to advance any of the nine nominees pending in the harbour committee or vote"
        " to confirm the three judges awaiting confirmation until the bill comes to the council"
    )
    assert findings(Polarity(), f"“I {rest},” Hollis said.", f"Hollis said he {rest}.") == []
