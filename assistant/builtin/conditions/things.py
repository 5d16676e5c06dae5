"""Conditions on what people bought and in which periods."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from assistant.builtin import patterns as re
from assistant.builtin.conditions.slots import BOUND, GAP, NUMBER, UNIT, ConditionReader, add_span

__all__ = ["ITEM", "both_periods", "dated_orders", "of_it", "products", "thing_of"]


def both_periods(reader: ConditionReader) -> None:
    """`in both Q2 and Q3`, `in March and again in April`, `in May but not in June`."""
    found = reader.found

    def _both(match: re.Match[str]) -> bool:
        found.behaviour = True
        for index in (match[1], match[2]):
            found.add(did="ordered", period=reader.expression(index))
        return True

    def _but_not(match: re.Match[str]) -> bool | None:
        if re.search(r"(?<!not )buy(?: (?:in|from|of|@d\d+))* @v\d+ $", match.string[: match.start()]):
            return False  # `bought tea in May and not in June`: of that thing
        found.behaviour = True
        found.add(did="ordered", period=reader.expression(match[1]))
        found.add(did="ordered", negated=True, period=reader.expression(match[2]))
        return None

    _item_in_two_periods(reader)
    others = {e.id for _, e in reader.gloss.entries("m")} - {"customers", "new_customers", "orders"}
    if others and not re.search(r"(?<!\S)(?:customer|who|everyone|them|contact|buy)(?!\S)", found.line):
        return  # `the refund rate in 2025 and in 2024`
    if re.search(r"(?<!\S)compare(?!\S)", found.line):
        return  # `compare orders in May and in June`
    active = "|".join(name for name, e in reader.gloss.entries("s") if e.id == "active") or "@none"
    reader.take(rf"(?:(?:{active}) )?(?:buy )?(?:in )?both (?:in |of )?@p(\d+)(?: (?:and|as_also|in|of))+ @p(\d+)", _both)
    _each_unit(reader)
    _only_in(reader)
    reader.take(
        r"buy (?:in )?@p(\d+)(?: (?:and|but|,|as_also|in))* (?:both|as_also|come_back|repeat_buyer|~again)"
        r"(?: (?:in|buy|also))* @p(\d+)",
        _both,
    )
    reader.take(r"(?:buy )?(?:in )?@p(\d+) as_also (?:in )?@p(\d+)", _both)
    reader.take(r"buy in @p(\d+) in @p(\d+)", _both)
    reader.take(r"come_back (?:in )?@p(\d+) and (?:in )?@p(\d+)", _both)  # `repitieron en mayo y junio`
    reader.take(r"buy (?:in )?@p(\d+) and (?:buy )?(?:in )?@p(\d+) both", _both)
    if not re.search(r"(?<!\S)(?:by|@m\d+)(?!\S)", found.line):
        reader.take(r"buy in @p(\d+) and in @p(\d+)(?! (?:and|compare)(?!\S)| , (?:in )?@p)", _both)
    reader.take(
        r"(?<!time )(?<!time in )(?<!or_(?:more|less) )(?<!or_(?:more|less) in )(?:buy )?"
        r"(?:in )?@p(\d+)(?: (?:and|but|,|who))* (?:not|exclude)"
        r"(?: (?:buy|in|come_back|~there))* @p(\d+)",
        _but_not,
    )
    _nor_in(reader)


def _nor_in(reader: ConditionReader) -> None:
    """`... and not in August either`: one more period without an order."""
    found = reader.found

    def _nor(match: re.Match[str]) -> None:
        found.add(did="ordered", negated=True, period=reader.expression(match[1]))

    if any(c.get("did") == "ordered" and "period" in c for c in found.all):
        reader.take(r"(?:(?:and|but|,|who) )*(?:not|exclude)(?: (?:buy|in))* @p(\d+)", _nor)


_MOST_UNITS = 12


def _each_unit(reader: ConditionReader) -> None:
    """`in both of the last two quarters`, `in each of the last three months`: an order in every one of them."""

    def _ordered_in(units: Sequence[str], count: float | None = None) -> bool | None:
        if not 1 < len(units) <= _MOST_UNITS or count not in (None, len(units)):
            return False
        reader.found.behaviour = True
        for unit in units:
            reader.found.add(did="ordered", period=unit)
        return None

    def _each(match: re.Match[str]) -> bool | None:
        return _ordered_in(reader.periods.units(reader.expression(match[1])))

    reader.take(r"buy(?: in| of)* both(?: in| of)* @p(\d+)(?! (?:and|,|as_also)(?: in)? @p)", _each)

    def _every(match: re.Match[str]) -> bool | None:
        return _ordered_in(reader.periods.split(reader.expression(match[2]), match[1]))

    def _all_of(match: re.Match[str]) -> bool | None:
        return _ordered_in(reader.periods.split(reader.expression(match[3]), match[2]), reader.value(match[1]))

    reader.take(rf"buy(?: (?:in|all_time|all|both|everyone))* {NUMBER} {UNIT}(?: (?:of|in))* @p(\d+)", _all_of)
    every = any(mark.text.startswith(("every", "todos", "todas", "all")) for mark in reader.gloss.marks)
    by_unit = re.search(r"(?<!\S)(?:how_many|how)(?!\S)", reader.line)  # `how many bought each month` counts month by month
    if every or not by_unit:
        reader.take(rf"(?:who|customer|people) buy(?: in)* (?:by|everyone|all|both) {UNIT}(?: (?:of|in))* @p(\d+)", _every)


def _only_in(reader: ConditionReader) -> None:
    """`ordered only in December`: then, and neither before nor after."""

    def _only(match: re.Match[str]) -> bool:
        reader.found.behaviour = True
        return add_span(reader, "first_order_on", match[1]) and add_span(reader, "last_order_on", match[1])

    people = re.search(r"(?<!\S)(?:customer|who|everyone|them|contact)(?!\S)", reader.line)
    if not _narrows(reader) and (people or reader.line.startswith(("buy", "only buy"))):
        reader.take(r"(?:buy only|only buy|only buy only)(?: in)? @p(\d+)(?! (?:and|but|as_also|to|not|exclude))", _only)


_WHOM = frozenset("those the them ones who customers people buyers los las quienes aquellos clientes clientas".split())


def _narrows(reader: ConditionReader) -> bool:
    """Whether `only` is that of `only those who bought in 2026`, which narrows a list and bounds no first or last order."""
    marks = reader.gloss.marks
    only = [at for at, mark in enumerate(marks) if mark.meaning == "only"]
    return any(at + 1 < len(marks) and marks[at + 1].text in _WHOM for at in only)


def _item_in_two_periods(reader: ConditionReader) -> None:
    """`bought coffee in October but not in November`: the thing belongs to both halves."""

    def _both(match: re.Match[str]) -> bool | None:
        thing = thing_of(reader, match[1])
        if thing is None:
            return False
        reader.found.behaviour = True
        reader.found.add(did="ordered", **thing, period=reader.expression(match[2]))
        negated = {"negated": True} if match[3] in ("not", "exclude") else {}
        nothing = negated and " buy" in match[0][match.end(3) - match.start() :] and not of_it(reader)
        reader.found.add(did="ordered", **({} if nothing else thing), **negated, period=reader.expression(match[4]))
        return None

    gap = r"(?: (?:@d\d+|in|of|to))*"
    joined = r"(?: (?:and|but|,))*"
    reader.take(
        rf"(?<!not )buy{gap} {ITEM} (?:in )?(?:both )?(?:in )?@p(\d+){joined} (not|as_also|exclude|and)"
        rf"(?: (?:buy|in))* @p(\d+)",
        _both,
    )


_BOUGHT_IT = frozenset(("it", "them", "any", "that"))  # `but did not buy it in May`
_OF_IT = frozenset("it them any lo la los las".split())  # `and did not buy it in May`, where `and nothing in May` is no order


def of_it(reader: ConditionReader) -> bool:
    """Whether what was bought is pointed at ahead of its verb, and no article stands there."""
    marks = reader.gloss.marks
    ahead = any(m.text in _OF_IT and behind.meaning == "buy" for m, behind in pairwise(marks))
    return ahead or any(m.meaning == "buy" and behind.text in _BOUGHT_IT for m, behind in pairwise(marks))


def _of_people(reader: ConditionReader) -> bool:
    """Whether a way of selling is told of people: of customers, or of how many bought here and not there."""
    if re.search(r"(?<!\S)(?:customer|who|everyone|contact|them)(?!\S)", reader.line):
        return True
    counted = "|".join(["how_many(?: of)*", *(n for n, e in reader.gloss.entries("m") if e.id == "customers")])
    return re.search(rf"(?<!\S)(?:{counted}) buy .*(?<!\S)not buy(?!\S)", reader.line) is not None


def thing_of(reader: ConditionReader, token: str) -> dict[str, str] | None:
    """A product or category that a placeholder, number or id stands for."""
    if token.startswith("@v"):
        entry = reader.gloss.table[token]
        kinds = _GOODS + (_TERMS_OF_SALE if _of_people(reader) else ())
        for candidate in (entry, *reader.gloss.others.get(token, [])):
            if candidate.of in kinds:
                return {candidate.of: candidate.id}
        return None
    if token.startswith("@n") and (reader.number(token[2:]).money or reader.value(token[2:]) < _SMALLEST_CODE):
        return None
    text = str(int(reader.value(token[2:]))) if token.startswith("@n") else token
    known = reader.book.product_keys.get(text.lower())
    if known is None and re.search(rf"(?<!\S)spend(?: (?:in|on|of))* {token}(?!\d)", reader.line):
        return None  # an amount
    return {"product": known or text.upper()}


_SMALLEST_CODE = 1000  # a smaller number without a product of that id is an amount or a count
_GOODS = ("product", "category")
_TERMS_OF_SALE = ("coupon", "sales_channel")
ITEM = r"(@v[0-9]+|@n\d+|(?=\S*\d)[a-z0-9][\w-]*)(?! (?:day|week|month|year|time|@m|money_unit|customer|or_more|or_less|%))"


_ANY = r"(?: (?:buy|@m\d+|with|any|all|not|~any|~anything|~nada|~ever))*"


def _known(reader: ConditionReader, token: str) -> bool:
    """Whether a placeholder, number or id stands for goods that the shop has."""
    thing = thing_of(reader, token)
    return thing is not None and (thing.get("product", "").lower() in reader.book.product_keys or "category" in thing)


def products(reader: ConditionReader) -> None:
    """`bought X and never Y`, `customers with X but without Y`, `bought both X and Y`, `never bought Y`."""
    found = reader.found
    noun = r"(?: (?:@d\d+|in|of|from|the|both|product|all|to|with|for|by|~anything|~something|~nothing|~nada|~algo))*"

    def _bought(match: re.Match[str]) -> bool | None:
        return _add_things(
            reader, match["things"], bool(match[1]), match["tail"] or match.groupdict().get("later"), match["times"]
        )

    def _held(match: re.Match[str]) -> bool | None:
        items = [item for item in match.groups() if item]
        if len(items) != 2 or not all(_known(reader, item) for item in items):
            return False
        return False if _add_things(reader, items[0], False, "") is False else _add_things(reader, items[1], True, "")

    people = "|".join(["customer", "everyone", "who", *(n for n, e in reader.gloss.entries("m") if e.id == "customers")])
    holder = rf"(?:{people})(?: (?:of|in|with|from|for|to))* {ITEM}|(@v\d+)(?: of)* customer"
    reader.take(rf"(?:{holder})(?: (?:and|but|,|who|with|customer))* (?:not|exclude){_ANY}{noun} {ITEM}", _held)
    goods = "|".join(name for name, _ in reader.gloss.entries("v") if thing_of(reader, name)) or "@none"
    named = rf"{ITEM.replace('@v[0-9]+', goods)}(?: @d\d+)?"
    several = rf"(?P<things>{named}(?:(?: (?:and|or|,|as_also|also))*{noun} {named})*)"
    period = r"(?P<tail>(?: (?:in|of|during|since) @p\d+| @p\d+)?)"
    times = rf"(?P<times>{_OFTEN})?"
    later = r"(?P<later>(?: (?:in|of|during))? @p\d+)?"
    reader.take(rf"(?:(?:and|but|,) )*(not )?(?:buy|spend|see_product_|sell to){noun} {several}{period}{times}{later}", _bought)
    reader.take(rf"()buy(?P<times>{_OFTEN}){noun} {several}{period}", _bought)
    reader.take(rf"()(?P<things>@v\d+)(?P<tail>)(?P<times>{_OFTEN})", _bought)
    reader.take(rf"(?<=customer )(not )?with{noun} {several}(?P<times>)(?P<later>){period}", _bought)

    def _never(match: re.Match[str]) -> bool | None:
        return _add_things(reader, match["things"], True, match["tail"])

    if any("product" in c or "category" in c for c in found.all):
        reader.take(rf"()(?:and|,){noun} {several}{period}{times}{later}", _bought)
        reader.take(rf"(?:(?:and|but|,) )*not{noun} {several}{period}", _never)
        reader.take(rf"(?:(?:and|but|,) )*exclude{noun} {several}{period}", _never)


def _add_things(reader: ConditionReader, items: str, negated: bool, tail: str | None, times: str | None = None) -> bool | None:
    things = [thing_of(reader, token) for token in re.findall(r"@v\d+|@n\d+|(?<![@\w])(?=\S*\d)[a-z0-9][\w-]*", items)]
    if not things or any(t is None for t in things) or (not negated and re.search(r"(?<!\S)or(?!\S)", items)):
        return False  # `coffee or tea` is one condition with two values: the filters read it
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


_OFTEN = rf" (?:(?:{BOUND} )?@n\d+(?: or_more)? time(?: or_more)?|repeat_buyer|only_once)(?: or_more)?".replace(
    "(more", "(?:more"
)


def _often(reader: ConditionReader, times: str) -> dict[str, int]:
    """`twice`, `more than three times`, `only once`: how often they bought it."""
    if "only_once" in times:
        return {"at_least": 1, "at_most": 1}
    number = re.search(NUMBER, times)
    if number is None:
        return {"at_least": 2}
    count = int(reader.value(number[1]))
    if re.search("less_than|at_most", times):
        return {"at_least": 1, "at_most": max(1, count - ("less_than" in times))}
    exact = re.search("exactly|only", times)
    if count == 1 and not exact and "more_than" not in times:
        return {}  # `alguna vez`
    return {"at_least": count + ("more_than" in times), **({"at_most": count} if exact else {})}


def dated_orders(reader: ConditionReader) -> None:
    """`bought in December` stays open for the planner: a period alone may be a metric's, not a condition."""

    def _plain(match: re.Match[str]) -> bool:
        reader.found.bought_in.append(reader.expression(match[1]))
        return False

    reader.take(rf"buy{GAP} @p(\d+)", _plain)
