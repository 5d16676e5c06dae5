"""Which of the meanings of a phrase is the one meant, by the words before it and by what was read so far."""

from collections.abc import Callable, Mapping

from assistant.builtin.words.match import Entry
from assistant.builtin.words.normalise import fold

__all__ = ["before_channel", "before_language", "choose", "named_behind", "people_of", "set_against", "sold_in"]

_PLACE_CUES = frozenset("in from of live_in outside exclude for only to and or with by".split())
_CHANNEL_CUES = frozenset("from with until by first_buy in of only exclude ratio as_also more_than less_than".split())
_VERBAL = frozenset("not customer who everyone them to likely but first_buy contact and since_ago".split())
_OF_SALES = frozenset(("revenue", "orders", "average_order_value", "units"))
_OF_ENDED = ("churned_subscriptions", "churn_rate")
_KIN = {"sales_channel": "acquisition_channel", "acquisition_channel": "sales_channel"}  # both are called `channel`
_TIME_UNITS = ("day", "week", "month", "quarter", "year")
_RANKING = ("which", "top", "worst", "most", "show")


def _dimension_before(out: list[str], table: Mapping[str, Entry]) -> str:
    """The dimension that was just named, whose value may follow: `country Spain`, `idioma es`."""
    last = out[-1] if out else ""
    if last in _SAYING and (behind := [word for word in out if word not in _SAYING]) and behind[-1].startswith("@d"):
        last = behind[-1] if table[behind[-1]].id == "language" else last  # `language = en`
    return table[last].id if last.startswith("@d") else ""


_SAYING = ("exactly", "to", "in", "how", "of", "~es")
_LANGUAGE_WORDS = frozenset("language languages idioma idiomas lengua lenguas".split())
_AS_THEIR = frozenset(
    "as their the his her its como su de el la set for main first preferred native principal materno own".split()
)


def before_language(entries: list[Entry], following: list[str], of_people: Callable[[list[str]], bool]) -> Entry | None:
    """`English as their language`, `English-language customers`: a word that is also a people or a thing is the language."""
    own = next((e for e in entries if e.kind == "value" and e.of == "language"), None)
    if following[:1] == ["-"] and following[1:2] and following[1] in _LANGUAGE_WORDS:
        return own if of_people(following[2:3]) else None
    after = next((token for token in following[:4] if token not in _AS_THEIR), "")
    return own if own is not None and after in _LANGUAGE_WORDS else None


def _of_things(phrase: tuple[str, ...], out: list[str]) -> bool:
    several = phrase[-1].endswith("s") and (out[-1] == "by" or out[-2:] == ["by", "of"])
    return out[-1] in _RANKING or out[-1].isdigit() or several


def _came(out: list[str], metric: Entry | None) -> bool:
    """Whether customers are said to have come from what follows."""
    led = out[-1:] == ["from"] or (out[-2:-1] in (["first_buy"], ["from"]) and out[-1] in ("by", "from", "with", "in", "of"))
    return led and metric is not None and metric.id in ("referral_rate", "referrals")


def choose(
    entries: list[Entry], phrase: tuple[str, ...], raw: list[str], at: int, out: list[str], table: Mapping[str, Entry]
) -> Entry | None:
    """The meaning of a phrase, None where it stands where none of them fits."""
    if raw == ["en"] and any(e.kind == "concept" and e.id == "in" for e in entries):
        entries = [e for e in entries if e.of != "language"]  # the `en` of `por idioma en mayo`
    dimensions = [e.id for e in entries if e.kind == "dimension"]
    own = [e for e in entries if e.kind == "value" and e.of in dimensions]  # `marketplace` is one of the channels
    if own := own or _of_the_shop(entries, phrase, out):
        return own[0]
    named = _dimension_before(out, table)
    if named == "language" and (spoken := [e for e in entries if e.kind == "value" and e.of == named]):
        return spoken[0]  # `whose language is Spanish`
    if named == "language" and len(phrase) > 1 and all(e.kind == "value" for e in entries):
        return None  # `is Spanish` says a people elsewhere
    usable = [e for e in entries if not e.weak or _cued(e, raw, at, out, named) or _why_they_ended(e, table)]
    if not usable and out[-1:] and out[-1] in _PLACE_CUES and len(raw[0]) > 1:
        usable = [e for e in entries if e.kind == "value" and e.of in ("country", "city") and len(entries) == 1]
    if len(usable) < 2:
        return usable[0] if usable else _only_channel(entries, phrase)
    sold = any(entry.kind == "metric" and entry.id in _OF_SALES for entry in table.values())
    if sold and (channel := next((e for e in usable if e.kind == "value" and e.of == "sales_channel"), None)):
        return channel  # `revenue from subscriptions` names where it was sold
    kinds = {e.kind: e for e in reversed(usable)}
    if "dimension" in kinds and kinds["dimension"].id == "product" and out and _of_things(phrase, out):
        return kinds["dimension"]  # `which six items`, `by items` are products, where `how many items` are units
    concept, metric, dimension = (kinds.get(kind) for kind in ("concept", "metric", "dimension"))
    if came_from := [e for e in usable if e.kind == "value" and e.of == "acquisition_channel" and _came(out, metric)]:
        return came_from[0]  # `customers who came by referrals`
    if concept and concept.id.endswith("worth"):
        return concept
    if concept and dimension and (dimension.id in _TIME_UNITS or (dimension.id == "segment" and out[-1:] != ["by"])):
        return concept
    if concept and dimension and concept.id == "customer":  # `how many families bought`, where `which families` are of goods
        return dimension if out[-1:] and (out[-1] in (*_RANKING, "by", "all") or out[-1][:2] in ("@v", "@n")) else concept
    if concept and dimension and concept.id in ("campaign", "average"):
        asked = out[-1:] and (out[-1] in ("by", "which", "top", "worst", "most", "show") or out[-1].startswith("@n"))
        return dimension if asked else concept
    if concept and metric:
        return _concept_or_metric(concept, metric, out)
    if "value" in kinds and "state" not in kinds:
        cued = [e for e in usable if e.kind == "value" and named]
        if cued:
            return cued[0]
        if kinds["value"].of in ("country", "city", "segment"):
            return kinds["value"]
    for kind in ("state", "metric", "dimension", "value", "field", "concept"):
        if kind in kinds:
            return kinds[kind]
    return usable[0]


def _of_the_shop(entries: list[Entry], phrase: tuple[str, ...], out: list[str]) -> list[Entry]:
    """`TikTok` where the shop tells its customers apart by it: the channel they came from, but for an ad to be written."""
    known = [e for e in entries if e.of == "acquisition_channel" and (e.id.casefold(),) == phrase]
    paid = any(e.kind == "concept" and e.id == "channel_paid_social" for e in entries)
    return known if paid and not {"draft", "the_draft", "campaign"} & set(out) else []


def _concept_or_metric(concept: Entry, metric: Entry, out: list[str]) -> Entry:
    """A verb or the measure named like it: `cuántas compras` are orders, `quiénes compran` buy."""
    if concept.id == "buy":
        people = any(w in ("customer", "who", "everyone", "buy", "contact") for w in out)
        verbal = bool(out) and out[-1] in _VERBAL and (people or out[-1] not in ("and", "but"))
        return concept if verbal else metric
    if concept.id == "campaign":
        return metric  # `by copies` of a book
    if concept.id == "test_it":
        return metric if out[-1:] == ["how_many"] else concept  # `cuántas pruebas` are trials, `hacer pruebas` tests
    if concept.id == "with_offer":
        return concept if "draft" in out or "with" in out[-1:] else metric
    return metric if concept.id in ("", "worth", "grow", "show", "open_mail", "click_mail", "do_unsubscribe") else concept


_PEOPLES = {"spanish": "spain", "english": "england", "polish": "poland"}  # which are languages too
_OF_MESSAGES = ("messages_", "open_rate", "click", "email_", "unsubscribe", "review", "attributed")


def people_of(phrase: tuple[str, ...], following: list[str], book: Mapping[tuple[str, ...], list[Entry]]) -> Entry | None:
    """`Spanish orders`, `English cities`: the country, where `in Spanish` and `Spanish emails` are the language."""
    place = book.get((_PEOPLES.get(phrase[0], ""),), []) if len(phrase) == 1 else []
    country = next((e for e in place if e.of == "country"), None)
    beside = book.get(tuple(following[:2]), []) or book.get(tuple(following[:1]), []) if country else []

    def _theirs(entry: Entry) -> bool:
        measure = entry.kind == "metric" and not entry.id.startswith(_OF_MESSAGES)
        return measure or (entry.kind, entry.id) in (("dimension", "city"), ("concept", "customer"))

    return country if any(map(_theirs, beside)) else None


def before_channel(entries: list[Entry], following: list[str]) -> Entry | None:
    """`the email channel` is where customers came from, not how a message is sent."""
    if following[:1] == ["sales"]:
        following = following[1:]  # `the store sales channel`
    if not following or following[0] not in ("channel", "channels", "traffic"):
        return None
    return next((e for e in entries if e.kind == "value" and e.of in ("acquisition_channel", "sales_channel")), None)


_JOINS = (
    "vs",
    "versus",
    "v",
    "or",
    "and",
    "against",
    "contra",
    "o",
    "y",
    "frente",
    "&",
    "/",
    "como",
    "as",
    "plus",
    "but",
    "pero",
)
_ARTICLES = frozenset("the a al el la well also en in on por through via at by from de no not tambien as como".split())


def set_against(
    entries: list[Entry], following: list[str], book: Mapping[tuple[str, ...], list[Entry]], out: list[str]
) -> Entry | None:
    """`store vs web sales`, `units per order, store, 2025`: a word of no meaning here is a channel beside another, or alone."""
    own = next((e for e in entries if e.kind == "value" and e.of == "sales_channel"), None)
    if own is not None and out[-1:] == [","] and out[0].startswith("@m") and following[:1] in ([], [","]):
        return own
    if own is None or not following:
        return None

    def _another(token: str) -> bool:
        return any(e.kind == "value" and e.of == "sales_channel" and e.id != own.id for e in book.get((token,), ()))

    if following[0] in _JOINS:
        return own if _another(next((token for token in following[1:] if token not in _ARTICLES), "")) else None
    return own if following[0] in _OF_A_CHANNEL and any(map(_another, following[1:])) else None


def named_behind(entries: list[Entry], following: list[str], book: Mapping[tuple[str, ...], list[Entry]]) -> Entry | None:
    """`Regalos category`, `Gold plan`: an ordinary word that the word behind it says to be a value."""
    kinds = {e.id for e in book.get(tuple(following[:1]), ()) if e.kind == "dimension"}
    return next((e for e in entries if e.kind == "value" and e.of in kinds and e.of in _SAID_OF), None)


_SAID_OF = ("category", "plan", "product")
_OURS = frozenset("the our my this your whole entire a la el nuestra mi esta toda".split())
_SOLD = frozenset("orders sales revenue purchases takings turnover".split())


def sold_in(entries: list[Entry], before: str, following: list[str]) -> Entry | None:
    """`store orders 2025`: a word of no meaning here is the channel of what was sold, where it is not `our store`."""
    own = next((e for e in entries if e.kind == "value" and e.of == "sales_channel"), None)
    sold = following[:1] and following[0] in _SOLD
    return own if before == "-" or (before not in _OURS and sold) else None  # `in-store`


_OF_A_CHANNEL = frozenset(
    "customers buyers shoppers orders purchases yes clientes compradores pedidos compras si".split()
)  # `store customers who never ordered on the web`


def _only_channel(entries: list[Entry], phrase: tuple[str, ...]) -> Entry | None:
    """A word that is a channel of this shop and nothing else in the language."""
    channels = [e for e in entries if e.kind == "value" and e.of in ("acquisition_channel", "sales_channel", "referral_source")]
    return channels[0] if len(phrase[0]) > 2 and len(channels) == len(entries) else None


def _why_they_ended(entry: Entry, table: Mapping[str, Entry]) -> bool:
    """Whether it is a reason behind a count of subscriptions that ended: `cancelled because it was too expensive`."""
    return entry.of == "cancel_reason" and any(e.kind == "metric" and e.id in _OF_ENDED for e in table.values())


def _cued(entry: Entry, raw: list[str], at: int, out: list[str], named: str) -> bool:
    """Whether a word that is also an ordinary word stands where a value would."""
    previous = out[-1] if out else ""
    if named or entry.of == "language":
        return named in (entry.of, _KIN.get(entry.of))  # the `en` of `por país en 2025` is no language
    if entry.of == "cancel_reason":
        told = any(word.lstrip("~") in ("because", "porque", "reason", "why", "caused_by") for word in out[-2:])
        return told or "leaving" in out or "bajas" in out or any(word.startswith("@s") for word in out)
    if entry.of == "category" and raw[0].lower() != fold(raw[0]):
        return True  # `té` is a drink, `te` is a pronoun
    if entry.of in ("acquisition_channel", "sales_channel", "referral_source"):
        joined = previous in ("compare", "or", "and") and any(w.startswith("@v") for w in out)
        cued = ("from", "with", "until", "by", "first_buy", "in") if "draft" in out else _CHANNEL_CUES
        whole = "share" in out and any(w.startswith("@m") for w in out)  # `what share of revenue is subscriptions`
        return joined or whole or previous in cued or out[-2:-1] == ["first_buy"]
    capitalised = raw[0][:1].isupper() and (at > 0 or (raw[0].isupper() and len(raw[0]) > 1))
    return (capitalised and previous not in (",",)) or (previous in ("buy", "of") and len(raw[0]) > 3)
