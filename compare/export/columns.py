"""What a table and a column of an export are (pure)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Type = Literal["text", "boolean", "integer", "number", "time", "texts", "records"]

_UNITS: dict[Type, str] = {"boolean": "true or false", "records": "records"}
"""What is said where the type says it all."""


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
    # unit, range or vocabulary
    nullable: bool
    # whether the value may be missing
    withheld: bool
    # left out by --no-text
    fields: tuple[Column, ...]
    # of records
    choices: tuple[str, ...]
    # the only values there are; empty where there are others


@dataclass(frozen=True, kw_only=True)
class Reference:
    """A column whose values, where it has any, name rows of a table."""

    column: str
    table: str
    key: str
    # the column there
    everywhere: bool = True
    # whether the row is there in exports of a selection too


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table: a file of that name in every format that writes tables."""

    name: str
    meaning: str
    order: str
    # in which order the rows come, always the same
    key: tuple[str, ...]
    # columns that together no two rows have alike
    references: tuple[Reference, ...] = ()
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
    choices: tuple[str, ...] = (),
) -> Column:
    """A column; positional, so that declarations read as the table that they become.

    unit: may be left out of booleans and records, and where there are choices.
    """
    return Column(
        name=name,
        type=type,
        meaning=meaning,
        made=made,
        unit=unit or ", ".join(choices) or _UNITS.get(type, ""),
        nullable=nullable or withheld,
        withheld=withheld,
        fields=fields,
        choices=choices,
    )


def refers(
    column: str, table: str, key: str | None = None, *, everywhere: bool = True
) -> Reference:
    """A reference to a table's key column, by default of the same name."""
    return Reference(column=column, table=table, key=key or column, everywhere=everywhere)
