"""What can go wrong, told so that a person can mend it.

Every error that Parallax raises on purpose is a ParallaxError: the command line prints it as one
sentence on standard error and exits with 1. Each package has one base of its own.
"""


class ParallaxError(Exception):
    """One sentence: which resource, what is wrong with it, and the mend."""

    def __init__(self, resource: str, problem: str, mend: str = "") -> None:
        super().__init__(resource, problem, mend)
        self.resource = resource
        self.problem = problem
        self.mend = mend

    def __str__(self) -> str:
        sentence = f"{self.resource}: {self.problem}"
        return f"{sentence}; {self.mend}." if self.mend else f"{sentence}."


class CrawlerError(ParallaxError):
    """Base of what the crawler raises."""


class OutletsError(CrawlerError):
    """outlets.toml cannot be used as it stands."""


class DatabaseError(CrawlerError):
    """The database cannot be opened, read or written."""


class BusyError(CrawlerError):
    """Another process does the same to the same database."""


class FeedError(CrawlerError):
    """A feed or sitemap that cannot be read as one."""


class ExtractionError(CrawlerError):
    """A page that holds no article; `reason` says which kind of page it is."""

    def __init__(self, resource: str, problem: str, *, reason: str) -> None:
        super().__init__(resource, problem)
        self.reason = reason

    def __reduce__(self) -> tuple[object, ...]:
        # Extraction runs in worker processes: the error has to survive pickling.
        return _extraction_error, (self.resource, self.problem, self.reason)


def _extraction_error(resource: str, problem: str, reason: str) -> ExtractionError:
    return ExtractionError(resource, problem, reason=reason)


class ImportFileError(CrawlerError):
    """A file that cannot be imported at all (a bad line is only reported)."""
