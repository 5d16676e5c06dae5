"""Conditions on numbers kept of each customer: above, between, at least, in days."""

from assistant.builtin import patterns as re
from assistant.builtin.conditions.slots import BOUND, DAYS, METRIC_FIELDS, NUMBER, OPS, UNIT, ConditionReader

__all__ = ["field_comparisons"]

_THINGS = ("product", "category", "campaign", "plan", "coupon")
_COUNTS = ("order_count", "units", "reviews", "referrals", "visits_90")


def field_comparisons(reader: ConditionReader) -> None:
    """`average order value above 50`, `CLV over 500`, `more than 3 reviews`, `RFM recency below 3`."""
    found = reader.found

    def _bound(match: re.Match[str]) -> bool | None:
        name = _field_of(reader, match[1])
        if name is None or (name in _COUNTS and reader.number(match[3]).money):
            return False
        if name == "order_count" and not re.search(r"(?<!\S)(?:customer|who|everyone|them|contact)(?!\S)", found.line):
            return False
        found.behaviour = True
        found.field(
            name, OPS[match[2]], reader.number(match[3]).value if reader.number(match[3]).percent else reader.value(match[3])
        )
        return None

    _field_between(reader)
    _field_days(reader)
    reader.take(rf"(@f\d+|@m\d+|worth)(?: (?:in|of|is|to|with))* {BOUND} {NUMBER}(?!\d)(?! {UNIT})", _bound)

    def _open_ended(match: re.Match[str]) -> bool | None:
        name = _field_of(reader, match[1])
        if name is None or name == "order_count":
            return False
        found.behaviour = True
        found.field(name, ">=" if match[3] in ("or_more", "plus") else "<=", reader.value(match[2]))
        return None

    reader.take(rf"(@f\d+|@m\d+|worth)(?: (?:in|of|is|to|with))* {NUMBER} (or_more|or_less|plus)", _open_ended)

    def _counted(match: re.Match[str]) -> bool | None:
        name = _field_of(reader, match[3])
        if name is None:
            return False
        found.behaviour = True
        found.field(name, OPS[match[1]], reader.value(match[2]))
        return None

    reader.take(rf"{BOUND} {NUMBER} (?:(?:of|in) )*(@f\d+|@m\d+)", _counted)


def _field_days(reader: ConditionReader) -> None:
    """`days since the last order over 2 months`, in either order of words."""
    found = reader.found

    def _in_days(match: re.Match[str]) -> bool | None:
        name = _field_of(reader, match[1])
        if name is None or "days" not in name:
            return False
        found.behaviour = True
        found.field(name, OPS[match[2] or "at_least"], int(reader.value(match[3]) * DAYS[match[4]]))
        return None

    reader.take(rf"(@f\d+)(?: (?:in|of|is|to|for))* (?:{BOUND} )?{NUMBER} {UNIT}", _in_days)

    def _days_of(match: re.Match[str]) -> bool | None:
        name = _field_of(reader, match[4])
        if name is None or "days" not in name:
            return False
        found.behaviour = True
        found.field(name, OPS[match[1] or "at_least"], int(reader.value(match[2]) * DAYS[match[3]]))
        return None

    reader.take(rf"(?:{BOUND} )?{NUMBER} {UNIT} (?:of |in )*(@f\d+)", _days_of)


def _field_between(reader: ConditionReader) -> None:
    """`spending between 50 and 60`, `an average order value of 20 to 30`: both ends."""

    def _between(match: re.Match[str]) -> bool | None:
        name = _field_of(reader, match[1])
        if name is None or name in _COUNTS:
            return False
        reader.found.behaviour = True
        reader.found.field(name, ">=", reader.value(match[2]))
        reader.found.field(name, "<=", reader.value(match[3]))
        return None

    people = re.search(r"(?<!\S)(?:customer|who|everyone|them|contact)(?!\S)", reader.line) or reader.line.startswith("with ")
    if people:
        reader.take(
            rf"(?:with )?(@f\d+|@m\d+|worth)(?: (?:in|of|is|to|with))* between {NUMBER} and {NUMBER}(?! {UNIT})", _between
        )


def _field_of(reader: ConditionReader, token: str) -> str | None:
    if token == "worth":
        return "clv"
    entry = reader.gloss.table[token]
    if entry.kind == "field":
        return entry.id if entry.id in reader.book.numeric_fields or not reader.book.numeric_fields else None
    return None if _of_things(reader) else METRIC_FIELDS.get(entry.id)


def _of_things(reader: ConditionReader) -> bool:
    """`products with an average rating below 4`: a bound on what is grouped, not on customers."""
    people = re.search(r"(?<!\S)(?:customer|who|everyone|them|contact|segment|buy)(?!\S)", reader.line)
    return people is None and any(e.id in _THINGS for _, e in reader.gloss.entries("d"))
