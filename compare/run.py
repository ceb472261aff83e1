"""A comparison on the record: what ran, with which model and settings, and what it found."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime

from sqlalchemy.engine import Engine

from compare.comparison import Comparison
from compare.encoder import Encoder
from compare.made import COMPARISON
from compare.pipeline import compare
from compare.settings import Settings
from crawler.progress import Progress
from crawler.runs import recorded_run


def run_comparison(
    engine: Engine,
    encoder: Encoder,
    settings: Settings | None = None,
    *,
    everything: bool = False,
    progress: Progress | None = None,
) -> Comparison:
    """Compare what is new and record the run; see compare.pipeline."""
    settings = settings or Settings()
    made_by = {
        "model": encoder.name,
        "settings": settings.as_dict(),
        "rule": asdict(settings.event_rule),
    }
    with recorded_run(engine, COMPARISON, datetime.now(UTC), **made_by) as record:
        found = compare(engine, encoder, settings, everything=everything, progress=progress)
        record.update(found.counts())
    return found
