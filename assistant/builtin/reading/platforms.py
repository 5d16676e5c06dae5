"""Names of places where people buy: advertising platforms, of which only the kind of channel is known, and the shop itself."""

from assistant.builtin import patterns as re
from assistant.builtin.reading.reading import Reading
from assistant.builtin.words.normalise import fold
from tools.terms import Text
from tools.vocabulary import Catalogue

__all__ = ["bought_on", "paid_for_on", "spent_in_the_shop"]

_PAID = ("paid_social", "paid_search")
_ENGINES = frozenset(("google", "bing", "adwords"))


def bought_on(reading: "Reading", catalogue: Catalogue) -> None:
    """`revenue from TikTok`: where ads run is known only as what kind of channel customers came from, which is said."""
    if reading.has("draft", "campaign", "send", "playbook", "advice"):
        return
    for mark in reading.gloss.marks:
        if (channel := mark.meaning.removeprefix("channel_")) in _PAID:
            _read_as(reading, channel, mark.raw, catalogue)


def paid_for_on(reading: "Reading", catalogue: Catalogue) -> None:
    """`what may a customer from Google cost`: of what is paid for, a search engine is paid search."""
    for mark in reading.gloss.marks:
        if mark.text in _ENGINES and mark.role == "unread" and _read_as(reading, "paid_search", mark.raw, catalogue):
            reading.gloss.unknown = [word for word in reading.gloss.unknown if word != mark.text]
            reading.line = reading.line.replace(f"~{mark.text}", mark.text)


def _read_as(reading: "Reading", channel: str, written: str, catalogue: Catalogue) -> bool:
    """Whether the channel is one of this shop's and none is named yet; then it is a filter, and that is said."""
    own = next((v.key for v in catalogue.values if v.dimension == "acquisition_channel" and fold(v.key) == fold(written)), None)
    known = own or any(v.dimension == "acquisition_channel" and v.key == channel for v in catalogue.values)
    if not known or any(f["field"] in ("acquisition_channel", "referral_source") for f in reading.filters):
        return False
    out = re.search(rf"(?<!\S)(?:exclude|not|leave_out)(?: (?:in|of|from|by))* channel_{channel}(?!\S)", reading.line)
    reading.filters.append({"field": "acquisition_channel", "op": "!=" if out else "=", "value": own or channel})
    if own:
        reading.rest = re.sub(rf"(?<!\S)(?:(?:exclude|leave_out) )?channel_{channel}(?: out)?(?!\S)", "", reading.rest)
        return True
    name = channel.replace("_", " ")
    reading.notes.append(
        Text(f"the data do not tell the networks apart: I read {written} as the channel {name}",
             f"los datos no distinguen las redes: leo {written} como el canal {name}")
    )  # fmt: skip
    return True


_HERE = re.compile(
    r"\b(?:in|at|en) (?:the|our|this|la|nuestra|esta) (?:shop|store|tienda)\b(?!,? (?:channel|not|and not|no|y no))"
)


def spent_in_the_shop(reading: "Reading") -> None:
    """`who have left more than 500 euros in the shop`: all that somebody has spent, and no order in one channel."""
    channel = {"field": "sales_channel", "op": "=", "value": "store"}
    spent = any(c.get("field") == "historic_value" for c in reading.conditions.all)
    if not spent or channel not in reading.filters or not _HERE.search(reading.folded):
        return
    reading.filters.remove(channel)
    said = "|".join(name for name, e in reading.gloss.entries("v") if (e.of, e.id) == ("sales_channel", "store"))
    lines = (reading.line, reading.rest, reading.gloss.line)
    reading.line, reading.rest, reading.gloss.line = (re.sub(rf"(?<!\S)(?:{said})(?!\S)", "", line) for line in lines)
    reading.notes.append(
        Text("I read *in the shop* as all that they have spent with us, in any channel",
             "Leo *en la tienda* como todo lo que han gastado con nosotros, en cualquier canal")
    )  # fmt: skip
