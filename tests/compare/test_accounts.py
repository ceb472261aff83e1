"""The accounts of one event, compared."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from compare.accounts import Accounts, Captured, compare_accounts
from compare.settings import Settings
from crawler.article import Mark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.compare.conftest import FakeEncoder

NOON = datetime(2025, 10, 3, 12, tzinfo=UTC)
FIRST = "The agents were boxed in by at least four cars. The governor spoke on Sunday."
SECOND = "The agents were boxed in by ten cars. Nobody was hurt, the hospital said."


def captured(name: str, outlet: str, hours: float = 0) -> Captured:
    return Captured(
        article_id=name,
        outlet=outlet,
        title=f"Title of {name}",
        published=NOON + timedelta(hours=hours),
        language="en",
        revision=2,
        text_hash="",
    )


def accounts(
    texts: Mapping[str, str],
    settings: Settings,
    encoder: FakeEncoder,
    *,
    old: Mapping[str, frozenset[str]] | None = None,
) -> Accounts:
    """Articles named "Outlet/slug", an hour apart."""
    articles = [
        captured(name, name.split("/")[0], hours) for hours, name in enumerate(sorted(texts))
    ]
    return compare_accounts("e1", articles, texts, old or {}, settings, encoder.encode_passages)


def test_passages_clusters_and_differences(settings: Settings, encoder: FakeEncoder) -> None:
    texts = {"Ledger/cars": FIRST, "Wire/cars": SECOND}
    found = accounts(texts, settings, encoder)
    assert len(found.passages) == 4
    for passage in found.passages:
        assert passage.revision == 2
        assert texts[passage.article_id][passage.start : passage.end] == passage.text
    [compared] = found.clusters
    assert [p.outlet for p in compared.cluster.passages] == ["Ledger", "Wire"]
    [finding] = compared.findings
    assert finding.kind == "figure"
    for span in finding.spans:
        assert texts[span.passage.article_id][span.start : span.end] == span.text
    assert finding.reason == "Ledger: «at least four cars» / Wire: «ten cars»"
    assert found.copies == ()
    assert found.independent_outlets == 2


def test_one_outlet_is_not_encoded(settings: Settings, encoder: FakeEncoder) -> None:
    found = accounts({"Wire/one": FIRST, "Wire/two": SECOND}, settings, encoder)
    assert found == Accounts(independent_outlets=1, copies=(), passages=(), clusters=())
    assert encoder.calls == []


def test_a_copy_is_compared_but_not_independent(settings: Settings, encoder: FakeEncoder) -> None:
    text = f"{FIRST} {SECOND} The union called the order a violation of duty in a letter."
    found = accounts({"A wire/one": text, "Beacon/one": text}, settings, encoder)
    assert [(c.article_id, c.source_article_id) for c in found.copies] == [
        ("Beacon/one", "A wire/one")
    ]
    assert found.independent_outlets == 1
    # "At least four cars" and "ten cars" are one cluster, said twice by each.
    assert sorted(len(c.cluster.passages) for c in found.clusters) == [2, 2, 2, 4]
    assert found.findings == ()


def test_clusters_count_voices(settings: Settings, encoder: FakeEncoder) -> None:
    """Three outlets, two of them under one agency's byline with different words."""
    texts = {
        "Beacon/one": f"{FIRST} The union spoke.",
        "Ledger/one": f"{SECOND} The governor said no.",
        "Valley/one": f"{SECOND} Rain fell on the county all day.",
    }
    ap = (Mark(kind="byline", source="AP", text="By the Associated Press"),)
    articles = [
        replace(captured(name, name.split("/")[0], hours), marks=ap if hours else ())
        for hours, name in enumerate(sorted(texts))
    ]
    found = compare_accounts("e1", articles, texts, {}, settings, encoder.encode_passages)
    assert [(c.article_id, c.source_article_id, c.basis, c.agency) for c in found.copies] == [
        ("Valley/one", "Ledger/one", "mark", "AP")
    ]
    assert found.independent_outlets == 2
    counts = {
        frozenset(p.outlet for p in compared.cluster.passages): compared.independent_outlets
        for compared in found.clusters
    }
    assert counts[frozenset({"Ledger", "Valley"})] == 1
    assert counts[frozenset({"Beacon", "Ledger", "Valley"})] == 2


def test_a_canonical_link_finds_the_original_by_its_address(
    settings: Settings, encoder: FakeEncoder
) -> None:
    texts = {"Hill/one": FIRST, "Valley/one": SECOND}
    link = (
        Mark(kind="canonical", source="valley-example.org", text="https://valley-example.org/one"),
    )
    articles = [
        replace(captured("Hill/one", "Hill"), marks=link, url="https://hill-example.org/one"),
        replace(captured("Valley/one", "Valley", 1), url="https://www.valley-example.org/one"),
    ]
    [copy] = compare_accounts("e1", articles, texts, {}, settings, encoder.encode_passages).copies
    assert (copy.article_id, copy.source_article_id) == ("Hill/one", "Valley/one")
    assert (copy.basis, copy.agency) == ("mark", "valley-example.org")


def test_texts_without_passages(settings: Settings, encoder: FakeEncoder) -> None:
    found = accounts({"Ledger/x": "* * *", "Wire/x": "—"}, settings, encoder)
    assert (found.passages, found.clusters) == ((), ())
    assert encoder.calls == []


def test_old_cluster_ids_are_kept(settings: Settings, encoder: FakeEncoder) -> None:
    texts = {"Ledger/cars": FIRST, "Wire/cars": SECOND}
    [fresh] = accounts(texts, settings, encoder).clusters
    members = frozenset(p.passage_id for p in fresh.cluster.passages)
    grown = {**texts, "Beacon/cars": "Ten cars boxed in the agents."}
    [kept] = accounts(grown, settings, encoder, old={"c of old": members}).clusters
    assert kept.cluster_id == "c of old"
    assert len(kept.cluster.passages) == 3
    [again] = accounts(texts, settings, encoder).clusters
    assert again.cluster_id == fresh.cluster_id
