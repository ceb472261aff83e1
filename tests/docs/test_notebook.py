"""docs/parallax.ipynb runs from its first cell to its last, and is kept as it ran."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).parents[2] / "docs" / "parallax.ipynb"
_PLACES = re.compile(r"/(root|home|Users|work|tmp)/|[A-Z]:\\\\|site-packages")


def _outputs(notebook: Any) -> Iterator[Any]:
    for cell in notebook.cells:
        yield from cell.get("outputs", ())


def _pictures(notebook: Any) -> int:
    return sum("image/png" in one.get("data", {}) for one in _outputs(notebook))


def _said(notebook: Any) -> str:
    return "".join(one.text for one in _outputs(notebook) if one.output_type == "stream")


def test_it_runs_and_draws_three_plots() -> None:
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    kept = _said(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []
    # Streamlit, which other tests import, sets this for the whole process: no plot would show.
    ours = {name: value for name, value in os.environ.items() if name != "MPLBACKEND"}
    NotebookClient(notebook, timeout=300, kernel_name="python3").execute(env=ours)
    assert _pictures(notebook) == 3
    # What is kept is what comes out: articles, events, clusters, differences, passages.
    assert _said(notebook) == kept


def test_what_is_kept_tells_nothing_of_the_machine() -> None:
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    assert _pictures(notebook) == 3
    assert not any(one.output_type == "error" for one in _outputs(notebook))
    texts = [_said(notebook)]
    texts += [text for one in _outputs(notebook) for text in one.get("data", {}).values()]
    assert not [text for text in texts if _PLACES.search(str(text))]
    assert NOTEBOOK.stat().st_size < 300_000
