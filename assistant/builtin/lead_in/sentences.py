"""A sentence ahead of a question cut off from it, and what a reading of either narrows."""

from assistant.builtin import patterns as re
from assistant.builtin.reading.reading import Reading

__all__ = ["OF_NOBODY", "PEOPLE", "PLACES", "POINTS", "SENTENCE", "told"]

SENTENCE = re.compile(
    r"\W*(?P<first>(?:[^.:;!?¿¡…]|[.:](?=\d)){6,140}?)"
    r"(?P<sign>\.{2,3}|[.:;!?…]|(?<=\w)\s[-–—](?=\s)|"
    r",(?=\s+(?:so\s+|as[ií] que\s+)?(?:¿|cu[aá]nt|cu[aá]l|qui[eé]n|how (?:many|much)\b|which\b|what\b|who\b|"
    r"(?:i |we )?need\b|necesit\w+|dame\b|give me\b|show me\b|ponme\b|mu[eé]strame\b|p[aá]same\b)))\s+(?P<rest>\S.{12,})",
    re.DOTALL | re.IGNORECASE,
)
PLACES = frozenset(("country", "city", "sales_channel"))
PEOPLE = ("customer", "who", "everyone", "contact")
OF_NOBODY = frozenset("health stage rfm_segment did order_count order_days historic_value".split())  # where no people are named
POINTS = re.compile(
    r"\b(?:they|them|those|these|their|theirs|it|its(?! stages)|that|this|such|same|(?<!were )(?<!was )(?<!are )(?<!is )there|"
    r"one(?! (?:customer|client|buyer|order|purchase)\b)|"
    r"(?<!returning )(?<!new )(?<!existing )(?<!old )(?<!repeat )ones|ell[oa]s|es[oa]s?|est[oa]s?|es[ea]|"
    r"est[ea]|ahi|alli|alla|su|sus|les|dich[oa]s?|mism[oa]s?)\b"
    r"(?! (?:day|week|month|quarter|year|summer|winter|spring|autumn|dia|semana|mes|trimestre|ano|verano|invierno|otono)\b)"
)


def told(reading: Reading) -> set[str]:
    """What a reading narrows: dimensions, what people did, and whether it names a period."""
    fields = {str(f["field"]) for f in reading.filters}
    fields |= {
        str(c.get("field") or name) for c in reading.conditions.all for name in c if name not in ("op", "value", "negated")
    }
    dated = reading.period or any(c.get("period") or str(c.get("field", "")).endswith("_on") for c in reading.conditions.all)
    return fields | ({"period"} if dated else set())
