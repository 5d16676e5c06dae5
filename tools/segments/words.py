"""Says a rule in words, in both languages: "customers in France who have not ordered for more than 60 days"."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from tools.conditions import Behaviour, Condition, FieldCondition, Rule
from tools.segments.amounts import (
    amount_in_words,
    days_between,
    field_in_words,
    month_in_words,
    period_in_words,
    share_in_words,
    value_in_words,
    whole_in_words,
)
from tools.segments.behaviour_words import behaviour_in_words
from tools.segments.trait_words import TRAIT_FIELDS, trait_in_words
from tools.terms import Text

__all__ = ["dimensions_of", "rule_in_words"]


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A piece of the sentence: `apposed` follows the noun ("in France"), `clause` follows "who"."""

    kind: Literal["apposed", "clause"]
    text: Text


def rule_in_words(rule: Rule) -> Text:
    """The rule as a noun phrase in both languages; an empty rule is all customers."""
    if not rule.all and not rule.any:
        return Text("all customers", "todos los clientes")
    phrases = [_between(*both) if len(both) == 2 else _phrase(both[0]) for both in _paired(rule.all)]
    if rule.any:
        phrases.append(_either(rule))
    return Text(_sentence(phrases, "en"), _sentence(phrases, "es"))


def dimensions_of(rule: Rule) -> dict[str, str]:
    """What the rule fixes to one value, as the dimensions of its facts: {"country": "France"}."""
    return {c.field: str(c.value) for c in rule.all if isinstance(c, FieldCondition) and c.op == "="}


def _sentence(phrases: list[_Phrase], language: Literal["en", "es"]) -> str:
    who, and_, noun = ("who", "and", "customers") if language == "en" else ("que", "y", "clientes")
    apposed = [phrase.text[language] for phrase in phrases if phrase.kind == "apposed"]
    clauses = [phrase.text[language] for phrase in phrases if phrase.kind == "clause"]
    said = " ".join([noun, f" {and_} ".join(apposed)]) if apposed else noun
    joined = f" {and_} {'' if language == 'en' else 'que '}".join(clauses)
    return f"{said} {who} {joined}" if clauses else said


def _paired(conditions: Sequence[Condition]) -> list[tuple[Any, ...]]:
    """Conditions in order, a lower and an upper bound of one field together; a repeat order after the first order."""
    found: list[tuple[Any, ...]] = []
    for condition in conditions:
        at = next((i for i, both in enumerate(found) if len(both) == 1 and _bounds(both[0], condition)), None)
        if at is None:
            found.append((condition,))
        else:
            found[at] = tuple(sorted((found[at][0], condition), key=lambda c: c.op != ">="))
    return sorted(found, key=lambda both: getattr(both[0], "field", "") == "days_to_second_order")


def _bounds(one: Condition, other: Condition) -> bool:
    if not (isinstance(one, FieldCondition) and isinstance(other, FieldCondition)):
        return False
    return one.field == other.field and {one.op, other.op} == {">=", "<="}


def _between(low: FieldCondition, high: FieldCondition) -> _Phrase:
    kind, words = _BETWEEN.get(low.field, ("apposed", Text("with {f} between {a} and {b}", "con {f} entre {a} y {b}")))
    first, last = _value(low), _value(high)
    if low.field in _DAYS and (whole := whole_in_words(str(low.value), str(high.value))):
        return _Phrase("clause", _DAYS[low.field].format(op=_DATE_OPERATORS["="], v=whole))
    if low.field.endswith("_on"):
        first, last = days_between(str(low.value), str(high.value))
    return _Phrase(kind, words.format(f=field_in_words(low.field), a=first, b=last))


_BETWEEN: dict[str, tuple[Literal["apposed", "clause"], Text]] = {
    "first_order_on": ("clause", Text("first ordered between {a} and {b}", "compraron por primera vez entre {a} y {b}")),
    "last_order_on": ("clause", Text("last ordered between {a} and {b}", "compraron por última vez entre {a} y {b}")),
    "historic_value": ("clause", Text("have spent between {a} and {b} (net of refunds)",
                                      "han gastado entre {a} y {b} (neto de devoluciones)")),
    "order_count": ("clause", Text("have between {a} and {b} orders", "tienen entre {a} y {b} pedidos")),
    "average_order_value": ("clause", Text("spend between {a} and {b} an order on average",
                                           "gastan de media entre {a} y {b} por pedido")),
    "discount_share": ("clause", Text("get between {a} and {b} off on average",
                                      "tienen de media entre {a} y {b} de descuento")),
    "visits_90": ("clause", Text("made between {a} and {b} visits in 90 days", "hicieron entre {a} y {b} visitas en 90 días")),
    "days_since_last_order": ("clause", Text("last ordered between {a} and {b} days ago",
                                             "compraron por última vez hace entre {a} y {b} días")),
}  # fmt: skip


def _repeated(condition: FieldCondition) -> _Phrase | None:
    words = {
        "<": Text("ordered again in less than {v} days", "repitieron en menos de {v} días"),
        "<=": Text("ordered again within {v} days", "repitieron en {v} días"),
        ">": Text("took more than {v} days to order again", "tardaron más de {v} días en repetir"),
        ">=": Text("took at least {v} days to order again", "tardaron al menos {v} días en repetir"),
    }.get(condition.op)
    return _Phrase("clause", words.format(v=_value(condition))) if words else None


def _born(condition: FieldCondition) -> _Phrase | None:
    if condition.op != "=":
        return None
    words = Text("have their birthday in {v}", "cumplen años en {v}")
    return _Phrase("clause", words.format(v=month_in_words(condition.value)))


def _either(rule: Rule) -> _Phrase:
    phrases = [_phrase(condition) for condition in rule.any]
    en = " or ".join(p.text.en if p.kind == "clause" else f"are {p.text.en}" for p in phrases)
    es = " o ".join(p.text.es if p.kind == "clause" else _being(p.text.es) for p in phrases)
    return _Phrase("clause", Text(en, es))


def _being(apposed: str) -> str:
    """A Spanish apposition as a clause: "de France" -> "son de France", "con salud" -> "tienen salud"."""
    if apposed.startswith("con "):
        return "tienen " + apposed.removeprefix("con ")
    return ("son " if apposed.startswith(("de ", "del ", "que ")) else "están ") + apposed


def _phrase(condition: Condition) -> _Phrase:
    if isinstance(condition, Behaviour):
        return _Phrase("clause", behaviour_in_words(condition))
    special = _SPECIAL.get(condition.field)
    found = special(condition) if special else None
    return found or _general(condition)


_NAMED = 5  # so many customers are named one by one


def _general(condition: FieldCondition) -> _Phrase:
    label = field_in_words(condition.field)
    if condition.op in ("known", "unknown"):
        words = Text("with a known {f}", "con {f} conocido") if condition.op == "known" else Text("without {f}", "sin {f}")
        return _Phrase("apposed", words.format(f=label))
    if condition.op in ("top_share", "bottom_share", "top_value_share"):
        return _Phrase("apposed", _share(condition, label))
    if condition.field == "customer_id" and isinstance(condition.value, list | tuple):
        return _Phrase("apposed", _listed(condition))
    words = Text("with {f} {op} {v}", "con {f} {op} {v}")
    return _Phrase("apposed", words.format(f=label, op=_operator(condition), v=_value(condition)))


def _listed(condition: FieldCondition) -> Text:
    """Customers told one by one, by their number where they are many."""
    listed = _value(condition)
    if len(_values(condition)) > _NAMED:
        listed = Text.same(str(len(_values(condition))))
        told = Text("on a list of {v}", "de una lista de {v}"), Text("not on a list of {v}", "fuera de una lista de {v}")
    else:
        told = Text("on the list {v}", "de la lista {v}"), Text("not on the list {v}", "fuera de la lista {v}")
    return told[condition.op != "in"].format(v=listed)


def _share(condition: FieldCondition, label: Text) -> Text:
    share = share_in_words(condition.value)
    if condition.op == "top_share":
        return Text("in the top {s} of all customers by {f}", "del {s} superior de clientes por {f}").format(s=share, f=label)
    if condition.op == "top_value_share":
        said = Text("who together hold the top {s} of all {f}", "que juntos reúnen el {s} superior de {f}")
        return said.format(s=share, f=label)
    return Text("in the bottom {s} of all customers by {f}", "del {s} inferior de clientes por {f}").format(s=share, f=label)


def _operator(condition: FieldCondition) -> Text:
    if condition.field.endswith("_on") or condition.field == "cohort":
        return _DATE_OPERATORS[condition.op]
    return _OPERATORS[condition.op]


_OPERATORS = {
    "=": Text("of", "de"),
    "!=": Text("other than", "distinto de"),
    "in": Text("among", "entre"),
    "not_in": Text("not among", "no entre"),
    ">": Text("above", "superior a"),
    ">=": Text("of at least", "de al menos"),
    "<": Text("below", "inferior a"),
    "<=": Text("of at most", "de como mucho"),
}
_DATE_OPERATORS = {
    **_OPERATORS,
    "=": Text("in", "en"),
    "!=": Text("not in", "fuera de"),
    ">": Text("after", "posterior a"),
    ">=": Text("from", "desde"),
    "<": Text("before", "anterior a"),
    "<=": Text("up to", "hasta"),
}


def _value(condition: FieldCondition) -> Text:
    values = _values(condition)
    if condition.op in ("in", "not_in"):
        return Text(", ".join(v.en for v in values), ", ".join(v.es for v in values))
    return values[0]


def _values(condition: FieldCondition) -> list[Text]:
    listed = condition.value if isinstance(condition.value, list | tuple) else [condition.value]
    return [_one_value(condition.field, value) for value in listed]


def _one_value(field: str, value: Any) -> Text:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return share_in_words(value) if field == "discount_share" else amount_in_words(value)
    if field.endswith("_on") or field == "cohort":
        return period_in_words(str(value))
    return value_in_words(field, str(value))


def _named(condition: FieldCondition, is_: Text, is_not: Text) -> _Phrase | None:
    """A phrase of its own for `=`, `in` and their opposites; None for other operators."""
    if condition.op not in ("=", "!=", "in", "not_in"):
        return None
    values = _values(condition)
    either = Text(" or ".join(v.en for v in values), " o ".join(v.es for v in values))
    return _Phrase("apposed", (is_ if condition.op in ("=", "in") else is_not).format(v=either))


def _silence(condition: FieldCondition) -> _Phrase | None:
    words = {
        ">": Text("have not ordered for more than {v} days", "no compran desde hace más de {v} días"),
        ">=": Text("have not ordered for {v} days or more", "no compran desde hace {v} días o más"),
        "<": Text("ordered less than {v} days ago", "compraron hace menos de {v} días"),
        "<=": Text("ordered in the last {v} days", "compraron en los últimos {v} días"),
    }.get(condition.op)
    return _Phrase("clause", words.format(v=_value(condition))) if words else None


def _spent(condition: FieldCondition) -> _Phrase | None:
    words = {
        ">": Text("have spent more than {v} (net of refunds)", "han gastado más de {v} (neto de devoluciones)"),
        ">=": Text("have spent at least {v} (net of refunds)", "han gastado al menos {v} (neto de devoluciones)"),
        "<": Text("have spent less than {v} (net of refunds)", "han gastado menos de {v} (neto de devoluciones)"),
        "<=": Text("have spent at most {v} (net of refunds)", "han gastado como mucho {v} (neto de devoluciones)"),
    }.get(condition.op)
    return _Phrase("clause", words.format(v=_value(condition))) if words else None


def _order_days(condition: FieldCondition) -> _Phrase | None:
    if condition.op == "=" and str(condition.value) == "1":
        return _Phrase(
            "clause", Text("never came back after the day of their first order", "no volvieron tras el día de su primer pedido")
        )
    if condition.op == ">=" and str(condition.value) == "2":
        return _Phrase(
            "clause", Text("came back after the day of their first order", "volvieron tras el día de su primer pedido")
        )
    return None


def _orders(condition: FieldCondition) -> _Phrase | None:
    number = condition.value
    if condition.op == "=" and str(number) == "0":
        return _Phrase("clause", Text("have never ordered", "nunca han comprado"))
    if condition.op == "=" and str(number) == "1":
        return _Phrase("clause", Text("have ordered once", "han comprado una sola vez"))
    if condition.op == ">=" and str(number) == "1":
        return _Phrase("clause", Text("have ordered", "han comprado"))
    words = {
        "=": Text("have {v} orders", "tienen {v} pedidos"),
        ">": Text("have more than {v} orders", "tienen más de {v} pedidos"),
        ">=": Text("have at least {v} orders", "tienen al menos {v} pedidos"),
        "<": Text("have fewer than {v} orders", "tienen menos de {v} pedidos"),
        "<=": Text("have at most {v} orders", "tienen como mucho {v} pedidos"),
    }.get(condition.op)
    return _Phrase("clause", words.format(v=_value(condition))) if words else None


_DAYS = {
    "first_order_on": Text("first ordered {op} {v}", "compraron por primera vez {op} {v}"),
    "last_order_on": Text("last ordered {op} {v}", "compraron por última vez {op} {v}"),
}


def _first_or_last(clause: Text) -> Any:
    def _read(condition: FieldCondition) -> _Phrase | None:
        if condition.op in ("in", "not_in", "!=") or condition.op not in _DATE_OPERATORS:
            return None
        return _Phrase("clause", clause.format(op=_DATE_OPERATORS[condition.op], v=_value(condition)))

    return _read


def _trait(condition: FieldCondition) -> _Phrase | None:
    said = trait_in_words(condition)
    return _Phrase(*said) if said else None


_SPECIAL: dict[str, Any] = {
    **dict.fromkeys(TRAIT_FIELDS, _trait),
    "country": lambda c: _named(c, Text("in {v}", "de {v}"), Text("outside {v}", "de fuera de {v}")),
    "city": lambda c: _named(c, Text("in {v}", "de {v}"), Text("outside {v}", "de fuera de {v}")),
    "stage": lambda c: _named(
        c, Text("in the {v} stage", "en la etapa de {v}"), Text("not in the {v} stage", "fuera de la etapa de {v}")
    ),
    "health": lambda c: _named(
        c, Text("whose health is {v}", "con salud «{v}»"), Text("whose health is not {v}", "con salud distinta de «{v}»")
    ),
    "rfm_segment": lambda c: _named(c, Text("in {v}", "de {v}"), Text("not in {v}", "fuera de {v}")),
    "segment": lambda c: _named(
        c, Text("in the segment {v}", "del segmento {v}"), Text("not in the segment {v}", "fuera del segmento {v}")
    ),
    "days_since_last_order": _silence,
    "historic_value": _spent,
    "order_count": _orders,
    "order_days": _order_days,
    "days_to_second_order": _repeated,
    "birth_month": _born,
    **{field: _first_or_last(clause) for field, clause in _DAYS.items()},
}
