"""Every word of the page in both languages."""

from collections.abc import Mapping

from tools.terms import Language, Text

__all__ = ["LABELS", "TOOL_NAMES", "label", "page_labels", "tool_name"]

LABELS: Mapping[str, Text] = {
    "tagline": Text("Your marketing analyst", "Tu analista de marketing"),
    "title": Text("What would you like to know about your customers?", "¿Qué quieres saber de tus clientes?"),
    "subtitle": Text(
        "Ask in your own words. Every number comes from your data, with its period and its source.",
        "Pregunta con tus palabras. Cada cifra sale de tus datos, con su periodo y su fuente.",
    ),
    "try": Text("Try one of these", "Prueba con una de estas"),
    "ask": Text("Ask a question", "Haz una pregunta"),
    "placeholder": Text(
        "Ask about customers, sales, segments, campaigns…", "Pregunta por clientes, ventas, segmentos, campañas…"
    ),
    "send": Text("Send", "Enviar"),
    "hint": Text("Enter sends, Shift + Enter makes a new line", "Intro envía, Mayús + Intro hace una línea nueva"),
    "new": Text("New conversation", "Nueva conversación"),
    "language": Text("Language", "Idioma"),
    "auto": Text("Auto", "Auto"),
    "auto_hint": Text("Answer in the language of the question", "Responder en el idioma de la pregunta"),
    "conversation": Text("Conversation", "Conversación"),
    "you": Text("You", "Tú"),
    "thinking": Text("Reading your question…", "Leyendo tu pregunta…"),
    "working": Text("Working…", "Trabajando…"),
    "steps_one": Text("1 step", "1 paso"),
    "steps": Text("{n} steps", "{n} pasos"),
    "rows": Text("{n} rows", "{n} filas"),
    "rows_one": Text("1 row", "1 fila"),
    "shown": Text("First {shown} of {total} rows", "Primeras {shown} de {total} filas"),
    "all_shown": Text("{total} rows in total", "{total} filas en total"),
    "all_shown_one": Text("1 row in total", "1 fila en total"),
    "csv": Text("Download CSV", "Descargar CSV"),
    "drawing": Text("Drawing the chart…", "Dibujando el gráfico…"),
    "no_chart": Text(
        "The chart could not be drawn; the table has the same figures.",
        "No se pudo dibujar el gráfico; la tabla tiene las mismas cifras.",
    ),
    "sources": Text("From the playbook", "Del manual"),
    "how": Text("How I got this", "Cómo lo he obtenido"),
    "definition": Text("Measured", "Se ha medido"),
    "arguments": Text("What was asked of the data", "Qué se pidió a los datos"),
    "snapshot": Text("Snapshot", "Instantánea"),
    "profiles": Text("Profiles", "Perfiles"),
    "model": Text("Written by", "Redactado por"),
    "as_of": Text("Data as of", "Datos a"),
    "answer_id": Text("Answer", "Respuesta"),
    "sent": Text("What was sent to the model", "Lo que se envió al modelo"),
    "next": Text("Next", "A continuación"),
    "choose": Text("Choose one", "Elige una"),
    "unverified": Text("Not confirmed by the data: {numbers}", "Sin confirmar con los datos: {numbers}"),
    "draft": Text("Campaign draft", "Borrador de campaña"),
    "draft_state": Text("Draft, not sent", "Borrador, sin enviar"),
    "audience": Text("Audience", "Audiencia"),
    "matched": Text("Matched", "Cumplen la regla"),
    "reachable": Text("Reachable", "Contactables"),
    "sendable": Text("Sendable now", "Se puede enviar ahora"),
    "unknown": Text("unknown", "desconocido"),
    "no_consent": Text("unknown: no consent data", "desconocido: sin datos de consentimiento"),
    "control": Text("Control group", "Grupo de control"),
    "measurable": Text("Measurable", "Medible"),
    "measurable_yes": Text("yes", "sí"),
    "measurable_no": Text("no: pool or wait", "no: agrupar o esperar"),
    "offer": Text("Offer", "Oferta"),
    "timing": Text("Timing", "Momento"),
    "guard_rails": Text("Guard-rails", "Salvaguardas"),
    "measure": Text("Success is", "El éxito es"),
    "subject": Text("Subject", "Asunto"),
    "preheader": Text("Preheader", "Preencabezado"),
    "variant": Text("Version", "Versión"),
    "length": Text("{n} characters, {parts} parts, {encoding}", "{n} caracteres, {parts} partes, {encoding}"),
    "channel": Text("Channel", "Canal"),
    "failed": Text(
        "Something went wrong on the way and there is no answer. Please ask again.",
        "Algo ha fallado por el camino y no hay respuesta. Vuelve a preguntar, por favor.",
    ),
    "no_data": Text(
        "No data has been imported yet. Run `marea import FOLDER` and come back.",
        "Aún no se han importado datos. Ejecuta `marea import CARPETA` y vuelve.",
    ),
    "skip": Text("Skip to the question", "Ir a la pregunta"),
}

TOOL_NAMES: Mapping[str, Text] = {
    "describe_data": Text("Looked at what data there are", "Ha mirado qué datos hay"),
    "query_metrics": Text("Calculated metrics", "Ha calculado métricas"),
    "lifecycle": Text("Placed customers in the lifecycle", "Ha situado a los clientes en el ciclo de vida"),
    "find_customers": Text("Found customers by a rule", "Ha buscado clientes con una regla"),
    "customer_profile": Text("Opened a customer's profile", "Ha abierto el perfil de un cliente"),
    "customer_value": Text("Estimated customer value", "Ha estimado el valor de los clientes"),
    "campaign_effect": Text("Set a campaign against its control group", "Ha comparado una campaña con su grupo de control"),
    "visit_intent": Text(
        "Looked at what visits that end in an order have in common",
        "Ha mirado qué tienen en común las visitas que acaban en pedido",
    ),
    "search_playbook": Text("Searched the playbook", "Ha buscado en el manual"),
    "draft_campaign": Text("Drafted a campaign", "Ha redactado una campaña"),
    "ask_back": Text("Asked which reading is meant", "Ha preguntado qué lectura es la buena"),
    "decline": Text("Checked what can be answered", "Ha comprobado qué se puede responder"),
    "calculate": Text("Combined figures", "Ha combinado cifras"),
}


def label(name: str, language: Language, **values: object) -> str:
    """A word of the page."""
    return LABELS[name][language].format(**values)


def tool_name(name: str, language: Language) -> str:
    """A step in words."""
    found = TOOL_NAMES.get(name)
    return found[language] if found else name.replace("_", " ").capitalize()


def page_labels(language: Language) -> dict[str, str]:
    """The words that the page itself fills in."""
    return {name: text[language] for name, text in LABELS.items()}
