"""Mean order values of customers, and the likelihood of Gamma-Gamma over them with its gradient."""

import numpy as np

from tools.analytics.btyd.likelihood import Array

__all__ = ["Spending"]


class Spending:
    """Customers in order of their number of orders, with the mean value of these in units of the shop's mean `scale`.

    Args:
        orders: how many orders the mean is of, at least 1.
        mean_order_value: above 0.
        weights: customers per row; 1 when left out.
        scale: the unit of money; the mean of the rows when left out.
    """

    def __init__(self, orders: Array, mean_order_value: Array, weights: Array | None = None, scale: float = 0.0) -> None:
        order = np.argsort(orders)
        self._orders, self._mean = orders[order], mean_order_value[order]
        self._weights = None if weights is None else weights[order]
        self._starts = np.flatnonzero(np.concatenate(([True], self._orders[1:] != self._orders[:-1])))
        self._levels = self._orders[self._starts]
        self._level_weights = self._total(np.ones(len(order)))
        self.customers = float(self._level_weights.sum())
        self.scale = scale or float(self._total(self._mean).sum()) / self.customers
        self._spent = self._orders * (self._mean / self.scale)
        self._log_mean = self._total(np.log(self._mean / self.scale))

    def __len__(self) -> int:
        return len(self._orders)

    def sample(self, rows: int) -> "Spending":
        """About so many rows, evenly over the numbers of orders, each standing for its neighbours too; all if so many."""
        if rows >= len(self):
            return self
        starts = np.arange(0, len(self), len(self) // rows)
        weights = np.add.reduceat(np.ones(len(self)) if self._weights is None else self._weights, starts)
        return Spending(self._orders[starts], self._mean[starts], weights, self.scale)

    def summed(self, parameters: Array) -> tuple[float, Array]:
        """Log-likelihood over all customers, and its gradient in p, q, v (in units of the scale)."""
        from scipy.special import digamma, gammaln

        p, q, v = parameters
        levels, weights = self._levels, self._level_weights
        spent = self._spent + v
        log_spent, part = self._total(np.log(spent)), self._total(1.0 / spent)
        shape = p * levels
        grown = digamma(shape + q)
        value = weights @ (gammaln(shape + q) - gammaln(shape) - gammaln(q) + q * np.log(v) + shape * np.log(levels))
        value += (shape - 1.0) @ self._log_mean - (shape + q) @ log_spent
        gradient = [
            weights @ (levels * (grown - digamma(shape) + np.log(levels))) + levels @ (self._log_mean - log_spent),
            weights @ (grown - digamma(q) + np.log(v)) - log_spent.sum(),
            self.customers * q / v - (shape + q) @ part,
        ]
        return float(value), np.array(gradient)

    def _total(self, amounts: Array) -> Array:
        """Amounts of customers, added up per number of orders."""
        found: Array = np.add.reduceat(amounts if self._weights is None else amounts * self._weights, self._starts)
        return found
