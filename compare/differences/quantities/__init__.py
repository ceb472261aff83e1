"""Text → quantities: what is counted, and between which bounds (pure).

"at least four cars" is [4, 6] vehicle; "about 30 agents" is [27, 33] agent; "10 cars" is [10, 10]
vehicle. Bounds rather than numbers, so that "about 30" and "32" agree while "at least four" and
"ten" do not.
"""

from compare.differences.quantities.quantity import Quantity
from compare.differences.quantities.reading import quantities

__all__ = ["Quantity", "quantities"]
