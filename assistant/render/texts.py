"""The fixed phrases around an answer in both languages: labels of the frame, of outcomes and of charts."""

from tools.terms import Language, Outcome, Stage, Text

__all__ = ["CAVEATS", "OUTCOMES", "PHRASES", "STAGE_NAMES", "phrase", "stage_name"]

PHRASES: dict[str, Text] = {
    "scope": Text("Scope", "Alcance"),
    "population": Text("Population", "Población"),
    "period": Text("Period", "Periodo"),
    "partial": Text("partial", "parcial"),
    "as_of": Text("data as of {day}", "datos a {day}"),
    "currency": Text("amounts in {currency}", "importes en {currency}"),
    "timezone": Text("time zone {timezone}", "zona horaria {timezone}"),
    "reading": Text("How I read it", "Cómo lo he entendido"),
    "caveat": Text("Keep in mind", "Ten en cuenta"),
    "sources": Text("Sources", "Fuentes"),
    "note": Text("Note", "Nota"),
    "total_rows": Text("{shown} of {total} rows", "{shown} de {total} filas"),
    "so_what": Text("So what (my interpretation)", "Qué significa (mi interpretación)"),
    "unknown": Text("unknown", "desconocido"),
    "others": Text("others", "otros"),
    "change": Text("change", "cambio"),
    "value": Text("value", "valor"),
    "people": Text("people", "personas"),
    "share": Text("share", "proporción"),
    "total": Text("total", "total"),
}

CAVEATS: dict[str, Text] = {
    "partial": Text(
        "The period is not complete, so totals will still grow.", "El periodo no está completo: los totales aún crecerán."
    ),
    "unverified": Text(
        "Some numbers above could not be checked against the data: {numbers}.",
        "Algunas cifras de arriba no se han podido comprobar con los datos: {numbers}.",
    ),
}

OUTCOMES: dict[Outcome, Text] = {
    "answered": Text("Answered", "Respondida"),
    "clarify": Text("Needs a choice", "Falta elegir"),
    "no_data": Text("No data", "Sin datos"),
    "refused": Text("Not done", "No se ha hecho"),
    "out_of_scope": Text("Outside my field", "Fuera de mi campo"),
    "needs_approval": Text("Needs approval", "Requiere aprobación"),
    "unavailable": Text("Not available now", "No disponible ahora"),
}

STAGE_NAMES: dict[Stage, Text] = {
    "awareness": Text("Awareness", "Conocimiento"),
    "consideration": Text("Consideration", "Consideración"),
    "conversion": Text("Conversion", "Conversión"),
    "retention": Text("Retention", "Retención"),
    "loyalty": Text("Loyalty", "Fidelización"),
}


def phrase(name: str, language: Language, **values: str) -> str:
    """A fixed phrase in a language, with its places filled."""
    return PHRASES[name][language].format(**values)


def stage_name(stage: Stage, language: Language) -> str:
    """A lifecycle stage as people read it."""
    return STAGE_NAMES[stage][language]
