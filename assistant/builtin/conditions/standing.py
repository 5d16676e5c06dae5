"""Conditions on where people stand: shares of the base, chances, permissions, stage, health."""

from assistant.builtin import patterns as re
from assistant.builtin.conditions.most_valuable import take_valuable
from assistant.builtin.conditions.slots import (
    BOUND,
    DAYS,
    METRIC_FIELDS,
    NUMBER,
    OPS,
    SUM_FIELDS,
    UNIT,
    ConditionReader,
    add_span,
)
from assistant.builtin.words.match import Entry
from tools.terms import Text

__all__ = ["any_of_states", "chances", "consents", "shares", "states"]


def shares(reader: ConditionReader) -> None:
    """`top 10% of customers`, `the bottom quarter`, `customers who make 80% of revenue`, `high-value customers`."""
    found = reader.found

    def _top(match: re.Match[str]) -> bool | None:
        share = reader.number(match[2])
        if not share.percent:
            return False
        found.behaviour = True
        found.field(_ranked_by(reader, match), "bottom_share" if match[1] == "worst" else "top_share", share.value)
        return None

    reader.take(r"(top|worst|most)(?: (?:-|spend|buy))* @n(\d+)(?: (?:share|%|of))*(?: customer)?", _top)
    reader.take(
        r"@n(\d+)(?: (?:share|of|customer|with|that|who|spend|buy))* (?:top|most|worst|fewer|valuable)"
        r"(?: (?:spend|buy|valuable))?(?: customer)?",
        lambda m: _top_after(reader, m),
    )

    def _holding(match: re.Match[str]) -> bool | None:
        share = reader.number(match[1])
        if not share.percent:
            return False
        found.behaviour = True
        found.field("historic_value", "top_value_share", share.value)
        return None

    revenue = "|".join(name for name, e in reader.gloss.entries("m") if e.id in SUM_FIELDS) or "@none"
    reader.take(
        rf"(?:customer|generate|make|hold|~\w+|draft|buy|bring|hold|account|spend|share|worth|with|"
        rf"concentrate|sell|for|to|{revenue}) "
        rf"@n(\d+)(?: (?:share|of|all|all_time|in|customer))* (?:{revenue}|spend|worth|money_unit)",
        _holding,
    )
    reader.take(
        rf"@n(\d+)(?: (?:share|of|all))* (?:{revenue})(?= .*customer|$| ,)",
        lambda m: _holding(m) if re.search(r"how_many .*customer|customer .*how_many", found.line) else False,
    )

    take_valuable(reader)


def _top_after(reader: ConditionReader, match: re.Match[str]) -> bool | None:
    share = reader.number(match[1])
    if not share.percent:
        return False
    reader.found.behaviour = True
    reader.found.field(
        _ranked_by(reader, match), "bottom_share" if re.search("worst|fewer", match[0]) else "top_share", share.value
    )
    return None


def _ranked_by(reader: ConditionReader, match: re.Match[str]) -> str:
    """`the top 10% by orders`: what stands behind the share, else value."""
    behind = re.match(r"(?: (?:by|of|in|with|most))* (@m\d+)", match.string[match.end() :])
    if behind and reader.gloss.table[behind[1]].id in ("orders", "average_order_value"):
        return METRIC_FIELDS[reader.gloss.table[behind[1]].id]
    return "clv" if "worth" in reader.found.line else "historic_value"


_HORIZONS = (30, 60, 90)


def consents(reader: ConditionReader) -> None:
    """`who agreed to receive email`, `not subscribed to SMS`."""

    def _consent(match: re.Match[str]) -> None:
        channel = _channel_in(match[0], reader) or _channel_in(reader.line, reader) or "email"
        reader.found.behaviour = True
        reader.found.field(f"consent_{channel}", "!=" if match[1] else "=", "subscribed")

    _one_but_not_another(reader)
    before = reader.found.line
    _subscribed_to_messages(reader)
    _one_but_not_another(reader)
    told = set(re.findall(r"~(\w+)", before)) - set(re.findall(r"~(\w+)", reader.found.line))
    reader.gloss.unknown = [word for word in reader.gloss.unknown if word not in told]
    channels = "|".join(_channels(reader))
    named = rf"channel_\w+|{channels or '@none'}"
    gap = rf"(?: (?:to|in|by|with|for|of|them|customer|campaign|receive_mail|send|draft|{named}))*"
    reader.found.line = re.sub(
        rf"^((?:and )?)(?:by|in|with|until) (?:{named}) ,(?=.*(?<!\S)consented(?!\S))", r"\1", reader.found.line
    )
    reader.take(rf"(?:with )?((?:not|exclude) )?(?:this )?(?:{named}) consented{gap}", _consent)
    if re.search(r"(?<!\S)(?:customer|who|everyone|how_many)(?!\S)", reader.line):
        reader.take(r"()~(?:still|just|also|legally|even|safely) channel_(?:email|sms|whatsapp|push)", _consent)
        reader.take(r"(?<=customer )()channel_(?:email|sms|whatsapp|push)(?= ,|$)", _consent)
        reader.take(r"(not )channel_(?:email|sms|whatsapp|push)(?= ,|$)", _consent)  # `who can't we text`
    reader.take(rf"(?:with )?((?:not|exclude) )?(?:this )?consented{gap}", _consent)


def _one_but_not_another(reader: ConditionReader) -> None:
    """`can we e-mail but not text`: a permission for the one channel and none for the other."""
    named = rf"channel_\w+|{'|'.join(_channels(reader)) or '@none'}"

    def _both(match: re.Match[str]) -> bool | None:
        had, lacked = (_channel_in(match[at] or "", reader) or "email" for at in (1, 2))
        if had == lacked:
            return False
        reader.found.behaviour = True
        reader.found.field(f"consent_{had}", "=", "subscribed")
        reader.found.field(f"consent_{lacked}", "!=", "subscribed")
        return None

    def _each(match: re.Match[str]) -> None:
        reader.found.behaviour = True
        for channel in dict.fromkeys(_channel_in(match[at], reader) or "email" for at in (1, 2)):
            reader.found.field(f"consent_{channel}", "=", "subscribed")

    to = r"(?:(?:to|in|by|of|with|for|them|consented|send|use) )*"
    joined = r"(?:(?:and|as_also|how|both|to|in|by|with|for|plus) )+"
    reader.take(rf"(?:with )?consented {to}(?:both )?{to}({named}) {joined}({named})", _each)
    reader.take(rf"(?:with )?consented {to}((?:{named}) )?(?:, )?(?:(?:but|and) )*(?:not|exclude) {to}({named})", _both)
    reader.take(rf"(?:with )?((?:{named}) )(?:, )?(?:(?:but|and) )*(?:not|exclude) {to}()consented", _both)


def _channel_in(line: str, reader: ConditionReader) -> str | None:
    """The channel of messages that a line names beside e-mail: `SMS: how many have opted in?`."""
    named = [line, *(reader.gloss.table[name].id.casefold() for name in re.findall(r"@v\d+", line))]
    return next((c for c in _SENT if c != "email" and any(c in text for text in named)), None)


def _channels(reader: ConditionReader) -> list[str]:
    """The signs of values that are called what a channel of messages is called, `WhatsApp` as a way of selling too."""
    return [name for name, e in reader.gloss.entries("v") if e.id.casefold() in _SENT]


_SUBSCRIBED = ("new_subscriptions", "active_subscriptions", "subscription_status", "email_signups")


def _subscribed_to_messages(reader: ConditionReader) -> None:
    """`subscribed to our WhatsApp messages`: a channel or a newsletter is agreed to, not paid for."""
    said = "|".join(name for letter in "mfs" for name, e in reader.gloss.entries(letter) if _is_subscribing(e)) or "@none"
    sent = "|".join([r"channel_(?:email|sms|whatsapp|push)", *_channels(reader)])
    if any(mark.text in ("newsletter", "newsletters", "boletin") for mark in reader.gloss.marks):
        sent += "|campaign"
    people = re.search(r"(?<!\S)(?:contact|customer|who|everyone|how_many)(?!\S)", reader.line)
    readers = {m.meaning for m in reader.gloss.marks if m.text in ("subscribers", "suscriptores")} & set(said.split("|"))
    if people and readers:  # `push subscribers, how many`
        of_it = rf"(?<!\S)(channel_(?:sms|whatsapp|push)) (?:{'|'.join(readers)})(?!\S)"
        reader.found.line = re.sub(of_it, r"contact consented \1", reader.found.line)
    to = r"(?: (?:to|in|by|of|for|with))*"
    ahead = re.match(rf"(?:(?:in|by|for|on) )?(?:{sent}) ,", reader.line)  # `SMS: how many contacts are subscribed today?`
    if people and ahead and all(reader.expression(n) == "today" for n in re.findall(r"@p(\d+)", reader.line)):
        now = re.sub(r"(?<!\S)@p\d+(?!\S)", "", reader.found.line[ahead.end() :])
        reader.found.line = re.sub(rf"(?<!\S)(?:{said}|~subscribed|~suscritos)(?!\S)", "consented", now)
    _told_by_size(reader, sent, said)
    plural = any(mark.text in ("suscritos", "suscritas", "suscriptos", "subscribers") for mark in reader.gloss.marks)
    if (people or plural) and not re.search(r"(?<!\S)(?:@p\d+|trend)(?!\S)", reader.line):
        reader.found.line = re.sub(
            rf"(?<!\S)(?:{said}|subscription_word|~subscribed|~suscritos)"
            rf"(?={to}(?: campaign| contact| customer)?{to} (?:{sent})(?!\S))",
            "consented",
            reader.found.line,
        )


def _told_by_size(reader: ConditionReader, sent: str, said: str) -> None:
    """`the size of our SMS list`, `the SMS list, meaning the contacts subscribed`: those who have agreed to it."""
    again = rf"(?: ,(?: ~\w+)? (?:contact|customer|who|everyone) (?:~\w+ )?(?:{said}|~subscribed|~suscritos))"
    line = re.sub(rf"(?<!\S)({sent})(?: show)?{again}(?!\S)", r"contact \1 consented", reader.found.line)
    listed = rf"(?<!\S)how_many (?:(?:of|in|customer|contact) )*(?:({sent}) show|show (?:(?:of|in|by) )*({sent})){again}?(?!\S)"
    reader.found.line = re.sub(listed, lambda m: f"how_many contact {m[1] or m[2]} consented", line)


_SENT = ("email", "sms", "whatsapp", "push")


def _is_subscribing(entry: Entry) -> bool:
    return entry.id in _SUBSCRIBED or entry.of in _SUBSCRIBED


_CHANCE = "chance(?: (?:or_more|share))*(?: (?:of|in|to|for))* (?:buy|come_back)(?: ~again)?"


def chances(reader: ConditionReader) -> None:
    """`more than a 50% chance of buying in the next 90 days`: the purchase probability of that horizon."""
    ahead = re.search(rf"(?<!\S)next @n(\d+) {UNIT}(?!\S)", reader.line)
    days = reader.value(ahead[1]) * DAYS[ahead[2]] if ahead else _HORIZONS[0]
    name = f"purchase_probability_{min(_HORIZONS, key=lambda n: abs(n - days))}"

    def _chance(match: re.Match[str]) -> bool | None:
        number = reader.number(match[2])
        if not number.percent:
            return False
        reader.found.behaviour = True
        reader.found.field(name, OPS[match[1] or "at_least"], number.value)
        return None

    reader.take(
        rf"(?:with )?(?:{BOUND} )?{NUMBER}(?: (?:share|of|or_more))* (?:likely|{_CHANCE})(?: (?:in|to|buy))*"
        rf"(?:(?: in)? next @n\d+ {UNIT})?",
        _chance,
    )


def states(reader: ConditionReader) -> None:
    """`lapsed customers`, `not in the loyalty stage`, `moved to at risk in May`."""
    found = reader.found

    def _state(match: re.Match[str]) -> bool | None:
        entry = reader.gloss.table[match[2]]
        if entry.of == "new_or_returning":
            return False
        name, value = entry.of, entry.id
        if value == "lapsed" and any(e.id == "active_subscriptions" for _, e in reader.gloss.entries("m")):
            name, value = "subscription_status", "ended"  # subscribers who left have ended
        found.field(name, "!=" if match[1] else "=", value)
        if name == "billing_interval" and not reader.gloss.entries("m") and "how_long" not in reader.line.split():
            found.field("subscription_status", "=", "active")  # who pays so is a subscriber now
        if moved := re.search(r"@p(\d+)", match[3] or ""):
            found.behaviour = True
            add_span(reader, f"{name}_since", moved[1])
        found.readings.extend(_state_readings(name, value))
        return None

    reader.take(r"()moved_to (?:in )?(@s\d+)(?: (?:customer|in|of))*( @p\d+)", _state)
    reader.take(r"moved_to (@d\d+)(?: (?:customer|in|of))*( @p\d+)?", lambda m: _moved_to_risk(reader, m))
    reader.take(r"(@s\d+)(?: (?:customer|in|of))* (@p\d+)", lambda m: _lost_in(reader, m))
    reader.take(r"(@s\d+)(?: (?:customer|in|of|for|,))* @p(\d+)", lambda m: _active_in(reader, m))
    reader.take(r"((?:not|exclude) (?:in )?)?(@s\d+)()", _state)


_ONE_AT_A_TIME = ("health", "stage", "rfm_segment", "subscription_status", "plan", "language")
_ACTIVE = frozenset("active activos activas activo activa".split())


def any_of_states(reader: ConditionReader) -> None:
    """`at risk or lapsed`, `active and lapsed`: nobody is in two states of a kind, so whoever is in one of them."""
    found = reader.found
    if any(c.get("field") == "health" and c["op"] == "=" for c in found.all):
        bare = [m.meaning for m in reader.gloss.marks if m.text in _ACTIVE and m.meaning.startswith(("@f", "~"))]
        if bare and re.search(
            rf"(?<!\S){bare[0]}(?= (?:,|and|or|compare)|$)|(?:,|and|or|compare) {bare[0]}(?!\S)", reader.line
        ):
            found.line = re.sub(rf"(?<!\S){bare[0]}(?!\S)", "", found.line)
            reader.gloss.unknown = [word for word in reader.gloss.unknown if word not in _ACTIVE]
            found.field("health", "=", "active")
    for name in _ONE_AT_A_TIME:
        same = [c for c in found.all if c.get("field") == name and c["op"] == "="]
        if len(same) > 1:
            found.all[found.all.index(same[0])] = {"field": name, "op": "in", "value": sorted({c["value"] for c in same})}
            found.all[:] = [c for c in found.all if c not in same[1:]]


def _active_in(reader: ConditionReader, match: re.Match[str]) -> bool | None:
    """`active buyers in the last fortnight`: those who bought in it, where bare `active` is a state."""
    if reader.gloss.table[match[1]].id != "active" or reader.gloss.table[match[1]].of != "health":
        return False
    reader.found.bought_in.append(reader.expression(match[2]))
    reader.found.left.append(f"customer buy in @p{match[2]}")
    return None


def _lost_in(reader: ConditionReader, match: re.Match[str]) -> bool | None:
    """`customers lost in May`: those that lapsed then, and have not been back."""
    span = reader.periods.period(reader.expression(match[2][2:]))
    closed = span is not None and span.last < reader.periods.today
    if reader.gloss.table[match[1]].id != "lapsed" or not closed or reader.gloss.entries("m"):
        return False
    reader.found.behaviour = True
    reader.found.field("health", "=", "lapsed")
    reader.found.readings.append(
        Text(
            "I read *lost* as turned lapsed in that period and silent since: far beyond their usual time between orders",
            "Leo *perdidos* como pasados a inactivos en ese periodo y callados desde entonces: muy por encima de su tiempo "
            "habitual entre pedidos",
        )
    )
    return add_span(reader, "health_since", match[2][2:])


def _moved_to_risk(reader: ConditionReader, match: re.Match[str]) -> bool | None:
    """`moved to risk this month`: the name of the scale stands for its middle."""
    if reader.gloss.table[match[1]].id != "health":
        return False
    reader.found.behaviour = True
    reader.found.field("health", "=", "at_risk")
    reader.found.readings.extend(_state_readings("health", "at_risk"))
    return add_span(reader, "health_since", match[2].split("@p")[1]) and None if match[2] else None


def _state_readings(name: str, value: str) -> list[Text]:
    if name == "health" and value == "at_risk":
        return [
            Text(
                "I read *at risk* as health: silent for longer than usual for them "
                "(RFM has groups of its own, such as RFM: slipping)",
                "Leo *en riesgo* como salud: llevan callados más de lo habitual en ellos "
                "(RFM tiene sus propios grupos, como RFM: slipping)",
            )
        ]
    if name == "health" and value == "lapsed":
        return [
            Text(
                "I read *lapsed or inactive* as health: far beyond their usual time between orders",
                "Leo *inactivos o perdidos* como salud: muy por encima de su tiempo habitual entre pedidos",
            )
        ]
    if name == "stage" and value == "loyalty":
        return [Text("I read *loyal* as the loyalty stage", "Leo *leales* como la etapa de lealtad")]
    return []
