"""What a person decided about events: merge, split, move, pin; kept, heeded, undone."""

from compare.corrections.constraints import Constraints, constraints_of
from compare.corrections.correction import Correction, merge, move, pin, split

__all__ = ["Constraints", "Correction", "constraints_of", "merge", "move", "pin", "split"]
