"""Says conditions on what customers are like as people would: "who usually get at least 10% off"."""

from collections.abc import Callable, Mapping
from typing import Any, Literal

from tools.conditions import FieldCondition
from tools.segments.amounts import amount_in_words, share_in_words, value_in_words
from tools.terms import Text

__all__ = ["TRAIT_FIELDS", "trait_in_words"]

Kind = Literal["apposed", "clause"]
Said = tuple[Kind, Text]

_EITHER = ("=", "in")
_BOUNDS = {
    ">=": Text("at least {v}", "al menos {v}"),
    ">": Text("more than {v}", "más de {v}"),
    "<=": Text("at most {v}", "como mucho {v}"),
    "<": Text("less than {v}", "menos de {v}"),
}
_NAMED: Mapping[str, tuple[Kind, Text]] = {
    "acquisition_channel": ("apposed", Text("acquired through {v}", "captados por {v}")),
    "referral_source": ("apposed", Text("who heard of the shop through {v}", "que conocieron la tienda por {v}")),
    "favourite_category": ("clause", Text("buy mostly {v}", "compran sobre todo {v}")),
    "last_sales_channel": ("clause", Text("last bought by {v}", "compraron por última vez por {v}")),
    "language": ("apposed", Text("with {v} as their language", "con {v} como idioma")),
    "plan": ("apposed", Text("on the plan {v}", "del plan {v}")),
}
_COUNTED: Mapping[str, Text] = {
    "visits_90": Text("made {v} {visit} in 90 days", "hicieron {v} {visit} en 90 días"),
    "reviews": Text("have written {v} {review}", "han escrito {v} {review}"),
    "referrals": Text("have brought {v} {friend}", "han traído {v} {friend}"),
    "average_order_value": Text("spend {v} an order on average", "gastan de media {v} por pedido"),
    "discount_share": Text("get {v} off on average", "tienen de media {v} de descuento"),
    "nps_score": Text("gave {v} {point} in the NPS survey", "dieron {v} {point} en la encuesta NPS"),
}
_NOUNS: Mapping[str, tuple[Text, Text]] = {
    "visit": (Text("visit", "visita"), Text("visits", "visitas")),
    "review": (Text("review", "reseña"), Text("reviews", "reseñas")),
    "friend": (Text("friend", "amigo"), Text("friends", "amigos")),
    "point": (Text("point", "punto"), Text("points", "puntos")),
}
_NONE: Mapping[str, Text] = {
    "visits_90": Text("made no visit in 90 days", "no hicieron ninguna visita en 90 días"),
    "reviews": Text("have written no review", "no han escrito ninguna reseña"),
    "referrals": Text("have brought no friend", "no han traído a nadie"),
    "discount_share": Text("have never had a discount", "nunca han tenido descuento"),
}
_LANGUAGES: Mapping[str, Text] = {
    "en": Text("English", "inglés"), "es": Text("Spanish", "español"), "fr": Text("French", "francés"),
    "de": Text("German", "alemán"), "it": Text("Italian", "italiano"), "pt": Text("Portuguese", "portugués"),
    "nl": Text("Dutch", "neerlandés"), "ca": Text("Catalan", "catalán"),
}  # fmt: skip

_MESSAGES: Mapping[str, Text] = {
    "consent_email": Text("emails", "correos"), "consent_sms": Text("SMS messages", "mensajes SMS"),
    "consent_whatsapp": Text("WhatsApp messages", "mensajes de WhatsApp"), "consent_push": Text("push messages", "avisos push"),
}  # fmt: skip
_AGREED: Mapping[tuple[str, str], Text] = {
    ("=", "subscribed"): Text("are subscribed to {m}", "están suscritos a {m}"),
    ("!=", "subscribed"): Text("are not subscribed to {m}", "no están suscritos a {m}"),
    ("=", "unsubscribed"): Text("have unsubscribed from {m}", "se han dado de baja de {m}"),
}

TRAIT_FIELDS = frozenset((*_NAMED, *_COUNTED, *_MESSAGES))


def trait_in_words(condition: FieldCondition) -> Said | None:
    """The condition as a piece of a sentence; None for an operator that has no such words."""
    if condition.field in _NAMED and condition.op in _EITHER:
        kind, words = _NAMED[condition.field]
        return kind, words.format(v=_listed(condition))
    if condition.field in _COUNTED and condition.op in _BOUNDS:
        return "clause", _counted(condition)
    agreed = _AGREED.get((condition.op, str(condition.value))) if condition.field in _MESSAGES else None
    return ("clause", agreed.format(m=_MESSAGES[condition.field])) if agreed else None


def _listed(condition: FieldCondition) -> Text:
    values = condition.value if isinstance(condition.value, list | tuple) else [condition.value]
    known = _LANGUAGES if condition.field == "language" else {}
    said = [known.get(str(value)) or value_in_words(condition.field, str(value)) for value in values]
    return Text(" or ".join(v.en for v in said), " o ".join(v.es for v in said))


def _counted(condition: FieldCondition) -> Text:
    name, value = condition.field, float(condition.value)
    if value == 0 and condition.op == "<=" and name in _NONE:
        return _NONE[name]
    amount: Callable[[Any], Text] = share_in_words if name == "discount_share" else amount_in_words
    nouns = {noun: one if value == 1 else many for noun, (one, many) in _NOUNS.items()}
    return _COUNTED[name].format(v=_BOUNDS[condition.op].format(v=amount(value)), **nouns)
