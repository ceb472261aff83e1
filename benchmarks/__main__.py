"""`python -m benchmarks`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks import alignment, events, extraction, publishers

BENCHMARKS = {
    "events": events.run,
    "alignment": alignment.run,
    "extraction": extraction.run,
    "publishers": publishers.run,
}


def main() -> int:
    """Run one benchmark, or all; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("name", choices=[*BENCHMARKS, "all"])
    parser.add_argument(
        "--data",
        type=Path,
        required=True,
        help="the folder with events/, alignment/, extraction/, publishers/",
    )
    arguments = parser.parse_args()
    if not arguments.data.is_dir():
        parser.error(f"{arguments.data} is not a folder")
    for name in BENCHMARKS if arguments.name == "all" else [arguments.name]:
        print(f"\n== {name}")
        BENCHMARKS[name](arguments.data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
