"""Customer profiles: one row per customer, built after each import, and stage and health on any day."""

from tools.warehouse.profiles.build import build_profiles
from tools.warehouse.profiles.evaluate import evaluate
from tools.warehouse.profiles.since import reactivated_between

stages_at = evaluate

__all__ = ["build_profiles", "evaluate", "reactivated_between", "stages_at"]
