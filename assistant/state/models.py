"""The tables of the assistant's own database."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, ForeignKey, Index, TypeDecorator, UniqueConstraint
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

__all__ = [
    "AuditRow", "Base", "ContactRow", "ConversationRow", "DraftRow", "ExportRow", "PayloadRow", "SegmentRow", "SpendingRow",
    "SuppressionRow", "TurnRow", "UnansweredRow",
]  # fmt: skip


class Instant(TypeDecorator[datetime]):
    """A UTC instant; SQLite keeps no zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store in UTC."""
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Read as UTC."""
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


class Base(DeclarativeBase):
    """The declarative base of all state tables."""

    type_annotation_map = {datetime: Instant, dict[str, Any]: JSON, list[Any]: JSON}  # noqa: RUF012 - SQLAlchemy reads it


class ConversationRow(Base):
    """A thread of turns."""

    __tablename__ = "conversations"
    id: Mapped[str] = mapped_column(primary_key=True)
    started_at: Mapped[datetime]


class TurnRow(Base):
    """One exchange: recorded when it starts, completed with its answer."""

    __tablename__ = "turns"
    __table_args__ = (UniqueConstraint("conversation_id", "position"),)
    answer_id: Mapped[str] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    position: Mapped[int]
    message: Mapped[str]
    status: Mapped[str]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    outcome: Mapped[str | None]
    plan: Mapped[dict[str, Any] | None]
    answer: Mapped[dict[str, Any] | None]


class PayloadRow(Base):
    """What was sent to a model, exactly, and what it answered."""

    __tablename__ = "payloads"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    answer_id: Mapped[str] = mapped_column(ForeignKey("turns.answer_id"), index=True)
    position: Mapped[int]
    sent_at: Mapped[datetime]
    model: Mapped[str]
    body: Mapped[dict[str, Any]]


class DraftRow(Base):
    """A proposed campaign; its id comes from conversation and content, so that saving twice is saving once."""

    __tablename__ = "drafts"
    id: Mapped[str] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(index=True)
    created_at: Mapped[datetime]
    discarded_at: Mapped[datetime | None]
    content: Mapped[dict[str, Any]]


class SegmentRow(Base):
    """A saved rule under a name; `key` is the name without letter case."""

    __tablename__ = "segments"
    key: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    rule: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime]


class SuppressionRow(Base):
    """A customer who must not be written to; channel `*` means every channel."""

    __tablename__ = "suppressions"
    customer_id: Mapped[str] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    reason: Mapped[str]
    suppressed_at: Mapped[datetime]


class ContactRow(Base):
    """A message of ours to a customer."""

    __tablename__ = "contact_history"
    __table_args__ = (Index("ix_contact_history_at", "contacted_at", "channel"),)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    customer_id: Mapped[str]
    channel: Mapped[str]
    contacted_at: Mapped[datetime]
    draft_id: Mapped[str | None]


class AuditRow(Base):
    """Who did what to what."""

    __tablename__ = "audit"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    happened_at: Mapped[datetime]
    actor: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]
    detail: Mapped[dict[str, Any]]


class SpendingRow(Base):
    """Tokens and cost of one attempt of a model at an answer."""

    __tablename__ = "spending"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    spent_at: Mapped[datetime] = mapped_column(index=True)
    answer_id: Mapped[str]
    model: Mapped[str]
    input_tokens: Mapped[int]
    output_tokens: Mapped[int]
    cost: Mapped[float]


class UnansweredRow(Base):
    """A question that could not be answered, kept with consent: the list of what to add next."""

    __tablename__ = "unanswered"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    asked_at: Mapped[datetime]
    language: Mapped[str]
    message: Mapped[str]
    outcome: Mapped[str]
    missing: Mapped[list[Any]]


class ExportRow(Base):
    """A whole table of an answer as CSV, when the answer holds only its head."""

    __tablename__ = "exports"
    id: Mapped[str] = mapped_column(primary_key=True)
    answer_id: Mapped[str] = mapped_column(ForeignKey("turns.answer_id"), index=True)
    csv: Mapped[bytes]
