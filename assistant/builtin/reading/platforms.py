"""Names of advertising platforms: shops know only what kind of channel customers came through."""

from assistant.builtin.reading.reading import Reading
from tools.terms import Text
from tools.vocabulary import Catalogue

__all__ = ["bought_on", "paid_for_on"]

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
    known = any(v.dimension == "acquisition_channel" and v.key == channel for v in catalogue.values)
    if not known or any(f["field"] in ("acquisition_channel", "referral_source") for f in reading.filters):
        return False
    reading.filters.append({"field": "acquisition_channel", "op": "=", "value": channel})
    name = channel.replace("_", " ")
    reading.notes.append(
        Text(f"the data do not tell the networks apart: I read {written} as the channel {name}",
             f"los datos no distinguen las redes: leo {written} como el canal {name}")
    )  # fmt: skip
    return True
