"""What can go wrong in the dashboard."""

from crawler.errors import ParallaxError


class DashboardError(ParallaxError):
    """Base of what the dashboard raises: one sentence with its mend."""
