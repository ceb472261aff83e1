from __future__ import annotations

import tomllib
from pathlib import Path

import yaml

from compare.export.rights import AUTHORS, LICENCE, TITLE, citation, rights_note

ROOT = Path(__file__).parents[3]
KEYS = {
    "abstract", "authors", "cff-version", "commit", "contact", "date-released", "doi",
    "identifiers", "keywords", "license", "license-url", "message", "preferred-citation",
    "references", "repository", "repository-artifact", "repository-code", "title", "type", "url",
    "version",
}  # fmt: skip
"""All that the Citation File Format 1.2.0 knows."""


def test_the_citation_file_is_valid_and_says_the_same() -> None:
    found = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert set(found) <= KEYS
    assert found["cff-version"] == "1.2.0"
    assert found["type"] in ("software", "dataset")
    assert found["message"]
    assert found["title"] == TITLE
    assert found["authors"] == [{"name": AUTHORS}]
    assert found["license"] == LICENCE
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert found["version"] == project["version"]
    assert found["license"] == project["license"]
    assert len(set(found["keywords"])) == len(found["keywords"])


def test_the_note_says_what_is_whose_and_how_to_cite() -> None:
    note = rights_note("9.9.9")
    assert citation("9.9.9") in note
    for word in ("publishers'", "--no-text", "Apache License 2.0", "schema_version"):
        assert word in note
