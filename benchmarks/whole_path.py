"""Matching through the whole path: import → compare → events merge → compare → export.

The labelled articles are written as JSON Lines, each a text made of its given passages (they come
without their paragraphs, so they are joined by spaces, and Parallax cuts them anew), and go through
the commands themselves into a database of their own. Many have no date: all articles of a labelled
event are given one hour, and the events lie a month apart. Where the comparison still does not
find a labelled event whole, `parallax events merge` puts it together, as a person would; how many
were found whole before that is told. The clusters and passages are read from the export. A passage
of ours stands for the given ones that share half of the shorter one's characters with it: a
quotation of three sentences is one passage of ours and three given ones. A pair of ours is right
where it stands for some gold pair, and a gold pair is found where some pair of ours stands for it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import redirect_stdout
from datetime import UTC, datetime, timedelta
from io import StringIO
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.alignment import matched, prepared
from benchmarks.labelled import LabelledEvent, Pair, across, labelled_events
from benchmarks.scores import Score, overlap, pooled
from compare.encoder import SentenceEncoder
from compare.settings import Settings
from parallax import main

_FIRST = datetime(2020, 1, 6, 12, tzinfo=UTC)
_APART = timedelta(days=30)

Row = dict[str, Any]
Stood = tuple[Pair, frozenset[Pair]]
"""A pair of our passages, and the pairs of given ones that it stands for."""


def run(data: Path) -> None:
    """Print the figures of the dev events, both ways."""
    events = labelled_events(data, "dev")
    encoder = SentenceEncoder()
    rule = Settings().passage_rule
    given = [matched(prepared(event, encoder), rule) for event in events]
    with TemporaryDirectory() as folder:
        found, whole = through(events, Path(folder))
    print(f"dev: {len(events)} events, cut {rule.cut:.2f} as shipped")
    print(f"  found whole by the comparison   {whole} of {len(events)} events; the rest merged")
    counts = [overlap(own, event.gold) for own, event in zip(given, events, strict=True)]
    print(f"  on the given passages           {pooled(counts)}")
    print(f"  through the whole path          {score(events, found)}")


def score(events: Sequence[LabelledEvent], found: Sequence[set[Stood]]) -> Score:
    """Pooled over the events; found: of each what `through` gives."""
    right = ours = met_gold = gold = 0
    for event, pairs in zip(events, found, strict=True):
        ours += len(pairs)
        right += sum(not event.gold.isdisjoint(stood) for _, stood in pairs)
        met_gold += len(event.gold & {one for _, stood in pairs for one in stood})
        gold += len(event.gold)
    return Score(precision=right / ours if ours else 0.0, recall=met_gold / gold if gold else 0.0)


def through(events: Sequence[LabelledEvent], folder: Path) -> tuple[list[set[Stood]], int]:
    """Of each event the pairs of ours in one cluster, with what they stand for; and how many
    events were found whole without help."""
    db, file = str(folder / "parallax.db"), folder / "articles.jsonl"
    with file.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in _articles(events))
    _command(db, "import", str(file))
    _command(db, "compare")
    homes = _homes(events, _exported(db, folder / "before"))
    parted = [own for own in homes if len(own) > 1]
    for own in parted:
        _command(db, "events", "merge", *sorted(own), "--later", "--note", "labelled as one")
    if parted:
        _command(db, "compare")
    tables = _exported(db, folder / "export")
    if any(len(own) > 1 for own in _homes(events, tables)):
        raise SystemExit("A labelled event is still in parts after it was merged.")
    return _pairs(events, tables), len(homes) - len(parted)


def _articles(events: Sequence[LabelledEvent]) -> Iterator[Row]:
    for number, event in enumerate(events):
        published = (_FIRST + number * _APART).isoformat()
        texts = {one.passage.article_id: one.text for one in event.tellings.values()}
        for letter, text in texts.items():
            yield {
                "outlet": f"Outlet {letter}",
                "url": _address(number, letter),
                "title": event.titles[letter] or None,
                "published": published,
                "language": "en",
                "text": text,
            }


def _address(number: int, letter: str) -> str:
    return f"https://outlet-{letter.lower()}.example/event-{number}"


def _command(db: str, *arguments: str) -> None:
    """Run `parallax` as from the command line; ends the program where it fails."""
    said = StringIO()
    with redirect_stdout(said):
        status = main(["--db", db, *arguments])
    if status:
        raise SystemExit(f"parallax {arguments[0]} ended with status {status}: {said.getvalue()}")


def _exported(db: str, folder: Path) -> dict[str, list[Row]]:
    _command(db, "export", str(folder))
    return {
        name: [
            json.loads(line)
            for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").split("\n")
            if line
        ]
        for name in ("articles", "passages", "clusters")
    }


def _homes(events: Sequence[LabelledEvent], tables: dict[str, list[Row]]) -> list[set[str]]:
    """Of each labelled event, the events in which its articles stand."""
    home = {row["url"]: row["event_id"] for row in tables["articles"]}
    return [
        {home[_address(number, one.passage.article_id)] for one in event.tellings.values()}
        for number, event in enumerate(events)
    ]


def _pairs(events: Sequence[LabelledEvent], tables: dict[str, list[Row]]) -> list[set[Stood]]:
    """Of each labelled event, the pairs of our passages of different articles in one cluster."""
    articles = {row["url"]: row for row in tables["articles"]}
    ours: defaultdict[str, list[Row]] = defaultdict(list)
    for row in tables["passages"]:
        ours[row["article_id"]].append(row)
    home: dict[str, int] = {}
    stands_for: dict[str, set[str]] = {}
    for number, event in enumerate(events):
        given: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for name, one in event.tellings.items():
            given[one.passage.article_id].append((name, one.passage.text))
        for letter, passages in given.items():
            article = articles[_address(number, letter)]
            placed = list(_placed(article["text"], passages))
            for row in ours[article["article_id"]]:
                home[row["passage_id"]] = number
                stands_for[row["passage_id"]] = set(met(row["start"], row["end"], placed))
    article_of = {row["passage_id"]: row["article_id"] for row in tables["passages"]}
    pairs: list[set[Stood]] = [set() for _ in events]
    for cluster in tables["clusters"]:
        for one, other in combinations(cluster["passage_ids"], 2):
            if article_of[one] != article_of[other]:
                stood = frozenset(across([*sorted(stands_for[one]), *sorted(stands_for[other])]))
                pairs[home[one]].add((frozenset((one, other)), stood))
    return pairs


def _placed(text: str, passages: Iterable[tuple[str, str]]) -> Iterator[tuple[str, int, int]]:
    """(name, start, end) of the given passages in the text as it was captured, in order; one that
    the import changed (what no reader sees) is left out, and what matches it is missed."""
    at = 0
    for name, passage in passages:
        start = text.find(passage, at)
        if start >= 0:
            at = start + len(passage)
            yield name, start, at


def met(start: int, end: int, placed: Iterable[tuple[str, int, int]]) -> Iterator[str]:
    """The given passages that share half of the shorter one's characters with text[start:end]."""
    for name, begin, last in placed:
        shared = min(end, last) - max(start, begin)
        if 2 * shared >= min(end - start, last - begin):
            yield name
