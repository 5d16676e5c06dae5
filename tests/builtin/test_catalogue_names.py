"""Names that the live catalogue gives to its columns must not hide the grammar of a question."""

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from assistant.builtin.plan import Context
from assistant.builtin.understanding import understand
from tests.builtin.catalogue import shop
from tools.terms import Text
from tools.vocabulary import Catalogue, Term, Value

_NAMES: dict[str, dict[str, tuple[str, ...]]] = {
    "country": {"en": ("country", "from"), "es": ("país", "de")},
    "historic_value": {"en": ("best customers", "spent"), "es": ("mejores clientes", "gastado")},
    "days_since_last_order": {"en": ("not bought for",), "es": ("no compran desde hace",)},
    "clv": {"en": ("most valuable", "valuable"), "es": ("valiosos", "más valiosos")},
}


@cache
def _named_shop() -> Catalogue:
    plain = shop()
    fields = tuple(replace(t, synonyms=_NAMES.get(t.id, {})) for t in plain.fields)
    customer = Term("customer", Text("Customer", "Cliente"), {"en": ("customer",), "es": ("cliente",)}, "dimension")
    campaign = Term("campaign", Text("Campaign", "Campaña"), {}, "dimension")
    channels = {"en": ("channel", "medium"), "es": ("canal", "medio")}
    dimensions = tuple(replace(t, synonyms=channels) if t.id == "acquisition_channel" else t for t in plain.dimensions)
    return replace(plain, fields=fields, dimensions=(*dimensions, customer, campaign))


def _silent(op: str, days: int) -> dict[str, Any]:
    return {"field": "days_since_last_order", "op": op, "value": days}


_BEST = {"rule": {}, "order_by": "-historic_value"}


@pytest.mark.parametrize(
    ("message", "tool", "arguments"),
    [
        ("list our 9 best customers", "find_customers", {**_BEST, "limit": 9}),
        ("los 9 mejores clientes", "find_customers", {**_BEST, "limit": 9}),
        ("biggest spenders", "find_customers", _BEST),
        ("cuántos compradores no compran desde hace más de 45 días", "find_customers", {"rule": {"all": [_silent(">", 45)]}}),
        ("cuántos clientes llevan más de 45 días sin comprar", "find_customers", {"rule": {"all": [_silent(">", 45)]}}),
        ("CLV medio por país", "customer_value", {"by": "country"}),
        ("what will one customer be worth in the next 12 months", "customer_value", {}),
        ("which products were refunded the most", "query_metrics",
         {"metrics": ["refunds"], "group_by": ["product"], "order_by": "-refunds"}),
        ("importe de las devoluciones de mayo", "query_metrics", {"metrics": ["refunds"], "period": "may"}),
        ("what share of clients buy again", "query_metrics", {"metrics": ["repeat_purchase_rate"]}),
    ],
)  # fmt: skip
def test_a_column_name_made_of_plain_words_is_read_as_words(message: str, tool: str, arguments: dict[str, Any]) -> None:
    step = understand(message, Context(), _named_shop()).steps[0]
    assert (step.tool, dict(step.arguments)) == (tool, arguments)


@pytest.mark.parametrize("message", ["which valuable customers are slipping away", "clientes valiosos a punto de irse"])
def test_valuable_customers_at_risk_are_listed_and_not_valued(message: str) -> None:
    step = understand(message, Context(), _named_shop()).steps[0]
    assert step.tool == "find_customers"
    assert {"field": "health", "op": "=", "value": "at_risk"} in step.arguments["rule"]["all"]


@pytest.mark.parametrize(
    "message", ["can I test a campaign on lapsed German customers", "crea una campaña para clientes alemanes"]
)
def test_a_campaign_is_drafted_although_campaign_is_also_a_group(message: str) -> None:
    assert understand(message, Context(), _named_shop()).steps[0].tool == "draft_campaign"


@pytest.mark.parametrize(
    ("message", "product"),
    [
        ("an idea for a post: how many customers ordered in May?", None),
        ("estoy escribiendo un post, ¿cuántos clientes pidieron en mayo?", None),
        ("POST revenue in May", "POST"),
        ("ingresos de POST en mayo", "POST"),
        ("which country comes out worst on customer lifetime value?", None),
    ],
)
def test_a_code_of_letters_is_named_by_its_capitals_only(message: str, product: str | None) -> None:
    goods = (Value("product", "POST", ("POSTAGE",)), Value("product", "D1", ("DOORMAT KEEP CALM AND COME IN",)))
    steps = understand(message, Context(), replace(shop(), values=(*shop().values, *goods))).steps
    assert [s.tool for s in steps] not in ([], ["ask_back"])
    assert ("POST" in str(steps[-1].arguments)) is (product is not None)
    assert "D1" not in str(steps[-1].arguments)
