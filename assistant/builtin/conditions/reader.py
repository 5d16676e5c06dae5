"""Who is meant: the conditions on customers in a line of concepts, as the typed conditions of `tools.conditions`."""

from assistant.builtin.conditions.acts import other_behaviour
from assistant.builtin.conditions.again import people_of_a_period
from assistant.builtin.conditions.back_in_time import begun_and_back
from assistant.builtin.conditions.buying import bought_before, first_and_back, since_then, spending
from assistant.builtin.conditions.counting import counts, loose_bounds
from assistant.builtin.conditions.milestones import birthdays, first_products, never_bought, scores_and_returns
from assistant.builtin.conditions.nowhere_else import nowhere_else
from assistant.builtin.conditions.only_then import buyers_with_permission, once_and_then
from assistant.builtin.conditions.recency import silence
from assistant.builtin.conditions.slots import ConditionReader, Conditions
from assistant.builtin.conditions.standing import any_of_states, chances, consents, shares, states
from assistant.builtin.conditions.then_gone import bought_then_gone
from assistant.builtin.conditions.things import both_periods, dated_orders, products
from assistant.builtin.conditions.thresholds import field_comparisons
from assistant.builtin.conditions.throughout import every_named, every_thing, with_orders
from assistant.builtin.conditions.told_in_turn import contradicting, left_open, told_in_turn
from assistant.builtin.times.periods import PeriodReader
from assistant.builtin.words.gloss import Gloss
from assistant.builtin.words.match import Phrasebook
from assistant.builtin.words.numbers import Number

__all__ = ["read_conditions"]

_READERS = (
    begun_and_back, once_and_then, nowhere_else,
    chances, since_then, bought_before, bought_then_gone, people_of_a_period, first_and_back,
    every_named, every_thing, both_periods, spending, silence, products, counts, dated_orders, other_behaviour, shares,
    field_comparisons, consents, scores_and_returns, states, any_of_states, birthdays, first_products, never_bought,
    loose_bounds, buyers_with_permission,
)  # fmt: skip


def read_conditions(gloss: Gloss, line: str, numbers: list[Number], periods: PeriodReader, book: Phrasebook) -> Conditions:
    """All conditions on customers that the line holds; periods and values that none of them uses stay in its rest."""
    told = with_orders(line, gloss)
    reader = ConditionReader(gloss, told, numbers, periods, book)
    for read in _READERS:
        read(reader)
    _told_by_amount(reader.found)
    if not (left_open(reader.found.line) or contradicting(reader.found.all)):
        return reader.found
    again = ConditionReader(gloss, told, numbers, periods, book)
    if not told_in_turn(again):
        return reader.found
    for read in _READERS:
        read(again)
    return again.found


def _told_by_amount(found: Conditions) -> None:
    """`big spenders, over 500`: the amount says what is meant, and no share of the highest beside it."""
    if any(c.get("field") == "historic_value" and c.get("op") in (">", ">=") for c in found.all):
        found.all = [c for c in found.all if (c.get("field"), c.get("op")) != ("historic_value", "top_share")]
