"""The money that a model may cost: prices of tokens, and the day and month that a budget holds for."""

from datetime import datetime

from assistant.answer import Usage
from assistant.settings import Settings
from assistant.state import State
from tools.terms import Text

__all__ = ["Budget"]

_DAY_SPENT = Text(
    "Today's budget for the model is spent, so the built-in analyst answered.",
    "El presupuesto de hoy para el modelo está gastado; ha respondido el analista integrado.",
)
_MONTH_SPENT = Text(
    "This month's budget for the model is spent, so the built-in analyst answered.",
    "El presupuesto de este mes para el modelo está gastado; ha respondido el analista integrado.",
)
_MILLION = 1_000_000


class Budget:
    """Counts what answers cost, and says when there is nothing left. Days and months are the shop's."""

    def __init__(self, settings: Settings, state: State) -> None:
        self._settings, self._state = settings, state

    def priced(self, usage: Usage) -> Usage:
        """The same usage with its cost."""
        settings = self._settings
        cost = usage.input_tokens * settings.input_token_price + usage.output_tokens * settings.output_token_price
        return usage.model_copy(update={"cost": round(cost / _MILLION, 6)})

    def spend(self, answer_id: str, usage: Usage) -> Usage:
        """Note what an answer took; gives it back with its cost."""
        priced = self.priced(usage)
        if priced.input_tokens or priced.output_tokens:
            self._state.spending.add(answer_id, self._settings.model, priced)
        return priced

    def spent(self) -> Text | None:
        """Why no more may be spent now; None while there is money left or no budget is set."""
        now = self._state.clock.now().astimezone(self._settings.zone)
        day = now.replace(hour=0, minute=0, second=0, microsecond=0)
        limits: tuple[tuple[float, datetime, Text], ...] = (
            (self._settings.daily_budget, day, _DAY_SPENT),
            (self._settings.monthly_budget, day.replace(day=1), _MONTH_SPENT),
        )
        return next((why for limit, since, why in limits if limit and self._state.spending.since(since) >= limit), None)
