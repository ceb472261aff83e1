# A module that is one file cannot say of itself that it is typed (PEP 561): these are its types.
from collections.abc import Iterable, Mapping, Sequence

from compare.encoder import Encoder
from compare.research.archive import Archive as Archive
from compare.research.texts import Text as Text
from compare.settings import Settings
from crawler.errors import ParallaxError as ParallaxError

def open(database: str, *, upgrade: bool = False) -> Archive: ...
def compare(
    texts: Mapping[str, str] | Iterable[Text],
    *,
    model: str | None = None,
    encoder: Encoder | None = None,
    settings: Settings | None = None,
) -> Archive: ...
def main(arguments: Sequence[str] | None = None) -> int: ...
