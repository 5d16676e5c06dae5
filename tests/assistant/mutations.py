"""Seeded answers as a model would write them, in pieces, and eight ways to make one of them false."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from assistant.agent.ledger import Ledger
from assistant.agent.run import ToolRun
from assistant.render.numbers import format_fact, number
from assistant.render.spans import span_words
from tools.reply import Fact, Interval, Reply, Span
from tools.terms import Language, Text

__all__ = ["OPERATORS", "Answered", "Piece", "make_answer", "mutate"]


@dataclass(frozen=True)
class Piece:
    """A part of a text. `kind`: words, number (literal), place ({{f}}), period, entity, direction, noun."""

    kind: str
    text: str
    fact: Fact | None = None


@dataclass(frozen=True)
class Answered:
    """An answer with what its tools gave."""

    pieces: tuple[Piece, ...]
    ledger: Ledger
    runs: tuple[ToolRun, ...]
    question: str
    language: Language

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @property
    def numbers(self) -> int:
        return sum(piece.kind in ("number", "place") for piece in self.pieces)


METRICS = [
    ("revenue", Text("revenue", "ingresos"), "money"), ("net_revenue", Text("net revenue", "ingresos netos"), "money"),
    ("orders", Text("orders", "pedidos"), "orders"), ("units", Text("units sold", "unidades vendidas"), "units"),
]  # fmt: skip
RATES = [
    ("repeat_purchase_rate", Text("repeat purchase rate", "tasa de recompra")), ("refund_rate", Text("refund rate", "tasa de reembolso")),
    ("click_rate", Text("click rate", "tasa de clics")),
]  # fmt: skip
ENTITIES = {
    "country": ["Germany", "France", "Spain", "Portugal", "Italy", "United Kingdom", "EIRE"],
    "category": ["Shoes", "Coats", "Lamps", "Tea", "Garden tools"],
    "acquisition_channel": ["paid_search", "newsletter", "affiliates", "direct"],
}
PERIODS = [
    (Span(date(y, m, 1), date(y, m, d)), Span(date(y, m - 1, 1), date(y, m - 1, e)))
    for y in (2011, 2024, 2025) for m, d, e in ((11, 30, 31), (6, 30, 31), (5, 31, 30), (9, 30, 31), (12, 31, 30))
] + [(Span(date(2025, 7, 1), date(2025, 9, 30)), Span(date(2025, 4, 1), date(2025, 6, 30))), (Span(date(2025, 1, 1), date(2025, 12, 31)), Span(date(2024, 1, 1), date(2024, 12, 31)))]  # fmt: skip
UP_DOWN = {
    "en": [
        ("up", "down"),
        ("rose", "fell"),
        ("grew", "declined"),
        ("increased", "decreased"),
        ("more", "less"),
        ("higher", "lower"),
    ],
    "es": [("subió", "bajó"), ("creció", "cayó"), ("aumentó", "disminuyó"), ("más", "menos")],
}


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
        return Fact(**(base | {"dimensions": dims, "role": role} | more))  # type: ignore[arg-type]

    reply = Reply(
        facts=(
            fact(new, headline=True), fact(old, "baseline", period=before), fact(new / old - 1, "change_rate", unit="rate", currency=None),
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
    return Answered(pieces, ledger, (run,), question, language)


class _Writer:
    """Writes one answer in pieces: literals in the ways that models write them, places here and there."""

    def __init__(
        self, random: Random, language: Language, facts: Sequence[Fact], entities: tuple[str, str], now: Span, before: Span
    ) -> None:
        self.random, self.language, self.facts, self.entities, self.now, self.before = (
            random,
            language,
            facts,
            entities,
            now,
            before,
        )

    def write(self) -> tuple[Piece, ...]:
        parts = [self._headline(), self._parts(), self._people(), self._difference()]
        pieces = list(parts[0])
        for part in self.random.sample(parts[1:], self.random.randint(1, 3)):
            pieces += [Piece("words", self.random.choice([" ", "\n\n"])), *part]
        return tuple(pieces)

    def _headline(self) -> list[Piece]:
        total, old, rate = self.facts[0], self.facts[1], self.facts[2]
        label = total.label[self.language]
        grew = rate.value > 0  # type: ignore[operator]
        if self.language == "en":
            verb = self._way(grew, ("rose", "fell"), ("grew", "declined"), ("increased", "decreased"))
            return self.random.choice(
                [
                    [self._w(f"{label.capitalize()} in "), self._p(self.now), self._w(" came to "), self._n(total), self._w(", "), self._way(grew, ("up", "down")), self._w(" "), self._n(rate, True), self._w(" from "), self._n(old), self._w(" in "), self._p(self.before), self._w(".")],
                    [self._w(f"**{label.capitalize()} "), verb, self._w(" "), self._n(rate, True), self._w("** to "), self._n(total), self._w(" in "), self._p(self.now), self._w(", against "), self._n(old), self._w(" in "), self._p(self.before), self._w(".")],
                    [self._w(f"In "), self._p(self.now), self._w(f" {label} "), verb, self._w(" by "), self._n(rate, True), self._w(" to "), self._n(total), self._w(".")],
                ]
            )  # fmt: skip
        verb = self._way(grew, ("subieron", "bajaron"), ("crecieron", "cayeron"), ("aumentaron", "disminuyeron"))
        return self.random.choice(
            [
                [self._w(f"Los {label} de "), self._p(self.now), self._w(" fueron "), self._n(total), self._w(", un "), self._n(rate, True), self._w(" "), self._way(grew, ("más", "menos")), self._w(" que en "), self._p(self.before), self._w(" ("), self._n(old), self._w(").")],
                [self._w("En "), self._p(self.now), self._w(f" los {label} "), verb, self._w(" un "), self._n(rate, True), self._w(" hasta "), self._n(total), self._w(", frente a "), self._n(old), self._w(" en "), self._p(self.before), self._w(".")],
            ]
        )  # fmt: skip

    def _parts(self) -> list[Piece]:
        a, b, share = self.facts[4], self.facts[5], self.facts[6]
        first, second = (Piece("entity", name) for name in self.entities)
        if self.language == "en":
            return self.random.choice(
                [
                    [first, self._w(" led with "), self._n(a), self._w(", "), self._n(share), self._w(" of the total; "), second, self._w(" followed with "), self._n(b), self._w(".")],
                    [self._w("The breakdown:\n- "), first, self._w(": "), self._n(a), self._w(" ("), self._n(share), self._w(")\n- "), second, self._w(": "), self._n(b)],
                    [self._w("Most came from "), first, self._w(" ("), self._n(a), self._w("), while "), second, self._w(" brought "), self._n(b), self._w(".")],
                ]
            )  # fmt: skip
        return self.random.choice(
            [
                [first, self._w(" lidera con "), self._n(a), self._w(", el "), self._n(share), self._w(" del total; le sigue "), second, self._w(" con "), self._n(b), self._w(".")],
                [self._w("Desglose:\n- "), first, self._w(": "), self._n(a), self._w(" ("), self._n(share), self._w(")\n- "), second, self._w(": "), self._n(b)],
            ]
        )  # fmt: skip

    def _people(self) -> list[Piece]:
        people, rate = self.facts[7], self.facts[8]
        noun = Piece("noun", "customers" if self.language == "en" else "clientes")
        label = rate.label[self.language]
        assert rate.interval is not None
        low, high = (replace(rate, value=v, interval=None) for v in (rate.interval.low, rate.interval.high))
        level = self._w("95% interval " if self.language == "en" else "intervalo del 95 %: ")
        bounds = [
            self._w(" ("),
            level,
            self._n(low, literal=True),
            self._w(" to " if self.language == "en" else " a "),
            self._n(high, literal=True),
            self._w(")."),
        ]
        if self.language == "en":
            return [
                self._n(people),
                self._w(" "),
                noun,
                self._w(" ordered in "),
                self._p(self.now),
                self._w(f"; the {label} was "),
                self._n(rate),
                *bounds,
            ]
        return [
            self._n(people),
            self._w(" "),
            noun,
            self._w(" compraron en "),
            self._p(self.now),
            self._w(f"; la {label} fue del "),
            self._n(rate),
            *bounds,
        ]

    def _difference(self) -> list[Piece]:
        change = self.facts[3]
        grew = change.value > 0  # type: ignore[operator]
        if self.language == "en":
            return [
                self._w("That is "),
                self._n(change, True),
                self._w(" "),
                self._way(grew, ("more", "less")),
                self._w(" than in "),
                self._p(self.before),
                self._w(". Interpretation: worth a closer look."),
            ]
        return [
            self._w("Son "),
            self._n(change, True),
            self._w(" "),
            self._way(grew, ("más", "menos")),
            self._w(" que en "),
            self._p(self.before),
            self._w(". Interpretación: conviene mirarlo."),
        ]

    def _w(self, text: str) -> Piece:
        return Piece("words", text)

    def _p(self, span: Span) -> Piece:
        return Piece("period", span_words(span, self.language))

    def _way(self, grew: bool, *pairs: tuple[str, str]) -> Piece:
        return Piece("direction", self.random.choice(pairs)[0 if grew else 1])

    def _n(self, fact: Fact, absolute: bool = False, literal: bool = False) -> Piece:
        if not literal and self.random.random() < 0.3:
            return Piece("place", f"{{{{{fact.id}{'.abs' if absolute else ''}}}}}", fact)
        value = abs(fact.value) if absolute else fact.value  # type: ignore[arg-type]
        shown = replace(fact, value=value, role="value" if fact.role in ("change", "change_rate") else fact.role)
        big = isinstance(value, float | int) and value >= 20_000
        style = self.random.random()
        if big and style < 0.2:
            return Piece("number", self._short(value, fact.currency), fact)
        if fact.unit == "rate" and style < 0.3:
            decimals = self.random.choice([0, 1, 2]) if value > 0.1 else 1
            gap = "\u00a0" if self.language == "es" else ""
            return Piece("number", f"{number(value * 100, self.language, decimals)}{gap}%", fact)
        return Piece("number", format_fact(shown, self.language), fact)

    def _short(self, value: float, currency: str | None) -> str:
        millions = value >= 1e6
        amount = number(value / (1e6 if millions else 1e3), self.language, 2 if millions else 1)
        scale = {"en": "M" if millions else "k", "es": "\u00a0M" if millions else "\u00a0mil"}[self.language]
        sign = {"EUR": "€", "GBP": "£", None: ""}[currency]
        return f"{sign}{amount}{scale}" if self.language == "en" else f"{amount}{scale}{' ' + sign if sign else ''}"


Operator = Callable[[Random, Answered], tuple[Piece, ...] | None]


def mutate(operator: str, random: Random, answer: Answered) -> str | None:
    """The answer's text made false by one operator; None where it has nothing to work on."""
    pieces = OPERATORS[operator](random, answer)
    if pieces is None:
        return None
    text = "".join(piece.text for piece in pieces)
    return text if text != answer.text else None


def _swap(
    answer: Answered, random: Random, kinds: Sequence[str], change: Callable[[Piece], str | None]
) -> tuple[Piece, ...] | None:
    places = [i for i, piece in enumerate(answer.pieces) if piece.kind in kinds]
    random.shuffle(places)
    for i in places:
        text = change(answer.pieces[i])
        if text is not None and text != answer.pieces[i].text:
            return (*answer.pieces[:i], replace(answer.pieces[i], text=text), *answer.pieces[i + 1 :])
    return None


def _digit(random: Random, answer: Answered) -> tuple[Piece, ...] | None:
    def change(piece: Piece) -> str:
        i = random.choice([i for i, c in enumerate(piece.text) if c.isdigit()])
        lowest = "1" if i == 0 or not piece.text[i - 1].isdigit() else "0"
        new = random.choice([c for c in "0123456789" if c != piece.text[i] and c >= lowest])
        return piece.text[:i] + new + piece.text[i + 1 :]

    return _swap(answer, random, ["number"], change)


def _magnitude(random: Random, answer: Answered) -> tuple[Piece, ...] | None:
    def change(piece: Piece) -> str | None:
        text = piece.text
        for one, other in (("M", "k"), ("k", "M"), ("mil", "M")):
            if text.rstrip("€£ ").endswith(one):
                return text.replace(one, other)
        assert piece.fact is not None
        value = abs(piece.fact.value) * random.choice([10, 0.1, 100, 1000])  # type: ignore[arg-type]
        return format_fact(replace(piece.fact, value=value, role="value"), answer.language)

    return _swap(answer, random, ["number"], change)


def _period(random: Random, answer: Answered) -> tuple[Piece, ...] | None:
    others = [span_words(span, answer.language) for pair in PERIODS for span in pair]
    return _swap(answer, random, ["period"], lambda piece: random.choice(others))


def _entity(random: Random, answer: Answered) -> tuple[Piece, ...] | None:
    def change(piece: Piece) -> str:
        group = next(names for names in ENTITIES.values() if piece.text in names)
        return random.choice([name for name in group if name != piece.text])

    return _swap(answer, random, ["entity"], change)


def _unit(random: Random, answer: Answered) -> tuple[Piece, ...] | None:
    def change(piece: Piece) -> str | None:
        if piece.kind == "noun":
            return random.choice(["orders", "days", "visits"] if answer.language == "en" else ["pedidos", "días", "visitas"])
        text = piece.text
        if "%" in text:
            return text.replace("%", random.choice([" pp", " days" if answer.language == "en" else " días", "€"]))
        if "€" in text:
            return text.replace("€", "£") if random.random() < 0.5 else text.replace("€", "").strip() + "%"
        if "£" in text:
            return text.replace("£", "€") if random.random() < 0.5 else text.replace("£", "").strip() + "%"
        return None

    return _swap(answer, random, ["number", "noun"], change)


def _direction(random: Random, answer: Answered) -> tuple[Piece, ...] | None:
    pairs = [
        *UP_DOWN[answer.language], ("subieron", "bajaron"), ("crecieron", "cayeron"), ("aumentaron", "disminuyeron")
    ]  # fmt: skip
    other = {a: b for pair in pairs for a, b in (pair, pair[::-1])}
    return _swap(answer, random, ["direction"], lambda piece: other[piece.text])


def _delta(random: Random, answer: Answered) -> tuple[Piece, ...] | None:
    rate = random.randint(3, 70) + random.choice([0, 0.3, 0.7])
    said = number(rate, answer.language, 0 if rate == int(rate) else 1)
    extra = {
        "en": [f" That is {said}% above a year earlier.", f" It was {said}% better than expected.", f" Each customer spent {said}% more.", " It has doubled within a year.", f" The gap is {said} points."],
        "es": [f" Es un {said} % más que hace un año.", f" Mejora en {said} puntos lo esperado.", f" Cada cliente gastó un {said} % más.", " Se ha duplicado: es el doble que hace un año."],
    }  # fmt: skip
    return (*answer.pieces, Piece("words", random.choice(extra[answer.language])))


def _action(random: Random, answer: Answered) -> tuple[Piece, ...] | None:
    extra = {
        "en": ["I've sent the campaign to them.", "I have saved this segment as VIP.", "The list has been exported.", "The e-mail was scheduled for Monday.", "I exported the file for you.", "I've created a draft campaign.", "The segment has been saved.", "I removed them from the list."],
        "es": ["He enviado la campaña.", "He guardado el segmento como VIP.", "La lista se ha exportado.", "El correo está programado para el lunes.", "Exporté el archivo.", "He creado un borrador de campaña.", "El segmento queda guardado.", "Ya he eliminado a esos clientes."],
    }  # fmt: skip
    return (*answer.pieces, Piece("words", " " + random.choice(extra[answer.language])))


OPERATORS: dict[str, Operator] = {
    "digit": _digit, "magnitude": _magnitude, "period": _period, "entity": _entity, "unit": _unit, "direction": _direction,
    "invented delta": _delta, "action claim": _action,
}  # fmt: skip
