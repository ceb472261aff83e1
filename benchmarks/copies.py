"""Copies: precision and recall of pairs on the demo newsroom, on edits of real articles, and what
is found among the real articles themselves.

Baselines in the same run: Jaccard of MinHash at the threshold that suits it best on these very
pairs, and the rule of our first version (38% of an article's three-word runs, quotations in double
marks left out). Each decides on the same pairs of a later and an earlier text.
"""

from __future__ import annotations

import json
import random
import re
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

from datasketch import MinHash

from benchmarks.edits import BEYOND, COPIES, OWN, made
from benchmarks.scores import Score, overlap, pooled
from compare.settings import Settings
from compare.syndication import Candidate, Copy, find_copies
from crawler.article import Mark
from crawler.extraction.marks import marks_of
from crawler.urls import registered_domain
from demo.newsroom import Newsroom

_DRAWN = 300
_PILE = 800
_NOON = datetime(2025, 1, 1, 12, tzinfo=UTC)
_SEED = 4

_READ: dict[frozenset[str], str] = {
    frozenset(
        {
            "https://www.reuters.com/article/us-usa-trump-impeachment/republican-senator-disturbed-"
            "by-mcconnells-work-with-white-house-on-impeachment-trial-idUSKBN1YT0O2",
            "https://www.theguardian.com/us-news/2019/dec/26/trump-impeachment-lisa-murkowski-"
            "disturbed-by-mitch-mcconnells-stance",
        }
    ): "the agency's report, lightly edited",
    frozenset(
        {
            "https://www.reuters.com/article/us-usa-shutdown/trump-delays-state-of-the-union-"
            "address-until-shutdown-ends-idUSKCN1PH14I"
        }
    ): "one page that the data list under two outlets",
}
"""URLs of two articles → what a person who read both says; copies, so no own accounts above."""


@dataclass(frozen=True, kw_only=True)
class _Pair:
    kind: str
    earlier: str
    later: str


def run(data: Path) -> None:
    """Print the figures."""
    settings = Settings()
    path = data / "events" / "dev.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    _print_newsroom(settings)
    pairs = list(_pairs(rows))
    _print_edits(pairs, settings)
    _print_hashing(rows, pairs, settings)
    _print_real(rows, settings)


def _print_newsroom(settings: Settings) -> None:
    newsroom = Newsroom.load()
    named = {outlet.key: outlet.name for outlet in newsroom.outlets}
    events: dict[str, list[Candidate]] = defaultdict(list)
    gold = set()
    for published in newsroom.at(newsroom.end):
        story = published.story
        text = "\n\n".join(published.served_paragraphs)
        outlet = named[story.outlet]
        candidate = Candidate(
            article_id=story.id,
            outlet=outlet,
            published=story.published,
            text=text,
            marks=marks_of(outlet=outlet, url=None, text=text, bylines=story.authors),
        )
        events[story.event or story.id].append(candidate)
        if story.copy_of:
            gold.add((story.id, story.copy_of))
    everything = [one for event in events.values() for one in event]
    print("demo newsroom: copies as its stories declare them")
    for label, groups in (("in their events", list(events.values())), ("in one", [everything])):
        copies = [copy for group in groups for copy in find_copies(group, settings)]
        found = {(copy.article_id, copy.source_article_id) for copy in copies}
        print(
            f"  {len(everything)} stories {label:16} {len(gold)} copies, found {len(found)}"
            f"   {pooled([overlap(found, gold)])}"
        )


def _pairs(rows: Sequence[dict[str, Any]]) -> Iterator[_Pair]:
    """Each drawn article beside copies of it and beside others' accounts of the same event."""
    chance = random.Random(_SEED)
    beside: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        beside[row["event"]].append(row)
    for row in chance.sample(rows, min(_DRAWN, len(rows))):
        elsewhere = chance.choice([one for one in rows if one["event"] != row["event"]])["text"]
        others = [
            one["text"]
            for one in beside[row["event"]]
            if one["outlet"] != row["outlet"] and frozenset({one["url"], row["url"]}) not in _READ
        ]
        texts = made(COPIES, row["text"], [elsewhere], chance)
        texts |= made(OWN, row["text"], others, chance) if others else {}
        for kind, text in texts.items():
            yield _Pair(kind=kind, earlier=row["text"], later=text)


def _print_edits(pairs: Sequence[_Pair], settings: Settings) -> None:
    jaccard, at = _jaccard(pairs)
    methods = {
        "ours": [_ours(pair, settings) for pair in pairs],
        "Jaccard": jaccard,
        "first": [_first_version(pair) for pair in pairs],
    }
    columns = methods | {"credited": [_ours(pair, settings, credited=True) for pair in pairs]}
    print(f"\n{_DRAWN} real articles drawn: share of later texts taken for copies of the earlier")
    print(f"  Jaccard: of MinHash over three-word runs, from {at:.2f}; first: our first version;")
    print("  credited: ours, where a credit names the earlier one, which is an agency's")
    print(f"  * not looked at when the settings were chosen\n  {'':30}", end="")
    print("".join(f"{name:>9}" for name in columns))
    for heading, kinds in (("copies", COPIES), ("own accounts of the event", OWN)):
        print(f"  {heading}:")
        for kind in kinds:
            places = [place for place, pair in enumerate(pairs) if pair.kind == kind]
            shares = [
                sum(found[place] for place in places) / max(1, len(places))
                for found in columns.values()
            ]
            print(f"    {kind:28}" + "".join(f"{share:9.3f}" for share in shares))
    own = sum(pair.kind in OWN for pair in pairs)
    print(f"  pairs, beside all {own:,} own accounts (weighed as if as many as the copies):")
    replaced = [kind for kind in COPIES if kind[0].isdigit() and kind.endswith("of words")]
    lines = {"all but 40, 50%": COPIES.keys() - BEYOND} | {kind: {kind} for kind in replaced}
    for label, asked in lines.items():
        scores = [_pair_score(found, pairs, asked, own) for found in methods.values()]
        print(f"    {label:16}" + "  |  ".join(map(str, scores)))


def _pair_score(found: Sequence[bool], pairs: Sequence[_Pair], kinds: Set[str], own: int) -> Score:
    right = sum(f for f, pair in zip(found, pairs, strict=True) if pair.kind in kinds)
    wrong = sum(f for f, pair in zip(found, pairs, strict=True) if pair.kind in OWN)
    gold = sum(pair.kind in kinds for pair in pairs)
    all_found = right + wrong * gold / max(1, own)
    return Score(precision=right / all_found if all_found else 0.0, recall=right / max(1, gold))


def _ours(pair: _Pair, settings: Settings, *, credited: bool = False) -> bool:
    earlier = Candidate(article_id="1", outlet="AP", published=_NOON, text=pair.earlier)
    later = Candidate(
        article_id="2",
        outlet="Beacon",
        published=_NOON + timedelta(hours=1),
        text=pair.later,
        marks=(Mark(kind="credit", source="AP", text="AP"),) if credited else (),
    )
    return bool(find_copies([earlier, later], settings))


def _jaccard(pairs: Sequence[_Pair]) -> tuple[list[bool], float]:
    """By the threshold that suits it best here, and that threshold."""
    sketches: dict[str, MinHash] = {}

    def sketch(text: str) -> MinHash:
        if text not in sketches:
            sketches[text] = MinHash(num_perm=128)
            sketches[text].update_batch([" ".join(run).encode() for run in _three(text)])
        return sketches[text]

    scores = [sketch(pair.earlier).jaccard(sketch(pair.later)) for pair in pairs]
    own = sum(pair.kind in OWN for pair in pairs)

    def f1(threshold: float) -> float:
        found = [score >= threshold for score in scores]
        return _pair_score(found, pairs, COPIES.keys() - BEYOND, own).f1

    best = max((step / 100 for step in range(1, 60)), key=f1)
    return [score >= best for score in scores], best


def _three(text: str) -> set[tuple[str, ...]]:
    words = [word.casefold() for word in re.findall(r"\w+(?:['’]\w+)*", text)]
    return {tuple(words[place : place + 3]) for place in range(len(words) - 2)}


def _first_version(pair: _Pair) -> bool:
    later, earlier = (
        _three(re.sub(r"“[^”]*”|\"[^\"]*\"", " ", text)) for text in (pair.later, pair.earlier)
    )
    return len(later) >= 20 and len(later & earlier) >= 0.38 * len(later)


def _print_hashing(
    rows: Sequence[dict[str, Any]], pairs: Sequence[_Pair], settings: Settings
) -> None:
    """All in one event, as no event is: what hashing saves and what it loses."""
    edited = [pair.later for pair in pairs if pair.kind in COPIES.keys() - BEYOND]
    texts = [row["text"] for row in rows][: _PILE // 2] + edited[: _PILE // 2]
    pile = [
        Candidate(article_id=f"{n:05}", outlet=f"{n}", published=_NOON, text=text)
        for n, text in enumerate(texts)
    ]
    print(f"\n{len(pile):,} articles taken for one event, half of them edits of each other")
    exact = _timed("every pair compared", pile, replace(settings, copy_exact_up_to=len(pile)))
    hashed = _timed("likely pairs, MinHash", pile, replace(settings, copy_exact_up_to=0))
    lost = {copy.article_id for copy in exact} - {copy.article_id for copy in hashed}
    moved = len(set(exact) - set(hashed)) - len(lost)
    print(f"  lost by hashing: {len(lost)} copies; {moved} name another source")


def _timed(label: str, pile: Sequence[Candidate], settings: Settings) -> tuple[Copy, ...]:
    began = time.process_time()
    copies = find_copies(pile, settings)
    print(f"  {label:24} {len(copies):5} copies {time.process_time() - began:6.1f} s")
    return copies


def _print_real(rows: Sequence[dict[str, Any]], settings: Settings) -> None:
    """Found among the real articles as they are: a person has read the pairs in _READ."""
    events: dict[str, list[Candidate]] = defaultdict(list)
    urls: dict[str, str] = {}
    for number, row in enumerate(rows):
        urls[f"{number:05}"] = row["url"]
        marks = marks_of(outlet=row["outlet"], url=row["url"], text=row["text"])
        events[row["event"]].append(
            Candidate(
                article_id=f"{number:05}",
                outlet=row["outlet"],
                published=datetime.fromisoformat(row["published"]).replace(tzinfo=UTC),
                text=row["text"],
                marks=marks,
                domain=registered_domain(row["url"]),
            )
        )
    compared = sum(
        a.outlet != b.outlet for event in events.values() for a, b in permutations(event, 2)
    )
    found = [copy for event in events.values() for copy in find_copies(event, settings)]
    print(f"\nreal articles as they are: {len(found)} copies in {compared // 2:,} pairs of outlets")
    for copy in sorted(found, key=lambda copy: -copy.containment):
        one, other = urls[copy.article_id], urls[copy.source_article_id]
        said = _READ.get(frozenset({one, other}), "nobody has read it yet")
        print(f"  {copy.containment:.2f} {copy.basis:4} {copy.agency or '-':8} {said}: {one}")
