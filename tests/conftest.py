"""What every test shares."""

from hypothesis import HealthCheck, settings

# No deadline: a busy machine is no reason to fail. No database: the tests leave nothing behind.
# The same examples each time; `pytest --hypothesis-profile=search` looks for new ones.
settings.register_profile(
    "parallax",
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=80,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile(
    "search", settings.get_profile("parallax"), derandomize=False, max_examples=2_000
)
settings.load_profile("parallax")
