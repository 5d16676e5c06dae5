"""The work as lifetimes does it, run by the Python of its own environment (see `side`)."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from lifetimes import BetaGeoFitter, GammaGammaFitter, ModifiedBetaGeoFitter
from lifetimes.utils import summary_data_from_transaction_data
from side import Run, serve

DAYS = 365.25 / 12


def histories(folder: Path) -> Any:
    """The columns x, t_x, T and m (mean value of all orders) of one file."""
    return np.load(folder / "histories.npz")


def summaries(folder: Path) -> Run:
    """Orders in Parquet to one row per customer."""

    def run() -> int:
        orders = pd.read_parquet(folder / "orders.parquet", columns=["customer_id", "ordered_at", "revenue"])
        return len(
            summary_data_from_transaction_data(
                orders, "customer_id", "ordered_at", "revenue", observation_period_end=orders["ordered_at"].max()
            )
        )

    return run


def fit(fitter: Any) -> Any:
    """Fits one order model."""

    def prepare(folder: Path) -> Run:
        z = histories(folder)
        x, t_x, age = z["x"], z["t_x"], z["T"]

        def run() -> dict[str, Any]:
            model = fitter(penalizer_coef=0.0).fit(x, t_x, age)
            return {"parameters": {name: float(value) for name, value in model.params_.items()}}

        return run

    return prepare


def fit_values(folder: Path) -> Run:
    """Fits Gamma-Gamma on all orders."""
    z = histories(folder)
    x, mean = z["x"] + 1, z["m"]

    def run() -> dict[str, Any]:
        model = GammaGammaFitter(penalizer_coef=0.0).fit(x, mean)
        return {"parameters": {name: float(value) for name, value in model.params_.items()}}

    return run


def _ready(folder: Path) -> tuple[Any, Any, Any]:
    z, sample = histories(folder), histories(folder / "sample")
    return (
        z,
        BetaGeoFitter().fit(sample["x"], sample["t_x"], sample["T"]),
        GammaGammaFitter().fit(sample["x"] + 1, sample["m"]),
    )


def score(folder: Path) -> Run:
    """Expected orders in 90 days and the chance to be alive."""
    z, model, _ = _ready(folder)
    x, t_x, age = z["x"], z["t_x"], z["T"]

    def run() -> float:
        expected = model.conditional_expected_number_of_purchases_up_to_time(90, x, t_x, age)
        return float(np.sum(expected) + np.sum(model.conditional_probability_alive(x, t_x, age)))

    return run


def lifetime_value(folder: Path) -> Run:
    """Discounted value of 12 months."""
    z, model, values = _ready(folder)
    x, t_x, age, mean = (pd.Series(z[name]) for name in ("x", "t_x", "T", "m"))

    def run() -> float:
        return float(values.customer_lifetime_value(model, x, t_x, age, mean, time=12, discount_rate=0.00797, freq="D").sum())

    return run


if __name__ == "__main__":
    serve(
        {
            "summaries": summaries,
            "bg": fit(BetaGeoFitter),
            "mbg": fit(ModifiedBetaGeoFitter),
            "gamma_gamma": fit_values,
            "score": score,
            "lifetime_value": lifetime_value,
        }
    )
