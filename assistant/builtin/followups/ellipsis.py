"""Whether a message says less than a question of its own, so that the rest of it is the question before."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.builtin import patterns as re
from assistant.builtin.followups.bounds import bound_of, says_number, whole_unit
from assistant.builtin.followups.carried import in_scope_of
from assistant.builtin.followups.ranked_of_it import ranks_the_same
from assistant.builtin.followups.references import points
from assistant.builtin.followups.shifting import follows
from assistant.builtin.followups.widening import widened
from assistant.builtin.plan import Plan, Step, Turn
from assistant.builtin.planning.newcomers import other_days
from assistant.builtin.planning.worth import horizon
from assistant.builtin.reading.anaphora import OF_THEM, goes_on, stands_for
from assistant.builtin.reading.grouping import all_of
from assistant.builtin.reading.reading import Reading

__all__ = ["drops", "leans", "names_customers", "names_money", "names_new", "recalled", "says_cause_of_churn"]

_SLOT_WORDS = (
    "previous", "prev", "why", "the_filter", "share", "trend", "in_language_es", "in_language_en", "lifetime_horizon",
    "all_time",
)  # fmt: skip
_OPENERS = re.compile(
    r"^\W*(?:so|o sea|asi que|and|y|e|or|o|but|pero|what about|how about|now|ahora|also|tambien|same|lo mismo|igual|only|"
    r"solo|solamente|que tal|que hay de|then|entonces|ok|vale|just|instead|mejor|pero solo|and only|no,|not|sin|without|"
    r"excluding|except|drop|remove|quita|by|por|per|split|break|desglos\w*|compare|comparado|compara\w*|vs|versus|frente|respecto|make|"
    r"hazlo|haz que|pon|ponlo|en|in|for|para|from|de|del|with|con|show|ensena|top|los|las|the|which|why|por que|as|como)\b"
)

_SPLITS_IT = re.compile(
    r"^\W*(?:(?:now|then|and|ahora|luego|y|please|por favor)\W+)*"
    r"(?:(?:split|break|divide|cut|slice|separate|group) (?:it|that|this|them|those)\b|"
    r"(?:divid|dividi|separ|part|desglos|cort|abr|agrup|reparti|rompe|segment)[a-z]{0,4}?l[oae]s?\b)"
)
_CLOSER = re.compile(r"\b(?:then|so|entonces|pues)\W*$")
_AND = re.compile(r"^\W*(?:and|y|e|now|ahora|what about|how about|que hay de|que hay con|que pasa con)\b")
_PAST = re.compile(
    r"\b(?:was|were|did|had|sold|bought|came|fue|fueron|tuvimos|hubo|hicimos|vendimos|conseguimos|recibimos|se vendio|"
    r"se vendieron|compro|compraron|gastaron|gasto|hicieron|entraron|pidieron|"
    r"factur(?:aron|o|amos)|ingres(?:aron|o|amos)|sumaron|generaron|aportaron|trajeron|dejaron|brought|made|earned|spent|ordered)\b"
)
_OF_IT = re.compile(
    r"\b(?:that|this|it|those|eso|esto|ello)\b(?! (?:month|week|quarter|year|day))|"
    r"\b(?:supone|suponen|representa|representan|sale|seria|equivale|da|son|es|fue|fueron|supuso|supusieron|sumo|dio)\W*$"
)
_RELATIVE = re.compile(
    r"^\W*(?:(?:and|but|only|just|those|the ones|ones|people|customers) )*(?:who|that) (?:also )?"
    r"(?:have|haven.?t|did|didn.?t|do|don.?t|were|weren.?t|live|spent|bought|placed|never|only|came|signed|order|ordered|buy|aren.?t)\b"
)
_MONEY = re.compile(
    r"\b(?:how much (?:money |cash )?(?:is|was) (?:that|it)|in money|in (?:euros|dollars|pounds|pesos)|"
    r"cuant[oa] (?:dinero |plata |pasta |lana |guita )?"
    r"(?:es|fue|supone|supuso|son|seria|representa)(?: eso| en total)?(?=\W*$)|"
    r"en dinero|en (?:euros|dolares|libras|pesos|plata|lana|guita|pasta)|"
    r"(?:how much(?: money| cash)?|what) did (?:it|that|this|they|those|these|them)(?: all)? "
    r"(?:bring(?: in)?|make|generate|earn|come to|amount to|add up to|total)(?: us| for us)?(?=\W*$)|"
    r"cuant[oa] (?:dinero |plata |pasta |lana |guita )?(?:nos )?"
    r"(?:dej|aport|gener|sum|factur|supus|tra|represent)\w*(?: (?:eso|esos|esas|en total))?(?=\W*$))\b"
)
_WE = re.compile(r"\b(?:we|business|shop|company|trade|vamos|estamos|fuimos|nos|negocio|tienda|empresa)\b")


_IN_EACH = re.compile(
    r"\beach(?: (?:one|of (?:them|those|these)))?\W*$|"
    r"\bcada un[oa](?: de (?:ell[oa]s|es[oa]s))?\W*$"
)  # `how many reviews is that in each?`
_CHURN = frozenset(("churn_rate", "voluntary_churn_rate", "payment_churn_rate"))
_CAUSED = re.compile(r"\b(?:due|because|owing|caused|from|through|down to|por|debid\w+|causad\w+|culpa|causa|provocad\w+)\b")


def says_cause_of_churn(reading: Reading, metrics: Sequence[str]) -> bool:
    """`and due to failed payments?` after churn: that part of it, and not how many payments failed."""
    return reading.metrics == ["failed_payments"] and not _CHURN.isdisjoint(metrics) and bool(_CAUSED.search(reading.folded))


def leans(reading: Reading, standalone: Plan | None, turn: Turn, step: Step) -> bool:
    """Whether a message says less than a question of its own."""
    length = len(reading.folded.split())
    if reading.customer_id:
        return False
    if reading.groups and not reading.period and _SPLITS_IT.match(reading.folded):
        return True
    if says_cause_of_churn(reading, step.arguments.get("metrics", ())):
        return True
    if standalone is not None and standalone.intent in ("metric", "share") and stands_for(reading, step):
        return True
    of_them = reading.has("them") and _narrows_people(reading, step)
    if step.tool == "find_customers" and length <= _LONGEST_NARROWING and (of_them or narrows(reading)):
        return True
    if length > 14:
        return False
    if _of_each(reading, step) or _in_so_many(reading, step):
        return True
    if standalone is not None and standalone.intent in ("draft", "guidance", "data", "profile", "decline", "clarify"):
        return False
    slots = bool(
        reading.metrics or reading.groups or reading.filters or reading.period or reading.limit or reading.comparison.asked
        or _superlative(reading) or reading.conditions.all or reading.has(*_SLOT_WORDS) or horizon(reading)
        or reading.gloss.goods or whole_unit(reading) or bound_of(reading) or names_customers(reading) or names_new(reading)
        or names_money(reading) or reading.has("before") or follows(reading) or says_number(reading)
        or all_of(reading.line, reading.gloss) or other_days(reading, step.arguments.get("metrics", ()))
    )  # fmt: skip
    if not slots:
        return False
    counts = names_customers(reading) and step.tool == "query_metrics"
    if counts or _narrows_people(reading, step) or _measures_it(reading) or _cuts_groups(reading, step):
        return True
    if reading.continued or (_superlative(reading) and not reading.has("customer", "who")):
        return True
    if _of_that(reading, step) or (_OPENERS.match(reading.folded) and not _complete(reading)):
        return True
    return standalone is None or not _complete(reading)


_IN_SO_MANY = re.compile(r"(?:and |, )*in how_many @m\d+(?: ,)*$")


def _in_so_many(reading: Reading, step: Step) -> bool:
    """`in how many orders?` after the units of a product: the orders with it."""
    goods = any(f["field"] in ("product", "category") for f in step.arguments.get("filters", ()))
    return goods and reading.metrics == ["orders"] and _IN_SO_MANY.match(reading.line) is not None


def _of_each(reading: Reading, step: Step) -> bool:
    """`how many orders is that in each?` after a split: another measure of its groups."""
    grouped = bool(step.arguments.get("group_by")) and not reading.groups
    return grouped and bool(reading.metrics) and _IN_EACH.search(reading.folded) is not None


_FROM_THAT = re.compile(
    r"\b(?:is|was|are|were) (?:that|this|it|those|these)(?: (?:from|based on|out of|over|in total|in all))*\W*$|"
    r"\b(?:are we (?:talking(?: about)?|looking at)|does that (?:mean|make|come to)|(?:estamos )?habla(?:mos|ndo)|se trata|"
    r"nos referimos)\W*$|"
    r"\b(?:son|eran|fueron|es eso|son esas|son esos|hay detras|hay ahi)\W*$|"
    r"^\W*(?:(?:and|y|but|pero) )?(?:with|from|on|over|based on|out of|across|con|de|sobre|en|entre|"
    r"(?:calculad[oa]|basad[oa]|sacad[oa]) (?:con|en|de|sobre)|a partir de) (?:how many|cuant[oa]s)\b(?:\W+\w+){1,3}\W*$"
)


def _of_that(reading: Reading, step: Step) -> bool:
    """`how many reviews is that from?` after a product's rating: of that product."""
    alone = len(reading.metrics) == 1 and not (reading.groups or reading.filters or reading.conditions.all or reading.period)
    said = _FROM_THAT.search(reading.folded) or _reviews_of_it(reading, step)
    if not (alone and step.arguments.get("filters") and said):
        return False
    reading.gloss.unknown = [word for word in reading.gloss.unknown if word not in said[0]]
    reading.strays = [stray for stray in reading.strays if not set(stray.words) <= set(said[0].split())]
    return True


def _reviews_of_it(reading: Reading, step: Step) -> re.Match[str] | None:
    """`how many reviews?` after an average rating, with nothing else said."""
    rated = step.arguments.get("metrics") == ["average_rating"] and reading.metrics == ["review_volume"]
    return re.fullmatch(r"\W*(?:(?:and|y) )?(?:how many|cuant[oa]s)(?:\W+\w+){1,2}\W*", reading.folded) if rated else None


_LONGEST_NARROWING = 20
_POLITE = (
    r"(?:(?:please|por favor|porfa|ok|vale|now|ahora|and|y|but|pero|then|entonces|can you|could you|let.?s|just|podria\w*|"
    r"puedes|me|no|so),? )*"
)
_NARROWS = re.compile(
    rf"\W*{_POLITE}(?:only|just|narrow\w*|filter|restrict|limit|reduce|keep|leave (?:only|just)|solo|solamente|unicamente|"
    rf"nada mas|filtr\w+|reduc\w+|restring\w+|limit\w+|acot\w+|qued\w+|dej[ae]\w*)\b(?!.*\b(?:how many|cuant[oa]s)\b)|"
    r".*\b(?:narrow|restrict|limit|filter|reduce|cut) (?:it|that|this|them|the list)\b"
)
_DROPS = re.compile(
    rf"\W*{_POLITE}(?:leave out|exclude|drop|remove|take out|without|skip|quit[ae]\w*|excluy\w+|"
    r"saca\w*|descart\w+|elimina\w*|sin)\b"
)


def narrows(reading: Reading) -> bool:
    """`only those who spent over 200`, `leave out everyone who ...`: said of the list before."""
    whom = bool(reading.conditions.all) and not reading.groups
    return whom and bool(_NARROWS.match(reading.spelt) or drops(reading))


def drops(reading: Reading) -> bool:
    """`leave out everyone who has spent 200 or less`: one condition, and those that meet it go."""
    only = reading.conditions.all[0] if len(reading.conditions.all) == 1 else {"negated": True}
    told = only.get("negated") or only.get("op") == "!="  # `without those who returned`: read with its `not`
    return not told and bool(_DROPS.match(reading.folded))


def names_customers(reading: Reading) -> bool:
    """`and customers?`, `how many customers?`: the number of customers of what was asked before."""
    named = set(reading.metrics) - {"customers"} or reading.groups or reading.filters or reading.conditions.all
    asked = reading.has("how_many") or bool(_AND.match(reading.folded))
    said = reading.has("customer") or reading.metrics == ["customers"]
    return bool(asked and not named and said and len(reading.folded.split()) <= 5 and not reading.has("which", "top"))


def names_money(reading: Reading) -> bool:
    """`how much money is that?`, `¿cuánto dinero es?`: the same in money."""
    return not (reading.metrics or reading.groups or reading.conditions.all) and bool(_MONEY.search(reading.folded))


def names_new(reading: Reading) -> bool:
    """`and the new ones?`, `¿y los nuevos?`."""
    named = reading.metrics or reading.groups or reading.filters or reading.conditions.all or reading.period
    return not named and reading.has("new") and len(reading.folded.split()) <= 4


_BUSINESS = ("sell", "buy", "spend", "earn", "hold", "make", "top", "most", "worst", "fewer", "customer", "who")


def recalled(reading: Reading, standalone: Plan | None, step: Step, inner: bool = False) -> Plan | None:
    """`how many orders was that?`, `which products sold best?`: told of the past, with no period but the one spoken of.

    Args:
        inner: whether it is a later question of one message, such as `..., and how much revenue?`.
    """
    own = standalone.steps[-1] if standalone is not None and len(standalone.steps) == 1 else None
    if standalone is None or own is None or own.tool != "query_metrics" or _of_each(reading, step):
        return None
    dated = [c["period"] for c in step.arguments.get("rule", {}).get("all", ()) if "period" in c]
    if step.tool == "find_customers" and len(dated) == 1 and _AND.match(reading.folded) and reading.metrics:
        return replace(standalone, steps=(Step(own.tool, {"period": dated[0], **own.arguments}),))
    if inner and goes_on(reading, step):
        return replace(standalone, steps=(in_scope_of(own, step),))
    undated = "period" not in step.arguments
    if step.tool != "query_metrics" or stands_for(reading, step) or (undated and not step.arguments.get("filters")):
        return None
    pointed = reading.periods.pointed
    named = ("period" in own.arguments and not pointed) or reading.conditions.all or reading.has("all_time", "performance")
    ranks_it = _RANKS_IT.search(reading.folded) is not None
    if reading.groups and not reading.metrics and (ranks_it or not reading.has(*_BUSINESS)):
        return None  # `what was it per category?`, `which category had it highest?`: the last measure
    of_it = bool(reading.metrics and _OF_IT.search(reading.folded))
    told = of_it or (not undated and _PAST.search(reading.folded) is not None)
    told = told or (not undated and _THE_MEASURE.fullmatch(reading.folded) is not None and _of_a_time(reading))
    told = told or (not undated and _WITH_WHAT.match(reading.folded) is not None)
    told = told or {*reading.metrics, *step.arguments["metrics"]} == {"revenue", "net_revenue"}  # `what's the gross figure?`
    told = (
        told or ranks_the_same(own, step) or (not undated and _TOO.search(reading.folded) is not None and _of_a_time(reading))
    )
    ranked = "group_by" in step.arguments and re.match(
        r"(?:(?:and|as_also|now) )*by @m\d", reading.line
    )  # `and by units sold?`
    if named or ranked or not (pointed or (told and len(reading.folded.split()) <= 10)):
        return None
    spoken = Step(step.tool, {**step.arguments, "filters": widened(reading, step)})
    return replace(standalone, steps=(in_scope_of(own, spoken),))


_TOO = re.compile(r"\b(?:too|also|as well|tambien|ademas)\b")


_WITH_WHAT = re.compile(
    r"\W*(?:(?:and|y|ok|vale)\W+)*(?:with|at|by|from|con|a|por|de) (?:what|which|how (?:many|much)|que|cual\w*|cuant[oa]s?)\b"
)
_RANKS_IT = re.compile(
    r"\b(?:high(?:est|er)|low(?:est|er)|(?:mas (?:alt|baj)|mayor|menor)(?:[oa]s?|es)?)(?: (?:in|for|on|at|then|there))*\W*$"
)
_THE_MEASURE = re.compile(
    r"\W*(?:(?:and|so|ok|y|vale|then|entonces)\W+)*(?:what is|what s|whats|what.s|how (?:is|s)|cual (?:es|seria)|"
    r"(?:dime|dame|tell me|give me|show me)) (?:the|el|la|los|las) (?:[\w%-]+ ?){1,5}\W*"
)
_STOCKS = frozenset(("mrr", "active_subscriptions", "customers", "nps", "historic_value"))


def _of_a_time(reading: Reading) -> bool:
    """`what's the conversion rate?` after the visits of a month: one measure of what happens, of nothing in particular."""
    return len(reading.metrics) == 1 and not _STOCKS & set(reading.metrics) and not (reading.filters or reading.groups)


def _narrows_people(reading: Reading, step: Step) -> bool:
    """`who have not bought since May` after a list of customers: a clause about them, where a question would ask `who has`."""
    among = bool(OF_THEM.search(reading.folded))
    if step.tool == "find_customers" and among and reading.filters and not (reading.metrics or reading.groups):
        return True  # `of those, who is not in the UK?`
    if step.tool != "find_customers" or not reading.conditions.all:
        return False
    permitted = all(str(c.get("field")).startswith("consent_") for c in reading.conditions.all)
    if permitted and (reading.has("them") or not reading.has("customer", "who", "everyone", "contact")):
        return True  # `how many can we email?`
    if reading.has("them") or re.match(r"(?:(?:and|but|now|to|,|~\w+) )*(?:only|the_filter|exclude) ", reading.line):
        return True  # `only those who spent over 200`, `those of that list we may write to`
    told = not reading.text.rstrip().endswith("?") and bool(_RELATIVE.match(reading.folded))
    return told or among


def _cuts_groups(reading: Reading, step: Step) -> bool:
    """`the three with the most orders` after a split: so many of its groups, where no people are named."""
    ranked = reading.limit is not None and reading.has("most", "top", "worst", "fewer")
    named = reading.groups or reading.conditions.all or reading.has("customer", "who", "everyone")
    return bool(ranked and not named and step.arguments.get("group_by"))


def _measures_it(reading: Reading) -> bool:
    """`how does that compare with May?`, `¿qué tal frente a mayo?`: no word says of what."""
    named = reading.metrics or reading.groups or reading.filters or reading.conditions.all or reading.period
    return not named and reading.comparison.asked and not _WE.search(reading.folded)


_BARE_RANK = re.compile(
    r"\W*(?:(?:the|la|el|los|las|lo)\s+)?"
    r"(?:best|worst|highest|lowest|biggest|smallest|mejor|peor|mayor|menor|mas alt[oa]|mas baj[oa])"
    r"(?:\s+(?:one|ones|de todos|de todas|of all))?\W*"
)


def _superlative(reading: Reading) -> bool:
    """`which one was best?` about the rows of the last split."""
    length = len(reading.folded.split())
    asked = (reading.has("which") and length <= 8) or (length <= 4 and bool(_OPENERS.match(reading.folded)))
    asked = asked or bool(_BARE_RANK.fullmatch(reading.folded))
    return asked and reading.has("top", "worst", "most", "fewer") and not (reading.groups or reading.period or reading.limit)


def _several_words(reading: Reading) -> bool:
    """More than three words that say something: `orders, day by day` has three."""
    return min(len(reading.folded.split()), len(reading.line.replace(",", "").split())) > 3


def _complete(reading: Reading) -> bool:
    """Whether the words name both what is measured and, by a question word or a period, what about it."""
    subject = bool(reading.metrics) or reading.has("worth", "lifecycle", "performance", "spend", "sell", "buy", "first_buy")
    people = reading.has("customer", "who", "everyone") and (
        bool(reading.conditions.all)
        or reading.has("top", "how_many", "show")
        or (reading.has("which") and bool(reading.filters))
    )
    if _AND.match(reading.folded) and not people:
        return (
            subject
            and bool(reading.period)
            and reading.has("how_many", "how_much", "which")
            and len(reading.folded.split()) > 6
        )
    stated = reading.has("how_many") and bool(reading.conditions.all) and not reading.metrics and not points(reading)
    if people or stated:
        return True
    asked = reading.has("how_many", "how_much", "which", "show", "top", "worst", "most", "performance", "worth", "lifecycle")
    return subject and (
        asked
        or (
            len(reading.metrics) > 0
            and (bool(reading.period) or _several_words(reading))
            and not _OPENERS.match(reading.folded)
            and not _CLOSER.search(reading.folded)
        )
    )
