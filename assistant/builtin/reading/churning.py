"""Subscription churn of its two kinds, by choice and by failed payment, where both are asked for."""

from assistant.builtin import patterns as re
from assistant.builtin.reading.reading import Reading
from tools.vocabulary import Catalogue

__all__ = ["both_kinds_of_churn"]

_KINDS = {
    "voluntary_churn_rate": re.compile(
        r"\b(?:voluntar\w+|by choice|(?:own|their|personal) choice|por decision propia|por gusto|by choosing|"
        r"(?:choosing|chose|chosen|choose|decid\w+|opt\w+|want\w+) (?:to (?:go|leave|quit|cancel|stop|walk away)|out)|"
        r"(?:quisieron|querian|quieren|decidieron|eligieron|optaron por|prefirieron) "
        r"(?:ir|irse|cancelar|dejar(?:lo|nos|la)?|salir(?:se)?|marcharse|darse de baja)|"
        r"(?:porque|por que) (?:quis\w+|quieren)|por voluntad)\b"
    ),
    "payment_churn_rate": re.compile(
        r"\b(?:involuntar\w+|failed (?:payments?|cards?|charges?)|payment failures?|payments?|non-?payment|impagos?|"
        r"(?:cards?|charges?|payments?) (?:\w+ )?(?:failing|failed|bouncing|declined)|"
        r"(?:fallos?|falta|problemas) de(?:l| los)? pagos?|"
        r"(?:pagos?|cobros?) (?:fallid|rechazad)os?|tarjetas? rechazadas?)\b"
    ),
}
_APART = ("separad", "dividid", "partid", "desglosad", "split", "broken", "broken down")


_JOINED = ("and", "compare", "or", "both", "as_also")


def _of_one_kind(reading: "Reading") -> None:
    """`the churn rate from failed payments`, `churn without failed payments`: one part of it, and no count of payments."""
    failed = next((name for name, e in reading.gloss.entries("m") if e.id == "failed_payments"), None)
    if failed is None or "churn_rate" not in reading.metrics or reading.has(*_JOINED):
        return
    left_out = re.search(rf"(?<!\S)(?:exclude|not)(?: (?:of|for|by|to))* {failed}(?!\d)", reading.line)
    reading.metrics = ["voluntary_churn_rate" if left_out else "payment_churn_rate"]
    _without_status(reading)
    reading.line, reading.rest, reading.gloss.line = (
        re.sub(rf"(?<!\S)(?:(?:exclude|not)(?: (?:of|for|by|to))* )?{failed}(?!\d)", "", line)
        for line in (reading.line, reading.rest, reading.gloss.line)
    )


def both_kinds_of_churn(reading: "Reading", catalogue: Catalogue) -> None:
    """`churn in May split voluntary / failed payment`: a rate of each kind, and no state of anybody."""
    if not {"churn_rate", "churned_subscriptions", *_KINDS} & set(reading.metrics) or not set(_KINDS) <= {
        t.id for t in catalogue.metrics
    }:
        return
    _of_one_kind(reading)
    said = {word for kind in _KINDS.values() for match in kind.finditer(reading.folded) for word in match[0].split()}
    if not all(kind.search(reading.folded) for kind in _KINDS.values()):
        return
    reading.metrics = list(_KINDS)
    _without_status(reading)
    reading.gloss.unknown = [w for w in reading.gloss.unknown if w not in said and not w.startswith(_APART)]


def _without_status(reading: "Reading") -> None:
    """Those who were lost are what the rate counts."""
    reading.conditions.all = [c for c in reading.conditions.all if c.get("field") not in ("subscription_status", "health")]
