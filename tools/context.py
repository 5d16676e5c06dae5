"""What every tool is handed: the open snapshot, the playbook and the ports into the assistant's state."""

from dataclasses import dataclass

from knowledge.search import Playbook
from tools.ports import Clock, ContactHistory, DraftStore, FactLedger, SegmentStore, Suppressions
from tools.terms import Language
from tools.warehouse.engine import Warehouse

__all__ = ["ToolContext"]


@dataclass(frozen=True, slots=True)
class ToolContext:
    """One answer's surroundings. `language` is the answer's; tools use it for drafts and searches only."""

    warehouse: Warehouse
    playbook: Playbook
    drafts: DraftStore
    segments: SegmentStore
    contacts: ContactHistory
    suppressions: Suppressions
    ledger: FactLedger
    clock: Clock
    language: Language = "en"
    conversation_id: str = ""
    formal_spanish: bool = False
