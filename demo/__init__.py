"""A small newsroom of invented outlets, served on loopback.

`parallax demo`, the tests and the benchmarks crawl it. Start at `newsroom.py` (what is
published when) and `server.py` (how it is served); the stories are in `stories/`.
"""
