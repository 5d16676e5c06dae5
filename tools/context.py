"""What every tool is handed: the open snapshot, the playbook and the ports into the assistant's state."""

from dataclasses import dataclass

from knowledge.search import Playbook
from tools.ports import Clock, ContactHistory, DraftStore, FactLedger, SegmentStore, Suppressions
from tools.terms import Language
from tools.warehouse.engine import Warehouse

__all__ = ["ToolContext"]


@dataclass(frozen=True, slots=True)
class ToolContext:
    """One answer's surroundings. `language` is the answer's; tools use it for drafts and searches only.

    Who had `max_touches_30` or more messages in the last 30 days is over-contacted and left out of audiences.
    """

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
    max_touches_30: int = 8
