"""A reason in plain words: fixed labels around what the articles say (pure).

A kind that is newer than this page, or a value in a form that its kind does not have, is shown
as it is stored.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from compare.shown.addresses import web_address
from compare.shown.wording import share, when
from dashboard.markup import Html, element, join, verbatim
from dashboard.queries.reasons import Reason, finite

_LONGEST = 240
"""Characters of a quotation or of a value that is not known here."""
_MOST = 12
"""Names, words, quotations or links of one reason."""


def weighed(
    reason: Reason, *, copy_of: str | None = None, notes: Mapping[str, str] | None = None
) -> Html:
    """What the reason says, with what it adds to the log-odds or takes from them."""
    said = evidence(reason, copy_of=copy_of, notes=notes)
    weight = f"{reason.weight or 0:+.1f}".replace("-", "−")
    if weight in ("+0.0", "−0.0"):
        return said
    return join([said, " ", element("span", weight, class_="px-weight")])


def evidence(
    reason: Reason, *, copy_of: str | None = None, notes: Mapping[str, str] | None = None
) -> Html:
    """What the reason says.

    copy_of: whose text the article carries, by article_id; notes: correction_id → what the person
    wrote who made it.
    """
    say = _SAID.get(reason.kind)
    if reason.kind == "copy":
        said = _copy(reason, copy_of)
    elif reason.kind == "correction":
        said = _correction(reason.value, notes or {})
    else:
        said = say(reason.value) if say else None
    return _as_stored(reason) if said is None else said


def _names(value: Any) -> Html | None:
    return _shared("shares the names ", "shares the name ", value)


def _words(value: Any) -> Html | None:
    return _shared("shares the words ", "shares the word ", value)


def _shared(several: str, one: str, value: Any) -> Html | None:
    words = _strings(value)
    if not words:
        return None
    rest = f" and {len(words) - _MOST} more" if len(words) > _MOST else None
    listed = verbatim(", ".join(words[:_MOST]))
    return join([one if len(words) == 1 else several, listed, rest])


def _similarity(value: Any) -> Html | None:
    known = finite(value)
    return None if known is None else join([f"similarity {known:.2f}"])


def _hours(value: Any) -> Html | None:
    hours = finite(value)
    return None if hours is None else join([f"{_span(abs(hours))} apart"])


def _span(hours: float) -> str:
    """A length of time: 40 minutes, 2.5 hours, 3.1 days."""
    minutes = round(hours * 60)
    if minutes < 1:
        return "less than a minute"
    if minutes < 60:
        return f"{minutes} minute{'' if minutes == 1 else 's'}"
    amount, unit = (hours, "hour") if hours < 48 else (hours / 24, "day")
    shown = f"{amount:,.1f}".removesuffix(".0")
    return f"{shown} {unit}{'' if shown == '1' else 's'}"


def _quotation(value: Any) -> Html | None:
    quoted = [element("q", verbatim(_cut(words))) for words in _strings(value)[:_MOST]]
    return join(["both quote ", join(quoted, ", ")]) if quoted else None


def _link(value: Any) -> Html | None:
    links = [_address(url) for url in _strings(value)[:_MOST]]
    return join(["both link to ", join(links, ", ")]) if links else None


def _address(url: str) -> Html:
    address = web_address(url)
    shown = verbatim(_cut(url))
    return element("a", shown, href=address, target="_blank") if address else shown


def _undated(value: Any) -> Html | None:
    try:
        seen = datetime.fromisoformat(value)
        seen = seen.replace(tzinfo=UTC) if seen.tzinfo is None else seen.astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        return None
    return join([f"no date on the page; by when it was first seen, {when(seen)}"])


def _alone(value: Any) -> Html | None:
    if not isinstance(value, str) or not value.strip():
        return None
    return join(["stands alone: ", verbatim(_cut(value))])


def _copy(reason: Reason, copy_of: str | None) -> Html | None:
    part = finite(reason.value)
    if part is None:
        return None
    if copy_of is not None and reason.article_id == copy_of:
        return join([f"carries its text: {share(part)} of the words stand there"])
    return join([f"the same text: {share(part)} of the words"])


def _correction(value: Any, notes: Mapping[str, str]) -> Html | None:
    if not isinstance(value, str):
        return None
    note = notes.get(value, "").strip()
    if not note:
        return join(["placed by a person"])
    return join(["placed by a person: ", verbatim(_cut(note))])


def _as_stored(reason: Reason) -> Html:
    if reason.value is None:
        return verbatim(_cut(reason.kind))
    words = _strings(reason.value)
    value = ", ".join(words) if words else _plain(reason.value)
    return verbatim(_cut(f"{reason.kind}: {value}"))


def _plain(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.3g}"
    return json.dumps(value, ensure_ascii=False, default=str)


def _strings(value: Any) -> list[str]:
    """A word, or a list of them; empty when it is anything else."""
    if isinstance(value, str):
        return [value] if value.strip() else []
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return [part for part in value if part.strip()]
    return []


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"


_SAID: Mapping[str, Callable[[Any], Html | None]] = {
    "shared names": _names,
    "shared words": _words,
    "shared terms": _words,  # as older comparisons called them
    "similarity": _similarity,
    "hours apart": _hours,
    "shared quotation": _quotation,
    "shared link": _link,
    "no date": _undated,
    "stands alone": _alone,
}
