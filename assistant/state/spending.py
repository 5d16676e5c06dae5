"""What answers of a model have cost, so that a budget can hold."""

from datetime import datetime

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from assistant.answer import Usage
from assistant.state.models import SpendingRow
from tools.ports import Clock

__all__ = ["Spending"]


class Spending:
    """Tokens and cost per answer, failed attempts included."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine, self._clock = engine, clock

    def add(self, answer_id: str, model: str, usage: Usage) -> None:
        """Note what an attempt at an answer took."""
        row = SpendingRow(
            spent_at=self._clock.now(), answer_id=answer_id, model=model, input_tokens=usage.input_tokens,
            output_tokens=usage.output_tokens, cost=usage.cost,
        )  # fmt: skip
        with Session(self._engine) as session, session.begin():
            session.add(row)

    def since(self, instant: datetime) -> float:
        """What was spent from an instant on, in the money of the prices."""
        query = select(func.coalesce(func.sum(SpendingRow.cost), 0.0)).where(SpendingRow.spent_at >= instant)
        with Session(self._engine) as session:
            return float(session.scalar(query) or 0.0)
