"""The words of both languages that the check of numbers reads: units, directions, approximation, comparison, actions."""

import re
from collections.abc import Mapping

__all__ = ["ABOUT", "AGAINST", "COMPARED", "DOWN", "NOUNS", "SCALES", "SPELLED", "TOTAL", "UP", "noun_units", "words"]


def words(*alternatives: str) -> re.Pattern[str]:
    """Any of these as whole words, letter case aside."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)", re.IGNORECASE)


NOUNS: Mapping[str, frozenset[str]] = {
    noun: frozenset(units.split())
    for nouns, units in (
        ("order orders purchase purchases pedido pedidos compra compras", "orders count"),
        ("customer customers buyer buyers cliente clientes comprador compradores clienta clientas", "customers people count"),
        ("people person persons contacts contact recipients personas contactos destinatarios", "people customers count"),
        ("unit units item items unidad unidades artículos artículo", "units count"),
        ("visit visits session sessions visita visitas sesiones", "visits count"),
        ("subscription subscriptions subscriber subscribers suscripción suscripciones suscriptores", "subscriptions count"),
        ("message messages email emails mensaje mensajes correo correos", "messages count"),
        ("day days día días dia dias", "days"),
        ("star stars estrella estrellas", "stars"),
        ("point points punto puntos", "points rate"),
        ("week weeks semana semanas", "weeks"),
        ("month months mes meses", "months"),
        ("year years año años", "years"),
        ("hour hours hora horas", "hours"),
        ("review reviews reseña reseñas refund refunds reembolso reembolsos", "count"),
    )
    for noun in nouns.split()
}
SCALES: Mapping[str, float] = {
    "k": 1e3, "mil": 1e3, "thousand": 1e3, "m": 1e6, "mm": 1e6, "mn": 1e6, "million": 1e6, "millions": 1e6, "millón": 1e6,
    "millones": 1e6, "bn": 1e9, "billion": 1e9,
}  # fmt: skip
SPELLED: Mapping[str, int] = {
    word: value
    for value, spellings in enumerate(
        (
            "two dos", "three tres", "four cuatro", "five cinco", "six seis", "seven siete", "eight ocho", "nine nueve",
            "ten diez", "eleven once", "twelve doce", "thirteen trece", "fourteen catorce", "fifteen quince",
            "sixteen dieciséis", "seventeen diecisiete", "eighteen dieciocho", "nineteen diecinueve", "twenty veinte",
        ),
        2,
    )
    for word in spellings.split()
}  # fmt: skip
ABOUT = words(
    "about", "around", "roughly", "nearly", "almost", "over", "more than", "some", "approximately", "close to", "just under",
    "under", "unos", "unas", "casi", "cerca de", "alrededor de", "más de", "aproximadamente", "en torno a", "algo más de",
    "menos de",
)  # fmt: skip
COMPARED = words(
    "than", "than in", "vs", "versus", "from", "compared with", "compared to", "against", "after", "que en", "que",
    "frente a", "respecto a", "respecto de", "comparado con", "en comparación con", "contra", "desde", "previous", "earlier",
    "tras",
)  # fmt: skip
AGAINST = words("than", "vs", "versus", "compared with", "compared to", "que en", "frente a", "respecto a", "comparado con")
TOTAL = words("total", "overall", "in all", "altogether", "whole", "en total", "en conjunto", "global", "todos", "todas", "all")
_NO_THRESHOLD = r"(?! (?:than|de) \W?\d)"
UP = words(
    *"rose rise rises risen rising grew grow grows grown growing growth increased increase increases gained".split(),
    *"climbed jumped higher improved subió subieron sube subida creció crecieron crece crecimiento".split(),
    *"aumentó aumentaron aumenta aumento mejoró incremento incrementó superior".split(),
    rf"more{_NO_THRESHOLD}", rf"más{_NO_THRESHOLD}", "up(?! to)(?!-)",
)  # fmt: skip
DOWN = words(
    *"fell fall falls fallen falling dropped drop drops decreased decrease decreases declined decline declines shrank".split(),
    *"lower worsened fewer bajó bajaron bajada cayó cayeron cae caída disminuyó disminuyeron descendió descenso".split(),
    *"empeoró retrocedió inferior reducción".split(), rf"less{_NO_THRESHOLD}", rf"menos{_NO_THRESHOLD}", "down",
)  # fmt: skip


def noun_units(word: str) -> frozenset[str] | None:
    """The units that a noun after a number can stand for; None when it is no noun of that kind."""
    return NOUNS.get(word.lower())
