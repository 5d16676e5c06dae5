"""A believable hybrid shop, Casa Marea, made from a seed and a date: every canonical table, with known true effects."""

from tools.warehouse.demo.shop import FULL_SCALE, GROUND_TRUTH_FILE, generate
from tools.warehouse.demo.truth import GroundTruth, read_ground_truth

__all__ = ["FULL_SCALE", "GROUND_TRUTH_FILE", "GroundTruth", "generate", "read_ground_truth"]
