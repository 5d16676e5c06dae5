"""Conditions on what is on record of people: scores they gave, when they were won back, birthdays, no order at all."""

from datetime import timedelta

from assistant.builtin import patterns as re
from assistant.builtin.conditions.slots import ConditionReader, add_span

__all__ = ["birthdays", "first_products", "never_bought", "scores_and_returns"]


def scores_and_returns(reader: ConditionReader) -> None:
    """`promoters`, `detractors`, `customers won back last quarter`."""
    found = reader.found

    def _scored(match: re.Match[str]) -> None:
        found.behaviour = True
        found.field("nps_score", *((">=", 9) if match[1] == "promoter" else ("<=", 6)))

    def _won_back(match: re.Match[str]) -> bool | None:
        found.behaviour = True
        if match[1]:
            return add_span(reader, "reactivated_on", match[1]) or False
        found.field("reactivated_on", "known", None)
        return None

    reader.take(r"(promoter|detractor)", _scored)
    whom = r"((?:how_many|which|who|show)(?: (?:of|customer|everyone|who|contact))*)"
    found.line = re.sub(
        rf"^(?:in |during |of )?(@p\d+)(?: ,)* {whom} reactivated(?!.* @p)", r"\2 reactivated in \1", found.line
    )
    reader.take(r"reactivated(?: (?:customer|in|of|from))* @p(\d+)", _won_back)
    reader.take(r"reactivated()", _won_back)


def birthdays(reader: ConditionReader) -> None:
    """`birthday in March`, `birthday next month`."""
    names = "|".join(name for name, e in reader.gloss.entries("f") if e.id == "birth_month") or "@none"

    def _born(match: re.Match[str]) -> bool | None:
        span = reader.periods.period(reader.expression(match[1]))
        if span is None:
            return False
        reader.found.behaviour = True
        reader.found.field("birth_month", "=", span.first.month)
        return None

    def _born_next(_: re.Match[str]) -> None:
        reader.found.behaviour = True
        following = reader.periods.today.replace(day=28) + timedelta(days=7)
        reader.found.field("birth_month", "=", following.month)

    reader.take(rf"(?:{names})(?: (?:in|of|is))* @p(\d+)", _born)
    reader.take(rf"@p(\d+) (?:{names})", _born)  # `with a July birthday`
    reader.take(rf"(?:{names})(?: (?:in|of|is))* (?:next month|month next|prediction)", _born_next)


def first_products(reader: ConditionReader) -> None:
    """`customers whose first product was the blue mug`."""
    first = "|".join(name for name, e in reader.gloss.entries("f") if e.id == "first_product")
    goods = "|".join(name for name, e in reader.gloss.entries("v") if e.of == "product")
    if not first or not goods or not re.search(r"(?<!\S)(?:customer|who|everyone|how_many)(?!\S)", reader.line):
        return

    def _began(match: re.Match[str]) -> None:
        reader.found.behaviour = True
        reader.found.field("first_product", "=", reader.gloss.table[match[1]].id)

    reader.take(rf"(?:{first})(?: (?:of|in|with|buy|exactly))* ({goods})", _began)


def never_bought(reader: ConditionReader) -> None:
    """`signed up but never bought`, where nothing else says what they did."""
    found = reader.found

    def _never(_: re.Match[str]) -> None:
        found.behaviour = True
        found.field("order_count", "=", 0)

    if not any(c.get("did") for c in found.all):
        reader.take(r"not buy(?: (?:~anything|~nada|all_time|from|in))*(?! since_then)(?! @)(?! \d)", _never)
