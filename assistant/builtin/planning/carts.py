"""Who is meant by those that abandoned a cart."""

from typing import Any

from tools.terms import Text

__all__ = ["left_in_cart"]

_LEFT = ({"did": "added_to_cart", "period": "last_30_days"}, {"did": "ordered", "negated": True, "period": "last_30_days"})


def left_in_cart(rule: dict[str, Any]) -> tuple[dict[str, Any], list[Text]]:
    """Who abandoned a cart added to it lately and has not ordered: nobody is written to about a cart of years ago."""
    added = {"did": "added_to_cart"}
    conditions = list(rule.get("all", ()))
    if added not in conditions or any(c.get("did") == "ordered" for c in conditions):
        return rule, []
    kept = [c for c in conditions if c != added]
    note = Text(
        "I read *abandoned their cart* as added to it in the last 30 days without an order in them",
        "Leo *abandonaron el carrito* como haberlo llenado en los últimos 30 días sin pedir en ellos",
    )
    return {"all": [*(dict(c) for c in _LEFT), *kept]}, [note]
