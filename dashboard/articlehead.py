"""What stands above an article's text: whose it is, from when, how much was captured (pure)."""

from __future__ import annotations

from collections.abc import Sequence

from compare.shown.wording import exactly, number, share, when
from crawler.article import COMPLETE
from dashboard.articlelink import article_address
from dashboard.eventlist import event_address
from dashboard.markup import Html, element, join, source_link, verbatim
from dashboard.queries.accounts import Account, EventHead
from dashboard.queries.article import Captured
from dashboard.times import published_words

_ACCESS = {
    "free": "free to read",
    "metered": "metered: some articles are free",
    "locked": "locked: not free to read",
    "unknown": "access unknown",
}


def others_of(article: Captured, head: EventHead | None) -> list[Account]:
    """The accounts of the event beside the article's outlet's."""
    return [one for one in head.accounts if one.outlet != article.outlet] if head else []


def only_here(article: Captured, head: EventHead | None) -> bool:
    """Whether a passage that was matched with nothing may be said to stand in no other account."""
    others = others_of(article, head)
    return bool(others) and all(account.complete for account in others)


def article_header(article: Captured, head: EventHead | None) -> Html:
    """Whose article it is, from when, and how much of it was captured."""
    back = element("a", "← Events", href="./")
    if head is not None:
        title = verbatim(head.title.strip() or "(without a headline)")
        back = element("a", "← ", title, href=event_address(head.event_id))
    dated = article.published is not None
    published = published_words(
        article.published or article.first_seen, dated=dated, zoned=article.zoned
    )
    facts: list[Html | str | None] = [
        verbatim(article.outlet, "b"),
        f"published {published}"
        if dated
        else f"{published}, first captured {exactly(article.first_seen)}",
        join(["by ", verbatim(", ".join(article.authors))]) if article.authors else None,
        number(article.words, "word"),
        source_link(article.url, "", "source", article.outlet),
    ]
    return element(
        "header",
        element("p", back, class_="px-back"),
        element("h1", verbatim(article.title or "(without a headline)"), class_="px-title"),
        element("p", *_dotted(facts), class_="px-summary"),
        element("p", *_dotted([*_badges(article, head), *_state(article)]), class_="px-summary"),
    )


def capture_note(article: Captured) -> Html | None:
    """What is missing of the text, where something is."""
    if article.completeness >= COMPLETE:
        return None
    reasons = join((verbatim(reason) for reason in article.reasons), "; ")
    why = join([" (", reasons, ")"]) if article.reasons else None
    return element(
        "p",
        element("b", "Captured in part. "),
        f"About {share(article.completeness)} of the article is believed to be here",
        why,
        ": what follows is all that was captured, not all that was published.",
        class_="px-warned",
    )


def _badges(article: Captured, head: EventHead | None) -> list[Html | str | None]:
    member = head.member(article.article_id) if head else None
    found: list[Html | str | None] = [
        element("span", _ACCESS.get(article.access, article.access), class_="px-badge"),
        element("span", f"{share(article.completeness)} captured", class_="px-badge"),
    ]
    if member is not None and member.copy_of is not None:
        source = head.member(member.copy_of) if head else None
        named = verbatim(source.outlet) if source else "another event's article"
        ground = f" ({share(member.containment or 0)} of its words)"
        found.append(element("span", "copy of ", named, ground, class_="px-badge px-copy"))
    if member is not None and member.page:
        found.append(verbatim(member.page, class_="px-badge"))
    if article.noarchive:
        found.append(element("span", "page asks not to be handed on", class_="px-badge"))
    return found


def _state(article: Captured) -> list[Html | str | None]:
    """Which revision it is, and the way to the others."""
    told = f"captured {exactly(article.seen)}"
    if article.modified is not None:
        told += f", dated {when(article.modified)} by the page"
    if article.newest < 2:
        return [told]
    steps = (("earlier", article.revision - 1), ("later", article.revision + 1))
    links = [
        element(
            "a",
            label,
            href=article_address(article.article_id, article.event_id, revision=str(revision)),
        )
        for label, revision in steps
        if 1 <= revision <= article.newest
    ]
    changed = None
    if article.event_id is not None:
        address = event_address(article.event_id, tab="Timeline", revised=article.outlet)
        changed = element("a", "what changed", href=address)
    return [f"revision {article.revision} of {article.newest}, {told}", *links, changed]


def _dotted(facts: Sequence[Html | str | None]) -> list[Html]:
    return [element("span", fact) for fact in facts if fact is not None]
