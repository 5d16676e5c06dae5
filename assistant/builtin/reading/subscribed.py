"""Subscriptions that are counted where no measure is named: `how many subscriptions do we have running`, `active subs`."""

from assistant.builtin import patterns as re
from assistant.builtin.reading.reading import Reading
from assistant.builtin.words.gloss import Gloss
from assistant.builtin.words.match import Entry
from tools.vocabulary import Catalogue

__all__ = ["count_subscriptions", "ended_unpaid", "lasts_until", "one_off_orders", "without_own_channel"]

_HELD, _BEGUN = "active_subscriptions", "new_subscriptions"
_THEIRS = frozenset(
    "active_subscriptions new_subscriptions churned_subscriptions churn_rate mrr renewal_rate pause_rate skip_rate".split()
)
_BEGAN = frozenset(
    "started start starting began begun begin sold opened created signed taken empezaron empezo comenzaron iniciaron iniciadas "
    "arrancadas iniciadas empezadas comenzadas abiertas "
    "activadas arrancaron vendieron vendimos contrataron contratadas abrieron creadas alta".split()
)
_RUNS = frozenset(
    "active live running current going ongoing alive standing force place effect activa activas vigente vigentes vigor curso "
    "corriendo marcha vivas viva funcionando ahora mismo now currently moment total totales "
    "altogether overall exist existen".split()
)
_BESIDE = re.compile(
    r"@[dvp]\d+|,|-|how_many|how|which|show|and|or|in|of|by|from|for|with|to|on|this|live_in|performance|all_time|trend|compare|"
    r"top|worst|most|fewer|share|all|both|change|grow|fall|than|plus|exactly|subscription_word|sell|first_buy|~\S+"
)
_SIGN_UPS = ("email_signups", "list_growth")
_NOT_COUNTED = ("draft", "playbook", "advice", "definition", "save", "channel_email", "channel_sms")
_THINGS = frozenset("subscription subscriptions sub subs suscripcion suscripciones".split())
_OTHERWISE = ("customer", "who", "everyone", "contact", "draft", "playbook", "advice", "definition", "say", "save")


def count_subscriptions(reading: Reading, catalogue: Catalogue) -> None:
    """Take those that run, or began, for what is counted, where nothing says what befell them and nobody is described."""
    known = any(term.id == _HELD for term in catalogue.metrics)
    ours = not set(reading.metrics) - {_HELD, _BEGUN, "churned_subscriptions", *_SIGN_UPS}
    if not (known and ours) or reading.customer_id:
        return
    if _joins_a_plan(reading):
        reading.metrics, reading.conditions.all = [_BEGUN], []
    elif _WON_AND_LOST.search(reading.folded) and not reading.groups and not reading.has("draft", "playbook", "advice", "why"):
        _won_and_lost(reading)
    elif not reading.metrics and not reading.has(*_OTHERWISE):
        _take(reading)


def ended_unpaid(reading: Reading, catalogue: Catalogue) -> None:
    """`suscripciones que terminaron por pago fallido`: why they ended, where a payment that is late says how others stand."""
    late = {"field": "subscription_status", "op": "=", "value": "past_due"}
    reason = any(v.dimension == "cancel_reason" and v.key == "payment_failed" for v in catalogue.values)
    if reason and late in reading.conditions.all and reading.metrics == ["churned_subscriptions"]:
        reading.conditions.all = [c for c in reading.conditions.all if c != late]
        reading.filters.append({"field": "cancel_reason", "op": "=", "value": "payment_failed"})


def _joins_a_plan(reading: Reading) -> bool:
    """`altas de Little Lanterns en agosto`, `new sign-ups to the club`: subscriptions that began."""
    of_plans = any(e.of == "plan" for _, e in reading.gloss.entries("v")) or "subscription_word" in reading.line.split()
    of_plans = of_plans or any(e.id == "plan" for _, e in reading.gloss.entries("d"))
    joins = reading.has("altas", "sign_up", "first_buy", "new") or set(reading.metrics) & set(_SIGN_UPS)
    return of_plans and bool(joins) and not (set(reading.metrics) - {_HELD, _BEGUN, *_SIGN_UPS} or reading.has(*_NOT_COUNTED))


_TILL_IT_ENDS = re.compile(
    r"(?: ,)? (?:until|before|previous|to|at_most)(?: (?:~\w+|of|in|that|exclude)){0,3} (?:leaving|fall|bajas)(?= ,|$)"
)


def lasts_until(read: Gloss) -> None:
    """`how long does a subscription last before it is cancelled`: that it ends says nothing more."""
    lasting = any(e.id == "subscription_life_days" for _, e in read.entries("m"))
    lasting = lasting or re.search(r"(?<!\S)how_long(?!\S).*(?<!\S)subscription_word(?!\S)", read.line) is not None
    if not lasting or not (match := _TILL_IT_ENDS.search(read.line)):
        return
    told = set(re.findall(r"~(\w+)", match[0]))
    read.unknown = [word for word in read.unknown if word not in told]
    read.line = read.line.replace(match[0], "", 1)


def one_off_orders(line: str, read: Gloss, catalogue: Catalogue) -> str:
    """`revenue from one-off orders`: those of no subscription, where that is a way of selling; `subscribers who placed one`."""
    if "one_off_order" not in line.split():
        return line
    held = "|".join(name for name, e in read.entries("m") if e.id == _HELD) or "@none"
    kind = "(?:subscription_word|one_off_order)"
    both = rf"(?:both )?{kind} (?:(?:and|as_also|of|with|make|buy) )+{kind}"
    line = re.sub(rf"(?<!\S){both}(?!\S)", read.place(Entry("state", "hybrid", "business_model")), line)
    if re.search(rf"(?<!\S)(?:{held}|subscription_word|@s\d+) (?:\S+ )*one_off_order(?!\S)", line):
        said = "not_recorded" if re.search(r"@p\d", line) else "one_off_buy"  # since ever, and in no period
        return re.sub(r"(?<!\S)(?:(?:make|buy) )?one_off_order(?!\S)", said, line)
    channel = next((v for v in catalogue.values if v.dimension == "sales_channel" and v.key == "subscription"), None)
    if channel is None:
        return line.replace("one_off_order", "not_recorded")
    value = read.place(Entry("value", channel.key, "sales_channel"))
    people = re.search(r"(?<!\S)(?:customer|who|everyone)(?!\S)", line)
    if people and not re.search(r"(?<!\S)(?:how_many|by|share)(?!\S)", line):
        return line.replace("one_off_order", "not_recorded")  # a list of those who did: no condition says so
    if people:
        return re.sub(r"(?<!\S)(?:(?:make|buy|with) )?one_off_order(?!\S)", f"exclude {value}", line)
    orders = "" if re.search(r"@m\d+ (?:from|of|in|by|with|on) one_off_order", line) else read.place(Entry("metric", "orders"))
    line = re.sub(r"(?<= )(?:from|of|in|by|with|on) (?=one_off_order)", "", line) if not orders else line
    return line.replace("one_off_order", f"{orders} exclude {value}".strip(), 1)


def _take(reading: Reading) -> None:
    if _of_things(reading):
        reading.metrics, reading.conditions.all = [_HELD], []
    elif not reading.conditions.all and _counted(reading):
        begun = any(mark.text in _BEGAN for mark in reading.gloss.marks)
        reading.metrics = [_BEGUN if begun else _HELD]
        reading.gloss.unknown = [word for word in reading.gloss.unknown if word not in _RUNS | _BEGAN]
        reading.line, reading.rest = (_without_running(line) for line in (reading.line, reading.rest))


_WON = r"(?:gain\w*|w[io]n(?! (?:\w+ )?back)|added|sign\w* up|ganamos|ganad[oa]s?|sumamos|sumado|captamos|entraron|altas)"
_LOST = r"(?:los[et]|losing|cancelled|canceled|perdimos|perdid[oa]s?|perdieron|bajas|se fueron)"
_THEM = r"(?:subscri\w+|subs|suscri\w+|members|soci[oa]s|miembros|abonad[oa]s)"
_WON_AND_LOST = re.compile(
    rf"\b{_THEM}\b.{{0,50}}\b{_WON}\b.{{0,60}}\b{_LOST}\b|"
    rf"\b(?:new|nuev[oa]s)\b.{{0,15}}\b{_LOST}\b.{{0,10}}\b{_THEM}\b|"
    rf"\b(?:subscri\w+|subs|suscri\w+) nuev[oa]s\b.{{0,15}}\bperdid[oa]s\b|"
    rf"\b{_LOST}\b.{{0,25}}\b{_THEM}\b.{{0,40}}\b{_WON}\b"
)


def _won_and_lost(reading: Reading) -> None:
    """`did we lose more subscribers than we gained in May`: those that began and those that ended."""
    named = re.findall(r"@p(\d+)", reading.line)
    if reading.comparison.period is None and len(named) == 1:
        reading.comparison.period = reading.periods.mentions[int(named[0])].expression
    reading.comparison.compare_to = None
    reading.metrics, reading.conditions.all = [_BEGUN, "churned_subscriptions"], []
    reading.rest = reading.line = " ".join(w for w in reading.line.split() if w.startswith(("@p", "@v", "in", "of")))
    reading.gloss.unknown = []


def without_own_channel(reading: Reading) -> None:
    """`motivos de cancelación de suscripción`: what is only of subscriptions is not sold in their channel."""
    theirs = any(m in _THEIRS for m in reading.metrics) or "cancel_reason" in reading.groups
    if theirs:
        channel = {"field": "sales_channel", "op": "=", "value": "subscription"}
        reading.filters = [f for f in reading.filters if f != channel]


def _of_things(reading: Reading) -> bool:
    """`active subs on Tea Monthly`, where `active subscribers` are people."""
    running = {"field": "subscription_status", "op": "=", "value": "active"}
    named = [name for name, e in reading.gloss.entries("s") if (e.of, e.id) == ("subscription_status", "active")]
    said = {mark.text for mark in reading.gloss.marks if mark.meaning in named}
    return reading.conditions.all == [running] and bool(said & _THINGS) and said <= _THINGS | _RUNS


def _counted(reading: Reading) -> bool:
    words = reading.rest.split()
    spare = [word for word in words if not _BESIDE.fullmatch(word) or (word[0] == "~" and word[1:] not in _RUNS | _BEGAN)]
    several = any(mark.meaning == "subscription_word" and mark.raw.endswith(("s", "S")) for mark in reading.gloss.marks)
    asked = "how_many" in words or bool(reading.groups) or (several and "which" not in words)
    about = len(words) > 1 or bool(reading.period)
    return "subscription_word" in words and not spare and asked and about


def _without_running(line: str) -> str:
    line = re.sub(r"(?<!\S)(?:this|live_in|performance|all_time|sell|first_buy)(?!\S)", "", line)
    return re.sub(r"\s+", " ", re.sub(r"(?<!\S)~(\S+)", lambda m: "" if m[1] in _RUNS | _BEGAN else m[0], line)).strip()
