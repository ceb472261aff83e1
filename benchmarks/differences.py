"""Differences between passages that people matched: which are found, and which found are right.

On the gold's own pairs, so that the figures are those of the kinds alone and not of the matching
(for that, see `alignment`). The gold is not complete: a finding that meets no gold conflict may
still be right, so "stand in the gold" is the least that precision can be. `--show` prints what
was found and what was missed, to be read.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from benchmarks.labelled import LabelledEvent, Pair, labelled_events
from compare.differences import KINDS, Finding, find_differences
from compare.settings import Settings

Found = list[tuple[LabelledEvent, Pair, Finding]]


def run(data: Path, *, show: str | None = None) -> None:
    """Print the figures. show: also what was found and missed of this kind, or of "all"."""
    for name in ("train", "dev"):
        events = labelled_events(data, name)
        found = [
            (event, frozenset(span.passage.passage_id for span in finding.spans), finding)
            for event in events
            for finding in find_differences(
                [event.pairing(pair) for pair in sorted(_pairs(event), key=sorted)],
                least_confidence=Settings().least_confidence,
            )
        ]
        print(f"{name}: {len(events)} events, {len(found)} differences found on the gold's pairs")
        _found(found)
        _missed(events, found)
        if show:
            _show(events, found, show)


def _pairs(event: LabelledEvent) -> set[Pair]:
    return set(event.gold).union(*(conflict.pairs for conflict in event.conflicts))


def _in_gold(event: LabelledEvent, pair: Pair) -> bool:
    return any(pair in conflict.pairs for conflict in event.conflicts)


def _found(found: Found) -> None:
    for kind in KINDS:
        mine = [(event, pair) for event, pair, one in found if one.kind == kind.kind]
        met = sum(_in_gold(event, pair) for event, pair in mine)
        print(f"  {kind.kind:<12} {len(mine):>4} found, {met:>4} stand in the gold")


def _missed(events: list[LabelledEvent], found: Found) -> None:
    met = {(event.name, pair) for event, pair, _ in found}
    gold: Counter[str] = Counter()
    hit: Counter[str] = Counter()
    for event in events:
        for conflict in event.conflicts:
            gold[conflict.kind] += 1
            hit[conflict.kind] += any((event.name, pair) in met for pair in conflict.pairs)
    kinds = ", ".join(f"{kind} {hit[kind]}/{number}" for kind, number in sorted(gold.items()))
    print(f"  gold conflicts met by a finding of any kind: {kinds}")


def _show(events: list[LabelledEvent], found: Found, kind: str) -> None:
    for event, pair, finding in found:
        if kind in ("all", finding.kind):
            mark = "in gold " if _in_gold(event, pair) else "not gold"
            print(f"\n{mark} {event.name} {finding.kind} {finding.confidence} {finding.reason}")
            _print(event, pair)
    met = {(event.name, pair) for event, pair, _ in found}
    for event in events:
        for conflict in event.conflicts:
            if kind not in ("all", conflict.kind):
                continue
            if not any((event.name, pair) in met for pair in conflict.pairs):
                print(f"\nmissed {event.name} {conflict.kind} {conflict.values}")
                for pair in sorted(conflict.pairs, key=sorted):
                    _print(event, pair)


def _print(event: LabelledEvent, pair: Pair) -> None:
    for name in sorted(pair):
        print(f"  {name}: {event.tellings[name].passage.text}")
