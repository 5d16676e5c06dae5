"""Six questions worth asking of this very shop: each needs its tables, names what is really there, and fits the language."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.render.spans import month_name
from assistant.render.values import value_words
from tools.terms import Language, Text
from tools.vocabulary import Catalogue

__all__ = ["MOST", "suggested_questions"]

MOST = 6


@dataclass(frozen=True, slots=True)
class _Question:
    """A question, and what the shop must have for it to get an answer."""

    text: Text
    fits: Callable[[Catalogue], bool]


def suggested_questions(catalogue: Catalogue, language: Language) -> list[str]:
    """At most six questions that the data can answer, the most telling first; none for an empty shop."""
    if not catalogue.tables & {"orders", "customers", "subscriptions", "events"}:
        return []
    fitting = [question.text[language] for question in _questions(catalogue, language) if question.fits(catalogue)]
    return fitting[:MOST]


def _has(*tables: str) -> Callable[[Catalogue], bool]:
    return lambda catalogue: set(tables) <= catalogue.tables


def _values(catalogue: Catalogue, dimension: str) -> list[str]:
    found = [value for value in catalogue.values if value.dimension == dimension and value.key]
    return [value.key for value in sorted(found, key=lambda value: (-value.weight, value.key))]


def _splits(dimension: str, table: str) -> Callable[[Catalogue], bool]:
    return lambda catalogue: table in catalogue.tables and len(_values(catalogue, dimension)) > 1


def _questions(catalogue: Catalogue, language: Language) -> Sequence[_Question]:
    month = month_name(catalogue.today, language).split(" ")[0]
    country = value_words("country", (_values(catalogue, "country")[1:2] or [""])[0], language)
    asked = Text(
        f"How is {month} going against the same days last month?", f"¿Cómo va {month} frente a los mismos días del mes pasado?"
    )
    in_country = Text(f"What did customers in {country} buy most?", f"¿Qué compraron más los clientes de {country}?")
    return (
        _Question(Text("Which lifecycle stage are my customers in?", "¿En qué etapa están mis clientes?"), _has("orders")),
        _Question(
            Text("Which of our valuable customers are about to leave us?", "¿Qué clientes valiosos están a punto de irse?"),
            _has("orders"),
        ),
        _Question(asked, _has("orders")),
        _Question(
            Text("What is our churn rate, and what drives it?", "¿Cuál es nuestra tasa de bajas de suscripción?"),
            _has("subscriptions"),
        ),
        _Question(
            Text("What is a customer worth, by acquisition channel?", "¿Cuánto vale un cliente según su canal de captación?"),
            _splits("acquisition_channel", "orders"),
        ),
        _Question(
            Text("Draft a win-back campaign in Spanish", "Redacta una campaña de recuperación en español"), _has("orders")
        ),
        _Question(Text("The 5 countries with the most revenue", "Los 5 países con más ingresos"), _splits("country", "orders")),
        _Question(in_country, lambda c: _splits("country", "orders")(c) and {"order_lines", "products"} <= c.tables),
        _Question(Text("Who are our ten best customers?", "¿Quiénes son nuestros diez mejores clientes?"), _has("orders")),
        _Question(Text("What is our repeat purchase rate?", "¿Cuál es nuestra tasa de recompra?"), _has("orders")),
        _Question(Text("How many visits did we get last month?", "¿Cuántas visitas tuvimos el mes pasado?"), _has("events")),
        _Question(Text("Revenue by month", "Ingresos por mes"), _has("orders")),
    )
