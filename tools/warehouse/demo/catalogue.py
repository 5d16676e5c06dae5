"""What the shop sells and where its customers live, read from `shop.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from tools.warehouse.demo.columns import NONE, Floats, Ints, ids, money, whole, words

__all__ = ["Catalogue", "Country", "Plan", "load_catalogue", "product_columns"]

_DAYS = {"month": 30.44, "quarter": 91.31, "year": 365.25}
_GIFT_CARDS = "Gift cards"


@dataclass(frozen=True, slots=True)
class Country:
    """A country the shop delivers to; `first_city` is where its cities start in the list of all cities."""

    name: str
    share: float
    spanish: float
    dialling: str
    first_city: int
    cities: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A subscription plan; `price` in cents is what is paid each interval."""

    name: str
    interval: str
    interval_days: float
    price: int
    product: int
    quantity: int
    share: float


@dataclass(frozen=True)
class Catalogue:
    """Products as parallel arrays (prices and costs in cents), plans, countries and the words of the shop."""

    product_names: tuple[str, ...]
    category: Ints
    price: Ints
    unit_cost: Ints
    usual_days: Ints
    popularity: Floats
    companion: Ints
    plans: tuple[Plan, ...]
    countries: tuple[Country, ...]
    cities: tuple[str, ...]
    data: dict[str, Any]

    @property
    def categories(self) -> list[str]:
        """Names of the product categories."""
        names: list[str] = self.data["categories"]["names"]
        return names

    def shares(self, name: str) -> Floats:
        """One of the lists of numbers per marketing channel."""
        return np.array(self.data[name], dtype=np.float64)


@cache
def load_catalogue() -> Catalogue:
    """Read the shop's data; the same object every time."""
    data = tomllib.loads(files("tools.warehouse.demo").joinpath("shop.toml").read_text(encoding="utf-8"))
    rows = data["products"]["rows"]
    names = tuple(row[0] for row in rows)
    price = np.array([round(row[2] * 100) for row in rows])
    countries, cities = _places(data["countries"])
    return Catalogue(
        product_names=names,
        category=np.array([row[1] for row in rows]),
        price=price,
        unit_cost=np.rint(price * np.array([row[3] for row in rows])).astype(np.int64),
        usual_days=np.array([row[4] or NONE for row in rows]),
        popularity=np.array([row[5] for row in rows], dtype=np.float64),
        companion=np.array([names.index(row[6]) if row[6] else NONE for row in rows]),
        plans=tuple(_plan(row, names) for row in data["plans"]["rows"]),
        countries=countries,
        cities=cities,
        data=data,
    )


def product_columns(catalogue: Catalogue) -> dict[str, Any]:
    """The columns of `products`."""
    gift = catalogue.categories.index(_GIFT_CARDS)
    return {
        "product_id": ids("P", np.arange(len(catalogue.price))),
        "name": words(catalogue.product_names, np.arange(len(catalogue.price))),
        "category": words(catalogue.categories, catalogue.category),
        "kind": words(["merchandise", "gift_card"], (catalogue.category == gift).astype(np.int64)),
        "price": money(catalogue.price),
        "unit_cost": money(catalogue.unit_cost),
        "usual_days_of_use": whole(catalogue.usual_days),
    }


def _places(rows: list[dict[str, Any]]) -> tuple[tuple[Country, ...], tuple[str, ...]]:
    cities: list[str] = []
    countries = []
    for row in rows:
        countries.append(Country(row["name"], row["share"], row["spanish"], row["dialling"], len(cities), len(row["cities"])))
        cities += row["cities"]
    return tuple(countries), tuple(cities)


def _plan(row: list[Any], products: tuple[str, ...]) -> Plan:
    name, interval, price, product, quantity, share = row
    return Plan(name, interval, _DAYS[interval], round(price * 100), products.index(product), quantity, share)
