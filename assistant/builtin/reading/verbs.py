"""Verbs that say no more than that something happened: `¿en cuánto cerraron los ingresos?`, `las visitas que registró la web`.

Where a measure is named, a verb of Spanish that nothing knows adds no condition to it; nouns and adjectives could.
"""

from assistant.builtin import patterns as re
from assistant.builtin.reading.reading import Reading

__all__ = ["without_bare_verbs"]

_FINITE = re.compile(r"\w{2,}(?:ó|aron|ieron|yeron|jeron|ábamos|[aei]mos|aban|ían|asteis|isteis)", re.IGNORECASE)
_FORMS_OF_BE = frozenset("estuvo hubo fue tuvo dio hizo".split())


def without_bare_verbs(reading: "Reading") -> None:
    """Take what only a verb says as read, where people are not told by what they did."""
    if reading.language != "es" or not reading.metrics or reading.metrics[0] == "customers":
        return
    if reading.has("customer", "who", "everyone"):
        return
    verbs = {
        mark.text
        for mark in reading.gloss.marks
        if mark.role == "unread" and (_FINITE.fullmatch(mark.raw) or mark.text in _FORMS_OF_BE)
    }
    reading.gloss.unknown = [word for word in reading.gloss.unknown if word not in verbs]
    for word in verbs:
        reading.line = reading.line.replace(f"~{word}", word)
