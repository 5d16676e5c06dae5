"""The facts of one answer: numbered as they come in, looked up by id."""

from collections.abc import Sequence
from dataclasses import replace
from threading import Lock

from tools.reply import Fact, Reply, Table

__all__ = ["Ledger"]


class Ledger:
    """Numbers facts f1, f2, ... and tables t1, t2, ... across all tool calls of one answer; safe from any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._facts: dict[str, Fact] = {}
        self._tables: list[Table] = []

    def add(self, reply: Reply, call_id: str) -> Reply:
        """Enter a reply; gives it back with the ids that its facts and tables now have."""
        with self._lock:
            facts = [self._enter(fact, call_id) for fact in reply.facts]
            tables = []
            for table in reply.tables:
                tables.append(replace(table, id=f"t{len(self._tables) + 1}"))
                self._tables.append(tables[-1])
        return replace(reply, facts=tuple(facts), tables=tuple(tables))

    def _enter(self, fact: Fact, call_id: str) -> Fact:
        numbered = replace(fact, id=f"f{len(self._facts) + 1}", tool_call=call_id)
        self._facts[numbered.id] = numbered
        return numbered

    def fact(self, fact_id: str) -> Fact | None:
        """The fact of that id, or None."""
        return self._facts.get(fact_id)

    @property
    def facts(self) -> Sequence[Fact]:
        """All facts, in the order of their numbers."""
        return tuple(self._facts.values())

    @property
    def tables(self) -> Sequence[Table]:
        """All tables, in the order of their numbers."""
        return tuple(self._tables)
