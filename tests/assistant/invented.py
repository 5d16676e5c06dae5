"""Seeded answers of invented facts as a model would write them, in pieces."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from random import Random

from assistant.agent.ledger import Ledger
from assistant.agent.run import ToolRun
from assistant.render.numbers import format_fact, number
from assistant.render.spans import span_words
from tests.assistant.pieces import Answered, Piece
from tools.reply import Fact, Interval, Reply, Span
from tools.terms import Language, Text

__all__ = ["ENTITIES", "make_answer"]


METRICS = [
    ("revenue", Text("revenue", "ingresos"), "money"), ("net_revenue", Text("net revenue", "ingresos netos"), "money"),
    ("orders", Text("orders", "pedidos"), "orders"), ("units", Text("units sold", "unidades vendidas"), "units"),
]  # fmt: skip
RATES = [
    ("repeat_purchase_rate", Text("repeat purchase rate", "tasa de recompra")),
    ("refund_rate", Text("refund rate", "tasa de reembolso")),
    ("click_rate", Text("click rate", "tasa de clics")),
]
ENTITIES = {
    "country": ["Germany", "France", "Spain", "Portugal", "Italy", "United Kingdom", "EIRE"],
    "category": ["Shoes", "Coats", "Lamps", "Tea", "Garden tools"],
    "acquisition_channel": ["paid_search", "newsletter", "affiliates", "direct"],
}
VALUES = {name.lower(): frozenset({(dimension, name)}) for dimension, names in ENTITIES.items() for name in names}
MONTHS = [(11, 30, 31), (6, 30, 31), (5, 31, 30), (9, 30, 31), (12, 31, 30)]
PERIODS = [
    (Span(date(year, month, 1), date(year, month, last)), Span(date(year, month - 1, 1), date(year, month - 1, last_before)))
    for year in (2011, 2024, 2025)
    for month, last, last_before in MONTHS
]
PERIODS.append((Span(date(2025, 7, 1), date(2025, 9, 30)), Span(date(2025, 4, 1), date(2025, 6, 30))))
PERIODS.append((Span(date(2025, 1, 1), date(2025, 12, 31)), Span(date(2024, 1, 1), date(2024, 12, 31))))


def make_answer(random: Random, language: Language) -> Answered:
    """One true answer with its facts."""
    metric, label, unit = random.choice(METRICS)
    now, before = random.choice(PERIODS)
    dimension = random.choice(list(ENTITIES))
    first, second = random.sample(ENTITIES[dimension], 2)
    currency = random.choice(["EUR", "GBP"]) if unit == "money" else None
    old = random.uniform(3_000, 2_000_000)
    new = old * random.choice([random.uniform(0.55, 0.96), random.uniform(1.04, 1.8)])
    if unit != "money":
        old, new = round(old / 20), round(new / 20)
    part_a, part_b = new * random.uniform(0.25, 0.5), new * random.uniform(0.05, 0.2)
    if unit != "money":
        part_a, part_b = round(part_a), round(part_b)
    rate_id, rate_label = random.choice(RATES)
    rate = random.uniform(0.03, 0.9)
    people = random.randint(800, 60_000)

    def fact(value: float, role: str = "value", where: str = "", period: Span = now, **more: object) -> Fact:
        dims = {dimension: where} if where else {}
        base: dict[str, object] = {
            "metric": metric,
            "label": label,
            "value": value,
            "unit": unit,
            "period": period,
            "currency": currency,
        }
        return Fact(**(base | {"currency": currency, "dimensions": dims, "role": role} | more))  # type: ignore[arg-type]

    reply = Reply(
        facts=(
            fact(new, headline=True), fact(old, "baseline", period=before),
            fact(new / old - 1, "change_rate", unit="rate", currency=None),
            fact(new - old, "change"), fact(part_a, where=first), fact(part_b, where=second),
            fact(part_a / new, "share", first, unit="rate", currency=None),
            fact(people, metric="customers", label=Text("customers", "clientes"), unit="customers", currency=None),
            fact(
                rate, metric=rate_id, label=rate_label, unit="rate", currency=None, population_n=people,
                interval=Interval(rate * 0.9, rate * 1.08, 0.95, "confidence"),
            ),
        )
    )  # fmt: skip
    ledger = Ledger()
    reply = ledger.add(reply, "s1")
    run = ToolRun("s1", "query_metrics", {}, "ok", 1.0, reply)
    question = {"en": f"How did {label.en} do?", "es": f"¿Cómo van los {label.es}?"}[language]
    pieces = _Writer(random, language, reply.facts, (first, second), now, before).write()
    return Answered(pieces, ledger, (run,), question, language, VALUES)


# <n:1> a number, <a:2> its magnitude, <l:low> a bound, <p:now> a period, <e:0> an entity, <w:up/down> a direction
HEADLINES = {
    "en": [
        "<label:0> in <p:now> came to <n:0>, <w:up/down> <a:2> from <n:1> in <p:before>.",
        "**<label:0> <w:rose/fell> <a:2>** to <n:0> in <p:now>, against <n:1> in <p:before>.",
        "In <p:now> <label:0> <w:grew/declined> by <a:2> to <n:0>.",
        "<label:0> <w:increased/decreased> <a:2> in <p:now>, to <n:0>.",
    ],
    "es": [
        "Los <label:0> de <p:now> fueron <n:0>, un <a:2> <w:más/menos> que en <p:before> (<n:1>).",
        "En <p:now> los <label:0> <w:subieron/bajaron> un <a:2> hasta <n:0>, frente a <n:1> en <p:before>.",
        "Los <label:0> <w:crecieron/cayeron> un <a:2> en <p:now>, hasta <n:0>.",
    ],
}
PARTS = {
    "en": [
        "<e:0> led with <n:4>, <n:6> of the total; <e:1> followed with <n:5>.",
        "The breakdown:\n- <e:0>: <n:4> (<n:6>)\n- <e:1>: <n:5>\n",
        "Most came from <e:0> (<n:4>), while <e:1> brought <n:5>.",
        "| Group | Value |\n|---|---|\n| <e:0> | <n:4> |\n| <e:1> | <n:5> |\n",
    ],
    "es": [
        "<e:0> lidera con <n:4>, el <n:6> del total; le sigue <e:1> con <n:5>.",
        "Desglose:\n- <e:0>: <n:4> (<n:6>)\n- <e:1>: <n:5>\n",
        "La mayor parte vino de <e:0> (<n:4>), mientras que <e:1> aportó <n:5>.",
    ],
}
PEOPLE = {
    "en": [
        "<n:7> <noun:customers> ordered in <p:now>; the <label:8> was <n:8> (95% interval <l:low> to <l:high>).",
        "The <label:8> stood at <n:8> in <p:now>, over <n:7> <noun:customers>.",
    ],
    "es": [
        "<n:7> <noun:clientes> compraron en <p:now>; la <label:8> fue del <n:8> (intervalo del 95 %: <l:low> a <l:high>).",
        "La <label:8> fue del <n:8> en <p:now>, sobre <n:7> <noun:clientes>.",
    ],
}
DIFFERENCES = {
    "en": ["That is <a:3> <w:more/less> than in <p:before>. Interpretation: worth a closer look."],
    "es": ["Son <a:3> <w:más/menos> que en <p:before>. Interpretación: conviene mirarlo."],
}
TAG = re.compile(r"<(\w+):([^>]+)>")


class _Writer:
    """Writes one answer in pieces: literals in the ways that models write them, places here and there."""

    def __init__(
        self, random: Random, language: Language, facts: Sequence[Fact], entities: tuple[str, str], now: Span, before: Span
    ) -> None:
        self.random, self.language, self.facts, self.entities = random, language, facts, entities
        self.spans = {"now": now, "before": before}

    def write(self) -> tuple[Piece, ...]:
        rest = self.random.sample([PARTS, PEOPLE, DIFFERENCES], self.random.randint(1, 3))
        chosen = [self.random.choice(group[self.language]) for group in (HEADLINES, *rest)]
        text = chosen[0] + "".join(self.random.choice([" ", "\n\n"]) + sentence for sentence in chosen[1:])
        pieces, last = [], 0
        for tag in TAG.finditer(text):
            pieces += [Piece("words", text[last : tag.start()]), self._piece(tag[1], tag[2])]
            last = tag.end()
        return (*pieces, Piece("words", text[last:]))

    def _piece(self, kind: str, value: str) -> Piece:
        if kind == "p":
            return Piece("period", span_words(self.spans[value], self.language))
        if kind == "e":
            return Piece("entity", self.entities[int(value)])
        if kind == "w":
            return Piece("direction", value.split("/")[0 if self.facts[2].value > 0 else 1], self.facts[2])  # type: ignore[operator]
        if kind == "noun":
            return Piece("noun", value)
        if kind == "label":
            return Piece("words", self.facts[int(value)].label[self.language])
        if kind == "l":
            rate = self.facts[8]
            return self._number(replace(rate, value=getattr(rate.interval, value), interval=None), literal=True)
        return self._number(self.facts[int(value)], absolute=kind == "a")

    def _number(self, fact: Fact, absolute: bool = False, literal: bool = False) -> Piece:
        if not literal and self.random.random() < 0.3:
            return Piece("place", f"{{{{{fact.id}{'.abs' if absolute else ''}}}}}", fact)
        value = abs(fact.value) if absolute else fact.value  # type: ignore[arg-type]
        shown = replace(fact, value=value, role="value" if fact.role in ("change", "change_rate") else fact.role)
        style = self.random.random()
        if isinstance(value, float | int) and value >= 20_000 and style < 0.2:
            return Piece("number", self._short(value, fact.currency), fact)
        if fact.unit == "rate" and style < 0.3:
            decimals = self.random.choice([0, 1, 2]) if value > 0.1 else 1  # type: ignore[operator]
            gap = "\u00a0" if self.language == "es" else ""
            return Piece("number", f"{number(value * 100, self.language, decimals)}{gap}%", fact)  # type: ignore[operator,arg-type]
        return Piece("number", format_fact(shown, self.language), fact)

    def _short(self, value: float, currency: str | None) -> str:
        millions = value >= 1e6
        amount = number(value / (1e6 if millions else 1e3), self.language, 2 if millions else 1)
        scale = {"en": "M" if millions else "k", "es": "\u00a0M" if millions else "\u00a0mil"}[self.language]
        sign = {"EUR": "€", "GBP": "£", None: ""}[currency]
        return f"{sign}{amount}{scale}" if self.language == "en" else f"{amount}{scale}{' ' + sign if sign else ''}"
