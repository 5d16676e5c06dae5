"""Conditions on what people bought and in which periods."""

import re
from typing import Any

from assistant.builtin.slots import GAP, ConditionReader

__all__ = ["both_periods", "dated_orders", "products"]


def both_periods(reader: ConditionReader) -> None:
    """`in both Q2 and Q3`, `in March and again in April`, `in May but not in June`."""
    found = reader.found

    def both(match: re.Match[str]) -> bool:
        found.behaviour = True
        for index in (match[1], match[2]):
            found.add(did="ordered", period=reader.expression(index))
        return True

    def but_not(match: re.Match[str]) -> None:
        found.behaviour = True
        found.add(did="ordered", period=reader.expression(match[1]))
        found.add(did="ordered", negated=True, period=reader.expression(match[2]))

    _item_in_two_periods(reader)
    reader.take(r"(?:buy )?(?:in )?both (?:in |of )?@p(\d+)(?: (?:and|as_also|in|of))+ @p(\d+)", both)
    reader.take(
        r"buy (?:in )?@p(\d+)(?: (?:and|but|,|as_also|in))* (?:both|as_also|come_back|repeat_buyer)"
        r"(?: (?:in|buy|also))* @p(\d+)",
        both,
    )
    reader.take(r"(?:buy )?(?:in )?@p(\d+) as_also (?:in )?@p(\d+)", both)
    reader.take(r"buy (?:in )?@p(\d+) and (?:buy )?(?:in )?@p(\d+) both", both)
    reader.take(r"(?:buy )?(?:in )?@p(\d+)(?: (?:and|but|,))* (?:not|exclude)(?: (?:buy|in|come_back))* @p(\d+)", but_not)


def _item_in_two_periods(reader: ConditionReader) -> None:
    """`bought coffee in October but not in November`: the thing belongs to both halves."""

    def both(match: re.Match[str]) -> bool | None:
        thing = _thing(reader, match[1])
        if thing is None:
            return False
        reader.found.behaviour = True
        reader.found.add(did="ordered", **thing, period=reader.expression(match[2]))
        negated = {"negated": True} if match[3] in ("not", "exclude") else {}
        reader.found.add(did="ordered", **thing, **negated, period=reader.expression(match[4]))
        return None

    gap = r"(?: (?:@d\d+|in|of|to))*"
    joined = r"(?: (?:and|but|,))*"
    reader.take(
        rf"(?<!not )buy{gap} {_ITEM} (?:in )?(?:both )?(?:in )?@p(\d+){joined} (not|as_also|exclude|and)"
        rf"(?: (?:buy|in))* @p(\d+)",
        both,
    )


def _thing(reader: ConditionReader, token: str) -> dict[str, str] | None:
    """A product or category that a placeholder, number or id stands for."""
    if token.startswith("@v"):
        entry = reader.gloss.table[token]
        for candidate in (entry, *reader.gloss.others.get(token, [])):
            if candidate.of in ("product", "category"):
                return {candidate.of: candidate.id}
        return None
    text = str(int(reader.value(token[2:]))) if token.startswith("@n") else token
    known = reader.book.product_keys.get(text.lower())
    return {"product": known or text.upper()}


_ITEM = r"(@v\d+|@n\d+|(?=\S*\d)[a-z0-9][\w-]*)(?! (?:day|week|month|year|time|@m|money_unit|customer|%))"


def products(reader: ConditionReader) -> None:
    """`bought X and never Y`, `bought X but not Y`, `bought both X and Y`, `never bought Y`."""
    found = reader.found
    noun = r"(?: (?:@d\d+|in|of|from|the|both|product|all|to))*"

    def bought(match: re.Match[str]) -> bool | None:
        return _add_things(reader, match[2], bool(match[1]), match["tail"], match["times"])

    several = rf"({_ITEM}(?:(?: (?:and|or|,|as_also|also))*{noun} {_ITEM})*)"
    period = r"(?P<tail>(?: (?:in|of|during|since) @p\d+| @p\d+)?)"
    times = r"(?P<times>(?: (?:at_least|more_than|exactly|only))? @n\d+ time(?: or_more)?)?"
    reader.take(rf"(?:(?:and|but|,) )*(not )?(?:buy|spend|see_product_|sell to){noun} {several}{period}{times}", bought)

    def never(match: re.Match[str]) -> bool | None:
        return _add_things(reader, match[1], True, match["tail"])

    if any("product" in c or "category" in c for c in found.all):
        reader.take(rf"()(?:and|,){noun} {several}{period}{times}", bought)
        reader.take(rf"(?:(?:and|but|,) )*not{noun} {several}{period}", never)
        reader.take(rf"(?:(?:and|but|,) )*exclude{noun} {several}{period}", never)


def _add_things(reader: ConditionReader, items: str, negated: bool, tail: str, times: str | None = None) -> bool | None:
    things = [_thing(reader, token) for token in re.findall(r"@v\d+|@n\d+|(?<![@\w])(?=\S*\d)[a-z0-9][\w-]*", items)]
    if not things or any(t is None for t in things):
        return False
    reader.found.behaviour = True
    period = re.search(r"@p(\d+)", tail or "")
    for thing in things:
        condition: dict[str, Any] = {"did": "ordered", **(thing or {})}
        if negated:
            condition["negated"] = True
        if period:
            condition["period"] = reader.expression(period[1])
        reader.found.add(**condition, **(_often(reader, times) if times else {}))
    return None


def _often(reader: ConditionReader, times: str) -> dict[str, int]:
    """`twice`, `more than three times`: how often they bought it."""
    count = int(reader.value(re.findall(r"@n(\d+)", times)[0])) + ("more_than" in times)
    return {"at_least": count, **({"at_most": count} if re.search("exactly|only", times) else {})}


def dated_orders(reader: ConditionReader) -> None:
    """`bought in December` stays open for the planner: a period alone may be a metric's, not a condition."""

    def plain(match: re.Match[str]) -> bool:
        reader.found.bought_in.append(reader.expression(match[1]))
        return False

    reader.take(rf"buy{GAP} @p(\d+)", plain)
