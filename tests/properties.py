"""How many examples the property tests try: enough for every day, and twenty times as many with ``--deep``.

The numbers in the tests are the everyday ones. Deep runs find what is rare; what they found becomes an ``@example``.
Everyday runs try other examples each time, except where ``CI`` is set: whether a change is let in depends on the change
alone, so that run tries the same ones for the same test.
"""

import os
from typing import Any

import hypothesis
from hypothesis import HealthCheck

DEEP = 20
_USUAL = 100  # where a test says nothing else
_times = 1


def load_profile(*, deep: bool) -> None:
    """Before any test module is imported. How fast the machine is today is nothing that a test says of the product."""
    global _times
    _times = DEEP if deep else 1
    name = "deep" if deep else "quick"
    hypothesis.settings.register_profile(
        name,
        deadline=None,
        derandomize=bool(os.environ.get("CI")) and not deep,
        max_examples=_USUAL * _times,
        stateful_step_count=50 if deep else 25,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    hypothesis.settings.load_profile(name)


def times() -> int:
    """How many times the usual number of tries is wanted, for a test that counts them itself."""
    return _times


def examples(number: int, **more: Any) -> hypothesis.settings:
    """The settings of a test that tries so many, every day."""
    return hypothesis.settings(max_examples=number * _times, **more)
