"""Words from the web stay words."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.shown.marks import Mark
from dashboard.markup import (
    Html,
    element,
    join,
    kind_class,
    marked,
    plain,
    source_link,
    text,
    verbatim,
)

PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><a href="javascript:alert(1)">x</a>',
    "[x](javascript:alert(1)) ![x](http://x.example/p.png)",
    "$x^2$ :red[x] **b** <!-- -->",
    '=HYPERLINK("http://x.example")',
    "</mark></td></table><style>*{display:none}</style>",
    "&lt;script&gt;",
    "a\x00b\u202ec",
]


class _Read(HTMLParser):
    """The text a browser shows, and the elements it makes."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words = ""
        self.tags: list[str] = []
        self.feed(markup)
        self.close()

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_words_make_no_element(payload: str) -> None:
    drawn = join(
        [
            element("p", payload, title=payload),
            verbatim(payload),
            marked(payload, [Mark(start=1, end=4, kind=payload)]),
            source_link("https://x.example/", payload, payload, payload),
        ]
    )
    assert set(_Read(drawn).tags) <= {"p", "span", "mark", "a"}


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"])))
def test_text_is_shown_as_it_is(words: str) -> None:
    read = _Read(element("p", words, title=words))
    assert read.words == words
    assert read.tags == ["p"]


@given(st.text())
def test_any_string_can_be_sent(words: str) -> None:
    assert isinstance(text(words).encode("utf-8"), bytes)


@given(
    st.text("ab<&é ", max_size=30),
    st.lists(
        st.builds(
            lambda s, n, k: Mark(start=s, end=s + n, kind=k),
            st.integers(-5, 35),
            st.integers(0, 20),
            st.sampled_from(["figure", "wording", "new_kind"]),
        )
    ),
)
def test_marks_keep_the_words(words: str, marks: list[Mark]) -> None:
    read = _Read(marked(words, marks))
    for label in ("figure", "wording", "new kind"):
        read.words = read.words.replace(label, "")
    assert read.words == words
    covered = any(0 <= m.start < len(words) and m.end > m.start for m in marks)
    covered = covered or any(m.start < 0 < min(m.end, len(words)) for m in marks)
    assert ("mark" in read.tags) == covered


def test_overlapping_marks_carry_both_kinds() -> None:
    marks = [Mark(start=0, end=9, kind="figure"), Mark(start=3, end=9, kind="wording")]
    drawn = marked("ten cracks", marks)
    assert drawn.count("<mark") == 2
    assert drawn.count(">figure<") == drawn.count(">wording<") == 1


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//x.example/",
        "http://",
        "http://[::1",
        "http://x.example/\x00",
    ],
)
def test_only_web_addresses_are_linked(url: str | None) -> None:
    assert source_link(url, "words", "source", "outlet") is None


def test_only_own_markup_is_not_escaped() -> None:
    assert element("p", Html("<b>x</b>"), "<b>") == "<p><b>x</b>&lt;b&gt;</p>"
    assert element("a", "x", href=None, open=True, data_outlet='"') == (
        '<a open data-outlet="&quot;">x</a>'
    )


def test_unknown_kinds_have_a_style() -> None:
    assert kind_class("figure") == "px-k-figure"
    assert kind_class('x" onclick="') == "px-k-other"


_MADE_OF_WORDS = [
    # mdast-util-gfm-autolink-literal, then what Streamlit itself replaces: both see the words when
    # Markdown's escapes are gone.
    re.compile(r"(https?://|www(?=\.))([-.\w]+)", re.I),
    re.compile(r"[-.\w+]+@[-\w]+(\.[-\w]+)+"),
    re.compile(r":(material_\w+|streamlit|smile|\+1):"),
    re.compile(r"(^|\s)(<->|->|<-|--|>=|<=|~=)(\s|$)"),
]


@given(
    st.lists(
        st.sampled_from(
            ["http://", "HTTPS://", "www.", "a@", "x.example", ":", "streamlit:", "material_home:",
             "+1:", "smile", "->", "<-", "<->", "--", ">=", "~=", " ", "-", "<", "é", "\\"]
        )
    ).map("".join)
)  # fmt: skip
def test_plain_leaves_nothing_to_make_links_and_pictures_of(words: str) -> None:
    said = plain(words)
    shown = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", said)
    assert shown.replace("\u2060", "") == " ".join(words.split())
    for pattern in _MADE_OF_WORDS:
        assert not pattern.search(shown)


def test_plain_disarms_markdown() -> None:
    assert plain("see /tmp/a-b.db --db x, 12:30:45") == (
        r"see \/tmp\/a\-b\.db \-\-db x, 12\:30\:45"
    )
    assert plain("a_b_c: *x* [y](z)\nnew") == r"a\_b\_c\: \*x\* \[y\]\(z\) new"
