"""Mean order values of customers, and the likelihood of Gamma-Gamma over them with its gradient."""

import numpy as np

from tools.analytics.btyd.histories import Levels
from tools.analytics.btyd.likelihood import Array

__all__ = ["Spending"]


class Spending:
    """Customers by number of orders and mean value, in units of the shop's mean `scale`.

    Args:
        orders: how many orders the mean is of, at least 1.
        mean_order_value: above 0.
        weights: customers per row.
        scale: the unit of money; the mean of the rows when left out.
    """

    def __init__(self, orders: Array, mean_order_value: Array, weights: Array, scale: float = 0.0) -> None:
        order = np.argsort(orders, kind="stable")
        x, mean, self.weights = orders[order], mean_order_value[order], weights[order]
        self.customers = float(self.weights.sum())
        self.scale = scale or float((self.weights * mean).sum()) / self.customers
        self.orders, self._mean, self._spent = Levels.of(x), mean, x * mean / self.scale
        self._level_weights = self.orders.total(self.weights)
        self._log_mean = self.orders.total(self.weights * np.log(mean / self.scale))

    def __len__(self) -> int:
        return len(self.weights)

    def sample(self, rows: int) -> "Spending":
        """About so many rows, evenly over the numbers of orders, each standing for its neighbours too; all if so many."""
        if rows >= len(self):
            return self
        starts = np.arange(0, len(self), len(self) // rows)
        x = self.orders.values[self.orders.of_row[starts]]
        return Spending(x, self._mean[starts], np.add.reduceat(self.weights, starts), self.scale)

    def summed(self, parameters: Array) -> tuple[float, Array]:
        """Log-likelihood over all customers, and its gradient in p, q, v (in units of the scale)."""
        from scipy.special import digamma, gammaln

        p, q, v = parameters
        levels, weights = self.orders.values, self._level_weights
        spent = self._spent + v
        log_spent, part = self.orders.total(self.weights * np.log(spent)), self.orders.total(self.weights / spent)
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
