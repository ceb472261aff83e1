"""`python -m benchmarks`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks import (
    alignment,
    comparison_cost,
    copies,
    crawl,
    dashboard,
    differences,
    events,
    export,
    extraction,
    fit_alignment,
    fit_events,
    fit_figures,
    publishers,
    whole_path,
)
from compare.export import FORMATS

Run = Callable[[argparse.Namespace], None]

_FIGURES: dict[str, Run] = {
    "events": lambda given: events.run(given.data, stream=given.stream, errors=given.errors),
    "copies": lambda given: copies.run(given.data),
    "alignment": lambda given: alignment.run(given.data, per_event=given.events),
    "whole-path": lambda given: whole_path.run(given.data),
    "comparison-cost": lambda given: comparison_cost.run(given.data, given.rounds),
    "differences": lambda given: differences.run(given.data, show=given.show),
    "extraction": lambda given: extraction.run(given.data),
    "publishers": lambda given: publishers.run(given.data),
    "dashboard": lambda given: (
        # `all` has an --events of its own: it is the matching's.
        dashboard.run(given.events) if given.name == "dashboard" else dashboard.run()
    ),
    "export": lambda given: (
        export.run(given.articles, given.formats) if given.name == "export" else export.run()
    ),
    "crawl": lambda given: crawl.run(given.pages, given.rounds, given.news_please, given.kilobytes),
}
"""What `all` runs."""
_COMMANDS: dict[str, Run] = {
    **_FIGURES,
    "fit-alignment": lambda given: fit_alignment.run(given.data, given.output),
    "fit-figures": lambda given: fit_figures.run(given.data, given.output),
    "fit-events": lambda given: fit_events.run(given.data, given.output, given.model),
}


def main() -> int:
    """Run one benchmark, or all; returns the exit status."""
    arguments = _parser().parse_args()
    for name in _FIGURES if arguments.name == "all" else [arguments.name]:
        print(f"\n== {name}")
        _COMMANDS[name](arguments)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    names = parser.add_subparsers(dest="name", required=True, metavar="NAME")
    for name in (*_COMMANDS, "all"):
        one = names.add_parser(name)
        if name not in ("crawl", "dashboard", "export"):
            one.add_argument(
                "--data",
                type=_folder,
                required=name != "comparison-cost",
                help="the folder with events/, alignment/, extraction/, publishers/",
            )
        if name in ("all", "crawl"):
            _crawl_options(one)
        if name in ("all", "crawl", "comparison-cost"):
            one.add_argument("--rounds", type=_positive, default=3, help="each runs everything")
        if name == "dashboard":
            one.add_argument(
                "--events",
                type=_sizes,
                default=(1_000, 100_000),
                metavar="N,N",
                help="events of each archive, the smallest first",
            )
        if name == "export":
            _export_options(one)
        if name in ("all", "alignment"):
            one.add_argument("--events", action="store_true", help="also a line for each event")
        if name in ("all", "events"):
            one.add_argument(
                "--stream", type=_positive, default=20_000, help="articles that arrive in batches"
            )
            one.add_argument(
                "--errors", action="store_true", help="draw 50 pairs to read that differ from gold"
            )
        if name in ("all", "differences"):
            one.add_argument("--show", metavar="KIND", help="print what was found and missed")
        if name.startswith("fit-"):
            one.add_argument("--output", type=Path, metavar="FILE", help="where to write the rule")
        if name == "fit-events":
            one.add_argument("--model", help="another sentence-transformers model to fit it for")
    return parser


def _export_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--articles",
        type=_sizes,
        default=(10_000, 100_000),
        metavar="N,N",
        help="articles of each archive, the smallest first",
    )
    parser.add_argument(
        "--formats",
        type=lambda text: text.split(","),
        default=FORMATS,
        metavar="NAME,NAME",
        help="those that are written; all",
    )


def _crawl_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--pages", type=_positive, default=5_000, help="of the newsroom")
    parser.add_argument(
        "--kilobytes", type=int, default=0, help="fill pages up to this, as real ones are"
    )
    parser.add_argument(
        "--news-please",
        type=Path,
        metavar="PYTHON",
        help="a Python that has news-please, to run it beside ours",
    )


def _folder(text: str) -> Path:
    if not Path(text).is_dir():
        raise argparse.ArgumentTypeError(f"{text} is not a folder")
    return Path(text)


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(sorted(_positive(part) for part in text.split(",")))


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is less than 1")
    return number


if __name__ == "__main__":
    sys.exit(main())
