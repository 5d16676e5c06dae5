"""New and returning customers asked side by side: `how many were first-timers and how many had bought before`."""

from assistant.builtin import patterns as re
from assistant.builtin.words.gloss import Gloss
from assistant.builtin.words.match import Entry

__all__ = ["new_and_old"]

_ASKS = (
    r"(?:(?:how_many|how_much|which|of|from|in|for|by|to|everyone|who|customer|hold|make|buy|earn|spend|show|money_unit|,|with|"
    r"~number|~numero|~tanto|~parte|~cuales|~plata|~money|~those|~ones|as|all|{money}) )*"
)
_MONEY = r"(?:how_much|earn|spend|money_unit|sell|~plata|~lana|~guita|~pasta)"


def new_and_old(read: Gloss) -> None:
    """Put two halves, those who began and those who had bought before, as one split by which of the two they are."""
    named = [*read.entries("m"), *read.entries("s")]
    new = "|".join(["new", "first_buy", *(name for name, e in named if e.id in ("new", "new_customers"))])
    back = [name for name, e in named if e.id in ("returning", "repeat_customers", "returning_customers")]
    returning = "|".join(["come_back", "repeat_buyer", "buy previous", "previous buy", "buy before", *back])
    money = "|".join(name for name, e in read.entries("m") if e.id == "revenue") or "@none"
    halves = re.search(
        rf"(?<!\S)(?P<asks>{_ASKS.format(money=money)})(?:{new})(?: customer)?(?: ,)* (?:and|compare|or) (?:and )?"
        rf"(?P<then>{_ASKS.format(money=money)})(?:{returning})(?: (?:previous|before|come_back|customer))*(?= ,|$| in | of )",
        read.line,
    )
    if halves is None or not re.search(r"(?<!\S)(?:how_many|how_much|which|from|of)(?!\S)", halves["then"]):
        return
    rest = f"{read.line[: halves.start()]} {read.line[halves.end() :]}"
    if re.search(r"(?<!\S)(?:share|by|not|exclude|top|most|draft|how_long|\d+ day)(?!\S)", f"{rest} {halves[0]}"):
        return
    in_money = re.search(rf"(?<!\S)(?:{_MONEY}|{money})(?!\S)", f"{rest} {halves[0]}")
    rest = re.sub(rf"(?<!\S)(?:(?:of|customer|who|everyone|all|,) )*buy(?!\S)|(?<!\S)(?:{money})(?!\S)", "", rest)
    measure = read.place(Entry("metric", "revenue")) if in_money else "how_many customer"
    split = read.place(Entry("dimension", "new_or_returning"))
    read.line = re.sub(r"\s+", " ", f"{measure} by {split} {rest}").strip(" ,")
    read.unknown = [word for word in read.unknown if f"~{word}" in read.line]
