"""What a model gets to read of a tool's reply: short, pseudonymous, and without small groups when it leaves the machine."""

import json
import re
from collections.abc import Mapping
from typing import Any

from assistant.render.numbers import format_fact, format_value
from tools.reply import Fact, Reply, Scalar, Table
from tools.terms import Language

__all__ = ["SMALLEST_GROUP", "content_of", "mask_contacts"]

SMALLEST_GROUP = 5
HIDDEN = "hidden (shown to the person only)"
_ROWS = 20
_PERSON = frozenset({"customer", "customer_id", "referrer_id", "referred_id"})
_PEOPLE_UNITS = frozenset({"customers", "people"})
_EMAIL = re.compile(r"[^\s@<>()\[\],;:\"']+@[^\s@<>()\[\],;:\"']+\.[A-Za-z]{2,}")
_PHONE = re.compile(r"(?<![\w.,-])\+?\d(?:[ ().-]?\d){8,14}(?![\w])")


def content_of(reply: Reply, language: Language, external: bool) -> str:
    """A reply as JSON for a model. With `external`, single customers and groups under five are hidden."""
    parts: dict[str, Any] = {
        "outcome": reply.outcome if reply.outcome != "answered" else None,
        "message": reply.message[language] if reply.message else None,
        "missing": list(reply.missing),
        "facts": [_fact(fact, language, external) for fact in reply.facts],
        "tables": [_table(table, language, external) for table in reply.tables],
        "population": reply.scope.population[language] if reply.scope.population else None,
        "assumptions": [text[language] for text in reply.scope.assumptions],
        "caveats": [text[language] for text in reply.scope.caveats],
        "insights": [text[language] for text in reply.insights],
        "passages": [
            {"title": c.title, "section": c.section, "stage": c.stage, "score": round(c.score, 2), "text": c.text}
            for c in reply.citations
        ],
        "draft": _draft(reply, language, external),
        "options": [option.label[language] for option in reply.options],
    }
    return json.dumps({k: v for k, v in parts.items() if v}, ensure_ascii=False, separators=(",", ":"), default=str)


def mask_contacts(text: str) -> str:
    """The text without e-mail addresses and phone numbers."""
    return _PHONE.sub("[phone]", _EMAIL.sub("[email]", text))


def _fact(fact: Fact, language: Language, external: bool) -> Mapping[str, Any]:
    shown = HIDDEN if external and _is_small(fact) else format_fact(fact, language)
    parts: dict[str, Any] = {
        "write": f"{{{{{fact.id}}}}}",
        "metric": fact.metric,
        "label": fact.label[language],
        "value": shown,
        "unit": fact.currency or fact.unit,
        "role": fact.role if fact.role != "value" else None,
        "period": f"{fact.period.first}..{fact.period.last}{' (partial)' if fact.period.partial else ''}"
        if fact.period
        else None,
        "of": {k: _text(v) for k, v in fact.dimensions.items() if not (external and k in _PERSON)},
        "n": fact.population_n if not external or (fact.population_n or 0) >= SMALLEST_GROUP else None,
        "asked_for": fact.headline or None,
    }
    return {k: v for k, v in parts.items() if v not in (None, {})}


def _is_small(fact: Fact) -> bool:
    if _PERSON & set(fact.dimensions):
        return True
    if fact.population_n is not None and 0 < fact.population_n < SMALLEST_GROUP:
        return True
    return fact.unit in _PEOPLE_UNITS and isinstance(fact.value, int | float) and 0 < fact.value < SMALLEST_GROUP


def _table(table: Table, language: Language, external: bool) -> Mapping[str, Any]:
    head: dict[str, Any] = {
        "id": table.id,
        "title": table.title[language],
        "total_rows": table.total_rows,
        "columns": [column.name for column in table.columns],
    }
    if external and _PERSON & {column.name for column in table.columns}:
        return head | {"rows": HIDDEN}
    people = [i for i, column in enumerate(table.columns) if column.unit in _PEOPLE_UNITS]
    rows = [row for row in table.rows if not (external and any(_is_few(row[i]) for i in people))]
    return head | {"rows": [[_cell(v, c.unit, language) for v, c in zip(r, table.columns, strict=True)] for r in rows[:_ROWS]]}


def _is_few(value: Scalar) -> bool:
    return isinstance(value, int | float) and 0 < value < SMALLEST_GROUP


def _cell(value: Scalar, unit: Any, language: Language) -> Any:
    if isinstance(value, str):
        return _text(value)
    return format_value(value, unit, None, language) if isinstance(value, int | float) else value


def _text(value: str) -> str:
    """A text that came from customers or the shop: short, on one line, without contacts."""
    return mask_contacts(" ".join(value.split()))[:120]


def _draft(reply: Reply, language: Language, external: bool) -> Mapping[str, Any] | None:
    draft = reply.draft
    if draft is None:
        return None
    few = external and 0 < draft.audience.matched < SMALLEST_GROUP
    return {
        "draft_id": draft.draft_id, "name": draft.name, "channel": draft.channel, "language": draft.language,
        "stage": draft.stage, "audience": draft.audience.rule[language],
        "matched": HIDDEN if few else draft.audience.matched,
        "variants": [v.subject or v.body[:80] for v in draft.variants],
        "status": "kept as a draft; nothing was sent",
    }  # fmt: skip
