"""Customer profiles: one row per customer, built after each import, and stage and health on any day."""

from tools.warehouse.profiles.build import build_profiles
from tools.warehouse.profiles.evaluate import evaluate

stages_at = evaluate

__all__ = ["build_profiles", "evaluate", "stages_at"]
