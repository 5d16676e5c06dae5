"""The words of both languages that the check of numbers reads: units, directions, approximation, comparison, actions."""

import re
from collections.abc import Mapping

__all__ = [
    "ABOUT", "AGAINST", "BETTER", "COMPARED", "DOWN", "FELL", "MOVED", "NOUNS", "ROSE", "SCALES",
    "SUPERLATIVE", "TOTAL", "UP", "noun_units", "words",
]  # fmt: skip


def words(*alternatives: str) -> re.Pattern[str]:
    """Any of these as whole words, letter case aside."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)", re.IGNORECASE)


NOUNS: Mapping[str, frozenset[str]] = {
    noun: frozenset(units.split())
    for nouns, units in (
        ("order orders purchase purchases pedido pedidos compra compras", "orders"),
        ("customer customers buyer buyers cliente clientes comprador compradores clienta clientas", "customers people"),
        ("people person persons contacts contact recipients personas contactos destinatarios", "people customers"),
        ("unit units item items unidad unidades artículos artículo", "units"),
        ("visit visits session sessions visita visitas sesiones", "visits"),
        ("subscription subscriptions subscriber subscribers suscripción suscripciones suscriptores", "subscriptions"),
        ("message messages email emails mensaje mensajes correo correos", "messages"),
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
BETTER = re.compile(
    r"[\s*_]*(?:points?\s|puntos?\s)?(?:de\s)?"
    r"(?:more|less|fewer|above|below|better|worse|higher|lower|ahead|más|menos|por encima|por debajo|"
    r"mejor|peor|superior|inferior|extra|adicional(?:es)?)(?!\w)"
    r"(?!\s+(?:o\s+menos|refunds?|returns?|reembolsos|devoluciones|abonos))",
    re.IGNORECASE,
)
MOVED = re.compile(
    r"(?<!\w)(?:increase|decrease|rise|fall|drop|decline|growth|gain|up|down|rose|fell|grew|dropped|declined|increased|decreased|"
    r"gained|aumento|descenso|caída|subida|bajada|incremento|reducción|crecimiento|subió|bajó|creció|cayó|aumentó|disminuyó|sube|"
    r"baja|crece|cae)"
    r"(?:\s+(?:is|was|of|by|del?|es|fue|un|una|en|about|around|roughly|nearly|almost|casi))*[\s*_:]*$",
    re.IGNORECASE,
)
TOTAL = words("total", "overall", "in all", "altogether", "whole", "en total", "en conjunto", "global", "todos", "todas", "all")
SUPERLATIVE = words(
    "best", "worst", "top", "first", "last", "largest", "biggest", "highest", "lowest", "smallest", "most", "least", "leader",
    "peak", "mejor", "peor", "mayor", "menor", "primero", "primera", "último", "última", "líder", "pico", "máximo", "mínimo",
)  # fmt: skip
_NO_THRESHOLD = r"(?! (?:than|de) \W?\d)"
UP = words(
    *"rose rise rises risen rising grew grow grows grown growing growth increased increase increases gained".split(),
    *"climbed jumped higher improved subió subieron sube subida creció crecieron crece crecimiento".split(),
    *"sube suben aumentó aumentaron aumenta aumento mejoró incremento incrementó superior".split(),
    rf"more{_NO_THRESHOLD}", rf"más{_NO_THRESHOLD}", "up(?! to)(?!-)",
)  # fmt: skip
DOWN = words(
    *"fell fall falls fallen falling dropped drop drops decreased decrease decreases declined decline declines shrank".split(),
    *"cae caen loss lower worsened fewer bajó bajaron bajada cayó cayeron caída disminuyó disminuyeron descendió".split(),
    *"descenso empeoró retrocedió inferior reducción".split(), 
    r"(?<!de )(?<!la )(?<!una )baja", rf"less{_NO_THRESHOLD}", rf"menos{_NO_THRESHOLD}", "down",
)  # fmt: skip

_NOT_SAID = r"(?<!not )(?<!no )(?<!never )(?<!if it )(?<!if they )"  # denied or supposed, not said
ROSE = words(
    rf"{_NOT_SAID}(?:rose|risen|grew|grown|increased|climbed|jumped|improved|are growing|is growing|is rising|are rising)",
    rf"{_NOT_SAID}(?:subió|subieron|subido|creció|crecieron|crecido|aumentó|aumentaron|aumentado|mejoró|mejoraron|mejorado)",
    r"(?:is|are|was|were) (?:up|higher)", r"está subiendo|están subiendo|está creciendo|están creciendo",
)  # fmt: skip
FELL = words(
    rf"{_NOT_SAID}(?:fell|fallen|dropped|decreased|declined|shrank|worsened|is falling|are falling|is declining|are declining)",
    rf"{_NOT_SAID}(?:bajó|bajaron|bajado|cayó|cayeron|caído|disminuyó|disminuyeron|disminuido|descendió|empeoró|empeorado|retrocedió)",
    r"(?:is|are|was|were) (?:down|lower)", r"está bajando|están bajando|está cayendo|están cayendo",
)  # fmt: skip


def noun_units(word: str) -> frozenset[str] | None:
    """The units that a noun after a number can stand for; None when it is no noun of that kind."""
    return NOUNS.get(word.lower())
