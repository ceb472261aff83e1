"""Who is said to have said it: before, behind and between the words; names, offices, pronouns."""

from __future__ import annotations

import pytest

from compare.quotations import Quotation, quotations

WORDS = "“We never asked for any of this,”"


def told(text: str) -> list[tuple[str, str, str | None, str | None] | None]:
    """Of each quotation: ground, speaker, cue, name."""
    return [_told(text, one) for one in quotations(text, "en")]


def _told(text: str, one: Quotation) -> tuple[str, str, str | None, str | None] | None:
    found = one.attribution
    if found is None:
        return None
    cue = found.cue.of(text) if found.cue else None
    return found.ground, found.speaker.of(text), cue, found.name


@pytest.mark.parametrize(
    ("behind", "speaker", "cue", "name"),
    [
        ("Dana Hollis said.", "Dana Hollis", "said", "Dana Hollis"),
        ("said Dana Hollis.", "Dana Hollis", "said", "Dana Hollis"),
        ("Mr. Hollis said on Monday.", "Mr. Hollis", "said", "Hollis"),
        ("Mayor Dana Hollis told reporters.", "Mayor Dana Hollis", "told", "Dana Hollis"),
        ("Dana Hollis, the mayor of Oak Bend, said.", "Dana Hollis", "said", "Dana Hollis"),
        (
            "Dana Hollis, a clerk in Oak Bend, Ill., and Rye, said.",
            "Dana Hollis",
            "said",
            "Dana Hollis",
        ),
        ("Dana Hollis, 54, wrote on Friday.", "Dana Hollis", "wrote", "Dana Hollis"),
        ("Dana Hollis (D-Ill.) tweeted.", "Dana Hollis", "tweeted", "Dana Hollis"),
        ("Dana Hollis, D-N.Y., said.", "Dana Hollis", "said", "Dana Hollis"),
        ("Governor J.B. Hollis said.", "Governor J.B. Hollis", "said", "J.B Hollis"),
        ("the U.S. intelligence office said.", "the U.S. intelligence office", "said", None),
        ("Dana Hollis also later told the board.", "Dana Hollis", "told", "Dana Hollis"),
        ("said spokesman Dana Hollis.", "Dana Hollis", "said", "Dana Hollis"),
        ("said its chair, Dana Hollis.", "Dana Hollis", "said", "Dana Hollis"),
        ("a driver, Dana Hollis, told us.", "Dana Hollis", "told", "Dana Hollis"),
        ("board chair Dana Hollis said.", "Dana Hollis", "said", "Dana Hollis"),
        ("Fire Chief Dana Hollis said.", "Fire Chief Dana Hollis", "said", "Dana Hollis"),
        ("said Dana van der Berg, who drove.", "Dana van der Berg", "said", "Dana van der Berg"),
        ("the mayor told reporters.", "the mayor", "told", None),
        ("said a spokesman for the mayor.", "a spokesman for the mayor", "said", None),
        ("a spokesman for the mayor said.", "a spokesman for the mayor", "said", None),
        ("police said.", "police", "said", None),
        ("according to Dana Hollis.", "Dana Hollis", "according to", "Dana Hollis"),
        ("according to the police.", "the police", "according to", None),
        ("she wrote.", "she", "wrote", None),
        ("the Health Department said.", "the Health Department", "said", None),
        ("the Kentucky Republican said.", "the Kentucky Republican", "said", None),
    ],
)
def test_behind_the_words(behind: str, speaker: str, cue: str, name: str | None) -> None:
    assert told(f"{WORDS} {behind}") == [("after", speaker, cue, name)]


@pytest.mark.parametrize(
    ("ahead", "speaker", "cue", "name"),
    [
        ("Dana Hollis said: ", "Dana Hollis", "said", "Dana Hollis"),
        ("On Monday, Dana Hollis told the board ", "Dana Hollis", "told", "Dana Hollis"),
        ("According to Judge Dana Hollis, ", "Judge Dana Hollis", "According to", "Dana Hollis"),
        (
            "Dana Hollis, a clerk at Stratfor, a shop, told us it was ",
            "Dana Hollis",
            "told",
            "Dana Hollis",
        ),
        ("Dana Hollis called it ", "Dana Hollis", "called", "Dana Hollis"),
        (
            "Dana Hollis defended the vote on Friday, adding ",
            "Dana Hollis",
            "adding",
            "Dana Hollis",
        ),
        ("Dana Hollis stood up and said ", "Dana Hollis", "said", "Dana Hollis"),
        (
            "Ray Aldous left, Dana Hollis confirmed, calling it ",
            "Dana Hollis",
            "calling",
            "Dana Hollis",
        ),
        ("Dana Hollis: ", "Dana Hollis", None, "Dana Hollis"),
        ("The department said that it was ", "The department", "said", None),
        ("Dana Hollis said:\n\n", "Dana Hollis", "said", "Dana Hollis"),
    ],
)
def test_before_the_words(ahead: str, speaker: str, cue: str | None, name: str | None) -> None:
    assert told(f"It was late. {ahead}“we never asked for any of this.”") == [
        ("before", speaker, cue, name)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Dana Hollis said nothing and passed a sign reading “Lunch is free for everyone.”",
        "The plan was called “a gift to all the people.”",
        "“We never asked for this.” Dana Hollis said nothing.",
        "“We never asked for this,” and on Monday the paper that Dana Hollis owns said more.",
        "Across the other states “we never asked for any of this” was heard.",
        "Oak Bend lawyer Dana Hollis met them at noon, adding “We never asked for any of this.”",
        "Dana Hollis answered a note that reads: “We never asked for any of this.”",
        "“We never asked for any of this.”",
    ],
)
def test_nobody_is_named_where_it_is_not_plain(text: str) -> None:
    assert told(text) == [None]


def test_two_halves_around_the_speaker_are_one_quotation() -> None:
    text = "“We never asked,” said Dana Hollis, the mayor, “for any of this.”"
    [one] = quotations(text)
    assert [piece.of(text) for piece in one.pieces] == ["We never asked,", "for any of this."]
    assert told(text) == [("between", "Dana Hollis", "said", "Dana Hollis")]


@pytest.mark.parametrize(
    "text",
    [
        "“We never asked,” said Dana Hollis. “It came to us.”",
        "He called it “a very bad day,” she said, and “a very bad night.”",
    ],
)
def test_two_sentences_are_two_quotations(text: str) -> None:
    assert len(quotations(text)) == 2


def test_who_goes_on_speaking() -> None:
    text = (
        "“We never asked for it,” Mr. Hollis said on Monday. “It came to us.”\n\n"
        "“Nobody helped us at all.”\n\n"
        "Trucks stood about. “Free lunch for everyone.”"
    )
    assert [one and one[0] for one in told(text)] == ["after", "carried", "carried", None]


def test_a_family_name_is_given_in_full_where_the_article_has_it() -> None:
    text = f"Mayor Dana Hollis came.\n\n{WORDS} Hollis said."
    assert told(text) == [("after", "Hollis", "said", "Dana Hollis")]
    two = f"Dana Hollis met Ray Hollis.\n\n{WORDS} Hollis said."
    assert told(two) == [("after", "Hollis", "said", None)]


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ("Mayor Dana Hollis came late.", "Dana Hollis"),
        ("Dana Hollis came with Ray Aldous.", None),
        ("Dana Hollis came from Chicago, with Trump.", None),
        ("Dana Hollis “came with Ray Aldous to us,” they say.", "Dana Hollis"),
        ("The mayor came late.", None),
    ],
)
def test_a_pronoun_means_the_only_person_named(before: str, name: str | None) -> None:
    assert told(f"{before} {WORDS} she said.")[-1] == ("after", "she", "said", name)


def test_a_pronoun_means_who_spoke_last_where_no_other_was_named_since() -> None:
    text = f"Ray Aldous came.\n\n“We never met at all,” Dana Hollis said.\n\n{WORDS} she added."
    assert told(text)[-1] == ("after", "she", "added", "Dana Hollis")


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("They call the policy “neutral walls.”", "scare"),
        ("The so-called “experts” left.", "scare"),
        ("“Never,” Dana Hollis said.", "speech"),
        ("Dana Hollis said: “Never.”", "speech"),
        ("She read “The Long Way Home to Oak Bend” aloud.", "title"),
        ("It was “a very long way home to us” then.", "speech"),
    ],
)
def test_what_is_set_apart_is_no_speech(text: str, role: str) -> None:
    assert [one.role for one in quotations(text)] == [role]


def test_in_other_languages_the_words_are_found_and_the_speaker_left_open() -> None:
    text = "„Wir haben das nie verlangt“, said Dana Hollis."
    [one] = quotations(text, "de-AT")
    assert one.attribution is None
    [one] = quotations(text, "en_US")
    assert one.name == "Dana Hollis"
