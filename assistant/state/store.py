"""The whole of the assistant's state behind one object."""

from typing import Any

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from assistant.state.database import open_database
from assistant.state.models import AuditRow
from assistant.state.spending import Spending
from assistant.state.stores import StoredContacts, StoredDrafts, StoredSegments, StoredSuppressions, SystemClock
from assistant.state.turns import Turns
from tools.ports import Clock

__all__ = ["State"]


class State:
    """Conversations, drafts, segments, suppressions, contact history and audit in one database."""

    def __init__(self, url: str, clock: Clock | None = None) -> None:
        self._engine: Engine = open_database(url)
        self.clock: Clock = clock or SystemClock()
        self.turns = Turns(self._engine, self.clock)
        self.spending = Spending(self._engine, self.clock)
        self.segments = StoredSegments(self._engine, self.clock)
        self.contacts = StoredContacts(self._engine, self.clock)
        self.suppressions = StoredSuppressions(self._engine, self.clock)

    def drafts(self, conversation_id: str) -> StoredDrafts:
        """The drafts, as one conversation saves them."""
        return StoredDrafts(self._engine, self.clock, conversation_id)

    def audit(self, actor: str, action: str, subject: str, **detail: Any) -> None:
        """Note who did what to what."""
        row = AuditRow(happened_at=self.clock.now(), actor=actor, action=action, subject=subject, detail=detail)
        with Session(self._engine) as session, session.begin():
            session.add(row)

    def check(self) -> None:
        """Fail (with SQLAlchemyError) when the database does not answer."""
        with self._engine.connect() as connection:
            connection.execute(text("SELECT 1"))

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()
