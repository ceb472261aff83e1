"""What pages of news carry beside the article: navigation, teasers, scripts.

The demo's pages are bare: 4 kB. The median page of 181 publishers has 254 kB, of which half are
scripts, 870 elements and 180 links; an extractor reads all of it.
"""

from __future__ import annotations

import json
import random
from dataclasses import replace

from demo.site import Resource

_WORDS = "harbour council bridge budget storm school market river strike museum ferry court".split()
_LINKS = 180
_SCRIPTS = 0.5
"""Share of a page."""


def dressed(page: Resource, kilobytes: int, number: int) -> Resource:
    """The page, filled up to about so many kilobytes; `number` makes the filling its own."""
    chance = random.Random(number)
    left = kilobytes * 1_000 - len(page.body)
    if left <= 0:
        return page
    scripts = _scripts(int(left * _SCRIPTS), chance)
    markup = _markup(left - len(scripts), chance)
    head, mark, rest = page.body.partition(b"</head>")
    body, end, tail = rest.rpartition(b"</body>")
    return replace(page, body=b"".join((head, scripts, mark, body, markup, end, tail)))


def _scripts(size: int, chance: random.Random) -> bytes:
    state = json.dumps({f"key{n}": _phrase(chance, 8) for n in range(size // 80)})
    return f"<script>window.__STATE__ = {state[:size]!r};</script>".encode("ascii")


def _markup(size: int, chance: random.Random) -> bytes:
    """Lists of links, each about as long as it takes to fill the size."""
    attribute = "x" * max(1, size // _LINKS - 130)
    items = (
        f'<li class="teaser"><div data-tracking="{attribute}"><span class="kicker">'
        f"{_phrase(chance, 1)}</span> "
        f'<a href="/more/{chance.randrange(10**6)}">{_phrase(chance, 4)}</a></div></li>'
        for _ in range(_LINKS)
    )
    return f'<nav class="more"><ul>{"".join(items)}</ul></nav>'.encode("ascii")


def _phrase(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_WORDS, k=words))
