"""How to cite an export, and whose it is (pure)."""

from __future__ import annotations

from collections.abc import Mapping

TITLE = "Parallax"
AUTHORS = "The Parallax authors"
LICENCE = "Apache-2.0"
RIGHTS = "RIGHTS.md"


def citation(version: str) -> str:
    """One line for a list of references; CITATION.cff at the root of the program says the same."""
    return f"{AUTHORS}. {TITLE} (version {version}) [computer program]. {LICENCE}."


LICENCES: tuple[Mapping[str, str], ...] = (
    {
        "path": RIGHTS,
        "title": "Texts, headlines, names and quotations remain their publishers'; what Parallax "
        f"added is {LICENCE}",
    },
)
"""As datapackage.json has it. No licence of the whole: nobody but the publishers could give one."""


def rights_note(version: str) -> str:
    """RIGHTS.md, as it stands in every export."""
    return f"""# Whose this is

**The publishers'.** Texts, headlines, quotations, names and labels, bylines, marks and the
addresses of pages were published by the outlets that the table `outlets` lists. They remain
theirs, or their agencies'. Parallax gives no licence to them and cannot. Before you hand this
export on or publish from it, ask what the law where you are allows, and what the outlets do.
`parallax export --no-text` writes an export without the texts.

**What Parallax added.** Ids, offsets, hashes, groups, scores, counts, times of capture and the
description of the columns may be used under the Apache License 2.0, as Parallax itself
(https://www.apache.org/licenses/LICENSE-2.0), as far as anybody has rights in them.

**Persons'.** The notes and authors of `corrections` are those of the persons who wrote them.

# How to cite

{citation(version)}

Name with it the day of the export, its selection and its `schema_version` (all in
`manifest.json`), and the outlets whose articles you analysed.
"""
