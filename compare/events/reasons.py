"""Why an article stands in its event, in terms that a reader can check (pure).

The strongest evidence between an article and the nearest of its event, each with its part of the
log-odds: names and words that stand in both texts, how alike headline and opening are, hours
apart, a quotation or a link that both have.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from math import log
from typing import Any

from compare.events.lead import Lead
from compare.events.profile import QUOTED
from compare.events.rule import EVIDENCE, Coefficients, Floats
from compare.terms import Rarity

MOST = 3
_NAMED = 4
"""Names or words told of one pair."""
_WORD = re.compile(r"\w[\w'’.-]*\w|\w")
_RUN = re.compile(r"\w+")


@dataclass(frozen=True, kw_only=True)
class Shared:
    """What two texts have in common, verbatim as the first has it."""

    names: tuple[str, ...]
    words: tuple[str, ...]
    # each rarest first
    named: float
    # [0, 1]: the names' share of the weight of all
    quotation: str | None
    # the longest run of words that quotations of both have; None where there is none of four
    link: str | None


def reasons(
    lead: Lead,
    nearest: Lead,
    evidence: Floats,
    coefficients: Coefficients,
    rare: Rarity,
) -> tuple[dict[str, Any], ...]:
    """The strongest reasons for the two to be one event, at most three, the strongest first.

    evidence: (n_evidence,) of the pair. An article without a date of its own says so, whatever
    else speaks for it.
    """
    parts = dict(zip(EVIDENCE, coefficients.contributions(evidence).tolist(), strict=True))
    shared = in_common(lead, nearest, rare)
    told: list[tuple[str, Any, float]] = []
    alike = parts["headline"] + parts["opening"]
    told.append(("similarity", round(float(evidence[EVIDENCE.index("opening")]), 3), alike))
    words = parts["words"] + parts["headline_words"]
    if shared.names:
        told.append(("shared names", list(shared.names), words * shared.named))
    if shared.words:
        told.append(("shared words", list(shared.words), words * (1 - shared.named)))
    hours = abs((lead.published - nearest.published).total_seconds()) / 3600
    told.append(("hours apart", round(hours, 1), parts["days"]))
    if shared.quotation:
        told.append(("shared quotation", shared.quotation, parts["quotations"]))
    if shared.link:
        told.append(("shared link", shared.link, parts["links"]))
    told.sort(key=lambda reason: -reason[2])
    found = [
        {"kind": kind, "value": value, "article_id": nearest.article_id, "weight": round(weight, 2)}
        for kind, value, weight in told
    ]
    if not lead.dated:
        found = [*found[: MOST - 1], undated(lead)]
    return tuple(found[:MOST])


def undated(lead: Lead) -> dict[str, Any]:
    """The page gives no date: it takes part by when it was first seen."""
    return {
        "kind": "no date",
        "value": lead.published.isoformat(timespec="seconds"),
        "article_id": None,
        "weight": 0.0,
    }


def by_itself(lead: Lead) -> tuple[dict[str, Any], ...]:
    """Of an article alone in its event."""
    found: list[dict[str, Any]] = []
    if lead.page:
        found.append(
            {"kind": "stands alone", "value": lead.page, "article_id": None, "weight": 0.0}
        )
    if not lead.dated:
        found.append(undated(lead))
    return tuple(found)


def in_common(first: Lead, second: Lead, rare: Rarity) -> Shared:
    """What the two texts share; both leads with their texts."""
    here, there = f"{first.title}\n{first.text}", f"{second.title}\n{second.text}"
    ours = Counter(_WORD.findall(here))
    theirs = Counter(word.casefold() for word in _WORD.findall(there))
    # What both say again and again is what the two are about.
    common = {
        word: rarity * (1 + log(min(ours[word], theirs[word.casefold()])))
        for word, rarity in rare.of_words(ours).items()
        if word.casefold() in theirs
    }
    small = {word for word in common if word[:1].islower()}
    # A word that is also written small is no name, even where it opens a sentence.
    names = [word for word in common if word not in small and word.casefold() not in small]
    named = _joined(names, here, there, common)
    total = sum(common.values())
    return Shared(
        names=tuple(named[:_NAMED]),
        words=tuple(sorted(small, key=lambda word: (-common[word], word))[:_NAMED]),
        named=sum(common[word] for word in names) / total if total else 0.0,
        quotation=_quotation(first.text, second.text),
        link=next((link for link in first.links if link in set(second.links)), None),
    )


def _joined(names: list[str], here: str, there: str, weights: Mapping[str, float]) -> list[str]:
    """Names of several words as one, where both texts have them so; the weightiest first."""
    found: dict[str, float] = {}
    run: list[str] = []
    end = -1
    for match in _WORD.finditer(here):
        word = match.group()
        if word not in names:
            run = []
            continue
        beside = run and here[end : match.start()] == " " and " ".join([*run, word]) in there
        if beside:
            found.pop(" ".join(run), None)
        run = [*run, word] if beside else [word]
        end = match.end()
        found[" ".join(run)] = sum(weights[part] for part in run)
    known = sorted(found, key=lambda name: (-found[name], name))
    # "Hollis" says nothing beside "Hollis Grove".
    return [
        name
        for place, name in enumerate(known)
        if not any(f" {name} " in f" {longer} " for longer in known[:place])
    ]


def _quotation(here: str, there: str) -> str | None:
    """The longest run of at least four words that stands in quotations of both, as in the first."""
    theirs = [
        SequenceMatcher(b=[word.casefold() for word in _RUN.findall(quote)], autojunk=False)
        for quote in QUOTED.findall(there)
    ]
    best: tuple[int, str] = (3, "")
    for quote in QUOTED.findall(here):
        words = list(_RUN.finditer(quote))
        ours = [word.group().casefold() for word in words]
        for other in theirs:
            other.set_seq1(ours)
            run = other.find_longest_match()
            if run.size > best[0]:
                span = quote[words[run.a].start() : words[run.a + run.size - 1].end()]
                best = (run.size, span)
    return best[1] or None
