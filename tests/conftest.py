"""What every test shares, and in which order they run."""

import multiprocessing
import os
from multiprocessing import forkserver
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import crawler.crawl

# No deadline: a busy machine is no reason to fail. No database: the tests leave nothing behind.
# The same examples each time; `pytest --hypothesis-profile=search` looks for new ones.
settings.register_profile(
    "parallax",
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=80,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile(
    "search", settings.get_profile("parallax"), derandomize=False, max_examples=2_000
)
settings.load_profile("parallax")


@pytest.fixture(autouse=True, scope="session")
def _crawls_begin_quickly() -> None:
    """A crawl's process is forked from one that has loaded everything, instead of loading it for
    each of some hundred crawls. It knows nothing of what changes in the environment since: tests of
    that, and those of the command line, begin theirs as users do."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["crawler.spiders.news", "crawler.extraction.capture"])
    forkserver.ensure_running()
    crawler.crawl.PROCESSES = context


_TESTS = Path(__file__).parent
_LONGEST = (
    "crawler/test_crawl_sources.py",
    "compare/watching/test_watch.py",
    "crawler/test_crawl_pages.py",
    "crawler/commands/test_finding.py",
    "dashboard/browser/test_every_page.py",
    "docs/test_notebook.py",
    "test_tour.py",
    "crawler/test_withstand.py",
    "dashboard/browser/test_path.py",
    "crawler/test_crawl.py",
    "compare/snapshots/test_commands.py",
    "crawler/test_pagelists.py",
    "crawler/test_withstand_machine.py",
)
"""Files that take half a minute or more."""


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: a crawl mostly waits."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first, so that no worker is left with it at the end."""
    items.sort(key=_place)


def _place(item: pytest.Item) -> int:
    name = item.path.relative_to(_TESTS).as_posix()
    return _LONGEST.index(name) if name in _LONGEST else len(_LONGEST)
