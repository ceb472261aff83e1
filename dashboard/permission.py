"""Who may correct events through these pages (pure).

The pages have no accounts of their own. So by default only who sits at this machine may correct:
the server listens on loopback, and the request came straight from a browser here, not through a
proxy that brings others in.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from typing import Literal
from urllib.parse import urlsplit

Corrections = Literal["here", "allowed", "read-only", "reachable"]
"""here: from this machine only; allowed: by everyone who reaches the pages; read-only: asked for;
reachable: others reach the pages, and nobody said that they may correct."""

CORRECTIONS_VARIABLE = "PARALLAX_CORRECTIONS"
"""How the command line tells its child process what it permits."""

_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via")
_REASONS: Mapping[Corrections, str] = {
    "read-only": "This dashboard was started with `--read-only`: events cannot be corrected here.",
    "reachable": (
        "Other machines reach this dashboard, so events cannot be corrected here unless it is "
        "started with `--allow-corrections`."
    ),
}
_BROUGHT_IN = (
    "You reach this dashboard through another machine, so events cannot be corrected here unless "
    "it is started with `--allow-corrections`."
)


def permission(host: str, *, read_only: bool, allowed: bool) -> Corrections:
    """What a server that listens on this host lets its readers do."""
    if read_only:
        return "read-only"
    if allowed:
        return "allowed"
    return "here" if is_loopback(host) else "reachable"


def refusal(granted: str | None, headers: Mapping[str, str]) -> str | None:
    """Why this reader may not correct, in a sentence with Markdown; None when they may.

    granted: one of Corrections; anything else is taken for "read-only". headers: of the request,
    their names in any case.
    """
    if granted == "allowed":
        return None
    if granted == "reachable":
        return _REASONS["reachable"]
    if granted != "here":
        return _REASONS["read-only"]
    sent = {name.title(): value for name, value in headers.items()}
    brought = any(sent.get(name) for name in _FORWARDED)
    # A name other than this machine's: a proxy that says nothing of itself, or a page elsewhere
    # whose name was made to lead here.
    named = (sent.get("Origin", ""), f"//{sent.get('Host', '')}")
    elsewhere = any(not _is_here(address) for address in named)
    return _BROUGHT_IN if brought or elsewhere else None


def _is_here(address: str) -> bool:
    try:
        host = urlsplit(address).hostname
    except ValueError:
        return False
    return host is None or is_loopback(host)


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a server that listens there."""
    if host.lower().rstrip(".") == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
