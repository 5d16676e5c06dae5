"""Who is meant: the conditions on customers in a line of concepts, as the typed conditions of `tools.conditions`."""

from assistant.builtin.acts import other_behaviour
from assistant.builtin.again import people_of_a_period
from assistant.builtin.buying import bought_before, first_and_back, since_then, spending
from assistant.builtin.counting import counts, loose_bounds
from assistant.builtin.gloss import Gloss
from assistant.builtin.match import Phrasebook
from assistant.builtin.milestones import birthdays, first_products, never_bought, scores_and_returns
from assistant.builtin.numbers import Number
from assistant.builtin.periods import PeriodReader
from assistant.builtin.recency import silence
from assistant.builtin.slots import ConditionReader, Conditions
from assistant.builtin.standing import any_of_states, chances, consents, shares, states
from assistant.builtin.things import both_periods, bought_then_gone, dated_orders, products
from assistant.builtin.thresholds import field_comparisons
from assistant.builtin.throughout import every_named, every_thing, with_orders

__all__ = ["read_conditions"]

_READERS = (
    chances, since_then, bought_before, bought_then_gone, people_of_a_period, first_and_back, every_named, every_thing,
    both_periods, spending, silence, products, counts, dated_orders, other_behaviour, shares, field_comparisons, consents,
    scores_and_returns, states, any_of_states, birthdays, first_products, never_bought, loose_bounds,
)  # fmt: skip


def read_conditions(gloss: Gloss, line: str, numbers: list[Number], periods: PeriodReader, book: Phrasebook) -> Conditions:
    """All conditions on customers that the line holds; periods and values that none of them uses stay in its rest."""
    reader = ConditionReader(gloss, with_orders(line, gloss), numbers, periods, book)
    for read in _READERS:
        read(reader)
    return reader.found
