"""A sentence ahead of a question cut off from it, and what a reading of either narrows."""

from assistant.builtin import patterns as re
from assistant.builtin.reading.reading import Reading

__all__ = ["PLACES", "SENTENCE", "told"]

SENTENCE = re.compile(
    r"\W*(?P<first>(?:[^.:;!?¿¡…]|[.:](?=\d)){6,140}?)"
    r"(?P<sign>\.{2,3}|[.:;!?…]|(?<=\w)\s[-–—](?=\s)|"
    r",(?=\s+(?:so\s+|as[ií] que\s+)?(?:¿|cu[aá]nt|cu[aá]l|qui[eé]n|how (?:many|much)\b|which\b|what\b|who\b|"
    r"(?:i |we )?need\b|necesit\w+|dame\b|give me\b|show me\b|ponme\b|mu[eé]strame\b|p[aá]same\b)))\s+(?P<rest>\S.{12,})",
    re.DOTALL | re.IGNORECASE,
)
PLACES = frozenset(("country", "city", "sales_channel"))


def told(reading: Reading) -> set[str]:
    """What a reading narrows: dimensions, what people did, and whether it names a period."""
    fields = {str(f["field"]) for f in reading.filters}
    fields |= {
        str(c.get("field") or name) for c in reading.conditions.all for name in c if name not in ("op", "value", "negated")
    }
    dated = reading.period or any(c.get("period") or str(c.get("field", "")).endswith("_on") for c in reading.conditions.all)
    return fields | ({"period"} if dated else set())
