"""The part of a period's buyers who had bought before it: `% of March buyers with an earlier order`, `con compras previas`."""

from assistant.builtin import patterns as re
from assistant.builtin.words.gloss import Gloss
from assistant.builtin.words.match import Entry

__all__ = ["earlier_buyers"]

_BEFORE = r"(?:previous|before|prev|~earlier|~prior|~old)"
_WHEN = (
    r"(?: (?:to|of|from|in|with|by|before|previous|then|now))*"
    r"(?: (?:@p\d+|(?:prev |that_|by )?(?:day|week|month|quarter|year)|that_\w+|then))?"
)
_OF_BUYERS = re.compile(r"(?<!\S)(?:customer|everyone|who|all|out)(?!\S)")


def earlier_buyers(line: str, read: Gloss) -> str:
    """The line with the rate of returning customers where it asks for the share of buyers with an order from before."""
    if not re.search(r"(?<!\S)share(?!\S)", line) or "@p" not in line or not _OF_BUYERS.search(line):
        return line
    order = "|".join(["buy", *(name for name, e in read.entries("m") if e.id == "orders")])
    again = "|".join(name for name, e in read.entries("s") if e.id == "returning")
    had = (
        rf"(?:(?:with|have|who|that|already|make|already_bought|,) )*(?:{_BEFORE} (?:{order})|"
        rf"(?:{order})(?: (?:in|from|of|with))* (?:(?:week|month|quarter|year) )?{_BEFORE}"
    )
    old = rf"|(?:{again})(?: (?:from|of|in))* {_BEFORE}" if again else ""
    found = re.search(rf"(?<!\S){had}{old}){_WHEN}(?=$| ,|(?: )?$)", line)
    if found is None or "first_buy" in line:
        return line
    rate = read.place(Entry("metric", "returning_customer_rate"))
    before = re.sub(r"(?<!\S)share ?", "", line[: found.start()])
    before = re.sub(
        r"(?<!\S)(?:who |that )?buy (?=(?:in )?@p)",
        "",
        re.sub(r"(?<!\S)(?:out of|of|from) (?=customer|everyone|all)", "", before),
    )
    return re.sub(r"\s+", " ", f"{before} {rate}{line[found.end() :]}").strip()
