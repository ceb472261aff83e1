"""`python -m benchmarks`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks import alignment, crawl, events, extraction, publishers

ON_DATA: dict[str, Callable[[Path], None]] = {
    "events": events.run,
    "alignment": alignment.run,
    "extraction": extraction.run,
    "publishers": publishers.run,
}


def main() -> int:
    """Run one benchmark, or all; returns the exit status."""
    arguments = _parser().parse_args()
    for name in [*ON_DATA, "crawl"] if arguments.name == "all" else [arguments.name]:
        print(f"\n== {name}")
        if name == "crawl":
            crawl.run(arguments.pages, arguments.rounds, arguments.news_please, arguments.kilobytes)
        else:
            ON_DATA[name](arguments.data)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    names = parser.add_subparsers(dest="name", required=True, metavar="NAME")
    for name in (*ON_DATA, "all", "crawl"):
        one = names.add_parser(name)
        if name != "crawl":
            one.add_argument(
                "--data",
                type=_folder,
                required=True,
                help="the folder with events/, alignment/, extraction/, publishers/",
            )
        if name in ("all", "crawl"):
            one.add_argument("--pages", type=_positive, default=5_000, help="of the newsroom")
            one.add_argument(
                "--kilobytes", type=int, default=0, help="fill pages up to this, as real ones are"
            )
            one.add_argument("--rounds", type=_positive, default=3, help="each runs every leg")
            one.add_argument(
                "--news-please",
                type=Path,
                metavar="PYTHON",
                help="a Python that has news-please, to run it beside ours",
            )
    return parser


def _folder(text: str) -> Path:
    if not Path(text).is_dir():
        raise argparse.ArgumentTypeError(f"{text} is not a folder")
    return Path(text)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is less than 1")
    return number


if __name__ == "__main__":
    sys.exit(main())
