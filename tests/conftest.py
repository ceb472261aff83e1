"""What every test shares."""

from hypothesis import HealthCheck, settings

# No deadline: a busy machine is no reason to fail. No database: the tests leave nothing behind.
settings.register_profile(
    "parallax",
    deadline=None,
    database=None,
    max_examples=80,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("parallax")
