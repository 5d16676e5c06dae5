"""What is said when there are no figures: a choice to make, data that are missing, a no, and small talk."""

from assistant.render.escape import escape
from tools.reply import Reply
from tools.terms import Language, Text

__all__ = ["data_overview", "instead_of_figures", "smalltalk"]

_TABLES = {
    "surveys": Text("answers to NPS surveys", "respuestas a encuestas de NPS"),
    "reviews": Text("product reviews", "reseñas de productos"),
    "events": Text("what visitors do on the site", "lo que hacen los visitantes en el sitio"),
    "consents": Text("who agreed to be contacted", "quién aceptó que le contacten"),
    "touches": Text("the messages sent to each customer", "los mensajes enviados a cada cliente"),
    "campaigns": Text("past campaigns", "campañas anteriores"),
    "subscriptions": Text("subscriptions", "suscripciones"),
    "reach_daily": Text("daily reach and spend per channel", "alcance y gasto diario por canal"),
    "referrals": Text("who referred whom", "quién recomendó a quién"),
    "products": Text("the product catalogue", "el catálogo de productos"),
    "order_lines": Text("the lines of the orders", "las líneas de los pedidos"),
    "orders": Text("orders", "pedidos"),
}
_LEAD = {
    "no_data": Text("I can't tell from this data", "No lo puedo saber con estos datos"),
    "refused": Text("I won't do that", "Eso no lo voy a hacer"),
    "needs_approval": Text("That needs a person's approval", "Eso necesita la aprobación de una persona"),
    "out_of_scope": Text("That lies outside my field", "Eso queda fuera de mi campo"),
    "unavailable": Text("I can't do that right now", "Ahora mismo no puedo hacerlo"),
}
_INSTEAD = {
    "no_data": Text(
        "Import that table and I can answer; meanwhile I can look at what the orders and customers tell.",
        "Importa esa tabla y podré responder; mientras tanto puedo mirar lo que dicen los pedidos y los clientes.",
    ),
    "refused": Text(
        "I can show the same in aggregate, without anyone's private data.",
        "Puedo mostrar lo mismo en agregado, sin datos privados de nadie.",
    ),
    "needs_approval": Text(
        "Nothing has been sent, exported or changed. I can prepare it as a draft for somebody to approve.",
        "No se ha enviado, exportado ni cambiado nada. Puedo prepararlo como borrador para que alguien lo apruebe.",
    ),
    "out_of_scope": Text(
        "I can tell you about this shop's customers, orders, stages, segments and campaigns.",
        "Puedo contarte sobre los clientes, pedidos, etapas, segmentos y campañas de esta tienda.",
    ),
    "unavailable": Text("Please try again in a moment.", "Inténtalo de nuevo en un momento."),
}
_WITHOUT = Text(
    "I can look at what the data do hold: ask for a period or a group that is in them.",
    "Puedo mirar lo que sí hay en los datos: pregunta por un periodo o un grupo que esté en ellos.",
)
_SAYS_NO: dict[Language, tuple[str, ...]] = {"en": ("that ", "this "), "es": ("eso ", "esto ")}
_TRY = Text(
    "Try asking where your customers are in the lifecycle, who is at risk, or how revenue has moved.",
    "Prueba a preguntar en qué etapa están tus clientes, quién está en riesgo o cómo han cambiado los ingresos.",
)
_NOTHING_FOR = Text("there is no data for: ", "no hay datos de: ")
_SMALLTALK = {
    "greeting": Text(
        "Hello. Ask me about your customers, sales, segments or campaigns: where your customers are in the lifecycle, say.",
        "Hola. Pregúntame por tus clientes, ventas, segmentos o campañas: por ejemplo, en qué etapa están tus clientes.",
    ),
    "thanks": Text("You're welcome. What would you like to look at next?", "De nada. ¿Qué miramos ahora?"),
    "bye": Text(
        "Goodbye. The conversation stays here for when you return.",
        "Hasta luego. La conversación queda aquí para cuando vuelvas.",
    ),
    "praise": Text("Glad that helped. Shall we look at what to do with it?", "Me alegro. ¿Miramos qué hacer con ello?"),
    "complaint": Text(
        "Sorry about that. Tell me what was wrong, a period, a filter or the metric, and I will do it again.",
        "Lo siento. Dime qué estaba mal, el periodo, un filtro o la métrica, y lo repito.",
    ),
    "help": Text(
        "I answer from your own data: sales and orders over any period, compared and split; where customers are in the cycle; "
        "who is about to leave and what they are worth; what the playbook advises; and I draft campaigns for approval. "
        "Every number comes from the data, and I say when the data cannot tell.",
        "Respondo con tus datos: ventas y pedidos de cualquier periodo, comparados y desglosados; en qué etapa están los "
        "clientes; quién está a punto de irse y cuánto vale; qué aconseja el manual; y redacto campañas para aprobar. "
        "Cada cifra sale de los datos, y digo cuándo los datos no lo saben.",
    ),
    "empty": Text(
        "I did not get a question. What would you like to know?", "No me ha llegado ninguna pregunta. ¿Qué quieres saber?"
    ),
}


def smalltalk(intent: str, language: Language) -> str:
    """A short human answer to a greeting, thanks, a complaint or a call for help."""
    return _SMALLTALK.get(intent, _SMALLTALK["help"])[language]


def instead_of_figures(reply: Reply, language: Language) -> str:
    """A question back, or a no that says what is missing and what would work instead."""
    if reply.outcome == "clarify":
        return reply.message[language] if reply.message else _WHICH[language]
    lead, instead = _LEAD[reply.outcome][language], _INSTEAD[reply.outcome][language]
    if reply.outcome == "no_data" and not _tables(reply):
        instead = _WITHOUT[language]
    because = _because(reply, language)
    if because.startswith(_SAYS_NO[language]):
        return f"{because[:1].upper()}{because[1:]} {_TRY[language] if reply.outcome == 'out_of_scope' else instead}"
    said = f"{lead}: {because}" if because else f"{lead}."
    return f"{said} {instead}"


def data_overview(reply: Reply, language: Language) -> str:
    """What a description of the data says in words, before its figures."""
    return escape(reply.message[language]) if reply.message else ""


def _tables(reply: Reply) -> list[str]:
    """The missing data that an import could bring: the playbook is none."""
    return [name for name in reply.missing if name != "playbook"]


def _because(reply: Reply, language: Language) -> str:
    told = reply.message[language].strip().rstrip(".") if reply.message else ""
    tables = _tables(reply)
    missing = [f"{_TABLES[m][language]} ({m})" if m in _TABLES else escape(m) for m in tables]
    if missing and told.lower() == (_NOTHING_FOR[language] + ", ".join(tables)).lower():
        return f"{'no hay datos de' if language == 'es' else 'there is no data on'} {', '.join(missing)}."
    plain = [m.lower().rsplit(".", 1)[-1] for m in tables]
    unsaid = [name for m, name in zip(plain, missing, strict=True) if m not in told.lower()]
    parts = [told[:1].lower() + told[1:] if told and not told[:2].isupper() else told]
    if unsaid:
        parts.append(f"{'faltan' if language == 'es' else 'missing are'} {', '.join(unsaid)}")
    return "; ".join(part for part in parts if part) + ("." if any(parts) else "")


_WHICH = Text("Which of these do you mean?", "¿Cuál de estas opciones quieres decir?")
