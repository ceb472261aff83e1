"""What a comparison costs: its time beside that of encoding, its memory where an event is large.

First the events of five outlets: the time of encoding their passages and of all the rest of
`compare_accounts`, each event once, so that nothing is remembered from an earlier round. Given
--data, they are real labelled events; else they are made of the demo newsroom's sentences. Then one
event of 50 articles and one of 200, each stored, compared and exported in a process of its own; and
compared once more from the beginning, to count what is encoded again.
"""

from __future__ import annotations

import multiprocessing
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.crowded import accounts
from benchmarks.labelled import labelled_events
from benchmarks.memory import watching
from compare.accounts import Captured, compare_accounts
from compare.encoder import SentenceEncoder, Vectors
from compare.export import Selection, export
from compare.matching.words import words_in
from compare.matching.wordvectors import packed, unpacked
from compare.pipeline import compare
from compare.settings import Settings
from crawler.archive import store
from crawler.article import Article
from crawler.database import open_database, writing

_NOON = datetime(2025, 10, 3, 12, tzinfo=UTC)
_OUTLETS = 5
_PASSAGES = 25
_LARGE = (50, 200)
"""Articles of `_PASSAGES` passages."""
_CHILD = "comparison"


def run(data: Path | None = None, rounds: int = 3) -> None:
    """Print the figures. rounds: of made events; of real ones each is one."""
    encoder = SentenceEncoder()
    _one(encoder, accounts(2, 10, seed=0))  # loads the model and all lists
    _ratio(encoder, _five_outlets(data, rounds))
    for articles in _LARGE:
        print(large(articles))


def _five_outlets(data: Path | None, rounds: int) -> list[list[str]]:
    if data is None:
        return [accounts(_OUTLETS, 30, seed=number + 1) for number in range(rounds)]
    return [
        ["\n\n".join(p.text for p in event.passages if p.article_id == one) for one in event.titles]
        for name in ("train", "dev")
        for event in labelled_events(data, name)
        if len(event.titles) == _OUTLETS
    ]


def _ratio(encoder: SentenceEncoder, events: Sequence[Sequence[str]]) -> None:
    ratios = []
    for texts in events:
        passages, encoding, rest = _one(encoder, texts)
        ratios.append((encoding + rest) / encoding)
        print(
            f"{len(texts)} outlets, {passages:>4} passages: encoding {encoding:6.2f} s, the rest "
            f"{rest:6.2f} s, together {ratios[-1]:.2f} times the encoding"
        )
    print(
        f"median of {len(ratios)}: {statistics.median(ratios):.2f} times "
        f"({min(ratios):.2f} to {max(ratios):.2f})"
    )


def _one(encoder: SentenceEncoder, texts: Sequence[str]) -> tuple[int, float, float]:
    """(passages, seconds of encoding, seconds of all the rest) of one comparison."""
    timed = _Timed(encoder)

    def encode(
        passages: Sequence[str], languages: Sequence[str | None]
    ) -> tuple[Vectors, list[Vectors]]:
        spans = [words_in(text, own).spans for text, own in zip(passages, languages, strict=True)]
        vectors, words = timed.encode_words(passages, spans)
        return vectors, [unpacked(packed(own, encoder.name)) for own in words]

    articles = [
        Captured(
            article_id=f"a{number}",
            outlet=f"Outlet {number}",
            title="",
            published=_NOON + timedelta(minutes=number),
            language="en",
            revision=1,
            text_hash="",
        )
        for number in range(len(texts))
    ]
    by_id = {one.article_id: text for one, text in zip(articles, texts, strict=True)}
    began = time.perf_counter()
    found = compare_accounts("e", articles, by_id, {}, Settings(), encode)
    took = time.perf_counter() - began
    return len(found.passages), timed.seconds, took - timed.seconds


class _Timed:
    """An encoder that counts its texts and its seconds."""

    def __init__(self, encoder: SentenceEncoder) -> None:
        self._encoder = encoder
        self.name = encoder.name
        self.texts, self.seconds = 0, 0.0

    def encode(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> Vectors:
        began = time.perf_counter()
        vectors = self._encoder.encode(texts, progress)
        self.texts, self.seconds = self.texts + len(texts), self.seconds + _since(began)
        return vectors

    def encode_words(
        self,
        texts: Sequence[str],
        spans: Sequence[Sequence[tuple[int, int]]],
        progress: Callable[[int], None] | None = None,
    ) -> tuple[Vectors, list[Vectors]]:
        began = time.perf_counter()
        found = self._encoder.encode_words(texts, spans, progress)
        self.texts, self.seconds = self.texts + len(texts), self.seconds + _since(began)
        return found


@dataclass(frozen=True, kw_only=True)
class Cost:
    """Of one large event."""

    articles: int
    passages: int
    clusters: int
    differences: int
    megabytes: float
    # resident at most, the model included; 0 where it cannot be told
    encoding: float
    comparing: float
    # without the encoding
    exporting: float
    # seconds
    encoded: int
    # texts
    encoded_again: int
    # when all is compared once more

    def __str__(self) -> str:
        return (
            f"{self.articles:>4} articles, {self.passages:,} passages: "
            f"{self.megabytes:,.0f} MB at most; encoding {self.encoding:.1f} s, all else of the "
            f"comparison {self.comparing:.1f} s, export {self.exporting:.1f} s; {self.clusters:,} "
            f"clusters, {self.differences:,} differences; {self.encoded:,} texts encoded, "
            f"{self.encoded_again} when all is compared again"
        )


def large(articles: int, passages: int = _PASSAGES) -> Cost:
    """One event of so many articles, in a process of its own."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_large, args=(theirs, articles, passages), name=_CHILD)
    with watching(_CHILD) as peak:
        child.start()
        theirs.close()
        try:
            cost: Cost = ours.recv()
        except EOFError:
            raise SystemExit(f"The comparison of {articles} articles ended early.") from None
        finally:
            child.join()
    return replace(cost, megabytes=peak.megabytes)


def _large(pipe: Connection, articles: int, passages: int) -> None:
    texts = accounts(articles, passages)
    encoder = _Timed(SentenceEncoder())
    with TemporaryDirectory() as folder:
        engine = open_database(str(Path(folder) / "parallax.db"))
        with writing(engine) as connection:
            for number, text in enumerate(texts):
                outlet, published = f"Outlet {number}", _NOON + timedelta(minutes=number)
                article = Article(
                    outlet=outlet,
                    url=f"https://outlet-{number}.example/1",
                    title=text.split("\n")[0],
                    text=text,
                    published=published,
                    language="en",
                )
                store(connection, article, published)
        # Whatever their words, these articles are one event.
        rule = replace(Settings().event_rule, cut=0.0, floor=0.0, strangers=-1.0)
        settings = Settings(event_rule=rule)
        began = time.perf_counter()
        found = compare(engine, encoder, settings)
        comparing = _since(began) - encoder.seconds
        seconds, texts_encoded = encoder.seconds, encoder.texts
        began = time.perf_counter()
        tables = export(engine, Path(folder) / "export", ["jsonl"], Selection())
        exporting = _since(began)
        compare(engine, encoder, settings, everything=True)
        engine.dispose()
    if found.events != 1:
        raise SystemExit(f"{articles} articles were found to be {found.events} events.")
    pipe.send(
        Cost(
            articles=articles,
            passages=tables["passages"],
            clusters=found.clusters,
            differences=sum(found.differences.values()),
            megabytes=0.0,
            encoding=seconds,
            comparing=comparing,
            exporting=exporting,
            encoded=texts_encoded,
            encoded_again=encoder.texts - texts_encoded,
        )
    )


def _since(began: float) -> float:
    return time.perf_counter() - began
