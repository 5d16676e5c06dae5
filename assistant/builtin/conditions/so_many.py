"""So many orders of some goods, told as one thing: `two or more coffee orders`, `dos o más pedidos de café`."""

from assistant.builtin import patterns as re
from assistant.builtin.conditions.denied import named
from assistant.builtin.conditions.slots import BOUND
from assistant.builtin.words.gloss import Gloss

__all__ = ["orders_of_goods"]


def orders_of_goods(read: Gloss) -> None:
    """Orders of goods that people are said to have placed are told as goods bought so many times."""
    orders = "|".join(name for name, e in read.entries("m") if e.id == "orders")
    goods = named(read, "category", "product")
    people = re.search(r"(?<!\S)(?:customer|who|everyone|contact)(?!\S)", read.line)
    if not (orders and people) or goods == "@none":
        return
    number = rf"(?P<times>(?:{BOUND} )?(?:@n\d+|\d+)(?: or_more| or_less)?)".replace("(more_than", "(?:more_than", 1)
    placed = r"(?<!\S)(?:(?:with|make|place|~place[ds]?|buy|of) )+"
    of = r"(?:(?:of|in|with|from|to|for) )+"
    rest = r"(?! (?:and|or|,) @v)(?!\S)"
    for told in (
        rf"{placed}{number} (?:of )?(?P<thing>{goods}) (?:{orders})(?P<open> or_more)?{rest}",
        rf"{placed}{number} (?:{orders})(?P<open> or_more)? {of}(?P<thing>{goods}){rest}",
    ):
        read.line = re.sub(told, lambda m: f"buy {m['thing']} {m['times']}{m['open'] or ''} time", read.line)
