"""What can go wrong while comparing or exporting."""

from crawler.errors import ParallaxError


class CompareError(ParallaxError):
    """Base of what the comparison raises."""


class EncoderError(CompareError):
    """The sentence-transformers model cannot be used."""


class ExportError(CompareError):
    """An export cannot be written as asked."""


class CorrectionError(CompareError):
    """A correction cannot be meant, or cannot be undone."""


class SnapshotError(CompareError):
    """A state cannot be frozen as asked, or what was frozen is not what it was."""


class LabelError(CompareError):
    """Sheets cannot be drawn as asked, or cannot be scored."""
