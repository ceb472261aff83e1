"""Who may read a page, and how much of it was captured (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml.cssselect import CSSSelector
from lxml.etree import LxmlError
from lxml.html import HtmlElement

from crawler.article import Access
from crawler.texts import word_count

_LOCKED = re.compile(
    # en
    r"subscribe (?:now )?to (?:continue|keep|read|unlock)|to continue reading|continue reading with"
    r"|this (?:article|story|content) is (?:for|only available to|reserved for|exclusive to) "
    r"(?:our )?(?:\w+ )?subscribers|subscribers? only|(?:for|to) subscribers only"
    r"|become a (?:subscriber|member) to (?:read|continue)"
    r"|unlock this (?:article|story)|remaining free articles?"
    r"|(?:create an account|register|sign in) to (?:continue|keep) reading"
    # de: also the names of the subscriptions
    r"|jetzt weiterlesen|nur f[üu]r (?:\w+-?)?abonnent\w+|weiterlesen mit (?:\w+ ?)?(?:plus|\+|f\+)"
    r"|(?:mit|exklusiv f[üu]r) (?:sz |f|spiegel|bild|z|welt|heise|tagesspiegel|ntv)?\s?(?:plus|\+)"
    r"[- ](?:abo\w*|leser\w*|mitglied\w*|nutzer\w*)|lesen sie (?:diesen artikel )?mit (?:sz|f|z)"
    r"\s?(?:plus|\+)|diese[rn] (?:artikel|beitrag|inhalt) ist (?:exklusiv|nur) f[üu]r"
    # fr
    r"|r[ée]serv[ée]e?s? (?:aux|à nos) abonn[ée]s|il vous reste [\d.,]+\s?%"
    r"|abonnez-vous pour (?:lire|continuer)"
    # es, pt
    r"|(?:solo|s[óo]lo|exclusivo) para (?:suscriptores|assinantes)|contenido exclusivo para"
    r"|suscr[íi]bete para (?:seguir|leer|continuar)|para seguir leyendo|lee sin l[íi]mites"
    r"|conte[úu]do exclusivo para|assine para continuar"
    # it, nl
    r"|(?:contenuto|articolo) riservato agli abbonati|abbonati per (?:leggere|continuare)"
    r"|(?:alleen|exclusief) voor abonnees|word abonnee om (?:te|verder)"
    # sv, no, da, fi
    r"|(?:endast|bara) f[öo]r prenumeranter|l[åa]s upp artikeln|bli prenumerant f[öo]r att l[äa]sa"
    r"|(?:kun )?for abonnenter|bli abonnent for å lese"
    r"|kun for abonnenter|f[åa] adgang til artiklen|vain tilaajille|tilaa ja lue"
    # pl, cs
    r"|(?:tylko )?dla subskrybent[óo]w|tre[śs][ćc] premium|pouze pro předplatitele"
    # ja, ko, zh, ru
    r"|有料(?:会員|記事)|会員限定|この記事は有料|残り\s?[\d,０-９]+\s?(?:文字|字)|続きを読むには"
    r"|유료\s?(?:회원|구독)|구독자 전용|订阅后(?:阅读|继续)|仅限订阅|付费(?:阅读|订阅)|會員限定"
    r"|только для подписчиков",
    re.IGNORECASE,
)
_HINTS = re.compile(
    r"already a (?:subscriber|member)\?|sie haben bereits ein (?:\w+-?)?abo|d[ée]j[àa] abonn[ée]"
    r"|lire la suite|allerede abonnent\?|redan prenumerant\?|lees verder met|ya soy suscriptor"
    r"|log ?in to (?:read|continue)",
    re.IGNORECASE,
)
"""These stand in the head of many free pages too: only two of them are a paywall."""
_CUT_OFF = re.compile(
    r"(?:\.\.\.|…|\[\+?\d+ chars\]|\bread more\.?|\bcontinue reading\.?|\bweiterlesen|"
    r"\blire la suite|\bleer más|\bleggi tutto|\blees verder|"
    r"続きを読む|残り\s?[\d,]+\s?文字|阅读全文)\s*$",
    re.I,
)

_SHORT_WORDS = 40
_TEASER_WORDS = 250
"""Fewer than this and the words of a paywall: what was captured is the beginning."""
_SERVED_WORDS = 100
"""So many words in the part that is declared locked: the server sends it to everybody."""


def locked_words(tree: HtmlElement, selectors: Sequence[str]) -> int | None:
    """Words in the parts of a page that it declares not to be free.

    selectors: CSS, as schema.org's hasPart names them; None when there is none that can be read.
    """
    texts = [
        element.text_content()
        for selector in selectors
        if (find := _selector(selector)) is not None
        for element in find(tree)
    ]
    readable = any(_selector(selector) is not None for selector in selectors)
    return sum(map(word_count, texts)) if readable else None


def _selector(written: str) -> CSSSelector | None:
    try:
        return CSSSelector(written, translator="html") if len(written) <= 200 else None
    except (LxmlError, ValueError, SyntaxError):  # cssselect's errors are SyntaxErrors
        return None


def access_of(
    *,
    declared_free: bool | None,
    tier: str | None,
    page_text: str,
    words: int,
    locked: int | None = None,
    declared_words: int | None = None,
) -> Access:
    """Who may read the page, from what it declares and from the words of its paywall.

    declared_free: schema.org isAccessibleForFree of the page; tier: the meta tag
    article:content_tier; page_text: all visible text of the page; words: length of the article
    text captured; locked: words in the part that is declared not to be free, None when no part is
    named; declared_words: schema.org wordCount.
    """
    if tier in ("locked", "metered", "free"):
        return tier  # type: ignore[return-value]
    if declared_free is False or (declared_free is None and locked):
        # Many metered outlets serve the whole text and lock it in the browser.
        if (locked or 0) >= _SERVED_WORDS or _whole(words, declared_words):
            return "metered"
        return "locked" if words < _TEASER_WORDS or _has_notice(page_text) else "metered"
    if declared_free:
        return "free"
    if words < _TEASER_WORDS and _has_notice(page_text):
        return "locked"
    return "unknown"


def _has_notice(page_text: str) -> bool:
    hints = {found[0].casefold() for found in _HINTS.finditer(page_text)}
    return len(hints) >= 2 or _LOCKED.search(page_text) is not None


def _whole(words: int, declared: int | None) -> bool:
    return declared is not None and declared >= _SHORT_WORDS and words >= 0.9 * declared


def completeness_of(
    text: str, *, access: Access, declared_words: int | None, summary: str
) -> tuple[float, tuple[str, ...]]:
    """How much of the article the capture is believed to hold, in [0, 1], and why less than all.

    declared_words: schema.org wordCount; summary: what the feed said of the article.
    """
    words = word_count(text)
    declared = _declared(declared_words, text, words)
    found = [(1.0, "")]
    if access == "locked" and not _whole(words, declared):
        if declared:
            share, why = min(0.5, words / declared), "the rest is behind a paywall"
        elif words < _TEASER_WORDS:
            share, why = 0.3, "the rest is behind a paywall"
        else:
            share, why = 0.5, f"{words} words, but more may be behind a paywall"
        found.append((share, why))
    elif declared and words < 0.6 * declared:
        found.append((words / declared, f"{words} of {declared} declared words"))
    if words < 0.8 * word_count(summary):
        found.append((0.4, "shorter than the feed's summary"))
    if _CUT_OFF.search(text):
        found.append((0.5, "the text breaks off"))
    if words < _SHORT_WORDS:
        found.append((0.6, f"only {words} words"))
    return round(min(share for share, _ in found), 3), tuple(why for _, why in found if why)


def _declared(stated: int | None, text: str, words: int) -> int | None:
    """The wordCount, unless it is the number of the text's characters."""
    if stated and stated > 3 * words and 0.7 < len(text) / stated < 1.4:
        return None
    return stated


def imported_completeness(text: str) -> tuple[float, tuple[str, ...]]:
    """The same for text that was imported: it is taken as whole unless it breaks off."""
    if _CUT_OFF.search(text):
        return 0.5, ("the text breaks off",)
    return 1.0, ()
