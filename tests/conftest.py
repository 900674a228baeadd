"""Hypothesis profiles: "quick" by default, HYPOTHESIS_PROFILE=thorough for many more examples; see bench/mutate.py."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings

settings.register_profile("quick", max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", max_examples=3000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
# The same examples each time, and no time spent on the smallest one that fails.
settings.register_profile(
    "mutation",
    settings.get_profile("quick"),
    max_examples=40,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))
