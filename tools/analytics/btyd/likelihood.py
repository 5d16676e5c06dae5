"""Maximum likelihood shared by all models: positive parameters, analytic gradients, standard errors."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Array", "Fit", "FitError", "Objective", "checked", "maximise"]

Array = NDArray[np.float64]
Objective = Callable[[Array], tuple[float, Array]]

BOUNDARY_LOW, BOUNDARY_HIGH = 1e-3, 1e4
_LOG_BOUNDS = (-12.0, 14.0)
_MOST_STEPS = 50
_CLOSE, _ROUNDING = 1e-9, 1e-15  # in log-likelihood, summed over all customers; as a part of it


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


def maximise(
    objectives: Objective | Sequence[Objective], start: Array, names: tuple[str, ...], n: int, prior_scale: float = 0.0
) -> Fit:
    """Maximise a log-likelihood over positive parameters, on their logarithms.

    Args:
        objectives: parameters -> (log-likelihood, gradient), both summed over customers. Where there are several, the last
            is the one to maximise and those before it are cheaper and nearly the same: each is begun where the one before
            it ended, with its curvature.
        start: where to begin, positive.
        prior_scale: standard deviation of a normal prior on the log parameters around `start`; 0 for none.
    """
    steps = list(objectives) if isinstance(objectives, Sequence) else [objectives]
    centre = np.log(start)
    losses = [_loss(objective, centre, n, prior_scale) for objective in steps]
    theta, curvature = _newton(losses[0], centre, None, n)
    for loss in losses[1:]:
        theta, curvature = _newton(loss, theta, curvature, n)
    parameters = np.exp(theta)
    return Fit(
        tuple(float(value) for value in parameters),
        steps[-1](parameters)[0],
        _standard_errors(curvature * n, parameters),
        tuple(name for name, value in zip(names, parameters, strict=True) if not BOUNDARY_LOW < value < BOUNDARY_HIGH),
        n,
    )


def _loss(objective: Objective, centre: Array, n: int, prior_scale: float) -> Objective:
    """What is minimised: minus log-likelihood and log prior per customer, over the logarithms."""

    def _loss(theta: Array) -> tuple[float, Array]:
        parameters = np.exp(theta)
        value, gradient = objective(parameters)
        pull = (theta - centre) / prior_scale**2 if prior_scale else np.zeros_like(theta)
        penalty = 0.5 * float(pull @ (theta - centre))
        return (-value + penalty) / n, (-gradient * parameters + pull) / n

    return _loss


def _newton(loss: Objective, theta: Array, curvature: Array | None, n: int) -> tuple[Array, Array]:
    """Newton steps to the minimum, and the Hessian there; where they lead nowhere, SciPy's slower search from there.

    With a curvature from before, that learns from every step (BFGS); without, it is measured anew at each.
    """
    value, gradient = loss(theta)
    hessian = _hessian(loss, theta) if curvature is None else curvature
    for _ in range(_MOST_STEPS):
        step = _step(hessian, gradient, theta)
        if abs(step @ gradient) < max(_CLOSE / n, _ROUNDING * abs(value)):
            return theta, hessian
        trial, trial_value, trial_gradient = _downhill(loss, theta, step, value)
        if trial is theta:
            break
        learned = _learned(hessian, trial - theta, trial_gradient - gradient)
        hessian = _hessian(loss, trial) if curvature is None else learned
        theta, value, gradient = trial, trial_value, trial_gradient
    theta = _search(loss, theta)
    return theta, _hessian(loss, theta)


def _downhill(loss: Objective, theta: Array, step: Array, value: float) -> tuple[Array, float, Array]:
    """The step, or a smaller part of it, that does not lead uphill; `theta` itself where none does."""
    for part in (1.0, 0.25, 0.05):
        trial = np.clip(theta + part * step, *_LOG_BOUNDS)
        trial_value, trial_gradient = loss(trial)
        if trial_value <= value + _ROUNDING * abs(value):
            return trial, trial_value, trial_gradient
    return theta, value, step


def _search(loss: Objective, theta: Array) -> Array:
    from scipy.optimize import minimize

    options = {"ftol": 1e-14, "gtol": 1e-10, "maxiter": 2000}
    found = minimize(loss, theta, jac=True, method="L-BFGS-B", bounds=[_LOG_BOUNDS] * len(theta), options=options)
    best: Array = found.x if found.fun <= loss(theta)[0] else theta
    return best


def _step(hessian: Array, gradient: Array, theta: Array) -> Array:
    """Downhill, at most by a factor of e; along no bound that holds, and not far where the likelihood is flat."""
    low, high = _LOG_BOUNDS
    free = ~(((theta <= low) & (gradient > 0)) | ((theta >= high) & (gradient < 0)))
    size, directions = np.linalg.eigh(hessian[np.ix_(free, free)])
    size = np.maximum(np.abs(size), 1e-12)
    step = np.zeros_like(theta)
    step[free] = -directions @ ((directions.T @ gradient[free]) / size)
    longest = np.abs(step).max(initial=0.0)
    return step / longest if longest > 1.0 else step


def _learned(hessian: Array, moved: Array, change: Array) -> Array:
    along = hessian @ moved
    bent, was = float(moved @ change), float(moved @ along)
    if bent <= 1e-10 * float(np.linalg.norm(moved) * np.linalg.norm(change)) or was <= 0:
        return hessian
    learned: Array = hessian + np.outer(change, change) / bent - np.outer(along, along) / was
    return learned


def _hessian(loss: Objective, theta: Array, width: float = 1e-5) -> Array:
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
