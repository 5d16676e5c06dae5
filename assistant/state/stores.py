"""The ports of the tools, kept in the state database: drafts, segments, suppressions, contact history."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from pydantic import TypeAdapter
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from assistant.state.models import ContactRow, DraftRow, SegmentRow, SuppressionRow
from tools.ports import Clock
from tools.reply import Draft

__all__ = ["StoredContacts", "StoredDrafts", "StoredSegments", "StoredSuppressions", "SystemClock"]

_DRAFT = TypeAdapter(Draft)
_EVERY_CHANNEL = "*"


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The current instant, UTC."""
        return datetime.now(UTC)


class StoredDrafts:
    """Drafts of one conversation. The id is a hash of conversation and content: saving again is saving once."""

    def __init__(self, engine: Engine, clock: Clock, conversation_id: str) -> None:
        self._engine, self._clock, self._conversation_id = engine, clock, conversation_id

    def save(self, draft: Draft) -> str:
        """Keep a draft and give its id; the same content in the same conversation gives the same id."""
        content = _DRAFT.dump_python(replace(draft, draft_id=""), mode="json")
        canonical = json.dumps([self._conversation_id, content], sort_keys=True, ensure_ascii=False)
        draft_id = f"d_{hashlib.sha256(canonical.encode()).hexdigest()[:16]}"
        with Session(self._engine) as session, session.begin():
            row = session.get(DraftRow, draft_id)
            if row is None:
                now = self._clock.now()
                session.add(DraftRow(id=draft_id, conversation_id=self._conversation_id, created_at=now, content=content))
            else:
                row.discarded_at = None
        return draft_id

    def get(self, draft_id: str) -> Draft | None:
        """The draft of that id, or None; drafts of other conversations can be opened by id too."""
        with Session(self._engine) as session:
            row = session.get(DraftRow, draft_id)
            if row is None or row.discarded_at is not None:
                return None
            return replace(_DRAFT.validate_python(row.content), draft_id=draft_id)

    def discard(self, draft_id: str) -> bool:
        """Remove a draft; False when there is none."""
        with Session(self._engine) as session, session.begin():
            row = session.get(DraftRow, draft_id)
            if row is None or row.discarded_at is not None:
                return False
            row.discarded_at = self._clock.now()
            return True


class StoredSegments:
    """Saved segments by name, letter case aside."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine, self._clock = engine, clock

    def save(self, name: str, rule: Mapping[str, object]) -> None:
        """Keep a rule under a name, replacing an older one of that name."""
        with Session(self._engine) as session, session.begin():
            session.merge(
                SegmentRow(key=name.strip().casefold(), name=name.strip(), rule=dict(rule), saved_at=self._clock.now())
            )

    def get(self, name: str) -> Mapping[str, object] | None:
        """The rule saved under that name, or None."""
        with Session(self._engine) as session:
            row = session.get(SegmentRow, name.strip().casefold())
            return row.rule if row else None

    def names(self) -> Sequence[str]:
        """All saved names, sorted."""
        with Session(self._engine) as session:
            return tuple(sorted(session.scalars(select(SegmentRow.name))))

    def delete(self, name: str) -> bool:
        """Forget a name, letter case aside; False when nothing is saved under it."""
        with Session(self._engine) as session, session.begin():
            row = session.get(SegmentRow, name.strip().casefold())
            if row is None:
                return False
            session.delete(row)
            return True


class StoredContacts:
    """Who was written to by us."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine, self._clock = engine, clock

    def contacted_since(self, since: datetime, channel: str | None = None) -> frozenset[str]:
        """Customer ids contacted at or after an instant."""
        query = select(ContactRow.customer_id).where(ContactRow.contacted_at >= since).distinct()
        if channel is not None:
            query = query.where(ContactRow.channel == channel)
        with Session(self._engine) as session:
            return frozenset(session.scalars(query))

    def record(self, customer_ids: Sequence[str], channel: str, draft_id: str | None = None) -> None:
        """Note that these customers are written to now."""
        now = self._clock.now()
        with Session(self._engine) as session, session.begin():
            session.add_all(
                ContactRow(customer_id=c, channel=channel, contacted_at=now, draft_id=draft_id) for c in customer_ids
            )


class StoredSuppressions:
    """Who must not be written to."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine, self._clock = engine, clock

    def suppressed(self, channel: str) -> frozenset[str]:
        """Customer ids suppressed on that channel, or on every one."""
        query = select(SuppressionRow.customer_id).where(SuppressionRow.channel.in_((channel, _EVERY_CHANNEL))).distinct()
        with Session(self._engine) as session:
            return frozenset(session.scalars(query))

    def add(self, customer_id: str, channel: str | None = None, reason: str = "") -> None:
        """Suppress a customer on a channel, or on every channel."""
        with Session(self._engine) as session, session.begin():
            row = SuppressionRow(
                customer_id=customer_id, channel=channel or _EVERY_CHANNEL, reason=reason, suppressed_at=self._clock.now()
            )
            session.merge(row)
