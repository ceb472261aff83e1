"""Pages that are not one report of one event, by headline, address and section."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.digests import Digest, is_digest, kind_of_page


def kind(
    title: str = "Ferry adrift", *, url: str | None = None, section: str | None = None
) -> Digest | None:
    return kind_of_page(title=title, url=url, section=section, text="The ferry drifted.")


@pytest.mark.parametrize(
    "title",
    [
        "The week in five stories",
        "The year in pictures",
        "The Week in Review",
        "Morning briefing: ferry adrift, fares up",
        "Your weekend briefing",
        "Weekly round-up",
        "Evening roundup",
        "Five things to know this Monday",
        "10 things you need to know",
        "Your horoscope for Tuesday",
        "Daily crossword: 9 October",
        "Today’s front pages",
        "Letters to the editor: leaf blowers",
        "News of the day",
        "Newspaper headlines: 'Ferry chaos' and 'fares up'",
        "The papers: 'Ferry chaos' and fares",
        "Your Monday Briefing",
        "Your Wednesday Evening Briefing",
        "The Morning: A bridge too far",
        "Morning mail: ferry adrift, fares up",
        "First Edition: what the ferry tells us",
        "Wednesday briefing: Ferry adrift for seven hours",
        "Friday evening news briefing: Ferry adrift",
        "5 things to know for March 15: Ferry, fares, floods",
        "5 things to know for Friday",
        "Morning Bid: Fares and floods",
        "POLITICO Playbook: The ferry caucus",
        "POLITICO London Playbook: Ferry tales",
        "Playbook PM: Drifting",
        "Axios AM: Ferry edition",
        "Ce qu'il faut retenir de l'actualité du week-end",
        "Die Lage am Morgen: Fähre treibt",
        "Die Lage am Abend - Fähre",
        "News des Tages: Fähre, Wetter, Bundestag",
        "The Hill's 12:30 Report: Ferry adrift",
        "Overnight Defense: Ferry adrift | Fares up",
        "Hillicon Valley: Ferries go online",
        "PRESS DIGEST- Wall Street Journal - Oct 9",
        "Corrections: Oct. 3, 2020",
        "Today in History: October 9",
        "Quotation of the Day: 'We drifted'",
        "AP News in Brief at 6:04 p.m. EDT",
        "Stocks making the biggest moves midday: Ferryco, Bargeco",
        "Here are Tuesday's biggest analyst calls",
        "5 things to know before the stock market opens Thursday",
        "What the papers say about the ferry",
        "Rassegna stampa del 9 ottobre",
        "Revue de presse du vendredi",
        "Oroscopo di oggi: Ariete",
        "Horóscopo de hoy, 9 de octubre",
        "Wordle today: the answer for October 9",
        "What's on TV tonight: ferries",
        "Les titres du jour",
        "Las noticias del día",
        "Le notizie del giorno",
        "As notícias do dia",
        "Het nieuws van de dag",
        "Tagesrückblick: Fähre treibt",
        "Das war der Tag",
        "Letters: leaf blowers and ferries",
        "Leserbriefe zum Thema Fähre",
        "Week in pictures: 3 - 9 October",
        "Photos of the day: October 9",
        "Best photos of the week",
        "Fotos der Woche",
        "Sunday shows preview: Ferry in focus",
        "Police blotter: October 9",
        "World news in brief: ferry adrift",
        "Vox Sentences: All adrift",
        "The Daily 202: Ferries are back",
        "FirstFT: Ferry adrift",
        "Politics this week",
        "Dear Abby: my husband loves ferries",
        "Transfer rumours: keeper to leave",
        "F.A.Z. Frühdenker: Fähre treibt auf der Orra",
        "Was heute wichtig ist",
        "Buenos días: el ferry",
        "10 things in politics you need to know today",
    ],
)
def test_about_many_things(title: str) -> None:
    found = kind(title)
    assert found is not None
    assert found.about == "many"
    assert is_digest(title)


@pytest.mark.parametrize(
    "title",
    [
        "Live updates: storm nears coast",
        "Election night live blog",
        "Cup final – as it happened",
        "Live updates: Hurricane Milton nears coast",
        "Ferry adrift: live updates",
        "UK politics: minister quits over ferry – as it happened",
        "Ferry adrift – live",
        "Ukraine war live: ferry hit",
        "Ferry LIVE: passengers stranded",
        "EN DIRECT, ferry à la dérive : les passagers secourus",
        "DIRECT. Ferry à la dérive",
        "Fähre treibt: Liveblog",
        "Krieg in der Ukraine im Liveticker",
        "Ferry, última hora: en directo",
        "Traghetto alla deriva, la diretta",
        "Ferry à deriva: ao vivo",
        "Liveblog veerboot",
        "In pictures: the ferry adrift",
        "Podcast: Who let the ferry drift?",
        "+++ 12:30 Fähre treibt +++",
    ],
)
def test_about_one_event(title: str) -> None:
    found = kind(title)
    assert found is not None
    assert found.about == "one"


@pytest.mark.parametrize(
    "title",
    [
        "",
        "Border Patrol agent shoots woman in Brighton Park",
        "What we know, and don’t, about the Border Patrol shooting in Chicago",
        "Three firefighters hurt as ammonia inferno levels Indiana warehouse",
        "Ferry with 214 aboard drifts for seven hours",
        "Woman lives to tell the story of the week she spent adrift",
        "President cancels daily briefing after reporter is expelled",
        "Minister walks out of news briefing",
        "Letter to the editor’s killer read in court",
        "Trump briefing cut short after reporter is expelled",
        "Weekly jobless claims fall to 2.1 million",
        "Brief filed in court against ferry company",
        "President cancels daily briefing",
        "White House holds first press briefing in a year",
        "Five things to watch as Trump visits Puerto Rico",
        "Five takeaways from the Democratic debate",
        "Five things to know about Merrick Garland",
        "Debate night: 6 things to know",
        "Border Patrol immigrant roundup condemned",
        "Police defend weekend roundup of protesters",
        "Man who live-streamed attack convicted",
        "Supreme Court to hear ferry case live",
        "Weather: Hottest day of the year as fires spread",
        "Weekend weather: snow storm to hit coast",
        "Tuesday's primary election results",
        "Deaths in ferry disaster reach 40",
        "Man dies in crash: police report",
        "News of the World phone-hacking trial opens",
        "Newsletter editor arrested in capital",
        "Horoscope writer sues newspaper",
        "Crossword compiler found dead",
        "Heute vor Gericht: Kapitän der Fähre",
        "L'agenda de la réforme des retraites bousculé",
        "Was am Montag passierte",
        "Les résultats des élections législatives",
        "Woman's letter to the editor goes viral",
        "Pictures of the day the bridge fell shown in court",
        "Daily Mail: judge rules for prince",
        "The Daily Mail - Prince Harry trial begins",
        "Today: ferry talks resume",
        "Senate passes short-term spending bill in late-night vote",
        "Opinion: The ferry should never have sailed",
        "Pulse nightclub shooting: survivors remember",
        "Week in which everything changed for ferry firm",
        "What to watch in the governor's debate",
        "Live Nation sued over ticket prices",
        "Netflix cancels show",
        "Weekly unemployment claims: what to know",
        "Q&A: what we know about the ferry",
        "Timeline: how the ferry drifted",
        "The morning after the ferry disaster",
        "Bonjour tristesse reviewed",
        "Morning commuter train derails",
        "Evening standard-bearer quits",
        "Die Lage in Syrien eskaliert",
        "Der Tag der Entscheidung für die Fähre",
        "Post office scandal: letters reveal minister knew",
        "Newspaper editor shot dead",
        "Papers: ministers knew of ferry's faults",
        "Ask judges to rule, firm says",
        "Quiz show host dies at 80",
        "Trump's morning tweets draw fire",
        "Top stories editor resigns",
        "Stocks end lower as ferry shares slump",
        "Wall Street opens higher",
        "In brief hearing, judge sets bail",
        "Podcast host charged with fraud",
        "Gallery fire destroys paintings",
        "Vivo files for bankruptcy",
        "Direct flights resume",
        "In diretta tv la protesta",
        "Primera hora de la mañana: ataque",
    ],
)
def test_reports_of_one_event(title: str) -> None:
    assert kind(title) is None
    assert not is_digest(title)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.example.com/world/live/2025/oct/09/ferry-adrift", "live blog"),
        ("https://www.example.com/LIVE/ferry-adrift", "live blog"),
        ("https://www.example.com/newsletters/playbook/2025/10/09/ferry-00817", "newsletter"),
        ("https://www.example.com/opinion/letters/ferry-adrift", "letters"),
        ("https://www.example.com/horoscope/aries", "horoscope"),
        ("https://www.example.com/podcasts/ferry-adrift", "podcast"),
        # the last part is the article's own name
        ("https://www.example.com/news/live", None),
        ("https://www.example.com/news/live-aid-at-forty", None),
        ("https://www.example.com/politics/letters-from-the-front", None),
        ("https://live.example.com/ferry-adrift", None),
        ("http://[::1", None),
        ("", None),
        (None, None),
    ],
)
def test_by_address(url: str | None, name: str | None) -> None:
    found = kind(url=url)
    assert (found.kind if found else None) == name


@pytest.mark.parametrize(
    ("section", "name"),
    [
        ("Letters", "letters"),
        ("  NEWSLETTERS ", "newsletter"),
        ("Letters to the Editor", "letters"),
        ("World", None),
        ("Live music", None),
        ("", None),
        (None, None),
    ],
)
def test_by_section(section: str | None, name: str | None) -> None:
    found = kind(section=section)
    assert (found.kind if found else None) == name


def test_a_headline_says_more_than_an_address() -> None:
    url = "https://www.example.com/live/2025/oct/09/ferry-adrift"
    assert kind("Letters: ferries and leaf blowers", url=url) == Digest(
        kind="letters", about="many"
    )


def test_either_apostrophe() -> None:
    assert kind("Today's front pages") == kind("Today’s  front pages") is not None


@given(st.text(max_size=60), st.none() | st.text(max_size=60), st.text(max_size=200))
def test_any_page_has_a_kind_or_none(title: str, url: str | None, text: str) -> None:
    found = kind_of_page(title=title, url=url, section=title, text=text)
    assert found is None or (found.kind and found.about in ("many", "one"))
