"""Which links lead to a page that a text can rest on (pure).

Lists of a site's articles, people's profiles, ways to share, to sign up or to buy are none.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from crawler.urls import canonical_url, registered_domain

LONGEST = 1_000
"""Characters of an address; longer ones carry sessions, not names of pages."""

_NO_SOURCE = re.compile(
    r"/(?:"
    # lists of articles
    r"tags?|topics?|themen?|thema|temas?|sujets?|argomenti|tagi|onderwerp(?:en)?|keywords?|"
    r"etiquetas?|hub|categor(?:y|ies|ia|ie)|kategorien?|rubriques?|search|suche|recherche|buscar|"
    r"cerca|zoeken|"
    # people of the house
    r"authors?|autor(?:en|es|i)?|autore|auteurs?|contributors?|staff|profiles?|byline|by|team|"
    # what the house asks for or says of itself
    r"newsletters?|[\w-]*newsletter-(?:anmeldung|sign-?up|uebersicht)|subscri(?:be|ptions?)|sign-?(?:up|in)|log-?in|"
    r"register|accounts?|abo|abonnements?|donate|donations?|support-us|advertise|contact(?:-us)?|"
    r"kontakt|about(?:-us)?|privacy(?:-policy)?|datenschutz|impressum|terms(?:-of-\w+)?|"
    r"editorialguidelines|rss|apps?"
    r")(?:\.\w+)?(?:[/,]|$)"
    r"|^/t/[^/]+/?$",
    re.IGNORECASE,
)
_SHARING = re.compile(
    r"/(?:sharer?(?:\.php)?|sharearticle|intent|submit|pin/create|send|dialog)(?:[/?]|$)",
    re.IGNORECASE,
)
_NETWORKS = frozenset(
    "facebook.com twitter.com x.com instagram.com linkedin.com pinterest.com reddit.com t.me "
    "telegram.me threads.net threads.com tiktok.com whatsapp.com wa.me bsky.app youtube.com "
    "flipboard.com mastodon.social truthsocial.com signal.me".split()
)
_PROFILE = re.compile(
    r"^/(?:@[^/]*|(?:in|user|c|channel|company|profile|hashtag|r|pages|explore/tags)/[^/]*|[^/]*)/?$"
)
"""Of a social network: who somebody is, and not what they said."""
_NEVER = frozenset(
    "awin1.com doubleclick.net googleadservices.com googlesyndication.com outbrain.com taboola.com "
    "addtoany.com addthis.com apps.apple.com play.google.com news.google.com amzn.to "
    "shareasale.com skimresources.com go.redirectingat.com".split()
)
_DIGIT = re.compile(r"\d")
_WRAPPED = {"google.com": ("/url", ("q", "url")), "facebook.com": ("/l.php", ("u",))}
"""Registered domain → path and parameters of its addresses that lead on to another."""


def source_address(href: str, base: str | None = None) -> str | None:
    """The canonical address that a link leads to; None where that is no source.

    Relative addresses belong to `base`. At most LONGEST characters.
    """
    address = _unwrapped(canonical_url(href, base or None) if len(href) <= LONGEST else None)
    if address is None or len(address) > LONGEST:
        return None
    parts, domain = urlsplit(address), registered_domain(address)
    if parts.path in ("", "/") and not parts.query:
        return None
    if domain in _NEVER or parts.netloc.removeprefix("www.") in _NEVER:
        return None
    if domain in _NETWORKS:
        profile = _PROFILE.match(parts.path) and not parts.query
        return None if profile or _SHARING.search(parts.path) else address
    return None if _NO_SOURCE.search(parts.path) else address


def gathers(address: str) -> bool:
    """Whether an address of the outlet's own looks like a section or a theme, not an article:
    no figure in it, and no name of several words at its end."""
    parts = urlsplit(address)
    slug = parts.path.rstrip("/").rpartition("/")[2]
    return not parts.query and slug.count("-") < 3 and not _DIGIT.search(parts.path)


def _unwrapped(address: str | None) -> str | None:
    """Where an address leads that counts the clicks on its way elsewhere."""
    if address is None:
        return None
    parts = urlsplit(address)
    path, names = _WRAPPED.get(registered_domain(address), ("", ()))
    if not path or parts.path != path:
        return address
    values = parse_qs(parts.query)
    inner = canonical_url(next((values[name][0] for name in names if name in values), ""))
    # What wraps itself leads nowhere.
    return inner if inner and registered_domain(inner) != registered_domain(address) else None
