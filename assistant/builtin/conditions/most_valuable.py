"""The most valuable customers, told without a number: those of high value, and the best of those who may leave."""

from assistant.builtin import patterns as re
from assistant.builtin.conditions.slots import ConditionReader
from tools.terms import Text

__all__ = ["take_valuable"]

_BEST = (
    "(?:top|most)(?! spend) customer|customer (?:who )*(?:top|most|worth)(?: valuable)?(?! spend)"  # who spend most are ranked
)
_OF_THOSE = (
    r"of (?:(?:everyone|customer|who) )*(?:(?:most|top) spend|spend (?:most|top))(?! \d)"  # `who of those who spend most`
)


def take_valuable(reader: ConditionReader) -> None:
    """`high-value customers`, `the best customers that we may lose`: the fifth that has spent most so far."""
    found = reader.found

    def _valuable(_: re.Match[str]) -> bool | None:
        if any(c.get("op") in ("top_share", "top_value_share") for c in found.all):
            return None
        found.field("historic_value", "top_share", 0.2)
        found.readings.append(
            Text(
                "I read *valuable* as the 20% of customers with the highest net revenue so far",
                "Leo *valiosos* como el 20% de clientes con más ingresos netos hasta hoy",
            )
        )
        return None

    reader.take(r"(?:top )?valuable(?: customer)?", _valuable)
    gone = "|".join(name for name, e in reader.gloss.entries("s") if e.of == "health" and e.id in ("at_risk", "lapsed"))
    if not gone or re.search(r"@n\d+ (?:\S+ )?(?:top|most|customer)|(?:top|most|customer) @n\d", found.line):
        return
    ahead = rf"(?=(?: (?!by|and|rank|draft)\S+){{0,6}} (?:{gone})(?!\S))"  # `the best customers we may lose`
    reader.take(rf"(?:{_BEST}){ahead}", _valuable)
    reader.take(rf"{_OF_THOSE}{ahead}", _valuable)
    reader.take(rf"(?:of|between|in) (?:{_BEST})", lambda m: _valuable(m) if re.search(gone, m.string[: m.start()]) else False)
