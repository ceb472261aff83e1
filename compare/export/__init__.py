"""Writes events, articles and what the comparison found as tables, whole or not at all."""

from compare.export.exporting import export
from compare.export.formats import FORMATS
from compare.export.selection import Selection

__all__ = ["FORMATS", "Selection", "export"]
