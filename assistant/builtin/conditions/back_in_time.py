"""Newcomers who were back within so many days, whatever is told first: the days, the deed or when they began."""

from assistant.builtin import patterns as re
from assistant.builtin.conditions.slots import NUMBER, UNIT, ConditionReader
from assistant.builtin.words.numbers import Number

__all__ = ["begun_and_back"]

_SECOND = ("days_to_second_order", "repeat_purchase_rate", "second_order_rate", "repeat_customers")
_WITHIN = rf"(?:(?:in|at_most|less_than|before|previous|next|after|top|of) )+{NUMBER} {UNIT}"
_AHEAD = re.compile(
    rf"^(?P<head>(?:.* )??)(?P<days>{_WITHIN})(?P<since>(?: (?:next|after|since|of|from|to|first_buy|,|previous))*) "
    r"(?P<asked>(?!.*@n\d).*(?<!\S)come_back)(?!\S)(?! (?:in|before) @n)"
)
_COUNTED = re.compile(r"(?<!\S)(?:how_many|customer|who|everyone|new|them|first_buy)(?!\S)")
_PEOPLE = r"(?:of|in|from|customer|who|everyone|by)"


def begun_and_back(reader: ConditionReader) -> None:
    """Put `within 45 days, how many of May's newcomers had ordered again` as who first bought in May and was back by then."""
    line = reader.found.line
    named = [*reader.gloss.entries("m"), *reader.gloss.entries("s")]
    new = "|".join(["new", *(name for name, e in named if e.id in ("new_customers", "new"))])
    begun = re.search(rf"(?<!\S)(?:first_buy|{new})(?!\S)", line)
    if (
        not begun
        or len(re.findall(r"(?<!\S)@p\d", line)) != 1
        or re.search(r"(?<!\S)(?:how_long|median|average|not)(?!\S)", line)
    ):
        return
    if _COUNTED.search(line) or re.search(rf"(?<!\S)(?:{new})(?!\S)", line):
        line = _deeds(line, reader)
    line = re.sub(r"(?<!\S)(?:buy by )?come_back(?: (?:by )?come_back)?(?!\S)", "come_back", line)
    line = re.sub(rf"(?<=come_back) (?:(?:in|of|top) )+(?={NUMBER} {UNIT})", " in ", line)
    line = _AHEAD.sub(lambda m: f"{m['head']}{m['asked']} {m['days']}", line)
    if re.search(rf"(?<!\S)come_back {_WITHIN}(?!\S)", line):
        people = rf"(?:(?:{new})(?: {_PEOPLE})* (@p\d+)|(@p\d+)(?: {_PEOPLE})* (?:{new}))(?: customer)?"
        line = re.sub(rf"(?<!\S){people}(?!\S)", lambda m: f"first_buy in {m[1] or m[2]}", line, count=1)
        reader.found.line = re.sub(r"\s+", " ", line).strip()


def _deeds(line: str, reader: ConditionReader) -> str:
    """`with a repurchase in 45 days`, of people that are counted: what they did, where the words are those of a rate."""
    if re.search(r"(?<!\S)share(?!\S)", line):
        return line
    for name, entry in reader.gloss.entries("m"):
        within = re.fullmatch(r"second_order_(?:rate|customers)_(\d+)", entry.id)
        if within is not None and name in line.split():
            reader.numbers.append(Number(float(within[1])))
            line = re.sub(rf"(?:(?:with|hold|make) )*{name}(?!\d)", f"come_back in @n{len(reader.numbers) - 1} day", line)
        elif entry.id in _SECOND:
            line = re.sub(rf"(?:(?:with|hold|make|of|in) )*{name}(?= (?:in|before|at_most|less_than) @n\d)", "come_back", line)
    return line
