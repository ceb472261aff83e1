"""Why each article stands in an event, as HTML (pure)."""

from __future__ import annotations

from collections.abc import Sequence

from compare.shown.addresses import source_address
from compare.shown.wording import when
from dashboard.evidence import weighed
from dashboard.markup import Html, element, join, verbatim
from dashboard.queries.accounts import EventHead, Member
from dashboard.queries.grounds import Grounds
from dashboard.queries.reasons import Reason


def grounds_list(head: EventHead, members: Sequence[Member], grounds: Grounds) -> Html:
    """One item an article: whose, when, how sure, and the evidence in words."""
    items = (_item(head, member, grounds) for member in members)
    return element("ol", *items, class_="px-grounds")


def _item(head: EventHead, member: Member, grounds: Grounds) -> Html:
    lines = [
        _line(head, member, other, reasons, grounds)
        for other, reasons in _by_article(member.reasons).items()
    ]
    return element(
        "li",
        element(
            "div",
            element("p", verbatim(member.outlet), class_="px-who"),
            element("p", _linked(member), class_="px-headline"),
            element("p", _time(member), class_="px-facts"),
            _standing(member),
        ),
        element(
            "p",
            element("span", "score ", class_="px-facts"),
            element("b", f"{member.score:.2f}", class_="px-num"),
            class_="px-score",
        ),
        element("ul", *(lines or [_nothing(head)]), class_="px-evidence"),
    )


def _linked(member: Member) -> Html:
    title = verbatim(member.headline or "(without a headline)")
    address = source_address(member.url)
    if address is None:
        return title
    return element(
        "a",
        title,
        element("span", " ↗", aria_hidden="true"),
        element("span", f" at {member.outlet}, opens in a new tab", class_="px-sr"),
        href=address,
        target="_blank",
    )


def _time(member: Member) -> Html:
    if member.dated:
        return join([when(member.published)])
    undated = element("span", "no date on the page", class_="px-badge")
    return join([undated, f"by when first seen: {when(member.published)}"])


def _standing(member: Member) -> Html | None:
    if not member.page:
        return None
    badge = verbatim(member.page, class_="px-badge")
    return element("p", badge, "has no say in what is one event", class_="px-facts")


def _by_article(reasons: Sequence[Reason]) -> dict[str | None, list[Reason]]:
    """The reasons by the article they are about, in the order in which they are first met."""
    found: dict[str | None, list[Reason]] = {}
    for reason in reasons:
        found.setdefault(reason.article_id, []).append(reason)
    return found


def _line(
    head: EventHead,
    member: Member,
    other: str | None,
    reasons: Sequence[Reason],
    grounds: Grounds,
) -> Html:
    said = join((weighed(r, copy_of=member.copy_of, notes=grounds.notes) for r in reasons), " · ")
    named = _other(head, other, grounds)
    return element("li", said, element("span", named, class_="px-with") if named else None)


def _other(head: EventHead, article_id: str | None, grounds: Grounds) -> Html | None:
    if article_id is None:
        return None
    member = head.member(article_id)
    if member is not None:
        return join([" with ", _quoted(member.outlet, member.headline)])
    elsewhere = grounds.elsewhere.get(article_id)
    if elsewhere is None:
        return join([" with an article that is stored no more"])
    return join([" with ", _quoted(elsewhere.outlet, elsewhere.headline), ", in another event now"])


def _quoted(outlet: str, headline: str) -> Html:
    title = verbatim(headline or "(without a headline)")
    return join([verbatim(outlet, "b"), ": ", title])


def _nothing(head: EventHead) -> Html:
    if sum(len(account.members) for account in head.accounts) == 1:
        return element("li", "The only article of this event.")
    return element("li", "No reason is stored for it.")
