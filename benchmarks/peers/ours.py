"""The work as Marea does it, run by the project's own Python (see `side`)."""

from pathlib import Path
from typing import Any

import numpy as np
import scipy.special  # noqa: F401  # the models import it where they use it; as with the peers, imports are not the work

from benchmarks.peers.side import Run, serve
from tools.analytics.btyd import bgnbd, gamma_gamma, mbgnbd
from tools.analytics.contractual.many import fit_many
from tools.warehouse.summaries import read_summaries

MONTHLY_RATE = 0.00797  # ten per cent a year, as the peers are told too


def histories(folder: Path) -> Any:
    """The columns x, t_x, T and m (mean value of all orders) of one file."""
    return np.load(folder / "histories.npz")


def summaries(folder: Path) -> Run:
    """Orders in Parquet to one row per customer."""
    return lambda: len(read_summaries(folder / "orders.parquet", "customer_id", "ordered_at", "revenue").summary.customer)


def fit(model: Any) -> Any:
    """Fits one order model."""

    def prepare(folder: Path) -> Run:
        z = histories(folder)
        x, t_x, age = z["x"], z["t_x"], z["T"]

        def run() -> dict[str, Any]:
            found = model.fit(x, t_x, age)
            names = ("r", "alpha", "a", "b")
            return {"parameters": dict(zip(names, found.parameters, strict=True)), "log_likelihood": found.log_likelihood}

        return run

    return prepare


def fit_values(folder: Path) -> Run:
    """Fits Gamma-Gamma on all orders."""
    z = histories(folder)
    x, mean = z["x"] + 1, z["m"]

    def run() -> dict[str, Any]:
        found = gamma_gamma.fit(x, mean)
        return {"parameters": dict(zip("pqv", found.parameters, strict=True)), "log_likelihood": found.log_likelihood}

    return run


def _ready(folder: Path) -> tuple[Any, bgnbd.Parameters, gamma_gamma.Parameters]:
    z, s = histories(folder), histories(folder / "sample")
    orders = bgnbd.Parameters(*bgnbd.fit(s["x"], s["t_x"], s["T"]).parameters)
    return z, orders, gamma_gamma.Parameters(*gamma_gamma.fit(s["x"] + 1, s["m"]).parameters)


def score(folder: Path) -> Run:
    """Expected orders in 90 days and the chance to be alive."""
    z, model, _ = _ready(folder)
    x, t_x, age = z["x"], z["t_x"], z["T"]

    def run() -> float:
        expected = bgnbd.expected_orders(model, x, t_x, age, 90.0)
        return float(np.sum(expected) + np.sum(bgnbd.p_alive(model, x, t_x, age)))

    return run


def lifetime_value(folder: Path) -> Run:
    """Discounted value of 12 months, month by month as the peers do it."""
    z, model, values = _ready(folder)
    x, t_x, age, mean = (z[name] for name in ("x", "t_x", "T", "m"))

    def run() -> float:
        months = np.arange(1, 13)
        orders = bgnbd.discounted_orders(model, x, t_x, age, 30.0 * months, (1 + MONTHLY_RATE) ** -months)
        return float((orders * gamma_gamma.expected_order_value(values, x, mean)).sum())

    return run


def segments(folder: Path) -> Run:
    """sBG on a thousand cohorts at once."""
    survivors = np.load(folder / "survivors.npy")
    return lambda: len(fit_many(survivors).alpha)


def log_likelihoods(folder: Path) -> Run:
    """What the parameters of `parameters.json` are worth by our likelihood: the same measure for every side."""
    import json

    z = histories(folder)
    given = json.loads((folder / "parameters.json").read_text(encoding="utf-8"))

    def worth(name: str, p: dict[str, float]) -> float:
        if name == "gamma_gamma":
            return float(gamma_gamma.log_likelihood(gamma_gamma.Parameters(**p), z["x"] + 1, z["m"]).sum())
        model = bgnbd if name == "bg" else mbgnbd
        return float(model.log_likelihood(bgnbd.Parameters(**p), z["x"], z["t_x"], z["T"]).sum())

    return lambda: {name: {side: worth(name, p) for side, p in sides.items()} for name, sides in given.items()}


if __name__ == "__main__":
    serve(
        {
            "summaries": summaries,
            "bg": fit(bgnbd),
            "mbg": fit(mbgnbd),
            "gamma_gamma": fit_values,
            "score": score,
            "lifetime_value": lifetime_value,
            "segments": segments,
            "log_likelihoods": log_likelihoods,
        }
    )
