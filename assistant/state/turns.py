"""Conversations: every turn is recorded when it starts and completed with its answer."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sqlalchemy import Engine, delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assistant.answer import Answer
from assistant.state.models import ConversationRow, ExportRow, PayloadRow, TurnRow, UnansweredRow
from tools.errors import BadInputError
from tools.ports import Clock
from tools.terms import Text

__all__ = ["Payload", "StoredTurn", "Turns"]

_CONVERSATION_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """One exchange as it is kept. `status` is running, done or failed."""

    answer_id: str
    message: str
    status: str
    plan: Mapping[str, Any] | None
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class Payload:
    """What was sent to a model in one call, and what came back."""

    model: str
    body: Mapping[str, Any]


class Turns:
    """The kept turns, with what was sent to models and the tables that are longer than an answer shows."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine, self._clock = engine, clock

    def start(self, message: str, conversation_id: str | None = None) -> tuple[str, str]:
        """Record a message before anything is done about it; gives (conversation_id, answer_id).

        Raises:
            BadInputError: not an id that a conversation can have.
        """
        conversation_id = conversation_id or f"c_{uuid4().hex}"
        if not _CONVERSATION_ID.fullmatch(conversation_id):
            raise BadInputError(
                Text(
                    "a conversation_id has 1 to 64 letters, digits, - and _",
                    "un conversation_id tiene de 1 a 64 letras, cifras, - y _",
                )
            )
        answer_id = f"a_{uuid4().hex}"
        while not self._insert(conversation_id, answer_id, message):
            pass  # another process took that position: the next one is free
        return conversation_id, answer_id

    def _insert(self, conversation_id: str, answer_id: str, message: str) -> bool:
        now = self._clock.now()
        try:
            with Session(self._engine) as session, session.begin():
                if session.get(ConversationRow, conversation_id) is None:
                    session.add(ConversationRow(id=conversation_id, started_at=now))
                    session.flush()
                last = session.scalar(select(func.max(TurnRow.position)).where(TurnRow.conversation_id == conversation_id))
                session.add(
                    TurnRow(
                        answer_id=answer_id,
                        conversation_id=conversation_id,
                        position=(last or 0) + 1,
                        message=message,
                        status="running",
                        started_at=now,
                    )
                )
        except IntegrityError:
            return False
        return True

    def finish(self, answer: Answer, plan: Mapping[str, Any] | None = None) -> None:
        """Complete a turn with its answer and the reading behind it."""
        values = {
            "status": "done",
            "finished_at": self._clock.now(),
            "outcome": answer.outcome,
            "plan": plan,
            "answer": answer.model_dump(mode="json"),
        }
        with Session(self._engine) as session, session.begin():
            session.execute(update(TurnRow).where(TurnRow.answer_id == answer.answer_id).values(**values))

    def fail(self, answer_id: str) -> None:
        """Mark a turn that ended without an answer."""
        with Session(self._engine) as session, session.begin():
            values = {"status": "failed", "finished_at": self._clock.now()}
            session.execute(update(TurnRow).where(TurnRow.answer_id == answer_id).values(**values))

    def of(self, conversation_id: str, last: int | None = None) -> Sequence[StoredTurn]:
        """The turns of a conversation, oldest first; with `last`, only that many of the latest."""
        query = select(TurnRow).where(TurnRow.conversation_id == conversation_id).order_by(TurnRow.position.desc())
        with Session(self._engine) as session:
            rows = session.scalars(query.limit(last)).all()
        return tuple(_turn(row) for row in reversed(rows))

    def answer(self, answer_id: str) -> StoredTurn | None:
        """The turn of that answer, or None."""
        with Session(self._engine) as session:
            row = session.get(TurnRow, answer_id)
            return _turn(row) if row else None

    def keep_payloads(self, answer_id: str, payloads: Sequence[Payload]) -> None:
        """Keep what was sent to a model for this answer."""
        now = self._clock.now()
        with Session(self._engine) as session, session.begin():
            session.execute(delete(PayloadRow).where(PayloadRow.answer_id == answer_id))
            for position, payload in enumerate(payloads, 1):
                session.add(
                    PayloadRow(
                        answer_id=answer_id, position=position, sent_at=now, model=payload.model, body=dict(payload.body)
                    )
                )

    def payloads(self, answer_id: str) -> Sequence[Payload]:
        """What was sent to a model for this answer, in order."""
        query = select(PayloadRow).where(PayloadRow.answer_id == answer_id).order_by(PayloadRow.position)
        with Session(self._engine) as session:
            return tuple(Payload(row.model, row.body) for row in session.scalars(query))

    def keep_export(self, export_id: str, answer_id: str, csv: bytes) -> None:
        """Keep the whole of a table that the answer shows the head of."""
        with Session(self._engine) as session, session.begin():
            session.merge(ExportRow(id=export_id, answer_id=answer_id, csv=csv))

    def export(self, export_id: str) -> bytes | None:
        """A kept export, or None."""
        with Session(self._engine) as session:
            row = session.get(ExportRow, export_id)
            return row.csv if row else None

    def note_unanswered(self, answer: Answer, message: str) -> None:
        """Add a question to the list of what to add next."""
        with Session(self._engine) as session, session.begin():
            session.add(
                UnansweredRow(
                    asked_at=self._clock.now(),
                    language=answer.language,
                    message=message,
                    outcome=answer.outcome,
                    missing=list(answer.missing),
                )
            )


def _turn(row: TurnRow) -> StoredTurn:
    answer = Answer.model_validate(row.answer) if row.answer else None
    return StoredTurn(row.answer_id, row.message, row.status, row.plan, answer)
