"""Finding events: which articles report the same happening.

leads ──▶ profiles ──▶ window ──▶ pairs with evidence ──rule──▶ chances ──linkage──▶ events
"""

from compare.events.lead import Lead, Membership

__all__ = ["Lead", "Membership"]
