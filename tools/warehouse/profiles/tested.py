"""What the report keeps of a backtest: plain numbers with their day, ready to be quoted."""

from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from tools.analytics.backtest import Backtest

__all__ = ["tested"]


def tested(backtest: Backtest) -> dict[str, Any]:
    """The backtest as JSON; `top_decile_share` is that of the model, and the baselines stand beside it under `scores`."""
    scores = {name: asdict(score) for name, score in backtest.scores.items()}
    return {
        "cut_on": (date(1970, 1, 1) + timedelta(days=backtest.cut)).isoformat(),
        "horizon_days": backtest.horizon,
        "customers": backtest.customers,
        "top_decile_share": scores["model"]["top_decile_share"],
        "scores": scores,
        "orders": dict(zip(("predicted", "actual"), backtest.orders, strict=True)),
        "spend": dict(zip(("predicted", "actual"), backtest.spend, strict=True)),
        "any_order": {"auc": backtest.auc, "brier": backtest.brier},
        "log_ratios": list(backtest.log_ratios),
        "cuts": len(backtest.log_ratios),
        "calibrated": backtest.calibrated,
        "noise": backtest.noise,
        "corrected": backtest.correction is not None,
    }
