"""The work as pymc-marketing does it, flat priors and MAP, run by the Python of its own environment (see `side`)."""

import logging
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from pymc_extras.prior import Prior
from pymc_marketing.clv import BetaGeoModel, GammaGammaModel, ModifiedBetaGeoModel, rfm_summary
from side import Run, serve

warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)
FLAT = {name: Prior("HalfFlat") for name in ("r", "alpha", "a", "b")}


def frame(folder: Path, extra: int = 0) -> pd.DataFrame:
    """One row per customer; `extra` 1 counts the first order too, as Gamma-Gamma on all orders does."""
    z = np.load(folder / "histories.npz")
    columns = {"customer_id": np.arange(len(z["x"])), "frequency": z["x"] + extra, "recency": z["t_x"], "T": z["T"]}
    return pd.DataFrame(columns | {"monetary_value": z["m"]})


def summaries(folder: Path) -> Run:
    """Orders in Parquet to one row per customer."""

    def run() -> int:
        orders = pd.read_parquet(folder / "orders.parquet", columns=["customer_id", "ordered_at", "revenue"])
        return len(rfm_summary(orders, "customer_id", "ordered_at", "revenue"))

    return run


def _fitted(model: Any, data: pd.DataFrame) -> Any:
    config = {} if model is GammaGammaModel else {"model_config": dict(FLAT)}
    made = model(**config)
    made.fit(data=data, method="map", progressbar=False)
    return made


def _parameters(made: Any, names: str) -> dict[str, float]:
    return {name: float(np.asarray(made.fit_result[name]).ravel()[0]) for name in names.split()}


def fit(model: Any) -> Any:
    """Fits one order model."""

    def prepare(folder: Path) -> Run:
        data = frame(folder)
        return lambda: {"parameters": _parameters(_fitted(model, data), "r alpha a b")}

    return prepare


def fit_values(folder: Path) -> Run:
    """Fits Gamma-Gamma on all orders."""
    data = frame(folder, extra=1)
    return lambda: {"parameters": _parameters(_fitted(GammaGammaModel, data), "p q v")}


def score(folder: Path) -> Run:
    """Expected orders in 90 days and the chance to be alive."""
    data, model = frame(folder), _fitted(BetaGeoModel, frame(folder / "sample"))

    def run() -> float:
        expected = model.expected_purchases(data=data, future_t=90)
        return float(expected.sum() + model.expected_probability_alive(data=data).sum())

    return run


def lifetime_value(folder: Path) -> Run:
    """Discounted value of 12 months."""
    data = frame(folder)
    model = _fitted(BetaGeoModel, frame(folder / "sample"))
    values = _fitted(GammaGammaModel, frame(folder / "sample", extra=1))

    def run() -> float:
        found = values.expected_customer_lifetime_value(
            transaction_model=model, data=data, future_t=12, discount_rate=0.00797, time_unit="D"
        )
        return float(found.sum())

    return run


if __name__ == "__main__":
    serve(
        {
            "summaries": summaries,
            "bg": fit(BetaGeoModel),
            "mbg": fit(ModifiedBetaGeoModel),
            "gamma_gamma": fit_values,
            "score": score,
            "lifetime_value": lifetime_value,
        }
    )
