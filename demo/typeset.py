"""Templates and the ways outlets write a date; the only module that imports jinja2."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime

from jinja2 import Environment, PackageLoader, StrictUndefined

from demo.newsroom import Channel, section_slug

FEED_TYPES: Mapping[Channel, str] = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "news-sitemap": "application/xml",
}


def american(moment: datetime) -> str:
    """As in "October 4, 2025 at 2:05 PM"."""
    # %-d and %-I are not portable, so the numbers are put in by hand.
    hour = moment.hour % 12 or 12
    return f"{moment:%B} {moment.day}, {moment.year} at {hour}:{moment:%M %p}"


def british(moment: datetime) -> str:
    """As in "Sunday 5 October 2025, 7.05am"."""
    hour = moment.hour % 12 or 12
    half = "am" if moment.hour < 12 else "pm"
    return f"{moment:%A} {moment.day} {moment:%B} {moment.year}, {hour}.{moment:%M}{half}"


def zulu(moment: datetime) -> str:
    """As in "2025-10-04T19:05:00Z"."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def author_objects(authors: tuple[str, ...]) -> list[dict[str, str]]:
    """Authors as JSON-LD has them."""
    return [{"@type": "Person", "name": author} for author in authors]


def paragraphs_html(paragraphs: tuple[str, ...]) -> str:
    """Paragraphs as a fragment of HTML, the way a feed carries a whole text."""
    return _ENVIRONMENT.from_string(
        "{% for text in paragraphs %}<p>{{ text }}</p>{% endfor %}"
    ).render(paragraphs=paragraphs)


def typeset(template: str, **context: object) -> str:
    """Fills one template of pages/; an unknown name in it is an error."""
    return _ENVIRONMENT.get_template(template).render(**context)


_ENVIRONMENT = Environment(
    loader=PackageLoader("demo", "pages"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
_ENVIRONMENT.globals["author_objects"] = author_objects
_ENVIRONMENT.filters |= {
    "american": american,
    "british": british,
    "zulu": zulu,
    "rfc822": format_datetime,
    "section_slug": section_slug,
    "paragraphs_html": paragraphs_html,
}
