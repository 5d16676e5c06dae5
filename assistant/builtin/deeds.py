"""What people did, said in other words, as the readers of conditions know it: `no Tea purchases` is `never bought tea`."""

import re

from assistant.builtin.gloss import Gloss

__all__ = ["in_plain_words", "settle_overlap"]

_AGAIN = r"(?:~further|~other|~otro|~otra|~another|~mas|most|all|any|make|buy)"


def settle_overlap(read: Gloss) -> None:
    """`overlap between the buyers of Q1 and Q2`, `clientes que coinciden entre ...`: those who bought in both."""
    head, found, tail = read.line.partition("overlap")
    if found and " and " in tail:
        rest = re.sub(r"(?<!\S)(?:between|customer|buy|of|from|in|the)(?!\S) ?", "", tail).strip()
        asked = re.sub(r"(?<!\S)customer(?: which| who)*(?!\S)", "", head).strip()
        read.line = f"{asked} customer buy both {rest}".strip()


def in_plain_words(line: str, gloss: Gloss) -> str:
    """The line with orders that people have not, have again or have so many of put as what they did."""
    orders = "|".join(name for name, e in gloss.entries("m") if e.id == "orders") or "@none"
    goods = "|".join(name for name, e in gloss.entries("v") if e.of in ("category", "product")) or "@none"
    second = "|".join(name for name, e in gloss.entries("m") if e.id == "days_to_second_order") or "@none"
    people = re.search(r"(?<!\S)(?:customer|who|everyone)(?!\S)", line) or any(
        e.id in ("customers", "new_customers", "new") for letter in "ms" for _, e in gloss.entries(letter)
    )
    line = re.sub(r"(?<!\S)not all_time (?=buy(?!\S))", "not ", line)
    line = re.sub(r"(?<!\S)first_buy (?:with|by|in|of) (?=first_buy(?!\S))", "", line)
    if not people:
        return line
    begun = re.search(r"(?<!\S)first_buy(?!\S)", line) or any(
        e.id in ("new_customers", "new") for letter in "ms" for _, e in gloss.entries(letter)
    )
    if begun:
        line = re.sub(rf"(?<!\S)(?:not|exclude)(?: {_AGAIN})* (?:{second}|come_back)(?!\S)", "not come_back", line)
        line = re.sub(rf"(?<!\S)not(?: {_AGAIN})+ (?:{orders})(?!\S)", "not come_back", line)
    line = re.sub(rf"(?<!\S)first_buy to (@n\d+ (?:{orders}|time))", r"buy \1", line)
    line = re.sub(rf"(?<!\S)(@n\d+ (?:{orders}|time)) at_least(?! @n)", r"at_least \1", line)
    bound = r"(?:more_than|at_least|less_than|at_most|exactly)"
    line = re.sub(
        rf"(?<!\S)(?:, )?({orders}) ({bound} @n\d+)(?! \S*(?:time|money_unit|day))(?: ,(?= @p))?", r"with \2 \1", line
    )
    one = rf"at_least (?:~one|~otro|~otra|~another|@n\d+)(?: (?:~more|most|{orders}))*"
    line = re.sub(rf"(?<!\S){one} in (@p\d+)(?: (?:and|but|,))+ {one} in (@p\d+)", r"buy both \1 and \2", line)
    line = re.sub(rf"(?<!\S)((?:{bound} )?@n\d+ (?:day|week|month|year)) since last_buy(?!\S)", r"last_buy \1", line)
    yes = rf"(?<!\S)({goods})(?: ~yes)?(?: (?:,|and|but))* ({goods}) not(?! (?:buy|come_back))(?!\S)"
    return re.sub(yes, r"buy \1 and not buy \2 ", line)
