"""What kind of page this is, who may read it, and how much of it was captured (pure)."""

from __future__ import annotations

import re
from typing import Literal

from crawler.article import Access

Interstitial = Literal["consent page", "bot check"]

_CONSENT = re.compile(
    r"before you continue|we value your privacy|we and our (?:\w+ )?partners"
    r"|accept (?:all )?cookies"
    r"|your privacy choices|consent to (?:the use|our use)|manage (?:your )?(?:cookie|privacy)"
    r"|avant de continuer|bevor (?:sie|du) fortf|wir ben[öo]tigen ihre zustimmung"
    r"|zustimmen und weiter|accepter et continuer|aceptar y continuar",
    re.IGNORECASE,
)
_BOT_CHECK = re.compile(
    r"verify (?:that )?you are (?:a )?human|are you a robot|unusual traffic|checking your browser"
    r"|enable javascript and cookies|please enable js|access (?:to this page has been )?denied"
    r"|just a moment\.\.\.|captcha|request unsuccessful|pardon our interruption",
    re.IGNORECASE,
)
_LOCKED = re.compile(
    r"subscribe (?:now )?to (?:continue|keep|read)|to continue reading|continue reading with"
    r"|this (?:article|story|content) is (?:for|only available to|reserved for) (?:our )?"
    r"subscribers"
    r"|subscribers? only|become a (?:subscriber|member) to (?:read|continue)"
    r"|already a (?:subscriber|member)\?|unlock this article|remaining free articles?"
    r"|r[ée]serv[ée] aux abonn[ée]s|lire la suite|jetzt weiterlesen|nur f[üu]r abonnenten",
    re.IGNORECASE,
)
_CUT_OFF = re.compile(
    r"(?:\.\.\.|…|\[\+?\d+ chars\]|\bread more\.?|\bcontinue reading\.?)\s*$", re.I
)

_INTERSTITIAL_WORDS = 150
"""A page with more text than this is taken to be an article whatever it says about cookies."""
_SHORT_WORDS = 40


def interstitial(title: str, text: str) -> Interstitial | None:
    """Whether the page stands between the reader and the article.

    title: the page's title and headings; text: all its visible text.
    """
    if len(text.split()) > _INTERSTITIAL_WORDS:
        return None
    for kind, pattern in (("consent page", _CONSENT), ("bot check", _BOT_CHECK)):
        if pattern.search(title) or pattern.search(text):
            return kind  # type: ignore[return-value]
    return None


def access_of(
    *, declared_free: bool | None, tier: str | None, page_text: str, words: int
) -> Access:
    """Who may read the page, from what it declares and from the words of its paywall.

    declared_free: schema.org isAccessibleForFree; tier: the meta tag article:content_tier;
    page_text: all visible text of the page; words: length of the article text captured.
    """
    notice = _LOCKED.search(page_text) is not None
    if tier in ("locked", "metered", "free"):
        return tier  # type: ignore[return-value]
    if declared_free is False:
        # Many metered outlets serve the whole text and lock it in the browser.
        return "locked" if notice or words < 250 else "metered"
    if declared_free:
        return "free"
    if notice and words < 250:
        return "locked"
    return "unknown"


def completeness_of(
    text: str, *, access: Access, declared_words: int | None, summary: str
) -> tuple[float, tuple[str, ...]]:
    """How much of the article the capture is believed to hold, in [0, 1], and why less than all.

    declared_words: schema.org wordCount; summary: what the feed said of the article.
    """
    words = len(text.split())
    found = [(1.0, "")]
    if access == "locked":
        share = min(0.5, words / declared_words) if declared_words else 0.3
        found.append((share, "the rest is behind a paywall"))
    elif declared_words and words < 0.6 * declared_words:
        found.append((words / declared_words, f"{words} of {declared_words} declared words"))
    if words < 0.8 * len(summary.split()):
        found.append((0.4, "shorter than the feed's summary"))
    if _CUT_OFF.search(text):
        found.append((0.5, "the text breaks off"))
    if words < _SHORT_WORDS:
        found.append((0.6, f"only {words} words"))
    return round(min(share for share, _ in found), 3), tuple(why for _, why in found if why)


def imported_completeness(text: str) -> tuple[float, tuple[str, ...]]:
    """The same for text that was imported: it is taken as whole unless it breaks off."""
    if _CUT_OFF.search(text):
        return 0.5, ("the text breaks off",)
    return 1.0, ()
