"""The quotations of an event as HTML: each family's longest, and how the others give it (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from compare.shown.marks import Mark
from compare.shown.wording import number, share
from crawler.article import COMPLETE
from dashboard.markup import Html, element, join, kind_class, marked, source_link, verbatim
from dashboard.queries.accounts import EventHead, Member
from dashboard.queries.quotations import Family, Said
from dashboard.quotationwords import changed, left_out, plain_words

_KIND = "quote"
_NAMED = 2
"""Outlets that a label in the text names; of more, their number."""


@dataclass(frozen=True, kw_only=True)
class _Version:
    """What one article gives of a family."""

    said: tuple[Said, ...]
    # in the order of the text; at least one

    @property
    def outlet(self) -> str:
        return self.said[0].outlet

    @property
    def article_id(self) -> str:
        return self.said[0].article_id

    @property
    def relation(self) -> str:
        altered = any(one.relation == "altered" for one in self.said)
        return "altered" if altered else self.said[0].relation

    @property
    def elsewhere(self) -> bool:
        """Whether it gives any of it to another person."""
        return any(one.same_speaker == "other" for one in self.said)


def quotation_list(head: EventHead, families: Iterable[Family]) -> Html:
    """Families that several outlets carry: the longest, then every other outlet's version."""
    return element("ol", *(_family(head, one) for one in families), class_="px-quotations")


def lone_quotations(head: EventHead, families: Iterable[Family]) -> Html:
    """Quotations that one outlet alone has, each with its speaker."""
    items = (
        element("li", _words(one.longest), _line(head, one.longest, outlet=True))
        for one in families
    )
    return element("ul", *items, class_="px-alone px-lone")


def _family(head: EventHead, family: Family) -> Html:
    longest = family.longest
    versions = _versions(family)
    outlets = {longest.outlet, *(one.outlet for one in versions)}
    exact = [v for v in versions if _word_for_word(longest, v)]
    others = [v for v in versions if v not in exact]
    return element(
        "li",
        element(
            "p",
            f"in {len(outlets):,} of {number(len(head.outlets), 'outlet')}",
            class_="px-facts",
        ),
        element(
            "figure",
            element("blockquote", _longest(head, longest, versions)),
            element("figcaption", _line(head, longest, outlet=True)),
            class_="px-longest",
        ),
        _alike(head, exact),
        element("ul", *(_version(head, longest, one) for one in others), class_="px-versions")
        if others
        else None,
    )


def _versions(family: Family) -> list[_Version]:
    by_article: dict[str, list[Said]] = {}
    for said in family.others:
        # What the longest one's own article says again is no other account.
        if said.article_id != family.longest.article_id:
            by_article.setdefault(said.article_id, []).append(said)
    return [
        _Version(said=tuple(sorted(told, key=lambda one: one.pieces[0].start)))
        for told in by_article.values()
    ]


def _word_for_word(longest: Said, version: _Version) -> bool:
    same = len(version.said) == 1 and plain_words(version.said[0]) == plain_words(longest)
    return same and not version.elsewhere


def _longest(head: EventHead, longest: Said, versions: Sequence[_Version]) -> Html:
    """With what the other versions leave out marked."""
    lost: dict[str, list[tuple[int, int]]] = {}
    unsure: set[str] = set()
    whole = {one.outlet for one in versions if not one.said[0].lost}
    for version in versions:
        # An outlet that gives it whole in one of its articles leaves nothing out.
        if version.outlet not in whole:
            lost.setdefault(version.outlet, []).extend(version.said[0].lost)
            if not _complete(head.member(version.article_id)):
                unsure.add(version.outlet)
    others = len({one.outlet for one in versions} - {longest.outlet})
    pieces: list[Html] = []
    for piece in longest.pieces:
        parts: list[Html | str] = []
        for left in left_out(piece, lost):
            words = piece.text[left.start : left.end]
            if left.outlets:
                label = _label(left.outlets, unsure, others)
                tag = element("span", label, class_=f"px-tag {kind_class(_KIND)}")
                parts.append(element("mark", words, tag, class_=f"px-left {kind_class(_KIND)}"))
            else:
                parts.append(words)
        pieces.append(element("q", *parts, dir="auto"))
    return join(pieces, " ")


def _label(outlets: Sequence[str], unsure: set[str], others: int) -> str:
    where = "captured text of " if set(outlets) <= unsure else ""
    if len(outlets) == others > 1:
        return f"not in {where}any other"
    if len(outlets) > _NAMED:
        return f"not in {where}{len(outlets)} of {others} others"
    return f"not in {where}{', '.join(outlets)}"


def _alike(head: EventHead, versions: Sequence[_Version]) -> Html | None:
    if not versions:
        return None
    items = [
        join([verbatim(one.outlet, "b"), _copied(head, one), " ", _source(head, one.said[0])])
        for one in versions
    ]
    return element("p", _tag("whole"), " word for word in ", join(items, ", "), class_="px-alike")


def _version(head: EventHead, longest: Said, version: _Version) -> Html:
    member = head.member(version.article_id)
    tags: list[Html | None] = [_tag(version.relation)]
    if version.elsewhere:
        tags.append(_tag("given to another speaker"))
    if member is not None and not _complete(member):
        tags.append(element("span", f"{share(member.completeness)} captured", class_="px-badge"))
    quoted = (
        element(
            "blockquote",
            _words(one, changed(longest, one) if one.relation == "altered" else ()),
            element("footer", _line(head, one)),
        )
        for one in version.said
    )
    who = element("p", verbatim(version.outlet, "b"), _copied(head, version), " ", join(tags, " "))
    return element("li", who, *quoted)


def _tag(relation: str) -> Html:
    if relation == "whole":
        return element("span", relation, class_="px-badge")
    return element("span", relation, class_=f"px-tag {kind_class(_KIND)}")


def _words(said: Said, marks: Sequence[Sequence[tuple[int, int]]] = ()) -> Html:
    pieces: list[Html] = []
    for place, piece in enumerate(said.pieces):
        spans = marks[place] if place < len(marks) else ()
        found = [Mark(start=start, end=end, kind="altered") for start, end in spans]
        pieces.append(element("q", marked(piece.text, found), dir="auto"))
    return join(pieces, " ")


def _line(head: EventHead, said: Said, *, outlet: bool = False) -> Html:
    """Who said it, as the article tells it, and where it stands."""
    told: list[Html | None] = []
    if said.told:
        # Two pieces stand apart in the text.
        words = join([verbatim(one.text) for one in said.told], " … ")
        named = said.name and said.name not in " ".join(one.text for one in said.told)
        told.append(join(["as before: " if said.carried else None, words]))
        told.append(verbatim(f"({said.name})") if named else None)
    else:
        told.append(element("span", "nobody is named beside it"))
    where = verbatim(said.outlet, "b") if outlet else None
    return element("span", *_spaced([where, *told, _source(head, said)]), class_="px-said-by")


def _spaced(parts: Sequence[Html | None]) -> list[Html]:
    return [element("span", part) for part in parts if part is not None]


def _source(head: EventHead, said: Said) -> Html | None:
    member = head.member(said.article_id)
    return source_link(member.url, said.pieces[0].text, "source", said.outlet) if member else None


def _copied(head: EventHead, version: _Version) -> Html | None:
    member = head.member(version.article_id)
    source = head.member(member.copy_of) if member else None
    if source is None:
        return None
    return element("span", "copy of ", verbatim(source.outlet), class_="px-badge px-copy")


def _complete(member: Member | None) -> bool:
    return member is not None and member.completeness >= COMPLETE
