"""What a table and a column of an export are (pure)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Type = Literal["text", "boolean", "integer", "number", "time", "texts", "records"]


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a table, or one field of the records in a column."""

    name: str
    type: Type
    # texts: a list of text; records: a list of records with `fields`
    meaning: str
    made: str
    # how the value comes about
    unit: str
    # unit, range or vocabulary; empty when there is none
    nullable: bool
    # whether the value may be missing
    withheld: bool
    # left out by --no-text
    fields: tuple[Column, ...]
    # of records


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table: a file of that name in every format that writes tables."""

    name: str
    meaning: str
    order: str
    # in which order the rows come, always the same
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names in their order."""
        return tuple(column.name for column in self.columns)


def column(
    name: str,
    type: Type,
    meaning: str,
    made: str,
    unit: str = "",
    *,
    nullable: bool = False,
    withheld: bool = False,
    fields: tuple[Column, ...] = (),
) -> Column:
    """A column; positional, so that declarations read as the table that they become."""
    return Column(
        name=name,
        type=type,
        meaning=meaning,
        made=made,
        unit=unit,
        nullable=nullable or withheld,
        withheld=withheld,
        fields=fields,
    )
