"""Says a behaviour in words: "bought 22423 at least 2 times in 2011-Q3", "nunca han comprado 47566"."""

import re

from tools.conditions import Behaviour
from tools.segments.amounts import amount_in_words, period_in_words
from tools.terms import Text

__all__ = ["behaviour_in_words"]

_DID: dict[str, tuple[Text, Text]] = {
    "ordered": (Text("ordered", "compraron"), Text("did not order", "no compraron")),
    "refunded": (Text("returned something", "devolvieron algo"), Text("returned nothing", "no devolvieron nada")),
    "visited": (Text("visited the shop", "visitaron la tienda"), Text("did not visit the shop", "no visitaron la tienda")),
    "viewed": (Text("viewed", "vieron"), Text("did not view", "no vieron")),
    "added_to_cart": (Text("added to cart", "añadieron al carrito"), Text("did not add to cart", "no añadieron al carrito")),
    "checked_out": (Text("began a checkout", "iniciaron el pago"), Text("began no checkout", "no iniciaron el pago")),
    "signed_up": (Text("signed up", "se suscribieron al boletín"), Text("did not sign up", "no se suscribieron al boletín")),
    "used_app": (Text("used the app", "usaron la app"), Text("did not use the app", "no usaron la app")),
    "reviewed": (Text("wrote a review", "escribieron una reseña"), Text("wrote no review", "no escribieron reseñas")),
    "received": (Text("received", "recibieron"), Text("did not receive", "no recibieron")),
    "clicked": (Text("clicked", "hicieron clic"), Text("did not click", "no hicieron clic")),
    "unsubscribed": (Text("unsubscribed", "se dieron de baja"), Text("did not unsubscribe", "no se dieron de baja")),
}
_BOUGHT = (Text("bought", "compraron"), Text("did not buy", "no compraron"))
_NEVER: dict[str, Text] = {
    "ordered": Text("never bought", "nunca compraron"),
    "viewed": Text("never viewed", "nunca vieron"),
    "visited": Text("never visited the shop", "nunca visitaron la tienda"),
}
_PREPOSED = {"refunded", "checked_out", "reviewed"}


def behaviour_in_words(behaviour: Behaviour) -> Text:
    """The behaviour as the words that follow "who"."""
    parts = [_verb(behaviour), *_objects(behaviour), *_how_often(behaviour)]
    if behaviour.spent_at_least is not None:
        parts.append(_spent(behaviour.spent_at_least))
    if behaviour.period and behaviour.period != "all":
        parts.append(_when(behaviour.period))
    return Text(" ".join(p.en for p in parts), " ".join(p.es for p in parts))


def _when(period: str) -> Text:
    """`in May 2025`, `since 1 January 2026` of a period without an end."""
    begin, open_end, end = period.partition("..")
    if not open_end or end or not begin:
        said = period_in_words(period)
        named = re.match(r"(?:this|last) (?:week|month|quarter|half|year)\b|today|yesterday", said.en)
        return said if named else Text("in {p}", "en {p}").format(p=said)
    said = period_in_words(begin)
    return Text("since {p}", "desde {p}").format(p=Text(said.en, f"el {said.es}" if said.es[:1].isdigit() else said.es))


def _spent(least: float) -> Text:
    """`for more than 300` where the least is a cent above a whole amount."""
    if round(least * 100) % 100 == 1:
        return Text("for more than {v}", "por más de {v}").format(v=amount_in_words(round(least - 0.01, 2)))
    return Text("for at least {v}", "por al menos {v}").format(v=amount_in_words(least))


def _verb(behaviour: Behaviour) -> Text:
    timeless = behaviour.period in (None, "all") and behaviour.at_least == 1 and behaviour.at_most is None
    if behaviour.negated and timeless and behaviour.did in _NEVER:
        return _NEVER[behaviour.did]
    bought = behaviour.did == "ordered" and (behaviour.product or behaviour.category)
    return (_BOUGHT if bought else _DID[behaviour.did])[behaviour.negated]


def _objects(behaviour: Behaviour) -> list[Text]:
    parts: list[Text] = []
    if behaviour.product:
        preposition = Text("of {p}", "de {p}") if behaviour.did in _PREPOSED else Text("{p}", "{p}")
        parts.append(preposition.format(p=behaviour.product))
    if behaviour.category:
        parts.append(Text("from {c}", "de {c}").format(c=behaviour.category))
    if behaviour.campaign:
        campaign = Text("the campaign {c}", "la campaña {c}") if behaviour.did == "received" else Text("in {c}", "en {c}")
        parts.append(campaign.format(c=behaviour.campaign))
    elif behaviour.did == "received":
        parts.append(Text("a message", "un mensaje"))
    if behaviour.coupon == "unknown":
        parts.append(Text("without a coupon", "sin cupón"))
    elif behaviour.coupon == "known":
        parts.append(Text("with a coupon", "con cupón"))
    elif behaviour.coupon:
        parts.append(Text("with the coupon {c}", "con el cupón {c}").format(c=behaviour.coupon))
    if behaviour.sales_channel:
        parts.append(Text("through {c}", "por {c}").format(c=behaviour.sales_channel))
    return parts


def _how_often(behaviour: Behaviour) -> list[Text]:
    low, high = str(behaviour.at_least), str(behaviour.at_most)
    if behaviour.at_most is None:
        return [Text(f"at least {low} times", f"al menos {low} veces")] if behaviour.at_least > 1 else []
    if behaviour.at_least == behaviour.at_most:
        return [
            Text("exactly once", "exactamente una vez")
            if low == "1"
            else Text(f"exactly {low} times", f"exactamente {low} veces")
        ]
    return [Text(f"from {low} to {high} times", f"de {low} a {high} veces")]
