"""Campaigns and mails that a question about messages names, and what is then measured: `the click rate of the Tea week`."""

from collections.abc import Sequence

from assistant.builtin import patterns as re
from assistant.builtin.conditions.slots import as_filter
from assistant.builtin.message.cues import words_of
from assistant.builtin.reading.reading import Reading
from assistant.builtin.words.normalise import fold
from assistant.builtin.words.sendings import named_campaigns, words_of_names
from tools.terms import Text
from tools.vocabulary import Catalogue

__all__ = ["dated_by_name", "left_the_list", "name_campaigns", "off_the_mails", "sent_that_way"]

_FEW_CAMPAIGNS = 3
_WAYS = {
    "email": re.compile(r"\b(?:e-?mails?|mails?|correos?)\b"),
    "sms": re.compile(r"\b(?:sms|text messages?|mensajes? de texto)\b"),
    "whatsapp": re.compile(r"\bwhats?app\w*\b"),
    "push": re.compile(r"\bpush(?:es)?\b"),
}
_SENT = frozenset("messages_sent messages_delivered messages_opened messages_clicked open_rate click_rate bounce_rate".split())


def sent_that_way(reading: "Reading", catalogue: Catalogue) -> None:
    """`emails opened in May`, `correos entregados`: of the messages of that channel, where several are in use."""
    known = {value.key for value in catalogue.values if value.dimension == "channel"}
    ways = [way for way, named in _WAYS.items() if way in known and named.search(reading.folded)]
    told = "channel" in reading.groups or any(f["field"] in ("channel", "campaign") for f in reading.filters)
    if len(ways) == 1 and len(known) > 1 and reading.metrics and set(reading.metrics) <= _SENT and not told:
        reading.filters.append(as_filter("channel", False, ways))


def name_campaigns(reading: "Reading", catalogue: Catalogue) -> None:
    """`the click rate of the Tea week campaign`: a campaign's name, whose words are no category, week or year."""
    _credit(reading, catalogue)
    allowed = {t.id: t.dimensions for t in catalogue.metrics}
    dimensions = [allowed.get(m, ()) for m in reading.metrics]
    of_campaigns = bool(reading.metrics) and all("campaign" in dims for dims in dimensions)
    only_theirs = not any("category" in dims for dims in dimensions)
    if not of_campaigns or not (only_theirs or reading.quotes or reading.has("campaign", r"channel_\w+")):
        return
    named = named_campaigns(fold(" ".join(reading.quotes)) or reading.folded, catalogue)
    if not 1 <= len(named) <= _FEW_CAMPAIGNS or any(f["field"] == "campaign" for f in reading.filters):
        return
    reading.filters = [f for f in reading.filters if f["field"] not in ("category", "product")]
    reading.filters.append(as_filter("campaign", False, named))
    said = words_of_names(named, catalogue)
    reading.gloss.unknown = [word for word in reading.gloss.unknown if word not in said]
    reading.groups = [g for g in reading.groups if g not in ("day", "week", "month")]
    if dated_by_name(reading, named, catalogue):
        reading.comparison.period = None


_BROUGHT = re.compile(
    r"\b(?:generat\w*|produc\w*|bring\w*|brought|make|made|earn\w*|gener[oaóe]\w*|tra[ij]\w*|dej[oóa]\w*|produj\w*|aport\w*|"
    r"deliver\w*|attribut\w*|atribu\w*)\b"
)


_NO_ORDERS = Text(
    "Orders are not counted by campaign: I give the revenue attributed to it",
    "Los pedidos no se cuentan por campaña: doy los ingresos que se le atribuyen",
)


def _credit(reading: "Reading", catalogue: Catalogue) -> None:
    """`how much revenue did the Tea week campaign generate`: what is credited to it, and no sales of a kind in its name."""
    known = any(term.id == "attributed_revenue" for term in catalogue.metrics)
    money = reading.metrics in (["revenue"], ["orders"]) or (not reading.metrics and reading.has("how_much"))
    if money and known and reading.has("campaign") and _BROUGHT.search(reading.folded):
        named = named_campaigns(reading.folded, catalogue)
        if len(named) == 1 and not any(f["field"] == "campaign" for f in reading.filters):
            if reading.metrics == ["orders"]:
                reading.notes.append(_NO_ORDERS)
            reading.metrics = ["attributed_revenue"]


def dated_by_name(reading: "Reading", campaigns: Sequence[str], catalogue: Catalogue) -> bool:
    """Whether the period that was read is a part of the campaigns' names."""
    period, said = reading.comparison.period, words_of_names(campaigns, catalogue)
    title = fold(" ".join(n for v in catalogue.values if v.dimension == "campaign" and v.key in campaigns for n in v.names))
    called_so = period and re.search(rf"(?<!\w){re.escape(period.split('_')[-1])}(?!\w)", title)
    return bool(called_so) or not _dated_beside(reading, said)


def _dated_beside(reading: "Reading", said: set[str]) -> bool:
    """Whether a time is told in other words than the campaign's name: `Regalos de Navidad 2025` is no Christmas period."""
    times = words_of("time")
    dated = (m for m in reading.gloss.marks if set(m.meaning.split()) & times or m.text[:1].isdigit())
    return any(m.text not in said and m.meaning not in said for m in dated)


_OFF_THE_LIST = {"churn_rate": "unsubscribe_rate", "churned_subscriptions": "unsubscribes"}
_MAILS = (
    r"(?:correos?|e-?mails?|mails?|mailings?|newsletters?|boletin(?:es)?|lista de (?:correo|distribucion)|sms|whatsapps?|push|"
    r"envios|mensajes)"
)
_OFF_THE_MAILS = re.compile(
    rf"\bbajas? (?:(?:de|del|en|por|al?|la|el|los|las|nuestr[oa]s?|tuvo|hubo|tuvieron|genero|nos) )*{_MAILS}\b|"
    rf"\b{_MAILS}\W+(?:\w+ ){{0,2}}(?:tasa de |% de )?bajas?\b"
)  # `bajas del boletín`, where `captados por correo` says how they came


def off_the_mails(folded: str) -> bool:
    """Whether `bajas` are said to be those of mails."""
    return _OFF_THE_MAILS.search(folded) is not None


def left_the_list(reading: "Reading", catalogue: Catalogue) -> None:
    """`tasa de bajas` of a campaign or of mails: those who left the list, not a subscription."""
    if not set(reading.metrics) & set(_OFF_THE_LIST) or reading.has("subscription_word"):
        return
    sent = off_the_mails(reading.folded) or named_campaigns(reading.folded, catalogue)
    if sent or "campaign" in reading.groups or any(f["field"] == "campaign" for f in reading.filters):
        reading.metrics = [_OFF_THE_LIST.get(m, m) for m in reading.metrics]
