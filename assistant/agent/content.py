"""What a model gets to read of a tool's reply: short, pseudonymous, and without small groups when it leaves the machine."""

import json
import re
from collections.abc import Mapping
from typing import Any

from assistant.agent.small_groups import SMALLEST_GROUP, Group
from assistant.render.numbers import format_fact, format_value
from tools.reply import Fact, Reply, Scalar, Table
from tools.terms import Language, Text

__all__ = ["content_of", "error_text", "mask_contacts"]

HIDDEN = "hidden (shown to the person only)"
_ROWS = 20
_PERSON = frozenset({"customer", "customer_id", "referrer_id", "referred_id", "order", "order_id"})  # an order is one person's
_PEOPLE_UNITS = frozenset({"customers", "people", "subscriptions"})  # a subscription is one person's
_EMAIL = re.compile(r"[^\s@<>()\[\],;:\"']+@[^\s@<>()\[\],;:\"']+\.[A-Za-z]{2,}")
_CLOSED = re.compile(
    r"\b(?:metric|field|dimension|country|stage|health|category|métrica|campo|dimensión|país|etapa|salud|categoría)\b"
)
_PHONE = re.compile(r"(?<![\w.,-])\+?\d(?:[ ().-]?\d){8,14}(?![\w])")


def content_of(reply: Reply, language: Language, external: bool, small: frozenset[Group] = frozenset()) -> str:
    """A reply as JSON for a model. With `external`, single customers and groups under five are hidden, those of `small` too."""
    parts: dict[str, Any] = {
        "outcome": reply.outcome if reply.outcome != "answered" else None,
        "message": _said(reply.message, language) if reply.message else None,
        "missing": list(reply.missing),
        "facts": [_fact(fact, language, external, small) for fact in reply.facts],
        "tables": [_table(table, language, external, small) for table in reply.tables],
        "population": _said(reply.scope.population, language) if reply.scope.population else None,
        "assumptions": [_said(text, language) for text in reply.scope.assumptions],
        "caveats": [_said(text, language) for text in reply.scope.caveats],
        "insights": [_said(text, language) for text in reply.insights],
        "passages": [
            {
                "title": mask_contacts(c.title),
                "section": mask_contacts(c.section),
                "stage": c.stage,
                "score": round(c.score, 2),
                "text": mask_contacts(c.text),
            }
            for c in reply.citations
        ],
        "draft": _draft(reply, language, external),
        "options": [_said(option.label, language) for option in reply.options],
    }
    return json.dumps({k: v for k, v in parts.items() if v}, ensure_ascii=False, separators=(",", ":"), default=str)


def error_text(message: Text, language: Language, external: bool) -> str:
    """What a model reads of an error; with `external` no suggestions of values that somebody typed, like cities or coupons."""
    text = _said(message, language)
    head, mark, _ = text.partition("; did you mean: " if language == "en" else "; quizá: ")
    return head if external and mark and not _CLOSED.search(head) else text


def mask_contacts(text: str) -> str:
    """The text without e-mail addresses and phone numbers."""
    return _PHONE.sub("[phone]", _EMAIL.sub("[email]", text))


def _fact(fact: Fact, language: Language, external: bool, small: frozenset[Group]) -> Mapping[str, Any]:
    few = external and any(group <= set(fact.dimensions.items()) for group in small)
    hidden = few or (external and _is_small(fact))
    shown = HIDDEN if hidden else _text(format_fact(fact, language))
    parts: dict[str, Any] = {
        "write": f"{{{{{fact.id}}}}}",
        "metric": fact.metric,
        "label": _said(fact.label, language),
        "value": shown,
        "unit": fact.currency or fact.unit,
        "role": fact.role if fact.role != "value" else None,
        "period": f"{fact.period.first}..{fact.period.last}{' (partial)' if fact.period.partial else ''}"
        if fact.period
        else None,
        "of": {k: _text(v) for k, v in fact.dimensions.items() if not (few or (external and k in _PERSON))},
        "n": fact.population_n if not external or (fact.population_n or 0) >= SMALLEST_GROUP else None,
        "asked_for": fact.headline or None,
    }
    return {k: v for k, v in parts.items() if v not in (None, {})}


def _is_small(fact: Fact) -> bool:
    if _PERSON & set(fact.dimensions):
        return True
    if fact.population_n is not None and 0 < fact.population_n < SMALLEST_GROUP:
        return True
    if not isinstance(fact.value, int | float):
        return False
    if fact.unit == "rate" and fact.role in ("value", "share") and fact.population_n:
        return _is_few(fact.value * fact.population_n) or _is_few((1 - fact.value) * fact.population_n)
    return fact.unit in _PEOPLE_UNITS and _is_few(fact.value)


def _table(table: Table, language: Language, external: bool, small: frozenset[Group]) -> Mapping[str, Any]:
    head: dict[str, Any] = {
        "id": table.id,
        "title": _said(table.title, language),
        "total_rows": table.total_rows,
        "columns": [column.name for column in table.columns],
    }
    if external and _PERSON & {column.name for column in table.columns}:
        return head | {"rows": HIDDEN}
    people = [i for i, column in enumerate(table.columns) if column.unit in _PEOPLE_UNITS]
    keys = [i for i, column in enumerate(table.columns) if column.role == "key"]
    named = [frozenset((table.columns[i].name, str(row[i])) for i in keys) for row in table.rows]
    rows = [
        row
        for row, group in zip(table.rows, named, strict=True)
        if not (external and (any(_is_few(row[i]) for i in people) or any(hidden <= group for hidden in small)))
    ]
    return head | {"rows": [[_cell(v, c.unit, language) for v, c in zip(r, table.columns, strict=True)] for r in rows[:_ROWS]]}


def _is_few(value: Scalar) -> bool:
    return isinstance(value, int | float) and 0.5 <= abs(value) < SMALLEST_GROUP - 0.5


def _cell(value: Scalar, unit: Any, language: Language) -> Any:
    if isinstance(value, str):
        return _text(value)
    return format_value(value, unit, None, language) if isinstance(value, int | float) else value


def _said(text: Text, language: Language) -> str:
    """A text of a reply, which may name what customers or the shop have typed, without contacts."""
    return mask_contacts(text[language])


def _text(value: str) -> str:
    """A text that came from customers or the shop: short, on one line, without contacts."""
    return mask_contacts(" ".join(value.split()))[:120]


def _draft(reply: Reply, language: Language, external: bool) -> Mapping[str, Any] | None:
    draft = reply.draft
    if draft is None:
        return None
    few = external and 0 < draft.audience.matched < SMALLEST_GROUP
    return {
        "draft_id": draft.draft_id, "name": mask_contacts(draft.name), "channel": draft.channel, "language": draft.language,
        "stage": draft.stage, "audience": _said(draft.audience.rule, language),
        "matched": HIDDEN if few else draft.audience.matched,
        "variants": [mask_contacts(v.subject or v.body[:80]) for v in draft.variants],
        "status": "kept as a draft; nothing was sent",
    }  # fmt: skip
