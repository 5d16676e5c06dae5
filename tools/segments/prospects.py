"""What one customer will probably need next and why they may buy, as tables of their card."""

from collections.abc import Mapping
from typing import Any

from tools.reply import Column, Scalar, Table
from tools.terms import Text
from tools.warehouse.engine import Warehouse

__all__ = ["NEED_WORDS", "PUSH_WORDS", "REASON_WORDS", "needs_table", "reasons_table"]

NEED_WORDS: Mapping[str, Text] = {
    "next_category": Text("Likeliest next category", "Próxima categoría más probable"),
    "next_product": Text("Likeliest next product", "Próximo producto más probable"),
    "replenish": Text("Due to replenish", "Le toca reponer"),
}
PUSH_WORDS: Mapping[str, Text] = {"higher": Text("higher", "más alta"), "lower": Text("lower", "más baja")}
REASON_WORDS: Mapping[str, Text] = {
    "recency": Text("time since the last order", "tiempo desde el último pedido"),
    "frequency": Text("number of orders, recent ones above all", "número de pedidos, sobre todo los recientes"),
    "cadence": Text("rhythm between orders", "ritmo entre pedidos"),
    "tenure": Text("time as a customer", "antigüedad como cliente"),
    "value": Text("spending and refunds", "gasto y devoluciones"),
    "season": Text("orders in the same weeks a year ago", "pedidos en las mismas semanas del año anterior"),
    "visits": Text("visits and carts", "visitas y carritos"),
    "messages": Text("messages and clicks", "mensajes y clics"),
    "opinion": Text("opinions and referrals", "opiniones y recomendaciones"),
    "category": Text("categories bought", "categorías compradas"),
    "subscription": Text("subscription", "suscripción"),
}
_PUSH = {"+": "higher", "-": "lower"}


def reasons_table(row: Mapping[str, Any]) -> Table | None:
    """What makes the chance of buying in 90 days higher or lower than that of the shop's typical customer."""
    told = (row["purchase_reasons"] or "").split()
    cells: list[list[Scalar]] = [[word[:-1], _PUSH[word[-1]]] for word in told]
    columns = [
        Column("reason", "key", Text("because of", "por")),
        Column("push", "label", Text("purchase probability is", "la probabilidad de compra es")),
    ]
    title = Text("Against this shop's typical customer", "Frente al cliente típico de esta tienda")
    return Table("reasons", title, columns, cells, len(cells)) if cells else None


def needs_table(warehouse: Warehouse, row: Mapping[str, Any]) -> Table | None:
    """The next category and product, and what runs out when."""
    names = _names(warehouse, [row["next_product"], row["replenish_product"]])
    next_product, replenish = (names.get(row[name], row[name]) for name in ("next_product", "replenish_product"))
    cells: list[list[Scalar]] = []
    if row["next_category"]:
        cells.append(["next_category", row["next_category"], None, None, None])
    if next_product:
        cells.append(["next_product", next_product, None, None, None])
    if row["replenish_on"]:
        dates = (row[f"replenish_{name}"] for name in ("on", "earliest_on", "latest_on"))
        cells.append(["replenish", replenish, *dates])
    columns = [
        Column("need", "key", Text("need", "necesidad")),
        Column("product_name", "label", Text("what", "qué")),
        Column("due", "value", Text("due", "fecha")),
        Column("earliest", "value", Text("earliest", "como pronto")),
        Column("latest", "value", Text("latest", "como tarde")),
    ]
    return Table("needs", Text("What comes next", "Lo que viene"), columns, cells, len(cells)) if cells else None


def _names(warehouse: Warehouse, product_ids: list[str | None]) -> dict[str, str]:
    known = [product_id for product_id in product_ids if product_id]
    if not known or not warehouse.has("products"):
        return {}
    products = warehouse.table("products")
    rows = warehouse.run(products.filter(products.product_id.isin(known)).select("product_id", "name")).to_pylist()
    return {row["product_id"]: row["name"] for row in rows if row["name"]}
