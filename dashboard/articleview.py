"""An article's text with what other outlets tell of it in the margin, as HTML (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from compare.shown import kinds
from compare.shown.wording import number, stamp
from dashboard.articlehead import only_here, others_of
from dashboard.articlelink import article_address
from dashboard.articletext import Piece, Span, paragraphs, pieces
from dashboard.eventlist import event_address
from dashboard.markup import Html, element, join, kind_tag, marked, source_link, verbatim
from dashboard.matrix import moved
from dashboard.queries.accounts import EventHead
from dashboard.queries.article import Captured
from dashboard.queries.passages import Place
from dashboard.queries.told import Partners, Told


@dataclass(frozen=True, kw_only=True)
class Choice:
    """The passage that the reader chose, and what stands beside it."""

    told: Told
    partners: Partners
    places: Mapping[str, Place]
    # passage_id → one of its partners


def article_part(
    article: Captured,
    head: EventHead | None,
    part: Span,
    told: Sequence[Told],
    choice: Choice | None,
) -> tuple[Html, Html | None]:
    """The paragraphs of one part: those before the chosen passage's, and from that one on.

    Without a choice all of them stand in the first.
    """
    sole = only_here(article, head)
    chosen = choice.told.passage_id if choice else None
    rows: list[Html] = []
    place: int | None = None
    for start, end in paragraphs(article.text, *part):
        found = pieces(start, end, [one for one in told if one.start < end and one.end > start])
        rows.append(_row(article, found, chosen, sole))
        if place is None and any(p.told and p.told.passage_id == chosen for p in found):
            place = len(rows) - 1
    if place is None or choice is None or head is None:
        return _text(rows), None
    beside = _partners(article, head, choice, sole)
    # It lies beside as many paragraphs as it needs.
    wide = f"--px-rows:{len(rows) - place + 1}"
    rest = element("div", rows[place], beside, *rows[place + 1 :], class_="px-text", style=wide)
    return _text(rows[:place]), rest


def _text(rows: Sequence[Html]) -> Html:
    return element("div", *rows, class_="px-text")


def _row(article: Captured, found: Sequence[Piece], chosen: str | None, sole: bool) -> Html:
    there = [p.told for p in found if p.told is not None and p.whole]
    notes = [_note(article, told, told.passage_id == chosen) for told in there if told.shared]
    alone = sum(not told.shared for told in there) if sole else 0
    if alone:
        label = "◇ only here" if alone == 1 else f"◇ {alone} only here"
        notes.append(element("li", element("span", label, class_="px-sole")))
    margin = element("ul", *notes, class_="px-margin", aria_label="Passages") if notes else None
    words = [_piece(article, p, chosen, sole) for p in found]
    return element(
        "div",
        margin or element("span", class_="px-margin"),
        element("p", *words, dir="auto"),
        class_="px-par",
    )


def _note(article: Captured, told: Told, chosen: bool) -> Html:
    """The mark in the margin: which row, how many others tell it, and how they differ."""
    link = element(
        "a",
        _numbers(told),
        href=_address(article, told),
        class_="px-number",
        aria_current="true" if chosen else None,
    )
    tags = join(kind_tag(kind) for kind in kinds.in_order(told.kinds))
    return element("li", link, element("span", f" in {number(told.others, 'other')} "), tags)


def _piece(article: Captured, piece: Piece, chosen: str | None, sole: bool) -> Html:
    words = article.text[piece.start : piece.end]
    told = piece.told
    if told is None:
        return element("span", words)
    drawn = marked(words, moved(told.marks, piece.start))
    style = " px-chosen" if told.passage_id == chosen else ""
    if not told.shared:
        sign = element("sup", "◇", class_="px-ref", aria_hidden="true") if sole else None
        alone = element("span", drawn, class_=style.strip() or None)
        return join([alone, sign if piece.whole else None])
    # The margin has the same link, for those who go by keys or by ear.
    ref = element(
        "sup",
        element("a", _numbers(told), href=_address(article, told), tabindex="-1"),
        class_="px-ref",
        aria_hidden="true",
        dir="ltr",
    )
    return join([element("span", drawn, class_=f"px-said{style}"), ref if piece.whole else None])


def _partners(article: Captured, head: EventHead, choice: Choice, sole: bool) -> Html:
    told, partners = choice.told, choice.partners
    shown = [choice.places[p] for p in partners.passage_ids if p in choice.places]
    order = {outlet: n for n, outlet in enumerate(head.outlets)}
    shown.sort(key=lambda place: (order.get(place.outlet, len(order)), place.start))
    items = [_partner(head, place, partners) for place in shown]
    label = f"Passage {_numbers(told)}" if told.shared else "This passage"
    rows = (
        element(
            "a",
            f"row {one.number}",
            href=event_address(head.event_id, row=one.cluster_id),
        )
        for one in told.shared
    )
    close = element("a", "close", href=article_address(article.article_id, article.event_id))
    if not items:
        alone = "stands in no other account." if sole else "was matched with no other account's."
        said: Html = element("p", alone, class_="px-facts")
    else:
        said = element("ul", *items)
    left = partners.left
    return element(
        "div",
        element("p", element("b", label), class_="px-who"),
        element("p", element("span", "side by side:"), *rows, close, class_="px-facts"),
        said,
        element("p", f"{left:,} more passages: see the row", class_="px-facts") if left else None,
        _lacking(article, head, shown) if told.shared else None,
        class_="px-partners",
        role="region",
        aria_label=f"{label} in other outlets",
    )


def _partner(head: EventHead, place: Place, partners: Partners) -> Html:
    member = head.member(place.article_id)
    badges: list[Html | None] = []
    facts: list[Html | str | None] = []
    if member is not None:
        if member.copy_of is not None:
            badges.append(element("span", "copy", class_="px-badge px-copy"))
        if member.access in ("locked", "metered"):
            badges.append(element("span", member.access, class_="px-badge"))
        facts = [
            element("span", stamp(member.published, dated=member.dated)),
            source_link(member.url, place.text, "source", place.outlet),
        ]
    whole = element(
        "a",
        "in its article",
        element("span", " of ", verbatim(place.outlet), class_="px-sr"),
        href=article_address(place.article_id, head.event_id, passage=place.passage_id),
    )
    marks = moved(partners.marks.get(place.passage_id, ()), place.start)
    return element(
        "li",
        element("p", verbatim(place.outlet), " ", *badges, class_="px-who"),
        element("blockquote", marked(place.text, marks), dir="auto"),
        element("p", *facts, whole, class_="px-facts"),
    )


def _lacking(article: Captured, head: EventHead, shown: Sequence[Place]) -> Html | None:
    """What may be said of the accounts that have no passage there."""
    there = {place.outlet for place in shown}
    absent = [one for one in others_of(article, head) if one.outlet not in there]
    whole = [one.outlet for one in absent if one.complete]
    unsure = [f"{one.outlet} ({one.unknown})" for one in absent if not one.complete]
    lines = (
        element("p", label, verbatim(", ".join(named)), class_="px-facts px-lack")
        for label, named in (("Not in captured text of: ", whole), ("Unknown: ", unsure))
        if named
    )
    return join(lines) if absent else None


def _numbers(told: Told) -> str:
    return ", ".join(str(one.number) for one in told.shared)


def _address(article: Captured, told: Told) -> str:
    return article_address(article.article_id, article.event_id, passage=told.passage_id)
