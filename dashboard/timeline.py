"""Who published and who revised when, as HTML: in a sentence, a picture and a table (pure)."""

from __future__ import annotations

from compare.firstreports import FirstReport, first_report
from compare.shown.wording import exactly, number, when
from dashboard.articlelink import article_address
from dashboard.markup import Html, element, join, verbatim
from dashboard.panels import table
from dashboard.queries.accounts import EventHead, Member
from dashboard.timelanes import lanes
from dashboard.times import Times, published_words

_ROWS = 300
"""Articles in the table."""
_NAMED = 5
"""Outlets that are named where several may have been first."""


def timeline_panel(head: EventHead, times: Times) -> Html:
    """Who was first, the lanes, and the same as a table."""
    first = first_report(member for account in head.accounts for member in account.members)
    return join([_first(head, first), lanes(head, times, first.outlets), _table(head, times)])


def _first(head: EventHead, first: FirstReport) -> Html:
    return element("p", *_told(head, first), class_="px-first-of-all")


def _told(head: EventHead, first: FirstReport) -> list[Html | str]:
    if first.published is None:
        return ["No page of this event gives a date: who was first is unknown."]
    if len(head.accounts) == 1:
        return ["Published ", element("b", when(first.published)), " by its only outlet."]
    named = join((verbatim(outlet, "b") for outlet in first.outlets[:_NAMED]), ", ")
    left = len(first.outlets) - _NAMED
    label = "First by the pages' own dates: "
    if len(first.outlets) > 1:
        label = "First, and by the pages' own dates not to be told apart: "
    told: list[Html | str] = [label, named, f" and {left} more" if left > 0 else ""]
    told.append(f", {when(first.published)}.")
    if first.undated:
        undated = number(len(first.undated), "outlet")
        told.append(f" {undated} without a date may have been earlier.")
    return told


def _table(head: EventHead, times: Times) -> Html:
    members = [member for account in head.accounts for member in account.members]
    members.sort(key=lambda member: (times.published(member)[0], member.article_id))
    rows = [_row(head, member, times) for member in members[:_ROWS]]
    heads = ("Outlet", "Article", "Published", "First captured", "Revised", "Note")
    left = len(members) - len(rows)
    more = element("p", f"{left:,} more articles: export them", class_="px-facts") if left else None
    drawn = table("Who published and revised when, in the order of publication", heads, rows)
    summary = element("summary", "The same as a table")
    return element("details", summary, drawn, more, class_="px-as-table")


def _row(head: EventHead, member: Member, times: Times) -> Html:
    met, steps = times.met.get(member.article_id), times.steps(member)
    zoned = met.zoned if met else True
    link = element(
        "a",
        verbatim(member.headline or "(without a headline)"),
        href=article_address(member.article_id, head.event_id),
    )
    revised = f"{number(len(steps), 'time')}, last {exactly(steps[-1].seen)}" if steps else "no"
    return element(
        "tr",
        element("th", verbatim(member.outlet), scope="row"),
        element("td", link),
        element("td", published_words(member.published, dated=member.dated, zoned=zoned)),
        element("td", exactly(met.first_seen) if met else "unknown"),
        element("td", revised),
        element("td", join(_notes(head, member, times), "; "), class_="px-brief"),
    )


def _notes(head: EventHead, member: Member, times: Times) -> list[Html]:
    notes: list[Html] = []
    if member.copy_of is not None:
        source = head.member(member.copy_of)
        notes.append(join(["copy of ", verbatim(source.outlet) if source else "another event's"]))
    if member.page:
        notes.append(verbatim(member.page))
    met = times.met.get(member.article_id)
    if member.dated and met and member.published > met.first_seen:
        notes.append(join(["dated after it was captured"]))
    return notes
