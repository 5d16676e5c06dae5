"""Subscriptions as people speak of them: a club of books, those who are in it, `active Story Sprouts subscribers`."""

from assistant.builtin import patterns as re
from assistant.builtin.conditions.slots import as_filter
from assistant.builtin.reading.reading import Reading
from assistant.builtin.words.gloss import Gloss
from assistant.builtin.words.match import Entry
from assistant.builtin.words.wares import ware_words
from tools.vocabulary import Catalogue

__all__ = ["clubs_told", "sold_by_subscription"]

_CLUB_OF = re.compile(r"(?<!\S)((?:~\w+ ){1,2})subscription_word(?!\S)|(?<!\S)subscription_word of ~(\w+)(?!\S)")
_CLUBS = frozenset("kids kid children reading readers monthly family ninos lectura lectores mensual infantil familiar".split())
_MEMBERS = re.compile(r"(?<!\S)(customer|who|everyone) in subscription_word(?!\S)")
_RUNNING = frozenset("active current live running paying activo activos activa activas vigentes actuales".split())
_ACTIVE = Entry("state", "active", "subscription_status")


def clubs_told(line: str, read: Gloss) -> str:
    """The line with a club as the subscription that it is, and its members as those who have one."""
    return _running_plan(_club(line, read), read)


def _club(line: str, read: Gloss) -> str:
    """`the kids book club`, `el club de lectura`: a club of whatever goods is the subscription."""
    match = _CLUB_OF.search(line)
    said = (match[1] or match[2]).replace("~", "").split() if match else []
    if match and any(mark.text == "club" for mark in read.marks) and _CLUBS | ware_words() >= set(said):
        read.unknown = [word for word in read.unknown if word not in said]
        line = f"{line[: match.start()]}subscription_word{line[match.end() :]}"
    line = _of_the_club(line, read)
    return _MEMBERS.sub(lambda m: f"{m[1]} {read.place(_ACTIVE)}", line)


def _of_the_club(line: str, read: Gloss) -> str:
    """`suscripciones del club de lectura están activas`: the measure alone."""
    counted = "|".join(name for name, e in read.entries("m") if e.id.endswith("_subscriptions")) or "@none"
    match = re.search(rf"(?<!\S)({counted}) of ~(\w+)((?: ~\w+)?)(?!\S)", line)
    if match is None or match[2] not in _CLUBS | ware_words() or not any("club" in mark.text.split() for mark in read.marks):
        return line
    after = match[3].strip().removeprefix("~")
    running = after if after in _RUNNING else ""
    read.unknown = [word for word in read.unknown if word not in (match[2], running)]
    return line.replace(match[0], match[1] if running or not after else f"{match[1]}{match[3]}", 1)


def _running_plan(line: str, read: Gloss) -> str:
    """`active Story Sprouts subscribers`: who has that plan now, the plan told between the two words for it."""
    held = "|".join(name for name, e in read.entries("m") if e.id == "active_subscriptions") or "@none"
    plan = "|".join(name for name, e in read.entries("v") if e.of == "plan") or "@none"
    match = re.search(rf"(?<!\S)(\S+) ({plan}) (?:{held})(?!\S)", line)
    if match is None or not any(m.text in _RUNNING and m.meaning in (match[1], "") for m in read.marks):
        return line
    read.unknown = [word for word in read.unknown if word not in _RUNNING]
    return f"{line[: match.start()]}{read.place(_ACTIVE)} in {match[2]}{line[match.end() :]}"


_OF_ORDERS = frozenset(
    "revenue net_revenue orders units average_order_value refunds gross_profit discounts units_per_order refund_rate".split()
)
_SAID = re.compile(r"(?<!\S)(?:(exclude|not) )?(?:(?:of|from|by|in|with|for|to) )*subscription_word(?!\S)")
_PUT_BESIDE = ("compare", "or", "both", "not_recorded", "new", "first_buy")


def sold_by_subscription(reading: Reading, catalogue: Catalogue) -> None:
    """`revenue of the club in 2026`: of orders that a subscription made, told by channel or by plan."""
    said = _SAID.search(reading.rest)
    told = any(f["field"] in ("sales_channel", "plan") for f in reading.filters) or "plan" in reading.groups
    if said is None or told or not reading.metrics or set(reading.metrics) - _OF_ORDERS or reading.has(*_PUT_BESIDE):
        return
    if any(v.dimension == "sales_channel" and v.key == "subscription" for v in catalogue.values):
        reading.filters.append(as_filter("sales_channel", said[1] is not None, ["subscription"]))
    elif any(term.id == "plan" for term in catalogue.dimensions):
        reading.filters.append(as_filter("plan", said[1] is None, ["unknown"]))
    else:
        return
    reading.rest = f"{reading.rest[: said.start()]}{reading.rest[said.end() :]}"
