"""A page that needs no server: events side by side, to be read, searched and printed."""

from compare.export.page.webpage import WebPage

__all__ = ["WebPage"]
