"""`python -m demo`: the newsroom alone, until Ctrl-C."""

import argparse
import sys
import threading
from contextlib import suppress

from demo.newsroom import Newsroom
from demo.server import NewsroomError, NewsroomServer


def main() -> int:
    """Prints the outlets' addresses and serves them; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m demo", description="Serve the demo newsroom on loopback until Ctrl-C."
    )
    parser.add_argument(
        "--port", type=int, default=8600, metavar="N", help="first port (default 8600, 0: any)"
    )
    port: int = parser.parse_args().port
    try:
        with NewsroomServer(Newsroom.load(), base_port=port) as server:
            for outlet in server.newsroom.outlets:
                print(f"{server.url(outlet.key):<24} {outlet.name}")
            print("Press Ctrl-C to stop.", flush=True)
            with suppress(KeyboardInterrupt):
                threading.Event().wait()
    except NewsroomError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
