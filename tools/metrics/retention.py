"""Metrics of retention of buyers: who comes back, how soon, and how often."""

from tools.metrics import order_parts as p
from tools.metrics.declare import words
from tools.metrics.metric import Metric, Part, Variant
from tools.terms import Text

__all__ = ["METRICS"]
