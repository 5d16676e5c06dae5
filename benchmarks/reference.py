"""Runs published reference cases against the analytics: `python -m benchmarks.reference FILE` prints `N passed, N failed`.

A case names a call, parameters (numbers, or fitted from a data file beside the case file's `data` folder) and the expected
result with its tolerance.
"""

import json
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet

from tools.analytics.btyd import bgnbd, gamma_gamma, mbgnbd
from tools.analytics.btyd.likelihood import Array, Fit
from tools.analytics.btyd.summary import Summary, summarise
from tools.analytics.contractual import bdw, sbg

MODELS: dict[str, Any] = {"bgnbd": bgnbd, "mbgnbd": mbgnbd, "gamma_gamma": gamma_gamma, "sbg": sbg, "bdw": bdw}
UNIT_DAYS = {"days": 1.0, "weeks": 7.0, "months": 30.4375, "years": 365.25}
EPOCH = date(1970, 1, 1)


def main(file: Path) -> int:
    """Run every case of `file`; the number that failed."""
    cases = json.loads(file.read_text(encoding="utf-8"))["cases"]
    data = file.resolve().parent.parent / "data"
    failed = [problem for case in cases if (problem := _problem(case, data))]
    for problem in failed:
        print(problem)
    print(f"{len(cases) - len(failed)} passed, {len(failed)} failed")
    return len(failed)


def _problem(case: Mapping[str, Any], data: Path) -> str:
    try:
        got = _run(case, data)
    except (ValueError, KeyError, TypeError, AttributeError, OSError) as error:
        return f"{case['id']}: {type(error).__name__}: {error}"
    expected, tolerance = case["expected"], case["tolerance"]
    if _agrees(got, expected, tolerance):
        return ""
    return f"{case['id']}: expected {expected}, got {got}, tolerance {tolerance}"


def _agrees(got: Any, expected: Any, tolerance: Mapping[str, float]) -> bool:
    got_values, wanted = _flat(got), _flat(expected)
    if len(got_values) != len(wanted):
        return False
    return all(
        a == b or (not isinstance(b, str) and not isinstance(a, str) and abs(a - b) <= _allowed(b, tolerance))
        for a, b in zip(got_values, wanted, strict=True)
    )


def _allowed(value: float, tolerance: Mapping[str, float]) -> float:
    return max(tolerance.get("abs", 0.0), tolerance.get("rel", 0.0) * abs(value)) + 1e-15


def _flat(value: Any) -> list[Any]:
    if isinstance(value, Mapping):
        return [leaf for item in value.values() for leaf in _flat(item)]
    if isinstance(value, list | tuple):
        return [leaf for item in value for leaf in _flat(item)]
    if isinstance(value, np.ndarray):
        return [float(item) for item in np.atleast_1d(value).ravel()]
    return [value if isinstance(value, str) else float(value)]


def _run(case: Mapping[str, Any], data: Path) -> Any:
    name, _, call = case["call"].partition(".")
    args = dict(case.get("args", {}))
    if name == "btyd":
        return _summary_rows(args, len(case["expected"][0]))
    model = MODELS[name]
    if call.startswith("fit"):
        return _fitted(model, call, case, args, data)
    method: Callable[..., Any] = getattr(model, call)
    parameters = _parameters(model, name, case["params"], data)
    return method(parameters, **{key: np.asarray(value, dtype=np.float64) for key, value in args.items()})


def _fitted(model: Any, call: str, case: Mapping[str, Any], args: dict[str, Any], data: Path) -> Any:
    if "survivors" in args:
        survivors = np.asarray(args["survivors"], dtype=np.float64)
        fit: Fit = model.fit(survivors)
        if call == "fit_survival":
            periods = np.arange(len(case["expected"]), dtype=np.float64)
            return survivors[0] * model.survival(model.Parameters(*fit.parameters), periods)
    else:
        fit = _fit_on_file(model, case["fit"], data)
    if call == "fit":
        return fit.parameters
    return fit.log_likelihood if call == "fit_log_likelihood" else (*fit.parameters, fit.log_likelihood)


def _parameters(model: Any, name: str, given: Mapping[str, Any], data: Path) -> Any:
    if "fit" in given:
        source = given["fit"]
        fit = model.fit(np.asarray(source["survivors"], float)) if "survivors" in source else _fit_on_file(model, source, data)
        return model.Parameters(*fit.parameters)
    return model.Parameters(**given)


def _fit_on_file(model: Any, source: Mapping[str, Any], data: Path) -> Fit:
    unit = UNIT_DAYS[source.get("unit", "days")]
    columns = _columns(data / source["data"])
    if "frequency" in columns or "x" in columns:
        x, t_x, age, mean = _summarised(columns)
    else:
        found = _from_transactions(columns, source.get("until"))
        x, t_x, age, mean = (
            found.repeat_orders, found.age_at_last_order / unit, found.customer_age / unit, found.mean_order_value,
        )  # fmt: skip
    fit: Fit = model.fit(x, mean) if model is gamma_gamma else model.fit(x, t_x, age)
    return fit


def _summarised(columns: Mapping[str, Array]) -> tuple[Array, Array, Array, Array]:
    """A summary file is in its own unit already."""
    x = columns["frequency"] if "frequency" in columns else columns["x"]
    t_x = columns["recency"] if "recency" in columns else columns["t_x"]
    mean = next((columns[name] for name in ("monetary_value", "zbar") if name in columns), np.zeros(len(x)))
    return (*(np.asarray(values, dtype=np.float64) for values in (x, t_x, columns["T"], mean)),)  # type: ignore[return-value]


def _columns(file: Path) -> dict[str, Any]:
    table = pyarrow.parquet.read_table(file) if file.suffix == ".parquet" else pyarrow.csv.read_csv(file)
    return {name: _values(table[name]) for name in table.column_names}


def _values(column: Any) -> Any:
    kind = column.type
    if pyarrow.types.is_timestamp(kind) or pyarrow.types.is_date(kind):
        return pc.cast(pc.cast(column, pyarrow.date32()), pyarrow.int32()).to_numpy().astype(np.int64)
    if pyarrow.types.is_string(kind) or pyarrow.types.is_large_string(kind):
        return np.array([value if value is not None else "" for value in column.to_pylist()])
    return column.to_numpy()


def _from_transactions(columns: Mapping[str, Any], until: str | None) -> Summary:
    customer = next(columns[name] for name in ("customer_id", "CustomerID", "id") if name in columns)
    day = next(columns[name] for name in ("date", "InvoiceDate") if name in columns)
    day = day if day.dtype.kind == "i" else np.array([_day(text) for text in day])
    value = next((columns[name] for name in ("spend", "value", "revenue") if name in columns), np.zeros(len(day)))
    return summarise(np.unique(customer, return_inverse=True)[1], day, value, _day(until) if until else int(day.max()))


def _day(text: str) -> int:
    return (date.fromisoformat(str(text)[:10]) - EPOCH).days


def _summary_rows(args: Mapping[str, Any], width: int) -> list[list[Any]]:
    """Rows of id, repeat_orders, age_at_last_order, customer_age[, mean_order_value], in whole calendar units."""
    rows, unit = args["transactions"], args.get("unit", "days")
    ids, codes = np.unique([row[0] for row in rows], return_inverse=True)
    values = np.array([float(row[2]) if len(row) > 2 else 0.0 for row in rows])
    end = args.get("end") or max(row[1] for row in rows)
    kept = np.array([row[1][:10] <= end[:10] for row in rows])
    periods = np.array([_calendar_index(row[1], unit) for row in rows])
    found = summarise(codes[kept], periods[kept], values[kept], _calendar_index(end, unit))
    columns = (found.repeat_orders, found.age_at_last_order, found.customer_age, found.mean_order_value)
    return [[ids[code].item(), *numbers][:width] for code, *numbers in zip(found.customer, *columns, strict=True)]


def _calendar_index(text: str, unit: str) -> int:
    """The number of the day, Monday week, month or year that a date lies in."""
    on = date.fromisoformat(text[:10])
    return {"days": _day(text), "weeks": (_day(text) + 3) // 7, "months": on.year * 12 + on.month, "years": on.year}[unit]


if __name__ == "__main__":
    sys.exit(1 if main(Path(sys.argv[1])) else 0)
