"""When a page says that it was first published."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.firstpublished import first_published, from_archive

DAY = date(2019, 5, 31)
BODY = ["The ferry drifted for seven hours before a tug took it in tow."] * 12


@pytest.mark.parametrize(
    ("note", "day"),
    [
        ("This article was first published on May 31, 2019.", DAY),
        ("This story originally appeared on 31 May 2019 and has been updated in 2024.", DAY),
        ("(An earlier version of this piece was first published on 2019-05-31)", DAY),
        ("First published on 31st May, 2019", DAY),
        ("This recipe, originally published May 2019, is one of our favourites.", DAY),
        ("This essay first appeared in The Packet in 2019.", date(2019, 12, 31)),
        ("Dieser Artikel erschien zuerst am 31. Mai 2019.", DAY),
        ("Dieser Text wurde erstmals am 31.05.2019 veröffentlicht.", DAY),
        ("Dieser Beitrag stammt aus dem Jahr 2019.", date(2019, 12, 31)),
        ("Cet article a été initialement publié le 31 mai 2019.", DAY),
        ("Cette interview a été publiée pour la première fois le 31 mai 2019", DAY),
        ("Este artículo se publicó originalmente el 31 de mayo de 2019.", DAY),
        ("Questo articolo è stato pubblicato per la prima volta il 31 maggio 2019.", DAY),
        ("Este texto foi publicado originalmente em 31 de maio de 2019.", DAY),
        ("Dit artikel verscheen eerder op 31 mei 2019 in De Bode.", DAY),
        # no year, no date, another's date, a date that is none
        ("This article was first published on Friday.", None),
        ("This article was originally published by The Packet.", None),
        ("The report was first published on May 31, 2019.", None),
        ("The novel, first published in 1984, is read again.", None),
        ("This article was published on May 31, 2019.", None),
        ("This article was first published on 31.02.2019.", None),
        ("", None),
    ],
)
def test_notes(note: str, day: date | None) -> None:
    assert first_published("\n\n".join([note, *BODY])) == day
    assert first_published("\n\n".join([*BODY, note])) == day


def test_a_note_in_the_middle_is_on_something_else() -> None:
    note = "This article was first published on May 31, 2019."
    assert first_published("\n\n".join([*BODY, note, *BODY])) is None


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_in_every_language(month: int) -> None:
    names = {
        "This article was first published on 3 {} 2019": "January February March April May June "
        "July August September October November December",
        "Dieser Artikel erschien zuerst am 3. {} 2019": "Januar Februar März April Mai Juni Juli "
        "August September Oktober November Dezember",
        "Cet article a été initialement publié le 3 {} 2019": "janvier février mars avril mai juin "
        "juillet août septembre octobre novembre décembre",
        "Este artículo se publicó originalmente el 3 de {} de 2019": "enero febrero marzo abril "
        "mayo junio julio agosto septiembre octubre noviembre diciembre",
        "Questo articolo è stato pubblicato per la prima volta il 3 {} 2019": "gennaio febbraio "
        "marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "Este artigo foi publicado originalmente em 3 de {} de 2019": "janeiro fevereiro março "
        "abril maio junho julho agosto setembro outubro novembro dezembro",
        "Dit artikel verscheen eerder op 3 {} 2019": "januari februari maart april mei juni juli "
        "augustus september oktober november december",
    }
    for note, months in names.items():
        assert first_published(note.format(months.split()[month - 1])) == date(2019, month, 3)


@pytest.mark.parametrize(
    ("title", "is_old"),
    [
        ("From the archive: the ferry of 1953", True),
        ("From our archives – a ferry adrift", True),
        ("Aus dem Archiv: Fähre treibt", True),
        ("Archives : le ferry à la dérive", True),
        ("Archive of stolen files found on ferry", False),
        ("Files vanish from the archive", False),
        ("", False),
    ],
)
def test_headlines(title: str, is_old: bool) -> None:
    assert from_archive(title) is is_old


WORDS = st.sampled_from(
    "This article was first published on in 31 May Mai 2019 99 . , 2019-05-31 31.13.2019".split()
)


@given(st.text(max_size=80) | st.lists(WORDS, max_size=14).map(" ".join))
def test_any_text_has_a_day_or_none(text: str) -> None:
    found = first_published(f"This article was first published on {text}")
    assert found is None or 1950 <= found.year <= 2049
