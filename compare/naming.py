"""What each outlet calls the same person or group in one event: a grid of verbatim mentions (pure).

Rows are names for which a title, an apposition or a verb of saying tells that they are people or
bodies, and that two outlets write. A label without the name ("the 37-year-old nurse") is tied to it
only by an apposition in the same article; "the nurse" after it, only while no other entity of that
article bears the label. What cannot be tied so is left out.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from compare.quotations.extraction import is_english

_WORD = r"[A-Z][\w’'-]{1,30}"
_TITLE = (
    r"(?:President|Vice President|Mayor|Gov(?:\.|ernor)|Sen(?:\.|ator)|Rep(?:\.|resentative)"
    r"|Judge|Justice|Sheriff|Chief|Secretary|Attorney General|Prime Minister|Minister|King|Queen"
    r"|Prince|Princess|Pope|Officer|Detective|Lt\.|Capt\.|Col\.|Gen(?:\.|eral)|Sgt\.|Speaker"
    r"|Ambassador|Chancellor|Mr\.|Mrs\.|Ms\.|Dr\.)"
)
_NAME = re.compile(
    rf"(?<![\w’'])(?:(?P<title>{_TITLE}) )?"
    rf"(?P<name>{_WORD}(?: (?:[A-Z]\.|(?:de|van|von|bin|al) {_WORD}|{_WORD})){{0,3}})"
)
_ARTICLE = re.compile(r", (?P<label>(?:an?|the) [^,.;:\n()“”\"]{2,80})[,.;]")
_AGED = re.compile(r", (?P<label>\d{1,3}),")
_BEFORE = re.compile(
    r"(?P<label>\b(?:the|a|an) (?:\d{1,3}-year-old )?(?:[a-z-]{2,20} ){0,2}[a-z-]{2,20}), \Z",
    re.IGNORECASE,
)
_SAYS = re.compile(r"(?:,? (?:who )?(?:said|says|told|added|tweeted|testified|announced|wrote)\b)")
_LABEL_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|said|and|but|which|who|that|scene|city|town"
    r"|state|capital|country|county|region|place|speech)\b"
)
_TITLE_WORDS = frozenset(
    "President Mayor Governor Senator Representative Judge Justice Sheriff Chief Secretary General "
    "Minister King Queen Prince Princess Pope Officer Detective Speaker Ambassador Chancellor "
    "Chairman Chairwoman Leader Director Commissioner Congressman Congresswoman Republican "
    "Gov. Sen. Rep. Lt. Capt. Col. Gen. Sgt. Mr. Mrs. Ms. Dr.".split()
)
"""A name begins behind the last of them: "House Speaker Nancy Pelosi"."""
_HALF_NAME = re.compile(r"-[a-z]")
"""As in "Trump-backed Florida"."""
_PLACED = re.compile(r"\b(?:in|at|near|from|into|to|of)(?: the)? \Z", re.IGNORECASE)
"""What stands before a place, whose apposition tells of no person."""
_GROUP = frozenset(
    "American Americans Department House Court Party Committee Caucus University Police Council "
    "Office Agency Association Union Street City County State States Times Post News Senate Act "
    "Congress Administration Bureau Commission Center Company School Hospital Church".split()
)
"""A group's last word is not its short name, as a person's is."""
_NOT_FIRST = frozenset(
    "The A An In On At For But And As When After Before If While Monday Tuesday Wednesday Thursday "
    "Friday Saturday Sunday January February March April May June July August September October "
    "November December He She It They We This That There Then Meanwhile However".split()
)
_MOST_NAMES = 5000
"""Names read of one article, and labels looked for again."""
_CHARACTERS = 200_000
"""Of an article that are read; longer texts are no news, and may be made to keep us busy."""
_AGAIN = re.compile(r"\b[Tt]he (?:\d{1,3}-year-old )?(?P<head>[^\W\d_]+)\b(?![’'-]?\w)")
"""A label that stands for a name told before: "the nurse"."""
_WINDOW = 100
_POSSESSIVE = re.compile(r"[’']s\Z|[’']\Z")


@dataclass(frozen=True, kw_only=True)
class Account:
    """An outlet's article on the event."""

    article_id: str
    outlet: str
    text: str
    language: str | None


@dataclass(frozen=True, kw_only=True)
class Mention:
    """A place where an article names or labels the entity."""

    article_id: str
    start: int
    end: int
    # offsets in the article's text
    text: str
    # verbatim


@dataclass(frozen=True, kw_only=True)
class Label:
    """One wording of an outlet with all its places."""

    text: str
    # as first written
    mentions: tuple[Mention, ...]
    # in the order of the articles given, then of the text

    @property
    def count(self) -> int:
        """How often the outlet writes it so; 1 and up."""
        return len(self.mentions)


@dataclass(frozen=True, kw_only=True)
class Row:
    """A person or group with what each outlet calls it."""

    entity: str
    # its fullest name
    outlets: Mapping[str, tuple[Label, ...]]
    # outlets that mention it only; the most frequent label first


@dataclass(frozen=True, kw_only=True)
class _Seen:
    """A name where it stands, with what is tied to it there."""

    name: str
    # without title and possessive
    start: int
    end: int
    # of the mention, title included
    labels: tuple[tuple[int, int], ...]
    animate: bool
    # whether its surroundings tell that it is a person or a body


def naming_grid(accounts: Iterable[Account]) -> tuple[Row, ...]:
    """The grid of an event, the most mentioned entity first; English articles only."""
    told = [one for one in accounts if is_english(one.language)]
    seen = {number: tuple(_seen(one.text[:_CHARACTERS])) for number, one in enumerate(told)}
    fullest = _fullest([name for names in seen.values() for name in names])
    labels: dict[str, dict[str, dict[str, list[Mention]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    animate: set[str] = set()
    for number, account in enumerate(told):
        for entity, start, end in _tied(account.text[:_CHARACTERS], seen[number], fullest):
            text = account.text[start:end]
            labels[entity][account.outlet][folded(text)].append(
                Mention(article_id=account.article_id, start=start, end=end, text=text)
            )
        animate |= {
            fullest[name.name] for name in seen[number] if name.animate and name.name in fullest
        }
    rows = [
        Row(entity=entity, outlets={outlet: _labels(said) for outlet, said in outlets.items()})
        for entity, outlets in labels.items()
        if entity in animate and len(outlets) > 1
    ]
    return tuple(sorted(rows, key=lambda row: (-_mentions(row), row.entity)))


def _mentions(row: Row) -> int:
    return sum(label.count for labels in row.outlets.values() for label in labels)


def _labels(said: Mapping[str, Sequence[Mention]]) -> tuple[Label, ...]:
    found = [Label(text=mentions[0].text, mentions=tuple(mentions)) for mentions in said.values()]
    return tuple(sorted(found, key=lambda label: (-label.count, label.text)))


def folded(text: str) -> str:
    """The form that wordings of one label share: "The nurse" is "the nurse"; "May" is not "may"."""
    return text if text[:1].isupper() and " " not in text else text[:1].lower() + text[1:]


def _seen(text: str) -> Iterator[_Seen]:
    for match in islice(_NAME.finditer(text), _MOST_NAMES):
        start, end = match.span("name")
        words = match["name"].split()
        while words and words[0] in _NOT_FIRST:
            start += len(words.pop(0)) + 1
        if not words or _HALF_NAME.search(match["name"]):
            continue
        ranks = [place for place, word in enumerate(words[:-1]) if word in _TITLE_WORDS]
        begins = start
        if ranks:
            start += sum(len(word) + 1 for word in words[: ranks[-1] + 1])
        name = _POSSESSIVE.sub("", text[start:end])
        end = start + len(name)
        if match["title"] is not None and begins == match.start("name"):
            begins = match.start("title")
        titled = begins < start
        labels = tuple(_appositions(text, start, end))
        yield _Seen(
            name=name,
            start=begins,
            end=end,
            labels=labels,
            animate=titled or bool(labels) or bool(_SAYS.match(text, end, end + _WINDOW)),
        )


def _appositions(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    left = max(0, start - _WINDOW)
    if _PLACED.search(text[left:start]):
        return
    aged = _AGED.match(text, end, end + _WINDOW)
    behind = _ARTICLE.match(text, aged.end() - 1 if aged else end, end + 2 * _WINDOW)
    if aged:
        yield aged.span("label")
    if behind and not _LABEL_VERB.search(behind["label"]):
        yield behind.span("label")
    before = _BEFORE.search(text[left:start])
    if before and text[end : end + 1] == "," and not _LABEL_VERB.search(before["label"]):
        yield left + before.start("label"), left + before.end("label")


def _fullest(seen: Sequence[_Seen]) -> dict[str, str]:
    """The fullest name for each name; a last name that two full names share has none."""
    names = Counter(one.name for one in seen)
    full = [name for name in names if " " in name]
    by_last: dict[str, set[str]] = defaultdict(set)
    for name in full:
        if name.rsplit(" ", 1)[1] not in _GROUP:
            by_last[name.rsplit(" ", 1)[1]].add(_short(name))
    found: dict[str, str] = {}
    longest: dict[str, str] = {}
    for name in sorted(full, key=lambda name: (-len(name), name)):
        found[name] = longest.setdefault(_short(name), name)
    for name in names:
        if " " not in name and len(by_last.get(name, ())) == 1:
            found[name] = longest[next(iter(by_last[name]))]
    return found


def _short(name: str) -> str:
    """First and last name: "Alex J. Pretti" is "Alex Pretti"."""
    words = [word for word in name.split() if not word.endswith(".")] or [name]
    return f"{words[0]} {words[-1]}"


def _tied(
    text: str, seen: Sequence[_Seen], fullest: Mapping[str, str]
) -> Iterator[tuple[str, int, int]]:
    """(entity, start, end) of each mention in an article."""
    heads: dict[str, set[str]] = defaultdict(set)
    places: set[tuple[int, int]] = set()
    held = bytearray(len(text))
    # 1 where a name or a label stands
    told: list[tuple[str, int, int]] = []
    for one in seen:
        entity = fullest.get(one.name)
        for place in ((one.start, one.end), *one.labels):
            if entity is None or place in places:
                continue
            places.add(place)
            held[slice(*place)] = b"\1" * (place[1] - place[0])
            told.append((entity, *place))
        for start, end in one.labels:
            heads[text[start:end].rsplit(" ", 1)[-1].lower()].add(entity or one.name)
    known = set(fullest.values())
    whose = {head: min(entities) for head, entities in heads.items() if len(entities) == 1}
    again = (match for match in _AGAIN.finditer(text) if whose.get(match["head"]) in known)
    for match in islice(again, _MOST_NAMES):
        if not held[match.start()]:
            told.append((whose[match["head"]], *match.span()))
    yield from sorted(told, key=lambda place: place[1])
