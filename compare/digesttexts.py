"""What the text itself tells of a page that gathers things (pure)."""

from __future__ import annotations

import re

_CLOCK = re.compile(
    # 10:45 a.m. ET, 14.32, 11:05 GMT, 8.03am BST, 14:32 Uhr, 13h45, 9 p.m.
    r"^\W{0,3}(?:(?:updated?|posted|published|vor|il y a|hace)(?: at)? ?:? ?)?"
    r"(?:[01]?\d|2[0-3])(?:[:.h][0-5]\d(?![\d.])| ?(?=[ap]\.?m))"
    r"(?: ?[ap]\.?m\b\.?)?(?: ?(?:uhr|h|hrs|[A-Z]{2,4}))?(?=\W|$)"
    # 2 hr 12 min ago
    r"|^(?:\d+ ?(?:hours?|hrs?|h) ?)?(?:\d+ ?(?:minutes?|mins?|m) )?ago\b",
    re.IGNORECASE,
)
_STAMPS = 6
_STAMPED_SHARE = 0.12
"""Of the paragraphs: in a report with a few times of day they are fewer."""

_GREETING = re.compile(
    r"^(?:(?:good (?:morning|afternoon|evening|day)"
    r"|happy (?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|guten (?:morgen|tag|abend)|bonjour|bonsoir|buenos días|buenas tardes|buongiorno|bom dia"
    r"|boa tarde|goedemorgen)(?=\s?[,.!:–—]|\W*$| and welcome\b| from\b| readers?\b| everyone\b)"
    r"|liebe leser"
    r"|welcome (?:back )?to (?:the )?[^.!?]{0,60}?(?:newsletter|briefing|edition|rundown)\b)",
    re.IGNORECASE,
)
_GREETED_WITHIN = 3
_BY_MAIL = re.compile(
    r"\b(?:newsletters?|inbox|sign up (?:here|to receive|for)|subscribe|forwarded this|"
    r"read (?:this|it) online|our (?:daily|weekly|morning) (?:e-?mail|briefing)|"
    r"abonnieren sie|posteingang|inscrivez-vous|abonnez-vous|boîte mail|suscríbete|boletín|"
    r"iscriviti|casella di posta|inscreva-se|assine|aanmelden|nieuwsbrief)\b",
    re.IGNORECASE,
)
_OF_ITSELF = re.compile(
    r"^\W{0,3}(?:you(?:['’]re| are) reading|this is (?:the|our|your|an? (?:web |online )?"
    r"(?:edition|version|excerpt) of))\b[^.!?]{0,80}?\bnewsletter\b",
    re.IGNORECASE,
)
_HEAD_CHARACTERS = 1_200
_OTHER_MATTERS = re.compile(
    r"^\W{0,4}(?:in other (?:news|developments)|"
    r"also (?:today|making news|in the news|on our radar)|"
    r"elsewhere(?: in the news)?|(?:the )?(?:other|more|top) (?:top )?(?:news|stories|headlines)|"
    r"in brief|what else (?:is happening|we(?:['’]re| are) (?:reading|following|watching))|"
    r"what we(?:['’]re| are) (?:reading|watching|following)|"
    r"(?:and )?(?:one|1) (?:more|last|fun|final) thing|and finally|best of the rest|"
    r"(?:the )?(?:number|quote|photo|tweet|chart) of the day|news (?:briefs|to know)|"
    r"here(?:['’]s| is) what else is happening|must[- ]reads?|the big stories?|"
    r"außerdem|und sonst|kurz gemeldet|das war noch|en bref|et aussi|à lire aussi aujourd['’]hui|"
    r"además hoy|en otras noticias|in breve|e anche|em resumo|verder in het nieuws|en verder)"
    r"\W{0,3}$",
    re.IGNORECASE,
)
_HEADS = 2
"""Different ones: a report may have a box "In brief" of its own."""


def look_of(text: str) -> str | None:
    """ "live blog", "newsletter" or "round-up" where the text looks like one, else None."""
    paragraphs = [line.strip() for line in text.split("\n") if line.strip()]
    # Some number their posts by the clock alone, others put it before the first word.
    stamps = sum(1 for paragraph in paragraphs if _CLOCK.match(paragraph[:40]))
    if stamps >= _STAMPS and stamps >= _STAMPED_SHARE * len(paragraphs):
        return "live blog"
    head = text[:_HEAD_CHARACTERS]
    opening = paragraphs[:_GREETED_WITHIN]
    greets = any(_GREETING.match(paragraph) for paragraph in opening)
    if (greets and _BY_MAIL.search(head)) or any(_OF_ITSELF.match(one) for one in opening):
        return "newsletter"
    heads = {one.casefold() for one in paragraphs if len(one) < 60 and _OTHER_MATTERS.match(one)}
    return "round-up" if len(heads) >= _HEADS else None
