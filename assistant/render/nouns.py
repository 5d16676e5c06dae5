"""The noun that goes with a number, in one and in many, in both languages: 1 order, 2,750 orders, 2.750 pedidos."""

from dataclasses import dataclass
from typing import Literal

from tools.terms import Language, Unit

__all__ = ["Noun", "counted", "noun"]


@dataclass(frozen=True, slots=True)
class Noun:
    """A countable word: one, many, and in Spanish its gender."""

    one: str
    many: str
    gender: Literal["m", "f", ""] = ""

    def of(self, value: float) -> str:
        """The form that goes with a number."""
        return self.one if abs(value) == 1 else self.many


_NOUNS: dict[Unit, tuple[Noun, Noun]] = {
    "orders": (Noun("order", "orders"), Noun("pedido", "pedidos", "m")),
    "customers": (Noun("customer", "customers"), Noun("cliente", "clientes", "m")),
    "units": (Noun("unit", "units"), Noun("unidad", "unidades", "f")),
    "visits": (Noun("visit", "visits"), Noun("visita", "visitas", "f")),
    "people": (Noun("person", "people"), Noun("persona", "personas", "f")),
    "subscriptions": (Noun("subscription", "subscriptions"), Noun("suscripción", "suscripciones", "f")),
    "messages": (Noun("message", "messages"), Noun("mensaje", "mensajes", "m")),
    "days": (Noun("day", "days"), Noun("día", "días", "m")),
    "points": (Noun("point", "points"), Noun("punto", "puntos", "m")),
    "stars": (Noun("star", "stars"), Noun("estrella", "estrellas", "f")),
}


def noun(unit: Unit, language: Language) -> Noun | None:
    """The noun of a unit; None for money, rates, ratios and bare counts, which need none."""
    pair = _NOUNS.get(unit)
    return None if pair is None else pair[language == "es"]


def counted(unit: Unit, value: object, language: Language) -> str:
    """The noun in the form that goes with a value, or an empty string for a unit without one."""
    word = noun(unit, language)
    if word is None or not isinstance(value, (int, float)):
        return ""
    return word.of(value)
