"""Arrow → pandas; the only module that imports pandas (pure)."""

from __future__ import annotations

from typing import Any

import pandas as pd

_NULLABLE = {
    "int64": pd.Int64Dtype(),
    "double": pd.Float64Dtype(),
    "bool": pd.BooleanDtype(),
    "string": pd.StringDtype(),
}
"""Arrow type → one that keeps what is missing apart: NaN would make floats of counts."""


def frame(found: Any) -> pd.DataFrame:
    """The same rows as pandas; found: a pyarrow.Table.

    Lists are lists and records dicts, not arrays.
    """
    columns = {}
    for field in found.schema:
        column = found.column(field.name)
        if str(field.type).startswith("list"):
            columns[field.name] = pd.Series(column.to_pylist(), dtype=object)
        else:
            columns[field.name] = column.to_pandas(
                types_mapper=lambda kind: _NULLABLE.get(str(kind))
            )
    return pd.DataFrame(columns)
