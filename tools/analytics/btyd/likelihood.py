"""Maximum likelihood shared by the buy-till-you-die models: positive parameters, analytic gradients, standard errors."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Array", "Fit", "FitError", "Objective", "checked", "maximise"]

Array = NDArray[np.float64]
Objective = Callable[[Array], tuple[float, Array]]

BOUNDARY_LOW, BOUNDARY_HIGH = 1e-3, 1e4
_LOG_BOUNDS = (-12.0, 14.0)


class FitError(ValueError):
    """The data cannot identify the model; the message says why."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted model.

    Attributes:
        parameters: in the paper's order.
        log_likelihood: at the maximum, summed over customers.
        standard_errors: of the parameters by the delta method; infinite where the likelihood is flat.
        boundary: names of parameters that ran to the edge, so that the model says less than it seems to.
        n: customers used.
    """

    parameters: tuple[float, ...]
    log_likelihood: float
    standard_errors: tuple[float, ...]
    boundary: tuple[str, ...]
    n: int


def checked(*columns: object) -> tuple[Array, ...]:
    """Columns as float arrays of one length, finite.

    Raises:
        FitError: no rows, different lengths, or values that are not finite.
    """
    arrays = tuple(np.atleast_1d(np.asarray(column, dtype=np.float64)) for column in columns)
    if len({len(array) for array in arrays}) != 1:
        raise FitError(f"columns differ in length: {[len(array) for array in arrays]}")
    if not len(arrays[0]):
        raise FitError("no customers to fit on")
    if not all(np.isfinite(array).all() for array in arrays):
        raise FitError("values must be finite numbers")
    return arrays


def maximise(objective: Objective, start: Array, names: tuple[str, ...], n: int, prior_scale: float = 0.0) -> Fit:
    """Maximise a log-likelihood over positive parameters, on their logarithms.

    Args:
        objective: parameters -> (log-likelihood, gradient), both summed over customers.
        start: where to begin, positive.
        prior_scale: standard deviation of a normal prior on the log parameters around `start`; 0 for none.
    """
    from scipy.optimize import minimize

    centre = np.log(start)

    def loss(theta: Array) -> tuple[float, Array]:
        parameters = np.exp(theta)
        value, gradient = objective(parameters)
        pull = (theta - centre) / prior_scale**2 if prior_scale else np.zeros_like(theta)
        penalty = 0.5 * float(pull @ (theta - centre))
        return (-value + penalty) / n, (-gradient * parameters + pull) / n

    bounds = [_LOG_BOUNDS] * len(start)
    found = minimize(
        loss, centre, jac=True, method="L-BFGS-B", bounds=bounds, options={"ftol": 1e-15, "gtol": 1e-10, "maxiter": 2000}
    )
    theta, hessian = _polish(loss, found.x)
    parameters = np.exp(theta)
    return Fit(
        tuple(float(value) for value in parameters),
        objective(parameters)[0],
        _standard_errors(hessian * n, parameters),
        tuple(name for name, value in zip(names, parameters, strict=True) if not BOUNDARY_LOW < value < BOUNDARY_HIGH),
        n,
    )


def _polish(loss: Callable[[Array], tuple[float, Array]], theta: Array, steps: int = 4) -> tuple[Array, Array]:
    """A few Newton steps with a Hessian differenced from the analytic gradient."""
    value, gradient = loss(theta)
    hessian = _hessian(loss, theta)
    for _ in range(steps):
        try:
            step = np.linalg.solve(hessian, gradient)
        except np.linalg.LinAlgError:
            break
        trial = np.clip(theta - step, *_LOG_BOUNDS)
        trial_value, trial_gradient = loss(trial)
        if not trial_value <= value or np.abs(step).max() > 1.0:
            break
        theta, value, gradient = trial, trial_value, trial_gradient
        if np.abs(step).max() < 1e-9:
            break
        hessian = _hessian(loss, theta)
    return theta, hessian


def _hessian(loss: Callable[[Array], tuple[float, Array]], theta: Array, width: float = 1e-5) -> Array:
    columns = []
    for index in range(len(theta)):
        shift = np.zeros_like(theta)
        shift[index] = width
        columns.append((loss(theta + shift)[1] - loss(theta - shift)[1]) / (2 * width))
    matrix = np.array(columns)
    return (matrix + matrix.T) / 2


def _standard_errors(information: Array, parameters: Array) -> tuple[float, ...]:
    try:
        variance = np.diag(np.linalg.inv(information))
    except np.linalg.LinAlgError:
        variance = np.full(len(parameters), np.inf)
    errors = np.where(variance > 0, np.sqrt(np.abs(variance)), np.inf) * parameters
    return tuple(float(value) for value in errors)
