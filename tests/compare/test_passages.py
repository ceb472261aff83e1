"""Passages: sentence-sized pieces with exact offsets."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.passages import passages_of, split

LANGUAGES = st.sampled_from(
    [None, "", "en", "en-GB", "en_US", "de", "fr", "es", "ja", "zh-Hans", "ar", "xx", "nonsense"]
)
PIECES = st.sampled_from(
    [
        "“",
        "”",
        '"',
        "«",
        "»",
        "'",
        "’",
        ".",
        "?",
        "!",
        "…",
        "。",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\r\n",
        "\t",
        "\u2028",
        "\u00a0",
        "\u200b",
        "\ufeff",
        "Mr.",
        "U.S.",
        "p.m.",
        "4.30",
        "J. D. Vance",
        "She left",
        "he said",
        "Überall",
        "e\u0301",
        "😀",
        "👩‍👩‍👧",
        "𝒳𝒴",
        "東京",
        "Ms.",
        "「",
        "」と",
        "„",
        "a.m. Monday",
        "; ",
        "[",
        " said",
        "word " * 90,
        "ไป",
        "।",
        "قال",
        "(",
        ")",
        "- ",
        "1. ",
    ]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join))


def sentences(text: str, language: str | None = "en") -> list[str]:
    return [text[start:end] for start, end in split(text, language)]


@given(TEXTS, LANGUAGES)
def test_offsets_are_exact_in_order_and_without_overlap(text: str, language: str | None) -> None:
    found = list(split(text, language))
    for start, end in found:
        piece = text[start:end]
        assert 0 <= start < end <= len(text)
        assert piece == piece.strip()
        assert "\n" not in piece
        assert re.search(r"\w", piece)
    assert all(before[1] <= after[0] for before, after in pairwise(found))


@given(TEXTS, LANGUAGES)
def test_every_word_stands_in_a_passage(text: str, language: str | None) -> None:
    covered = {place for start, end in split(text, language) for place in range(start, end)}
    assert all(match.start() in covered for match in re.finditer(r"\w", text))


@given(TEXTS, LANGUAGES)
def test_passages_say_what_the_offsets_say(text: str, language: str | None) -> None:
    found = passages_of(article_id="a1", outlet="Wire", revision=3, text=text, language=language)
    assert [(p.start, p.end) for p in found] == list(split(text, language))
    assert [p.position for p in found] == list(range(len(found)))
    assert all(text[p.start : p.end] == p.text for p in found)
    assert {(p.article_id, p.outlet, p.revision) for p in found} <= {("a1", "Wire", 3)}
    assert len({p.passage_id for p in found}) == len(found)


@pytest.mark.parametrize(
    "sentence",
    [
        "Mr. Smith met Mrs. Jones and Dr. Patel.",
        "The U.S. Capitol was closed.",
        "Sen. J. D. Vance spoke to Gov. J. B. Pritzker.",
        "Gen. H. R. McMaster left.",
        "It began at 4.30 p.m. on Monday.",
        "It began at 4:30 p.m. and ended at 6 a.m. on Sunday.",
        "Prices rose 4.5 percent to $1.25 a gallon.",
        "The ship, i.e. the ferry, drifted.",
        "He works for Acme Inc. in St. Louis.",
        "The state called Ms. Brewer and Mx. Lee to urge them.",
        "Ret. Lt. Gov. Dan Patrick met Sgt. Hall, Amb. Wu and the Rev. Al Green.",
        "It closed at 6 a.m. Monday and opened at 5 p.m. ET.",
        "It was No. 2 of some approx. 50 near the Wash. office.",
        "Sens. Mazie Hirono, D-Hawaii; Tom Udall, D-N.M.; and Jane Roe, D-Conn.; agreed.",
        "The C.I.A. has struggled to agree.",
    ],
)
def test_abbreviations_and_decimals_do_not_end_a_passage(sentence: str) -> None:
    assert sentences(f"{sentence} Then it rained.") == [sentence, "Then it rained."]


@pytest.mark.parametrize(
    "sentence",
    [
        "“We came. We saw. We left,” he said.",
        'She said: "Stop. Go home. Now."',
        "“Is it over? It is not over! It never was,” the mayor said.",
        "The union called it “a violation. Plain and simple. Nothing else” in a letter.",
        '"Children will lose homes. This violates the law,” the lawyer said.',
        '"We will mend it. We promise," he said, “whatever comes. Whoever asks.”',
        "‘We won’t go. We stay,’ the players’ captain said.",
        "The mayor (she was late. Very late) spoke.",
    ],
)
def test_a_quotation_is_not_cut(sentence: str) -> None:
    assert sentences(f"{sentence} Then it rained.") == [sentence, "Then it rained."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Why?" Ann Hollis asked. He left.', ['"Why?" Ann Hollis asked.', "He left."]),
        ("“Go!” he cried. He left.", ["“Go!” he cried.", "He left."]),
        ('"Why?" Nobody knew. He left.', ['"Why?"', "Nobody knew.", "He left."]),
        ("“It ended,” he told me. “And we left.”", ["“It ended,” he told me.", "“And we left.”"]),
        ('It was over. "We left," he said.', ["It was over.", '"We left," he said.']),
    ],
)
def test_who_spoke_stands_with_what_was_said(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "They met in May. Attorney General Ames left.",
        "(2) They stood near each officer. A second fence stood there.",
        "They saw 12. They left.",
        "he left. then he came back.",
    ],
)
def test_a_sentence_ends_where_it_ends(text: str) -> None:
    assert len(sentences(text)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "7. A seat was left open.\n(a) It was kept.\n• It was lost.\n- It was found.",
        "What we know\n1) Four cars came.\nIV. The end",
    ],
)
def test_a_list_item_stands_with_its_mark(text: str) -> None:
    assert sentences(text) == text.split("\n")


WORDS = "one and another car drove down the long road to the ferry "


@pytest.mark.parametrize(
    ("text", "longest"),
    [
        (WORDS * 100, 300),  # nothing ends it
        (("The car left; " + WORDS) * 40 + "and left.", 1000),
        ("“" + "We left. We came back. " * 200 + "”", 1000),
        ("ไปที่ท่าเรือ " * 400, 300),
        ("東京" * 3000, 300),
        ("x" * 5000, 300),
        ("「" + "彼は来た。" * 500 + "」", 1000),
        ('"' * 5000 + "x", 1000),
    ],
)
def test_what_is_too_long_is_cut(text: str, longest: int) -> None:
    found = sentences(text)
    assert len(found) > 1 or "x" in text
    assert max(map(len, found)) <= longest
    assert "".join("".join(found).split()) == "".join(text.split()) or '"' in text


def test_a_long_sentence_that_ends_stays_whole() -> None:
    text = WORDS * 10 + "and stopped."
    assert sentences(text) == [text]


def test_many_marks_take_no_longer_than_few() -> None:
    # Quadratic work would take minutes here.
    assert len(sentences("“He left. " * 5000)) >= 5000
    assert sentences("([ " * 20_000 + "He left. He came.")


def test_an_opening_mark_goes_with_a_quotation_closed_by_another_mark() -> None:
    text = 'It was over. “It is not the law,” he said. “We hope to have a fix very soon."'
    assert sentences(text) == [
        "It was over.",
        "“It is not the law,” he said.",
        '“We hope to have a fix very soon."',
    ]


def test_an_opening_mark_stays_with_what_it_opens() -> None:
    text = "“It is not the law,” he said. “We hope to have a fix. We will see."
    found = sentences(text)
    assert found[0] == "“It is not the law,” he said."
    assert found[1].startswith("“We hope to have a fix.")
    assert sentences("“Yes. “Yes. “Yes.") == ["“Yes.", "“Yes.", "“Yes."]


def test_a_quotation_over_several_paragraphs_is_cut_at_its_sentences() -> None:
    text = "“We saw it. We ran.\n\n“Then it burned. It was over,” she said. He left."
    assert sentences(text) == [
        "“We saw it.",
        "We ran.",
        "“Then it burned. It was over,” she said.",
        "He left.",
    ]


def test_paragraph_breaks_end_a_passage_without_a_full_stop() -> None:
    assert sentences("What we know\n\nA fire broke out\nIt was large") == [
        "What we know",
        "A fire broke out",
        "It was large",
    ]


def test_what_has_no_letter_or_digit_is_no_passage() -> None:
    assert sentences("* * *\n\n—\n\n…\n\n\n") == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "de",
            "Am 3. Oktober brannte es. Alle gingen.",
            ["Am 3. Oktober brannte es.", "Alle gingen."],
        ),
        ("ja", "彼は来た。彼は去った。", ["彼は来た。", "彼は去った。"]),
        ("es", "¿Quién fue? Nadie lo sabe.", ["¿Quién fue?", "Nadie lo sabe."]),
        ("zh-Hant-TW", "火災發生。無人受傷。", ["火災發生。", "無人受傷。"]),
        ("zh", "他说：“结束了。走吧。”下雨了。", ["他说：“结束了。走吧。”", "下雨了。"]),
        (
            "ja",
            "彼は「終わった。帰ろう。」と言った。雨だ。",
            ["彼は「終わった。帰ろう。」と言った。", "雨だ。"],
        ),
        ("ar", "انتهى الأمر. ثم غادر؟ نعم.", ["انتهى الأمر.", "ثم غادر؟", "نعم."]),
        ("hi", "यह खत्म हुआ। वह चला गया।", ["यह खत्म हुआ।", "वह चला गया।"]),
        ("th", "เขาบอกว่ามันจบแล้ว", ["เขาบอกว่ามันจบแล้ว"]),
        (
            "fr",
            "« C'est fini. On part. » M. Roux sort.",
            ["« C'est fini. On part. »", "M. Roux sort."],
        ),
        (
            "de",
            "Er rief: „Halt. Stehen bleiben.“ Alle gingen.",
            ["Er rief: „Halt. Stehen bleiben.“", "Alle gingen."],
        ),
    ],
)
def test_other_languages(language: str, text: str, expected: list[str]) -> None:
    assert sentences(text, language) == expected


@pytest.mark.parametrize("language", [None, "", "xx", "en-GB", "EN", "tlh", "not a language", "-"])
def test_an_unknown_language_falls_back_to_english(language: str | None) -> None:
    text = "Mr. Smith left. “I am tired. Good night,” he said."
    assert sentences(text, language) == ["Mr. Smith left.", "“I am tired. Good night,” he said."]


def ids(text: str, article_id: str = "a1") -> dict[str, str]:
    found = passages_of(article_id=article_id, outlet="Wire", revision=1, text=text)
    return {p.text: p.passage_id for p in found}


def test_an_id_stays_when_another_sentence_changes() -> None:
    before = ids("Four cars came. One fled. Police watched.")
    after = ids("At least ten cars came at noon. One fled. Police watched. It rained.")
    assert before["One fled."] == after["One fled."]
    assert before["Police watched."] == after["Police watched."]
    assert before["Four cars came."] not in after.values()


def test_repeated_sentences_have_ids_of_their_own_that_stay() -> None:
    text = "No comment. It burned. No comment. No comment."
    found = [p.passage_id for p in passages_of(article_id="a", outlet="W", revision=1, text=text)]
    assert len(set(found)) == 4
    longer = passages_of(article_id="a", outlet="W", revision=2, text=f"News. {text} The end.")
    assert [p.passage_id for p in longer][1:-1] == found


def test_the_same_sentence_in_two_articles_has_two_ids() -> None:
    assert ids("It burned.", "a1") != ids("It burned.", "a2")
