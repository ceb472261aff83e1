"""What stands in one cell of the matrix, as HTML: passages, or what may be said of none (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from compare.shown.coverage import State
from compare.shown.marks import Mark
from compare.shown.wording import DASH, plain_words
from dashboard.articlelink import article_address
from dashboard.markup import Html, element, join, marked, source_link, verbatim
from dashboard.matrix import moved
from dashboard.queries.accounts import Account, EventHead, Member
from dashboard.queries.passages import Place

Places = Mapping[str, Place]
Marks = Mapping[str, Sequence[Mark]]


def cell(
    head: EventHead,
    account: Account,
    ids: Sequence[str],
    beside: Sequence[str],
    places: Places,
    marks: Marks,
) -> Html:
    """One account's passages of one row: its own, then what its folded copies have otherwise.

    beside: the passage_ids of the whole row.
    """
    name = verbatim(account.outlet, class_="px-label")
    shown = [places[p] for p in ids if p in places]
    if not shown:
        return element("td", name, lacking(account), class_="px-lacking")
    own = [place for place in shown if place.outlet == account.outlet]
    copied = [place for place in shown if place.outlet != account.outlet]
    alike = {plain_words(place.text) for place in own}
    blocks = [
        _carried(head, place, beside, places)
        or _passage(head, place, marks.get(place.passage_id, ()))
        for place in own
    ]
    blocks += [
        _passage(head, place, marks.get(place.passage_id, ()), copied_in=place.outlet)
        for place in copied
        if plain_words(place.text) not in alike
    ]
    also = [place for place in copied if plain_words(place.text) in alike]
    return element("td", name, *blocks, _also_in(head, also))


def context(account: Account, ids: Sequence[str], places: Places, marks: Marks) -> Html:
    """The same passages in their paragraphs."""
    held = [places[p] for p in ids if p in places]
    alike = {plain_words(place.text) for place in held if place.outlet == account.outlet}
    # What a copy has word for word needs no second paragraph.
    held = [p for p in held if p.outlet == account.outlet or plain_words(p.text) not in alike]
    shown = [paragraph(place, marks.get(place.passage_id, ())) for place in held]
    name = verbatim(account.outlet, class_="px-label") if shown else None
    return element("td", name, *shown)


def lacking(account: Account) -> Html:
    """What may be said of an account that has no passage in a cluster."""
    if account.complete:
        return element("span", State.LACKING.value, class_="px-absent")
    return element("span", f"? {account.unknown}", class_="px-absent px-unsure")


def paragraph(place: Place, marks: Sequence[Mark]) -> Html:
    """A passage in its paragraph, lifted out from the rest of it."""
    words = element("b", marked(place.text, moved(marks, place.start)), class_="px-here")
    offsets = f"characters {place.start:,}{DASH}{place.end:,}"
    address = article_address(place.article_id, None, passage=place.passage_id)
    whole = element("a", "in the article", href=address)
    return element(
        "div",
        element("p", place.before, words, place.after, dir="auto"),
        element("p", element("span", offsets), whole, class_="px-facts"),
        class_="px-paragraph",
    )


def _carried(head: EventHead, place: Place, beside: Sequence[str], places: Places) -> Html | None:
    """A copy's passage in few words, when its source has the same in a column of its own."""
    member = _member(head, place)
    source = head.member(member.copy_of)
    same = any(
        places[p].article_id == member.copy_of
        and plain_words(places[p].text) == plain_words(place.text)
        for p in beside
        if p in places
    )
    if source is None or not same:
        return None
    label = _badge("the words of ", source.outlet)
    link = source_link(member.url, place.text, "source", member.outlet)
    return element("div", label, " ", link, class_="px-passage")


def _also_in(head: EventHead, places: Sequence[Place]) -> Html | None:
    """Which folded copies have the same words."""
    if not places:
        return None
    named = {place.outlet: place for place in places}
    links = (
        join(
            [
                verbatim(outlet),
                " ",
                source_link(_member(head, place).url, place.text, "source", outlet),
            ]
        )
        for outlet, place in named.items()
    )
    return element("p", "also in ", join(links, ", "), class_="px-also")


def _passage(
    head: EventHead, place: Place, marks: Sequence[Mark], *, copied_in: str | None = None
) -> Html:
    member = _member(head, place)
    source = head.member(member.copy_of)
    account = next(a for a in head.accounts if a.outlet == place.outlet)
    carried = None
    if copied_in is not None:
        carried = _badge("in ", copied_in, " (copy)")
    elif source is not None and not account.copied:
        carried = _badge("copy of ", source.outlet)
    link = source_link(member.url, place.text, "source", member.outlet)
    words = element("span", marked(place.text, moved(marks, place.start)), dir="auto")
    return element("div", words, " ", carried, " ", link, class_="px-passage")


def _badge(before: str, outlet: str, after: str = "") -> Html:
    return element("span", before, verbatim(outlet), after, class_="px-badge px-copy")


def _member(head: EventHead, place: Place) -> Member:
    member = head.member(place.article_id)
    if member is None:
        raise LookupError(f"article {place.article_id} is not of event {head.event_id}")
    return member
