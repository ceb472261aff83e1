"""Articles → events, over hand-made vectors and words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from compare import events as module
from compare.events import Lead, Membership, find_events
from compare.terms import Terms

if TYPE_CHECKING:
    from tests.compare.conftest import FakeEncoder

NOON = datetime(2025, 10, 3, 12, tzinfo=UTC)
FIRE = "Blaze destroys Pell Brothers warehouse in Hollis Grove"
FERRY = "Ferry drifts seven hours across Irish Sea after engine failure"


def lead(name: str, text: str, *, hours: float = 0, alone: bool = False) -> Lead:
    return Lead(
        article_id=name,
        outlet=f"outlet of {name}",
        published=NOON + timedelta(hours=hours),
        text=text,
        alone=alone,
    )


def group(
    leads: Sequence[Lead], encoder: FakeEncoder, *, days: float = 3, similarity: float = 0.3
) -> list[list[Membership]]:
    texts = [one.text for one in leads]
    terms = Terms(texts, longest=1, stop_words="english") if texts else Terms(["-"])
    return find_events(leads, encoder.encode(texts), terms, days=days, similarity=similarity)


def names(groups: Sequence[Sequence[Membership]]) -> set[frozenset[str]]:
    return {frozenset(member.article_id for member in members) for members in groups}


def test_like_articles_are_one_event_and_unlike_ones_are_not(encoder: FakeEncoder) -> None:
    leads = [
        lead("f1", FIRE),
        lead("s1", FERRY, hours=1),
        lead("f2", f"{FIRE} on Friday", hours=5),
        lead("s2", f"{FERRY} overnight", hours=30),
        lead("x", "Apple and cheddar hand pies", hours=2),
    ]
    assert names(group(leads, encoder)) == {
        frozenset({"f1", "f2"}),
        frozenset({"s1", "s2"}),
        frozenset({"x"}),
    }


def test_the_same_words_days_apart_are_two_events(encoder: FakeEncoder) -> None:
    leads = [lead("now", FIRE), lead("then", FIRE, hours=73)]
    assert names(group(leads, encoder)) == {frozenset({"now"}), frozenset({"then"})}
    assert names(group(leads, encoder, days=4)) == {frozenset({"now", "then"})}


def test_a_digest_stands_alone_whatever_it_shares(encoder: FakeEncoder) -> None:
    leads = [lead("a", FIRE), lead("b", FIRE), lead("week", FIRE, alone=True)]
    assert names(group(leads, encoder)) == {frozenset({"a", "b"}), frozenset({"week"})}


def test_two_digests_stand_apart(encoder: FakeEncoder) -> None:
    leads = [lead("a", FIRE, alone=True), lead("b", FIRE, alone=True)]
    assert len(group(leads, encoder)) == 2


def test_one_look_alike_pair_does_not_glue_two_events(encoder: FakeEncoder) -> None:
    fires = [lead(f"f{n}", f"{FIRE} {word}") for n, word in enumerate("one two three four".split())]
    ferries = [lead(f"s{n}", f"{FERRY} {word}") for n, word in enumerate("five six seven".split())]
    bridge = lead("s9", f"{FERRY} Pell Brothers warehouse")
    found = names(group([*fires, bridge, *ferries], encoder))
    assert frozenset({"f0", "f1", "f2", "f3"}) in found


def test_no_articles_no_events(encoder: FakeEncoder) -> None:
    assert group([], encoder) == []


def test_an_article_alone_has_score_one_and_no_reasons(encoder: FakeEncoder) -> None:
    [[member]] = group([lead("a", FIRE)], encoder)
    assert member == Membership(article_id="a", score=1.0, reasons=())


def test_articles_without_words_stand_alone(encoder: FakeEncoder) -> None:
    assert len(group([lead("a", ""), lead("b", ""), lead("c", FIRE)], encoder)) == 3


def test_reasons_name_shared_words_similarity_and_hours(encoder: FakeEncoder) -> None:
    leads = [lead("a", FIRE), lead("b", f"{FIRE} Friday", hours=6.5), lead("x", FERRY)]
    [pair] = [members for members in group(leads, encoder) if len(members) == 2]
    for member, partner in zip(pair, reversed(pair), strict=True):
        shared, similarity, hours = member.reasons
        assert {reason["article_id"] for reason in member.reasons} == {partner.article_id}
        assert shared["kind"] == "shared terms"
        assert len(shared["value"]) == 3
        assert all(word in leads[0].text.lower() for word in shared["value"])
        assert similarity["kind"] == "similarity"
        assert similarity["value"] == pytest.approx(member.score, abs=1e-3)
        assert hours == {"kind": "hours apart", "value": 6.5, "article_id": partner.article_id}


WORDS = "blaze warehouse ferry engine transit fares judge ruling cars agents".split()
LEADS = st.lists(
    st.tuples(
        st.lists(st.sampled_from(WORDS), min_size=1, max_size=4, unique=True),
        st.integers(0, 200),
        st.booleans(),
    ),
    min_size=1,
    max_size=12,
)


@hypothesis_settings(max_examples=60)
@given(LEADS, st.randoms(use_true_random=False))
def test_every_lead_has_one_event_in_whatever_order_they_come(
    drawn: list[tuple[list[str], int, bool]], random: object
) -> None:
    encoder = _encoder()
    # Times of their own, so that no two pairs tie.
    leads = [
        lead(
            f"a{n:02}", f"{' '.join(words)} mark{n}", hours=hours + n / 100, alone=alone and n == 0
        )
        for n, (words, hours, alone) in enumerate(drawn)
    ]
    groups = group(leads, encoder)
    members = [member.article_id for found in groups for member in found]
    assert sorted(members) == [one.article_id for one in leads]
    assert all(0 <= member.score <= 1 for found in groups for member in found)
    hours = {one.article_id: one.published for one in leads}
    for found in groups:
        days = [hours[member.article_id] for member in found]
        # Average linkage lets the ends of a group stand further apart, but not all of them.
        assert len(found) == 1 or min(b - a for a, b in pairwise(sorted(days))) <= timedelta(days=3)
    shuffled = list(leads)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert names(group(shuffled, encoder)) == names(groups)


def _encoder() -> FakeEncoder:
    class Flat:
        """Every text the same vector: the words alone decide."""

        name = "flat"

        def encode(self, texts: Sequence[str], progress: object = None) -> object:
            return np.tile(np.eye(1, 4, dtype=np.float32), (len(texts), 1))

    return Flat()  # type: ignore[return-value]


def test_pairs_are_found_across_the_blocks_of_a_long_archive(encoder: FakeEncoder) -> None:
    leads = [
        lead(
            f"{side}{n:04}", f"name{n} place{n} deed{n}", hours=n * 0.2 + (60 if side == "b" else 0)
        )
        for n in range(700)
        for side in "ab"
    ]
    expected = {frozenset({f"a{n:04}", f"b{n:04}"}) for n in range(700)}
    assert names(group(leads, encoder)) == expected


def test_a_crowd_too_large_to_link_is_cut_at_a_stricter_similarity(
    encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_LARGEST", 4)
    fires = [lead(f"f{n}", FIRE, hours=n) for n in range(6)]
    # Half the words of the fires: linked to them at 0.3, not at the cut.
    others = [lead(f"o{n}", f"Blaze destroys Pell {FERRY}", hours=n) for n in range(3)]
    found = names(group([*fires, *others], encoder, similarity=0.2))
    assert found == {frozenset(f"f{n}" for n in range(6)), frozenset(f"o{n}" for n in range(3))}
