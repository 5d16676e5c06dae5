"""Sales and rankings net of refunds, however it is said: `refunds taken off`, `descontadas las devoluciones`."""

from assistant.builtin import patterns as re
from assistant.builtin.reading.reading import Reading
from assistant.builtin.words.gloss import Gloss
from assistant.builtin.words.match import Entry

__all__ = ["net_spending", "of_refunds", "without_refunds"]

_RATE = re.compile(r"\b(?:rate|ratio|tasa)\b")
_CAME_OFF = re.compile(
    r"\b(?:once|after|when)(?: (?:the|our|all))? (?:refunds|returns) (?:come|came|are|were|go|went|have|had)\b|"
    r"\b(?:descontad|restad|quitad|deducid)[oa]s (?:las |los )?(?:devoluciones|reembolsos|abonos)\b"
)


def of_refunds(metrics: list[str], folded: str) -> list[str]:
    """The measures where refunds are named: `and the rate of them?`, `what was left of sales once refunds came off?`"""
    if metrics == ["refunds"] and _RATE.search(folded):
        return ["refund_rate"]
    return ["net_revenue"] if sorted(metrics) == ["refunds", "revenue"] and _CAME_OFF.search(folded) else metrics


def net_spending(line: str, read: Gloss) -> str:
    """`spent over 300, refunds taken off`: what customers have spent is net of them as it is."""
    refunds = "|".join(["refunded", *(name for name, e in read.entries("m") if e.id in ("refunds", "refund_count"))])
    own = "|".join(name for name, e in read.entries("m") if e.id == "net_revenue") or "@none"
    line = re.sub(rf"(?<!\S)spend , (?:{own}) , (?=(?:more_than|at_least|less_than) )", "spend ", line)  # `spend, net, exceeds`
    people = re.search(r"(?<!\S)(?:customer|who|everyone)(?!\S)", line) and re.search(r"(?<!\S)spend(?!\S)", line)
    less = r"(?:exclude|after|fewer|not|net)"
    if not people:
        return line
    net = re.sub(rf"(?: ,)? (?:{less} (?:which )?(?:{refunds})|(?:{refunds}) {less})(?!\S)", "", line)
    ranked = net != line and "@p" in line and re.search(r"(?<!\S)spend most(?!\S)", line)
    return f"{net} {read.place(Entry('metric', 'net_revenue'))}" if ranked else net  # of a period it is not


def without_refunds(found: Reading) -> None:
    """`..., refunds deducted`, `once refunds are off, who ...`: beside a measure or a ranking, net of them."""
    names = "|".join(name for name, e in found.gloss.entries("m") if e.id in ("refunds", "refund_count"))
    asked = [m for m in found.metrics if m not in ("refunds", "refund_count")]
    if not names or not (asked or found.has("customer", "who")):
        return
    out = rf"(?:exclude|discard|not)(?: ~whatever| all| everyone| any| of)* (?:{names})|(?:with )?(?:{names}) (?:exclude|out)"
    told = re.compile(rf"^(?:(?:~?once|when|after) )?(?:{out})(?= ,)|(?<=,) (?:{out})(?=(?: ,)*$)|(?<=@m\d) (?:{out})(?= ,|$)")
    if not told.search(found.line):
        return
    for name in ("line", "rest"):
        setattr(found, name, told.sub("", getattr(found, name)).strip())
    found.gloss.line = told.sub("", found.gloss.line).strip()
    found.gloss.unknown = [word for word in found.gloss.unknown if word not in ("once", "whatever")]
    sums = ("revenue", "historic_value") if found.period else ("revenue",)
    found.metrics = ["net_revenue" if m in sums else m for m in asked] or (["net_revenue"] if found.period else [])
