"""How many cases: a few in every run, thousands under `--hypothesis-profile=thorough`."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
settings.register_profile("thorough", max_examples=1500, deadline=None, derandomize=True, suppress_health_check=SLOW)
