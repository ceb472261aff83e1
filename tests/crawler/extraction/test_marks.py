"""Signs that a text is somebody else's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.article import Mark
from crawler.extraction.agencies import agencies, agency_named
from crawler.extraction.marks import marks_of

BODY = "The barge struck the pier at noon. Nobody was hurt, and the ferries ran late all day."
URL = "https://www.example.com/news/barge"


def found(
    *bylines: str,
    start: str = "",
    end: str = "",
    outlet: str = "The Packet",
    url: str | None = URL,
    canonical: str | None = None,
) -> list[tuple[str, str]]:
    paragraphs = [f"{start} {BODY}".strip(), *[BODY] * 8, *([end] if end else [])]
    marks = marks_of(
        outlet=outlet, url=url, text="\n\n".join(paragraphs), bylines=bylines, canonical=canonical
    )
    return [(mark.kind, mark.source) for mark in marks]


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("Associated Press", "AP"),
        ("THE ASSOCIATED PRESS", "AP"),
        ("AP", "AP"),
        ("By JANE DOE, Associated Press", "AP"),
        ("By Jane Doe The Associated Press Posted May 24, 2026 10:05 am", "AP"),
        ("Associated Press in Valencia", "AP"),
        ("Reuters Staff", "Reuters"),
        ("Agence France-Presse", "AFP"),
        ("dpa", "dpa"),
        ("Felix Schröder und Jörg Soldwisch, dpa", "dpa"),
        ("© dpa-infocom, dpa:240516-99-53606/3 (dpa)", "dpa"),
        ("Paula Steiger, SDA", "Keystone-SDA"),
        ("PA Media", "PA"),
        ("ANSA", "ANSA"),
        ("Agencia EFE", "EFE"),
        ("NTB", "NTB"),
        ("The Canadian Press", "The Canadian Press"),
        ("Bloomberg News", "Bloomberg"),
        ("Press Trust of India", "PTI"),
        ("共同通信", "Kyodo"),
        ("The Conversation", "The Conversation"),
        ("Jane Doe, KFF Health News", "KFF Health News"),
        ("Stacker", "Stacker"),
    ],
)
def test_bylines(line: str, source: str) -> None:
    assert found(line) == [("byline", source)]


@pytest.mark.parametrize(
    "line",
    ["Jane Doe", "Lisa Reuters", "Michael Bloomberg", "Ani Baker", "Ap Smith", "Patricia PA Jones",
     "Jane Doe, a former Reuters editor", "Jane Doe, formerly of The Associated Press",
     "Photo: AP", "(Image: LightRocket via Getty Images, AFP)",
     "Efe Yilmaz", "", "x" * 5_000 + ", AP", "Hapag Lloyd", "mail@ap.org"],
)  # fmt: skip
def test_people_and_pictures_are_no_agencies(line: str) -> None:
    assert found(line) == []


@pytest.mark.parametrize(
    ("line", "outlet", "source"),
    [
        ("Le Figaro et AFP", "Le Figaro", "AFP"),
        ("Guardian staff and agencies", "The Guardian", "agencies"),
        ("red, ORF.at/Agenturen", "ORF", "agencies"),
    ],
)
def test_a_byline_shared_with_the_outlet_is_a_credit(line: str, outlet: str, source: str) -> None:
    assert found(line, outlet=outlet) == [("credit", source)]


@pytest.mark.parametrize(
    ("start", "source"),
    [
        ("LONDON (AP) —", "AP"),
        ("(AP) —", "AP"),
        ("THE HAGUE, Netherlands (AP) —", "AP"),
        ("The Hague (AFP) –", "AFP"),
        ("SAN JOSÉ, Costa Rica (AP) —", "AP"),
        ("WASHINGTON, Oct 4 (Reuters) -", "Reuters"),
        ("BERLIN (dpa)", "dpa"),
        ("Frankfurt/Main (dpa/lhe) -", "dpa"),
        ("Rio de Janeiro (AFP) –", "AFP"),
        ("AFP –", "AFP"),
        ("(ANSA) - ROMA, 04 OTT -", "ANSA"),
        ("Madrid, 4 oct (EFE).-", "EFE"),
        ("MOSCOW, October 4. /TASS/.", "TASS"),
        ("BEIJING, Oct. 4 (Xinhua) --", "Xinhua"),
        ("【ワシントン共同】", "Kyodo"),
        ("（共同）", "Kyodo"),
        ("(서울=연합뉴스)", "Yonhap"),
        ("新华社北京10月4日电", "Xinhua"),
    ],
)
def test_datelines(start: str, source: str) -> None:
    assert found(start=start) == [("dateline", source)]


@pytest.mark.parametrize(
    "start",
    ["The Associated Press (AP) said on Monday that", "The Palestinian Authority (PA) –",
     "Reuters said on Monday - as others had -", "He met the agency (AP) - and",
     "A spokesman told Reuters:", "The Board (AP) —", "Kyodo News (AP) —",
     "In London the AP reported —", "Press Association (PA) –", "The barge (PTI-4) struck"],
)  # fmt: skip
def test_sentences_are_no_datelines(start: str) -> None:
    assert found(start=start) == []


@pytest.mark.parametrize(
    ("end", "sources"),
    [
        ("Reuters contributed to this report.", ["Reuters"]),
        ("Associated Press writer J. Leicester in Paris contributed to this report.", ["AP"]),
        ("The Associated Press contributed.", ["AP"]),
        ("© 2025 AFP", ["AFP"]),
        ("Copyright 2025 The Associated Press. All rights reserved.", ["AP"]),
        ("(Reporting by Jane Doe in Oslo; Editing by Jo Park)", ["Reuters"]),
        ("Mit Material der dpa", ["dpa"]),
        ("(mit dpa)", ["dpa"]),
        ("Le Monde avec AFP", ["AFP"]),
        ("(dpa/AFP)", ["dpa", "AFP"]),
        ("— Reuters", ["Reuters"]),
        ("“It was loud,” she said. (dpa)", ["dpa"]),
        ("Quelle: ntv.de, dpa", ["dpa"]),
        ("Fuente: EFE", ["EFE"]),
        ("First published in The Conversation.", ["The Conversation"]),
        ("With AFP inputs", ["AFP"]),
    ],
)
def test_credits(end: str, sources: list[str]) -> None:
    assert found(end=end) == [("credit", source) for source in sources]


@pytest.mark.parametrize(
    "end",
    ["He told Reuters.", "Nobody was hurt, according to AFP.", "She works for Reuters", "Foto: dpa",
     "The Reuters building contributed to the skyline.", "He left for the Associated Press.",
     "A spokesman told the Press Association (PA).", "The AP and Reuters declined to comment.",
     "The council contributed to the repair."],
)  # fmt: skip
def test_a_text_that_speaks_of_an_agency_has_no_mark(end: str) -> None:
    assert found(end=end) == []
    assert found(start=end) == []


def test_an_outlet_is_not_marked_with_itself() -> None:
    claims = {"start": "LONDON (AP) —", "end": "The Associated Press contributed."}
    at_home = "https://apnews.com/article/barge-1"
    assert found("Associated Press", outlet="AP News", url=at_home, **claims) == []
    assert found("Associated Press", outlet="The Associated Press", url=None, **claims) == []
    assert ("byline", "AP") in found("Associated Press", **claims)


@pytest.mark.parametrize(
    ("canonical", "source"),
    [
        ("https://www.example.org/news/barge", "example.org"),
        ("//example.org/a", "example.org"),
        ("https://www.example.org/", None),
        ("https://amp.example.com/news/barge", None),
        ("/news/other", None),
        ("https://news.google.com/articles/1", None),
        ("http://10.0.0.7/news/barge", None),
        ("http://localhost:8080/news/barge", None),
        ("javascript:void(0)", None),
        ("http://[::1", None),
    ],
)
def test_canonical_links(canonical: str, source: str | None) -> None:
    assert found(canonical=canonical) == ([("canonical", source)] if source else [])
    assert found(canonical=canonical, url=None) == []


def test_the_outlets_own_domain_counts_as_its_own() -> None:
    marks = marks_of(
        outlet="P", url=URL, text=BODY, canonical="https://example.org/a", domains=("example.org",)
    )
    assert marks == ()


NAMES = st.sampled_from([name for agency in agencies() for name in agency.names])
GLUE = st.sampled_from(["(", ")", " — ", " - ", "LONDON ", "\n\n", "© ", " contributed", "/", ". "])


@given(
    st.lists(NAMES | GLUE | st.text(max_size=12), max_size=14).map("".join),
    st.lists(NAMES | st.text(max_size=40), max_size=4),
)
def test_every_mark_stands_where_it_was_found(text: str, bylines: list[str]) -> None:
    marks = marks_of(outlet="The Packet", url=URL, text=text, bylines=bylines)
    for mark in marks:
        assert isinstance(mark, Mark)
        assert mark.text
        assert mark.text in text or mark.text in bylines
        assert any(agency.name == mark.source for agency in agencies())
    assert len({(mark.kind, mark.source) for mark in marks}) == len(marks)


def test_the_file_of_agencies_is_sound() -> None:
    names = [name for agency in agencies() for name in agency.names]
    assert len(names) == len(set(names))
    for agency in agencies():
        assert agency.names
        assert all(domain == domain.lower() and "/" not in domain for domain in agency.domains)
        for name in agency.names:
            assert agency_named(name) is agency
            assert found(name) == [("byline", agency.name)]
