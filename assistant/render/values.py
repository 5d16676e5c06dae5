"""Canonical values as people read them: stages, healths, weekdays, channels and time keys in both languages."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

from assistant.render.escape import plain
from assistant.render.spans import span_words
from assistant.render.texts import STAGE_NAMES
from tools.metrics.countries import country_label
from tools.metrics.fields import field_label, value_label
from tools.reply import Span
from tools.segments.prospects import NEED_WORDS, PUSH_WORDS, REASON_WORDS
from tools.terms import Language, Text
from tools.visit_intent import DIRECTION_WORDS, ENDING_WORDS
from tools.warehouse.profiles.visits import BEHAVIOURS

__all__ = ["time_words", "value_words"]

_WEEKDAYS = {
    "Monday": "lunes", "Tuesday": "martes", "Wednesday": "miércoles", "Thursday": "jueves", "Friday": "viernes",
    "Saturday": "sábado", "Sunday": "domingo",
}  # fmt: skip
_WORDS: dict[str, Mapping[str, Text]] = {
    "stage": {str(stage): name for stage, name in STAGE_NAMES.items()},
    "health": {
        "active": Text("Active", "Activo"), "at_risk": Text("At risk", "En riesgo"), "lapsed": Text("Lapsed", "Perdido"),
        "overdue": Text("Overdue", "Con retraso"), "none": Text("Never bought", "Nunca compró"),
    },
    "new_or_returning": {
        "new": Text("New", "Nuevos"), "returning": Text("Returning", "Recurrentes"), "guest": Text("Guests", "Invitados"),
    },
    "channel": {
        "email": Text("Email", "Correo electrónico"), "sms": Text("SMS", "SMS"), "whatsapp": Text("WhatsApp", "WhatsApp"),
        "push": Text("Push", "Push"), "phone": Text("Phone", "Teléfono"), "post": Text("Post", "Correo postal"),
        "paid_social": Text("Paid social", "Redes de pago"), "paid_search": Text("Paid search", "Búsqueda de pago"),
        "organic_search": Text("Organic search", "Búsqueda orgánica"),
        "organic_social": Text("Organic social", "Redes orgánicas"), "direct": Text("Direct", "Directo"),
        "referral": Text("Referral", "Recomendación"), "influencer": Text("Influencers", "Influencers"),
        "affiliate": Text("Affiliates", "Afiliados"),
    },
    "sales_channel": {
        "web": Text("Web", "Web"), "app": Text("App", "App"), "store": Text("Store", "Tienda"),
        "marketplace": Text("Marketplace", "Marketplace"), "subscription": Text("Subscription", "Suscripción"),
    },
    "arm": {
        "treated": Text("Got the campaign", "Recibió la campaña"), "control": Text("Control group", "Grupo de control"),
    },
    "language": {"en": Text("English", "inglés"), "es": Text("Spanish", "español")},
    "billing_interval": {
        "week": Text("Weekly billing", "Cobro semanal"), "month": Text("Monthly billing", "Cobro mensual"),
        "quarter": Text("Quarterly billing", "Cobro trimestral"), "year": Text("Annual billing", "Cobro anual"),
    },
    "step": {
        "matched": Text("Matched by the rule", "Cumplen la regla"),
        "with_address": Text("With an address", "Con dirección"),
        "reachable": Text("With consent", "Con consentimiento"),
        "not_suppressed": Text("Not suppressed", "No suprimidos"),
        "not_over_contacted": Text("Not over-contacted", "Sin exceso de contactos"),
        "sendable": Text("Sendable now", "Se les puede escribir ya"),
    },
}  # fmt: skip
_WORDS |= {"need": NEED_WORDS, "push": PUSH_WORDS, "reason": REASON_WORDS}
_WORDS |= {"behaviour": BEHAVIOURS, "direction": DIRECTION_WORDS, "ending": ENDING_WORDS}
_WORDS["state"] = {
    **_WORDS["stage"],
    **_WORDS["health"],
    "not_yet": Text("Not yet a contact", "Aún no era contacto"),
    "none": Text("Had not bought", "No habían comprado"),
}
_WORDS["business_model"] = {
    "ecommerce": Text("Shop only", "Solo tienda"),
    "subscription": Text("Subscription only", "Solo suscripción"),
    "hybrid": Text("Both (hybrid)", "Ambos (híbridos)"),
}
_NONE = {
    "coupon": Text("no coupon", "sin cupón"), "plan": Text("no plan", "sin plan"),
    "referral_source": Text("not stated", "sin indicar"), "category": Text("no category", "sin categoría"),
    "cancel_reason": Text("not stated", "sin indicar"),
}  # fmt: skip
_SOME = {"coupon": Text("with a coupon", "con cupón"), "plan": Text("with a plan", "con plan")}
_WEEK_OF = Text("week of", "semana del")
_UNKNOWN, _NOT = Text("unknown", "desconocido"), Text("all but", "todos menos")
_SAME = {
    "acquisition_channel": "channel",
    "health_now": "health",
    "stage_from": "stage",
    "stage_to": "stage",
    "from": "state",
    "to": "state",
}
_LISTED = ("country", "channel", "acquisition_channel", "sales_channel", "weekday", "stage", "health")
_TIMES = ("day", "week", "month", "quarter", "year", "cohort", "period")
_BOUND = re.compile(r"(>=|<=|>|<) (.+)")
_SIGNS = {">": ">", "<": "<", ">=": "≥", "<=": "≤"}
_KEY = re.compile(r"(\d{4})(?:-(?:Q([1-4])|W(\d{1,2})|(\d{2})(?:-(\d{2}))?))?")


@lru_cache(maxsize=1 << 14, typed=True)
def value_words(dimension: str, key: object, language: Language) -> str:
    """A canonical value of a dimension in words; what customers or the shop wrote stays as it is, as one plain line."""
    text = "" if key is None else str(key)
    if text in ("", "unknown"):
        return _NONE.get(dimension, _UNKNOWN)[language]
    if text == "not unknown" and dimension in _SOME:
        return _SOME[dimension][language]
    if text.startswith("not "):
        return f"{_NOT[language]} {value_words(dimension, text.removeprefix('not '), language)}"
    if bound := _BOUND.fullmatch(text):
        return f"{field_label(dimension)[language].lower()} {_SIGNS[bound[1]]} {bound[2]}"
    if dimension in _TIMES:
        return time_words(text, language)
    if dimension == "weekday":
        return _WEEKDAYS.get(text, text) if language == "es" else text
    if dimension == "hour" and text.isdigit():
        return f"{int(text)} h" if language == "es" else f"{int(text):02d}:00"
    if dimension == "renewal" and text.isdigit():
        return f"renovación {text}" if language == "es" else f"renewal {text}"
    if dimension == "order":
        return f"{'pedido' if language == 'es' else 'order'} {plain(text)}"
    if dimension == "rfm_segment":
        return f"RFM: {plain(text)}"
    known = _WORDS.get(_SAME.get(dimension, dimension), {}).get(text)
    if known is None and ", " in text and dimension in _LISTED:
        return ", ".join(value_words(dimension, part, language) for part in text.split(", "))
    if dimension == "country":
        return plain(country_label(text, language))
    return known[language] if known else plain(value_label(dimension, text)[language])


def time_words(key: str, language: Language) -> str:
    """A time key in words: 2011-11, 2011-Q3, 2011-W36 (by its Monday), 2011, a date, or days from one to another."""
    match = _KEY.fullmatch(key)
    if match is None:
        return _days_words(key, language)
    year, quarter, week, month, day = (int(part) if part else None for part in match.groups())
    try:
        if week:
            monday = date.fromisocalendar(int(match[1]), week, 1)
            return f"{_WEEK_OF[language]} {span_words(Span(monday, monday), language)}"
        return span_words(_span(year or 1, quarter, month, day), language)
    except ValueError:
        return plain(key)


def _days_words(key: str, language: Language) -> str:
    """From one day to another, `2026-10-01..2026-10-22`; any other text as it is."""
    try:
        first, last = (date.fromisoformat(part) for part in key.split(".."))
    except ValueError:
        return plain(key)
    return span_words(Span(first, last), language)


def _span(year: int, quarter: int | None, month: int | None, day: int | None) -> Span:
    if day:
        return Span(date(year, month or 1, day), date(year, month or 1, day))
    months = 3 if quarter else 1 if month else 12
    start = date(year, quarter * 3 - 2 if quarter else month or 1, 1)
    after = date(year + (start.month + months > 12), (start.month + months - 1) % 12 + 1, 1)
    return Span(start, after - timedelta(days=1))
