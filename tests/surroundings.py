"""A tool's surroundings for tests: small stores with behaviour, held in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from tools.context import ToolContext
from tools.reply import Draft, Fact
from tools.warehouse.engine import Warehouse


@dataclass
class Segments:
    """Saved segments in a dictionary; letter case aside."""

    rules: dict[str, Mapping[str, object]] = field(default_factory=dict)

    def save(self, name: str, rule: Mapping[str, object]) -> None:
        self.rules[name.casefold()] = rule

    def get(self, name: str) -> Mapping[str, object] | None:
        return self.rules.get(name.casefold())

    def names(self) -> Sequence[str]:
        return sorted(self.rules)

    def delete(self, name: str) -> bool:
        return self.rules.pop(name.casefold(), None) is not None


@dataclass
class Drafts:
    """Drafts numbered as they come."""

    kept: dict[str, Draft] = field(default_factory=dict)

    def save(self, draft: Draft) -> str:
        draft_id = f"d{len(self.kept) + 1}"
        self.kept[draft_id] = replace(draft, draft_id=draft_id)
        return draft_id

    def get(self, draft_id: str) -> Draft | None:
        return self.kept.get(draft_id)

    def discard(self, draft_id: str) -> bool:
        return self.kept.pop(draft_id, None) is not None


@dataclass
class Contacts:
    """People written to by us."""

    ids: frozenset[str] = frozenset()

    def contacted_since(self, since: datetime, channel: str | None = None) -> frozenset[str]:
        return self.ids


@dataclass
class Suppressed:
    """People who must not be written to, on every channel."""

    ids: frozenset[str] = frozenset()

    def suppressed(self, channel: str) -> frozenset[str]:
        return self.ids


@dataclass
class Ledger:
    """The facts of an answer by id."""

    facts: dict[str, Fact] = field(default_factory=dict)

    def fact(self, fact_id: str) -> Fact | None:
        return self.facts.get(fact_id)


@dataclass
class Fixed:
    """A clock that stands still."""

    at: datetime = datetime(2025, 6, 30, 12, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at


def context_of(warehouse: Warehouse, **changed: Any) -> ToolContext:
    """A context around a warehouse; any part may be given."""
    parts: dict[str, Any] = {
        "playbook": None, "drafts": Drafts(), "segments": Segments(), "contacts": Contacts(), "suppressions": Suppressed(),
        "ledger": Ledger(), "clock": Fixed(),
    }  # fmt: skip
    return ToolContext(warehouse=warehouse, **{**parts, **changed})
