"""What a clause wants measured: the metrics it names, or those that its verbs and things stand for."""

from assistant.builtin import patterns as re
from assistant.builtin.planning.newcomers import set_against_each_other
from assistant.builtin.reading.reading import TIME_GROUPS, Reading
from tools.terms import Text

__all__ = ["counts_units", "measured"]


def measured(reading: Reading) -> list[str]:
    """The metrics that the clause names, in words or by what was counted."""
    metrics = list(reading.metrics)
    if reading.has("how_loyal") and metrics in ([], ["customers"]) and not reading.conditions.all:
        reading.notes.append(_LOYALTY)
        return ["repeat_purchase_rate"]
    if _costs_to_win(reading, metrics) and not reading.conditions.all:
        reading.filters = [f for f in reading.filters if f["field"] != "new_or_returning"]
        return ["blended_cac"]
    if set(metrics) <= {"revenue", "ad_spend"} and _brought_and_paid(reading):
        return ["revenue", "ad_spend"]
    if not metrics and (told := _told(reading)):
        return told
    metrics = _rate_of_returning(reading, metrics or _implied(reading))
    if not metrics and _things_returned(reading):
        metrics = ["refunds"]
    theirs = reading.has("customer", "who", "everyone") or reading.conditions.all
    paid_for = reading.has("campaign") and _SPENT_ON.search(reading.folded) and not theirs
    if paid_for and set(metrics) <= {"revenue", "historic_value"}:
        metrics = ["ad_spend"]  # `total spent on campaigns` is the shop's money
    if metrics == ["revenue"] and _SPENT_ON.search(reading.folded) and _advertised(reading):
        metrics = ["ad_spend"]
    if metrics == ["revenue"] and _counts_sales(reading):
        reading.notes.append(Text("I counted *sales* as orders", "Conté las *ventas* como pedidos"))
        metrics = ["orders"]
    if metrics == ["revenue"] and reading.has("how_many") and _of_goods(reading) and not reading.has("money_unit"):
        metrics = ["units"]
    if metrics == ["orders"] and reading.has("money_unit") and not reading.has("how_many", "more_than", "at_least"):
        metrics = ["revenue"]  # `what did our orders from Madrid add up to in euros`
    if metrics == ["customers"] and reading.has("new"):
        metrics = ["new_customers"]
    if reading.has("single_word_profit") and reading.metrics in _EARNED and metrics in (*_EARNED, ["customers"]):
        metrics = ["gross_profit"]
    if "coupon" in reading.groups and reading.has("share") and metrics == ["orders"] and not reading.has("by", "which"):
        metrics = ["coupon_rate"]
    if metrics and "customers" not in metrics and _CUSTOMERS_TOO.search(reading.line):
        first = re.search(r"(?<!\S)(?:customer|@m\d+)(?!\S)", reading.line)
        metrics = ["customers", *metrics] if first and first[0] == "customer" else [*metrics, "customers"]
    if metrics == ["ad_spend"] and re.search(r"(?<!\S)and (?:how_much|which)(?: \S+)? hold(?!\S)", reading.line):
        metrics = ["ad_spend", "revenue"]  # `what did we spend on ads, and what did it bring`
    if not reading.metrics and _when_they_buy(reading):
        metrics = ["orders"]
    if not reading.metrics:
        metrics = _judged(reading) or metrics
    return _of_new(reading, _split_new_and_returning(reading, metrics))


def _implied(reading: Reading) -> list[str]:
    """What is counted where no measure is named: the people, the money or the things that were bought."""
    if "product" in reading.groups and reading.has("buy"):
        return [_bought(reading)]  # `what do people buy most`
    metrics: list[str] = []
    rest = reading.rest
    if reading.has(
        "how_many", "how_much", "which", "show", "by", "compare", "share", "trend", "grow", "fall", "change", "most", "top"
    ):
        people = re.search(r"(?<!\S)(?:customer|everyone|who)(?!\S)", rest) and not re.search(r"sell|spend", rest)
        people = people and not (reading.groups == ["new_or_returning"] and _MUCH.search(reading.folded))
        if people:
            metrics = ["customers"]
        elif reading.has("spend") and _advertised(reading):
            metrics = ["ad_spend"]
        elif reading.has("spend", "sell", "buy"):
            metrics = [_bought(reading)]
        elif reading.has("how_many") and _of_goods(reading) and not reading.has("time") and not reading.gloss.unknown:
            metrics = ["units"]  # `how many mugs in May`
    elif re.search(r"(?<!\S)customer(?!\S)", rest):
        metrics = ["customers"]
    elif reading.has("spend", "sell"):
        metrics = ["ad_spend" if _advertised(reading) else "units" if counts_units(reading) else "revenue"]
    return metrics


_EARNED: tuple[list[str], ...] = ([], ["revenue"], ["net_revenue"])
_WON = {"new_customers", "customers", "ad_spend", "revenue_per_customer"}
_COSTS = (
    r"(?:costs?|costing|cheap\w*|most expensive|pric(?:ey|iest)|pay(?:ing)? to|cuesta\w*|costo|costaron|coste|barat\w+|"
    r"mas car[oa]s?)"
)
_WINNING = (
    r"(?:(?:win|winning|get|getting|gain|acquir\w+|land|bring(?:ing)? in|attract\w*|captar|conseguir|ganar|atraer|adquirir) "
    r"(?:\w+ ){0,2}(?:customers?|buyers?|clients?|client[ea]s?|comprador\w*)|"
    r"(?:per|each|every|por|cada) (?:new )?(?:customer|buyer|client)\b|new (?:customer|buyer|client)s?|"
    r"(?:client\w+|comprador\w*) nuev[oa]s?|nuev[oa]s? client\w+)"
)
_COST_TO_WIN = re.compile(rf"\b{_COSTS}\b.{{0,40}}\b{_WINNING}|\b{_WINNING}.{{0,25}}\b{_COSTS}\b")
_LOYALTY = Text(
    "I read *how loyal* as the share of customers who have ordered more than once",
    "Leo *cómo de fieles* como la parte de clientes que han comprado más de una vez",
)


def _costs_to_win(reading: Reading, metrics: list[str]) -> bool:
    """`what did each new customer cost us`, `ad money spent for every new customer`."""
    each_new = metrics == ["ad_spend"] and re.search(r"(?<!\S)by (?:new customer|customer new|new)(?!\S)", reading.line)
    return bool(each_new or (set(metrics) <= _WON and _COST_TO_WIN.search(reading.spelt)))


def _rate_of_returning(reading: Reading, metrics: list[str]) -> list[str]:
    """The share of customers that come back, where their number is asked as a share."""
    if metrics == ["customers"] and reading.has("share") and reading.has("come_back", "repeat_buyer"):
        return ["repeat_purchase_rate"]
    returning = {"field": "new_or_returning", "op": "=", "value": "returning"}
    if metrics in ([], ["customers"]) and reading.has("share") and returning in reading.filters and not reading.groups:
        reading.filters = [f for f in reading.filters if f != returning]
        return ["returning_customer_rate"]
    return metrics


def _told(reading: Reading) -> list[str]:
    """The measure that a turn of phrase stands for by itself."""
    if re.search(r"(?<!\S)how_many time(?: \S+){0,3} buy(?!\S)", reading.line):
        each = reading.has("average") or re.search(r"(?<!\S)by customer(?!\S)", reading.line)
        return ["orders_per_customer"] if each else ["orders"]  # `how many times did people order`
    if reading.has("new") and reading.has("how_many") and not (reading.groups or reading.conditions.all):
        return ["new_customers"]  # `nuevos de marzo, ¿cuántos?`
    if _earned(reading) and not reading.has("single_word_profit"):
        return _split_new_and_returning(reading, ["revenue"])
    if reading.has("open_mail", "click_mail"):
        return ["open_rate" if reading.has("open_mail") else "click_rate"]
    return []


def _counts_sales(reading: Reading) -> bool:
    """`how many sales did we make`: orders, unless pieces of a thing or money are meant."""
    return bool(_COUNTED_SALES.search(reading.folded)) and not (_of_goods(reading) or reading.has("money_unit"))


def _when_they_buy(reading: Reading) -> bool:
    """`which hour do people buy most` counts orders, where `how many customers bought each month` counts people."""
    counted = re.search(r"(?<!\S)how_many (?:of )?(?:customer|who|everyone)(?!\S)", reading.rest)
    when = {"hour", "weekday", *TIME_GROUPS} & set(reading.groups)
    return bool(when) and not counted and reading.has("busiest", "buy")


def _advertised(reading: Reading) -> bool:
    """`paid search spend`: what was spent there is the shop's money, where no customer is named."""
    channels = [str(f["value"]) for f in reading.filters if f["field"] == "acquisition_channel"]
    paid = any(value.startswith("paid_") or (_OURS.search(reading.folded) and value in _BOUGHT_MEDIA) for value in channels)
    return paid and not reading.has("sell", "customer", "who", "from", "first_buy")


_PAID = re.compile(
    r"\b(?:(?:we|we have|we.ve) (?:pa(?:y|id)|spen[dt]) ?(?:them|on them|for (?:them|it)|it)?|pa(?:y|id) them|cost(?:s|ed)? us|"
    r"(?:les?|nos) (?:pag|cost|cuest)\w+|(?:lo|que|cuanto|y) (?:pagamos|gastamos|invertimos))\b"
)


def _brought_and_paid(reading: Reading) -> bool:
    """`what influencers brought and what we paid them`: both sides of a channel that is bought."""
    of_channel = any(f["field"] == "acquisition_channel" for f in reading.filters) and not reading.conditions.all
    brought = reading.metrics == ["revenue"] or reading.has("hold", "earn", "sell", "make")
    both = brought and _PAID.search(reading.folded) is not None
    if not (of_channel and both and reading.has("and", "compare", ",")):
        return False
    paid = {word for match in _PAID.finditer(reading.folded) for word in match[0].split()}
    reading.gloss.unknown = [word for word in reading.gloss.unknown if word not in paid]
    return True


_BOUGHT_MEDIA = ("influencer", "influencers", "display", "affiliate", "affiliates", "tiktok", "google", "facebook", "instagram")
_OURS = re.compile(r"\b(?:we|us|our|gastamos|invertimos|gastado|invertido|gasto en|inversion en)\b")
_SPENT_ON = re.compile(
    r"\b(?:gasto|gastos|gastamos|gastado|invertimos|invertido|inversion|spend|spent|spending|invested|outlay)\b.{0,12}\b(?:en|on|in|into)\b"
)


def _earned(reading: Reading) -> bool:
    """`what did we make`, `cuánto hemos hecho`: money, where nothing else is counted."""
    brought = (
        (reading.has("how_much") or reading.has("money_unit")) and reading.has("make", "hold") and not reading.has("customer")
    )
    return reading.has("earn") or brought


def _bought(reading: Reading) -> str:
    """What a verb of buying or selling counts: pieces of a thing, orders, or money."""
    if reading.has("how_many") and (reading.has("sell") or _of_goods(reading) or "product" in reading.groups):
        return "units"
    if "product" in reading.groups and reading.has("buy") and not reading.has("spend"):
        return "units"
    placed = re.search(r"\b(?:pid(?:en|e|ieron|io|iendo)|orders?|ordered|ordering)\b", reading.folded)
    if reading.has("buy") and (reading.has("how_many") or placed) and "product" not in reading.groups:
        return "orders"
    return "units" if counts_units(reading) else "revenue"


_CUSTOMERS_TOO = re.compile(
    r"(?:^|, |and |show )customer (?:(?:,|and) )+@m\d|@m\d+ (?:(?:,|and) )+customer(?: (?:by|in|for|@p\d+|, @m\d+|and @m\d+)|$)"
)


_REVIEWED_MOST = re.compile(r"\b(?:(?:most|least)[- ]reviewed|(?:mas|menos) (?:resenad|comentad)[oa]s?)\b")
_VIEWED_MOST = re.compile(
    r"\b(?:(?:most|least)[- ](?:viewed|visited|looked at|seen|clicked)|"
    r"(?:viewed|visited|looked at|seen) (?:the )?(?:most|least|more|less)|people (?:view|look at|visit)|"
    r"(?:mas|menos) (?:vist|visitad|mirad|consultad)[oa]s?|"
    r"(?:ven|miran|visitan|consultan|vieron|miraron) (?:mas|menos))\b"
)
_RATED = re.compile(
    r"\b(?:rated|(?:best|worst|well|top|highest|lowest|better|poorly|badly)[- ]?reviewed|people rate|customers rate|"
    r"valorad[oa]s?|puntuad[oa]s?|calificad[oa]s?|(?:puntu|calific|valor)[ae]n? (?:mejor|peor|mas|menos)|"
    r"(?:mejor|peor|mas|menos) (?:se )?(?:puntu|calific|valor)an?)\b"
)


_USED = re.compile(r"\b(?:used|uses?|usage|redeem\w*|redemptions?|usad[oa]s?|usos?|us(?:o|aron|an|a)|utiliz\w+|canje\w*)\b")


def _judged(reading: Reading) -> list[str]:
    """What a word says about a thing without naming a measure: `best rated`, `most used`, the size of a cohort."""
    if _REVIEWED_MOST.search(reading.folded):
        return ["review_volume"]
    if _VIEWED_MOST.search(reading.folded):
        return ["product_views"]
    if _RATED.search(reading.folded):
        return ["average_rating"]
    used = reading.has("top", "most", "worst", "fewer") or _USED.search(reading.folded)
    of_codes = "coupon" in reading.groups or any(f["field"] == "coupon" for f in reading.filters)
    if of_codes and used and not reading.has("sell", "spend"):
        reading.gloss.unknown = [word for word in reading.gloss.unknown if not _USED.fullmatch(word)]
        return ["orders"]
    return ["new_customers"] if reading.groups == ["cohort"] and not reading.has("sell", "spend", "how_much") else []


def _of_goods(reading: Reading) -> bool:
    return any(f["field"] in ("product", "category") for f in reading.filters)


def _of_new(reading: Reading, metrics: list[str]) -> list[str]:
    """`how much did new customers spend` is money; `new customers by month` is people."""
    if reading.has("share") and (theirs := _share_of_theirs(reading, metrics)):
        return theirs
    only_new = [f for f in reading.filters if f["field"] == "new_or_returning" and f["value"] == "new" and f["op"] == "="]
    if metrics == ["new_customers"] and not reading.has("how_many") and reading.has("how_much", "spend"):
        return ["revenue_from_new"]
    returned = metrics in (["repeat_customers"], ["returning_customers"]) and not reading.has("how_many")
    if returned and reading.has("how_much", "spend", "from"):
        return ["revenue_from_returning"]
    if only_new and not reading.metrics and not reading.has("how_much", "spend", "sell"):
        return ["new_customers"]
    return metrics


def _share_of_theirs(reading: Reading, metrics: list[str]) -> list[str]:
    """`new customers' % of revenue`, `of every 100 euros, how many came from new customers`: their part of the money."""
    named = reading.metrics if len(reading.metrics) > len(metrics) else metrics
    money = "revenue" in named or reading.has("money_unit")
    people = {"new_customers": "revenue_from_new", "returning_customers": "revenue_from_returning",
              "repeat_customers": "revenue_from_returning"}  # fmt: skip
    told = [people[m] for m in named if m in people]
    others = [m for m in named if m not in people and m != "revenue"]
    if not told and named == ["revenue"] and re.search(r"(?<!\S)new customer(?!\S)", reading.line):
        told = ["revenue_from_new"]
    return told if money and len(told) == 1 and not others else []


def _things_returned(reading: Reading) -> bool:
    return bool({"product", "category"} & set(reading.groups)) and reading.conditions.all == [{"did": "refunded"}]


def counts_units(reading: Reading) -> bool:
    """Whether pieces are meant: a product that is sold most, how many of a thing were bought."""
    sold = re.search(
        r"popular|vendid|best.?sell|top.?sell|worst.?sell|superventas|"
        r"\b(?:sold|sells?|venden?|vendemos|vendimos|hemos vendido)\b",
        reading.spelt,
    )
    counted = reading.has("how_many") and reading.has("sell", "buy")
    goods = any(f["field"] in ("product", "category") for f in reading.filters)
    if goods and (counted or (re.search(r"\bvendid[oa]s\b", reading.spelt) and not reading.has("how_much", "spend"))):
        return True
    return "product" in reading.groups and bool(sold or counted) and not reading.has("spend")


_COUNTED_SALES = re.compile(
    r"\b(?:how many|number of|cuantas|numero de)(?: (?:total|individual|different))? (?:sales|ventas)\b"
)
_MUCH = re.compile(r"\b(?:how much|cuanto)\b")  # `how much of May was from new customers` is money


def _split_new_and_returning(reading: Reading, metrics: list[str]) -> list[str]:
    """`how much came from new and how much from returning customers`: revenue has a metric for each."""
    set_against_each_other(reading)
    both = {f["field"]: f for f in reading.filters}.get("new_or_returning")
    sides = [
        v for v in ("new", "returning") if both and v in (both["value"] if isinstance(both["value"], list) else [both["value"]])
    ]
    new_named = "new" in sides or "new_customers" in metrics or "revenue_from_new" in metrics
    returning_named = "returning" in sides or {"revenue_from_returning", "repeat_customers", "returning_customers"} & set(
        metrics
    )
    if new_named and returning_named and not [m for m in metrics if m not in _SPLIT and m != "customers"]:
        money = reading.metrics and {"revenue", "revenue_from_new", "revenue_from_returning"} & set(reading.metrics)
        people = reading.has("how_many") or re.search(r"\b(?:customers?|clients?|clientes?)\b", reading.folded)
        if people and not (
            money or reading.has("how_much", "spend", "sell", "from", "hold", "earn", "make") or _MUCH.search(reading.folded)
        ):
            others = [f for f in reading.filters if f["field"] != "new_or_returning"]
            reading.filters = [*others, {"field": "new_or_returning", "op": "in", "value": ["new", "returning"]}]
            return ["customers"]
        return ["revenue_from_new", "revenue_from_returning"]
    measured = [m for m in metrics if m not in _SPLIT and m != "customers"]
    if (
        new_named
        and returning_named
        and len(measured) == 1
        and (reading.has("compare", "and", "or", "by") or re.search(r"@[ms]\d+ , @[ms]\d+", reading.line))
    ):
        others = [f for f in reading.filters if f["field"] != "new_or_returning"]
        reading.filters = [*others, {"field": "new_or_returning", "op": "in", "value": ["new", "returning"]}]
        return measured  # `average order value of new customers versus returning ones`
    return metrics


_SPLIT = (
    "revenue", "revenue_from_new", "revenue_from_returning", "new_customers", "repeat_customers", "returning_customers",
)  # fmt: skip
