"""What a clause says only as a whole: filters that its measures can take, home and abroad, acts that are measures."""

from typing import Any

from assistant.builtin import patterns as re
from assistant.builtin.conditions.slots import as_filter
from assistant.builtin.reading.mailings import left_the_list
from assistant.builtin.reading.reading import Reading
from assistant.builtin.words.gloss import Gloss
from assistant.builtin.words.match import Entry, Phrasebook
from tools.terms import Text
from tools.vocabulary import Catalogue

__all__ = [
    "add_home", "as_recorded", "fitting", "in_their_language", "measured_acts", "name_channel", "name_goods",
    "note_repeat_rate", "of_the_kind_named", "splittable", "stage_named", "told_apart", "without_channel",
    "without_its_city",
    "without_subscriptions", "without_today",
]  # fmt: skip


_OF_EMAILS = frozenset(("open_rate", "click_to_open_rate", "messages_opened"))


def without_channel(reading: "Reading") -> None:
    """`open rate of our emails`: only emails are opened, so the channel says nothing more."""
    if reading.metrics and set(reading.metrics) <= _OF_EMAILS:
        email = ("channel", "acquisition_channel")
        reading.filters = [f for f in reading.filters if not (f["field"] in email and f["value"] == "email" and f["op"] == "=")]


def add_home(reading: "Reading", book: Phrasebook) -> None:
    """`abroad`, `domestic`: seen from the country that most customers of the shop live in."""
    if book.home is None or not reading.has("abroad", "at_home"):
        return
    away, named = reading.has("abroad"), [f for f in reading.filters if f["field"] == "country"]
    if away and named and all(f["op"] in ("!=", "not_in") for f in named):
        left_out = [v for f in named for v in (f["value"] if isinstance(f["value"], list) else [f["value"]])]
        reading.filters = [f for f in reading.filters if f not in named]
        reading.filters.append(as_filter("country", True, list(dict.fromkeys([*left_out, book.home]))))
        return
    if named:
        return
    reading.filters.append(as_filter("country", away, [book.home]))
    reading.notes.append(
        Text(f"I read *abroad* as outside {book.home}", f"Leo *extranjero* como fuera de {book.home}")
        if away
        else Text(f"I read *domestic* as {book.home}", f"Leo *nacional* como {book.home}")
    )


def without_its_city(reading: Reading) -> None:
    """`the Bristol shop (Bristol store)`: the place in the name of where it was sold is not where customers live."""
    sold = [str(f["value"]).lower() for f in reading.filters if f["field"] == "sales_channel" and f["op"] == "="]
    for name, entry in [*reading.gloss.entries("v")]:
        if entry.of == "city" and any(entry.id.lower() in channel for channel in sold):
            reading.filters = [f for f in reading.filters if (f["field"], f["value"]) != ("city", entry.id)]
            lines = (reading.line, reading.rest, reading.gloss.line)
            reading.line, reading.rest, reading.gloss.line = (re.sub(rf"(?<!\S){name}(?!\S)", "", line) for line in lines)
            del reading.gloss.table[name]


_STOCKS = frozenset(("mrr", "active_subscriptions", "nps"))


_OF_LANGUAGE = re.compile(r"(?<!\S)((?:customer|contact|everyone|@[ms]\d+)(?: new)?) in_language_(en|es)(?!\S)")
_CALLED = {"en": Text("English", "inglés"), "es": Text("Spanish", "español")}


def in_their_language(reading: "Reading", catalogue: Catalogue) -> None:
    """`new customers in English`: those whose language it is, where nothing is written to them."""
    match = _OF_LANGUAGE.search(reading.rest)
    if match is None or reading.has("draft", "campaign", "playbook", "advice", "say", "export_it", "save"):
        return
    people = match[1].split()[0]
    entry = reading.gloss.table.get(people)
    known = any(v.dimension == "language" and v.key == match[2] for v in catalogue.values)
    if not known or (entry is not None and entry.kind == "metric" and not entry.id.endswith(("customers", "contacts"))):
        return
    reading.filters.append({"field": "language", "op": "=", "value": match[2]})
    reading.rest = reading.rest.replace(match[0], match[1], 1)
    name = _CALLED[match[2]]
    reading.notes.append(
        Text(f"I read *in {name.en}* as the customers' language", f"Leo *en {name.es}* como el idioma de los clientes")
    )


def without_today(reading: "Reading") -> None:
    """`MRR today`: what stands at the end of the data is what stands now."""
    now = reading.comparison.period == "today" and not (reading.comparison.asked or reading.groups)
    if now and reading.metrics and set(reading.metrics) <= _STOCKS:
        reading.comparison.period = None


def name_goods(reading: "Reading", book: Phrasebook) -> None:
    """Says which product a part of a name was read as."""
    names = {key: name for name, key in book.products.items()} if reading.gloss.goods else {}
    for written, keys in reading.gloss.goods.items():
        name = names[keys[0]].upper()
        reading.notes.append(Text(f"I read *{written}* as the product {name}", f"Leo *{written}* como el producto {name}"))


_REPEAT_RATE = re.compile(r"\b(?:repeat rate|(?:tasa|indice|ratio) de repeticion)\b")


def note_repeat_rate(reading: "Reading") -> None:
    """Says that the repeat rate of a period is read as the share of those who had bought before it."""
    if "returning_customer_rate" in reading.metrics and (said := _REPEAT_RATE.search(reading.folded)):
        en = f"I read *{said[0]}* of a period as the share of its customers who had ordered before it"
        es = f"Leo *{said[0]}* de un periodo como la parte de sus clientes que ya habían comprado antes"
        reading.notes.append(Text(en, es))


_SOLD = re.compile(r"\b(?:sales|sold|sells?|selling|ventas?|vend\w+)\b")
_WON_THROUGH = re.compile(
    r"\b(?:acquisition|marketing|traffic|acquired|came|won|adquisicion|captacion|captad\w+|trafico|llegaron|vinieron|origen|source)\b"
)


def of_the_kind_named(read: Gloss) -> None:
    """`the WhatsApp sales channel`: a name that stands for several things is the one of the kind beside it."""
    for first, second in re.findall(r"(?<!\S)(?=(@[vd]\d+) (@[vd]\d+))", read.line):
        value, kind = (first, second) if first.startswith("@v") else (second, first)
        if value.startswith("@v") and kind.startswith("@d") and read.table[value].of != read.table[kind].id:
            meant = next((e for e in read.others.get(value, ()) if e.of == read.table[kind].id), None)
            if meant is not None:
                read.table[value] = meant


def stage_named(read: Gloss) -> None:
    """`stage = conversion`: the stage of that name, not the rate."""
    stage = "|".join(name for name, e in read.entries("d") if e.id == "stage") or "@none"
    match = re.search(rf"(?<!\S)(?:{stage}) (?:exactly|in|of|is) (@m\d+)(?!\S)", read.line)
    if match is not None and any(m.meaning == match[1] and m.text == "conversion" for m in read.marks):
        read.line = read.line.replace(match[0], read.place(Entry("state", "conversion", "stage")), 1)


def name_channel(reading: "Reading", catalogue: Catalogue) -> None:
    """`sales by channel` are split by where they were sold; `channel` is else where customers came from. Either is said."""
    both = {"sales_channel", "acquisition_channel"} <= {t.id for t in catalogue.dimensions}
    left_the_list(reading, catalogue)
    _sent_through(reading, catalogue)
    bare = re.search(r"\b(?:channels?|canal(?:es)?)\b", reading.folded) and not re.search(
        r"\b(?:sales channels?|canal(?:es)? de venta)\b", reading.folded
    )
    split = [t.dimensions for t in catalogue.metrics if t.id in reading.metrics]
    sold = (split or reading.has("sell")) and all(not dims or "sales_channel" in dims for dims in split)
    if not (both and bare and sold) or "acquisition_channel" not in reading.groups or _WON_THROUGH.search(reading.folded):
        return
    if not _SOLD.search(reading.folded):
        return
    reading.groups = ["sales_channel" if g == "acquisition_channel" else g for g in reading.groups]
    reading.notes.append(
        Text("I read *channel* as the sales channel: where it was sold", "Leo *canal* como el canal de venta: dónde se vendió")
    )


def _sent_through(reading: "Reading", catalogue: Catalogue) -> None:
    """`messages sent by channel` are split by how they went out, where nobody speaks of how customers came."""
    allowed = [t.dimensions for t in catalogue.metrics if t.id in reading.metrics]
    sent = bool(allowed) and all("channel" in dims for dims in allowed)
    if sent and not _CAME_THROUGH.search(reading.folded):
        reading.groups = list(dict.fromkeys("channel" if g == "acquisition_channel" else g for g in reading.groups))


_CAME_THROUGH = re.compile(
    r"\b(?:acqui\w+|sources?|origen|origin|captaci\w+|captad\w+|capto|procedencia|came (?:from|through)|won through|llegaron)\b"
)


def fitting(reading: "Reading", catalogue: Catalogue) -> list[dict[str, Any]]:
    """The filters in the dimension that the metrics have: `email` is how a message went out, and visits are the web's."""
    allowed = {t.id: t.dimensions for t in catalogue.metrics}
    of_messages = bool(reading.metrics) and all("channel" in allowed.get(m, ()) for m in reading.metrics)
    of_visits = bool(reading.metrics) and not any("sales_channel" in allowed.get(m, ()) for m in reading.metrics)
    sent_by = {v.key for v in catalogue.values if v.dimension == "channel"}
    said = set(re.findall(r"channel_\w+", reading.line))
    found: list[dict[str, Any]] = [
        as_filter("channel", False, [kind])
        for kind in sorted(sent_by)
        if of_messages and len(sent_by) > 1 and reading.has(f"channel_{kind}") and said == {f"channel_{kind}"}
    ]
    for one in reading.filters:
        if of_messages and one["field"] == "acquisition_channel" and one["value"] in sent_by:
            found.append({**one, "field": "channel"})
        elif not (of_visits and ((one["field"] == "sales_channel" and _only_there(one["value"])) or _boxes(one, reading))):
            found.append(one)
    return _either_channel(reading, found, sent_by) if of_messages else found


_BOTH_CHANNELS = re.compile(
    r"(?<!\S)(?:channel_\w+|@v\d+)(?: (?:or|and|compare|as_also|than|more_than|,))+ (?:channel_\w+|@v\d+)(?!\S)"
)


def _either_channel(reading: "Reading", filters: list[dict[str, Any]], known: set[str]) -> list[dict[str, Any]]:
    """`do emails or texts get the better click rate`: both channels, one set against the other."""
    named = [kind for kind in re.findall(r"(?<!\S)channel_(\w+)", reading.line) if kind in known]
    named += [str(f["value"]) for f in filters if f["field"] == "channel" and f["op"] == "="]
    several = list(dict.fromkeys(named))
    if len(several) < 2 or not _BOTH_CHANNELS.search(reading.line):
        return filters
    if reading.groups == ["campaign"] and not reading.has("campaign") and reading.has("or", "compare", "than"):
        reading.groups = []  # no mailing is chosen, but a way to send
    return [*(f for f in filters if f["field"] != "channel" or f["op"] != "="), as_filter("channel", False, several)]


def _only_there(value: Any) -> bool:
    return str(value).casefold() in ("web", "subscription")


_OF_SUBSCRIPTIONS = re.compile(r"\b(?:subscri\w+|suscri\w+)\b")


def _boxes(one: dict[str, Any], reading: "Reading") -> bool:
    """`MRR from the subscription boxes`: the goods that subscriptions are of, where only subscriptions are measured."""
    subscribed = set(reading.metrics) <= {"mrr", "active_subscriptions", "churn_rate", "new_subscriptions"}
    beside = any(
        entry.id == one["value"] and re.search(rf"(?<!\S){name} subscription_word(?!\S)", reading.line)
        for name, entry in reading.gloss.entries("v")
    )  # `plant box subscriptions`
    named = beside or bool(_OF_SUBSCRIPTIONS.search(str(one["value"]).casefold()))
    return one["field"] == "category" and subscribed and named


def splittable(metrics: list[str], groups: list[str], catalogue: Catalogue) -> list[str]:
    """The metrics that can be split so: `el cupón que se usó en más pedidos` counts orders, not how often an app is used."""
    allowed = {t.id: set(t.dimensions) for t in catalogue.metrics}
    if metrics == ["revenue"] and "campaign" in groups and "attributed_revenue" in allowed:
        return ["attributed_revenue"]  # what a campaign brought is attributed to it
    fit = [m for m in metrics if not allowed.get(m) or allowed[m] >= set(groups)]
    return fit if fit and len(metrics) > 1 else metrics


def as_recorded(groups: list[str], catalogue: Catalogue) -> list[str]:
    """`by how they found us`: by the channel they came through, where no source of a referral is known."""
    known = {value.dimension for value in catalogue.values}
    if "referral_source" not in groups or "referral_source" in known or "acquisition_channel" not in known:
        return groups
    return list(dict.fromkeys("acquisition_channel" if g == "referral_source" else g for g in groups))


def without_subscriptions(reading: "Reading", catalogue: Catalogue) -> None:
    """`coffee sales leaving out subscriptions`: a way of selling, where another measure is asked for."""
    excluded = re.search(r"(?<!\S)(?:exclude|not) (@m\d+)(?!\S)", reading.rest)
    sold = any(v.dimension == "sales_channel" and v.key == "subscription" for v in catalogue.values)
    if excluded is None or not sold or len(reading.metrics) < 2:
        return
    if reading.gloss.table[excluded[1]].id == "active_subscriptions":
        reading.metrics = [m for m in reading.metrics if m != "active_subscriptions"]
        reading.filters.append({"field": "sales_channel", "op": "!=", "value": "subscription"})


_APART = re.compile(r"\b(?:respectively|respectivamente|each of them|each one|one by one|cada un[oa]|un[oa] por un[oa])\b")


def told_apart(reading: "Reading") -> None:
    """`the share of orders from web, app and store respectively`: each of them."""
    several = [f["field"] for f in reading.filters if f["op"] == "in"]
    if len(several) == 1 and reading.metrics and not reading.groups and _APART.search(reading.folded):
        reading.groups = several
    mailings = reading.has("campaign") and {"open_rate", "click_rate", "unsubscribe_rate", "bounce_rate"} & set(reading.metrics)
    if mailings and not reading.groups and not several and _APART.search(reading.folded):
        reading.groups = ["campaign"]  # `the click rate of our campaigns, one by one`


def measured_acts(reading: "Reading") -> None:
    """`what part of sales was returned` is a rate, not the people who did it; those lost are what `subscribers lost` counts."""
    if (
        reading.has("share")
        and reading.has("open_mail")
        and {"did": "clicked"} in reading.conditions.all
        and not reading.metrics
    ):
        reading.metrics, reading.conditions.all, reading.conditions.behaviour = ["click_to_open_rate"], [], False
    paused = {"field": "subscription_status", "op": "=", "value": "paused"}
    if reading.has("share") and reading.conditions.all == [paused] and reading.has("subscription_word") and not reading.metrics:
        reading.metrics, reading.conditions.all, reading.conditions.behaviour = ["pause_rate"], [], False
        reading.gloss.line = reading.line = re.sub(r"(?<!\S)@s\d+(?!\S)", "", reading.line)  # it is the measure's own
    if reading.metrics == ["coupon_orders"] and any(f["field"] == "coupon" and f["op"] == "=" for f in reading.filters):
        reading.metrics = ["orders"]  # `orders carrying the code HOLA10`
    if reading.metrics == ["churned_subscriptions"]:
        gone = (
            {"field": "health", "op": "=", "value": "lapsed"},
            {"field": "subscription_status", "op": "=", "value": "ended"},
        )
        reading.conditions.all = [c for c in reading.conditions.all if c not in gone]  # who was lost is the measure itself
    _measured_visits(reading)
    _of_newcomers(reading)
    subscribed = {"field": "subscription_status", "op": "=", "value": "active"}
    people = reading.has("customer", "who", "everyone", "show")
    counted = reading.has("how_many") or _BARE_SUBSCRIBERS.search(reading.folded)
    if reading.conditions.all == [subscribed] and counted and not people and not reading.metrics:
        reading.metrics, reading.conditions.all = ["active_subscriptions"], []
    if {"did": "refunded"} in reading.conditions.all and _NET.search(reading.folded):
        reading.conditions.all = [c for c in reading.conditions.all if c != {"did": "refunded"}]
    gave_back = reading.conditions.all and all(c.get("did") == "refunded" for c in reading.conditions.all)
    listed = reading.has("who", "show", "which", "top", "most", "how_many")
    ranked = reading.groups and reading.groups != ["customer"] and reading.has("most", "top", "worst", "fewer")
    if gave_back and not reading.metrics and (ranked or (reading.has("how_much") and not listed and not reading.groups)):
        when = next((c["period"] for c in reading.conditions.all if c.get("period")), None)
        reading.comparison.period = reading.comparison.period or when
        reading.metrics, reading.conditions.all, reading.conditions.behaviour = ["refunds"], [], False
    returned = all(c.get("did") == "refunded" for c in reading.conditions.all) and reading.conditions.all
    if returned and reading.has("share") and reading.metrics == ["revenue"]:
        when = next((c["period"] for c in reading.conditions.all if c.get("period")), None)
        reading.comparison.period = reading.comparison.period or when
        reading.metrics, reading.conditions.all, reading.conditions.behaviour = ["refund_rate"], [], False


_BARE_SUBSCRIBERS = re.compile(
    r"^\W*(?:active|current|live) (?:subscribers|subs)\W+(?:right now|now|today|as of today|at the moment|currently)\W*$|"
    r"^\W*(?:suscriptores|abonados) (?:activos|actuales|vigentes)\W+(?:ahora|ahora mismo|hoy|a dia de hoy|al dia de hoy)\W*$"
)  # `active subscribers now?`, where without a time they are listed


def _of_newcomers(reading: "Reading") -> None:
    """`the second order rate of people who first bought in Q4`: the rate is of newcomers, and their period is its own."""
    if not (reading.metrics and all(m.startswith("second_order_rate") for m in reading.metrics)):
        return
    new = {"field": "new_or_returning", "op": "=", "value": "new"}
    reading.filters = [f for f in reading.filters if f != new]
    first = [c for c in reading.conditions.all if c.get("field") == "first_order_on"]
    named = re.findall(r"@p(\d+)", reading.line)
    if first and len(first) == len(reading.conditions.all) and len(named) == 1 and not reading.comparison.period:
        reading.comparison.period = reading.periods.mentions[int(named[0])].expression
        reading.conditions.all, reading.conditions.behaviour = [], False


_VISITS_WITH = {"added_to_cart": "add_to_cart_rate", "checked_out": "checkout_rate"}


def _measured_visits(reading: "Reading") -> None:
    """`how many visits added something to the cart`: visits are counted, not the people who made them."""
    did = [c.get("did") for c in reading.conditions.all] or (["added_to_cart"] if reading.has("add_cart") else [])
    if reading.metrics == ["site_visits"] and len(did) == 1 and did[0] in _VISITS_WITH:
        dated = next((c["period"] for c in reading.conditions.all if "period" in c), None)
        reading.comparison.period = reading.comparison.period or dated
        reading.metrics = [_VISITS_WITH[str(did[0])]]
        reading.conditions.all, reading.conditions.behaviour = [], False


_NET = re.compile(
    r"\b(?:subtract\w*|deduct\w*|minus|less|net of|take off|taking off|rest\w+|quit\w+|descont\w+|menos)\b.{0,20}"
    r"\b(?:what|everything|lo que|todo lo que)\b.{0,20}\b(?:sent back|returned|gave back|dev\w+)"
)  # what ranks by value is net of returns already
