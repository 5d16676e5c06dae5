"""The people of one period and what they did in another: `of May's buyers, how many were back in November`."""

from assistant.builtin import patterns as re
from assistant.builtin.conditions.slots import ConditionReader, add_span
from assistant.builtin.conditions.things import ITEM, thing_of
from assistant.builtin.times.mentions import dated

__all__ = ["people_of_a_period"]

_WHO = r"(?:customer|everyone|who|contact|them)"
_ASKS = rf"(?:(?:how_many|share|which|show|of|in|{_WHO}) )*"
_THEIRS = rf"(?: (?:of|in|from|who|buy|{_WHO}|with|@m\d+|@f\d+))*"
_AND = rf"(?: (?:,|and|but|-|how_many|share|which|of|as_also|{_WHO}))*"
_WITHIN = rf"(?: (?:in|between|of|from|buy|come_back|as_also|~again|{_WHO}))*"


def people_of_a_period(reader: ConditionReader) -> None:
    """Those who bought in one period, or first bought in it, and who did or did not buy in the other one."""
    reader.found.line = re.sub(r"(?<=come_back) (?:after|since) @p(\d+)", lambda m: _behind(reader, m), reader.found.line)
    _back_later(reader)
    named = re.findall(r"(?<!\S)@p(\d+)(?!\S)", reader.found.line)
    if len(named) != 2 or re.search(r"(?<!\S)(?:compare|by|both|trend)(?!\S)", reader.found.line):
        return
    if {e.id for _, e in reader.gloss.entries("m")} - {"customers", "orders", "new_customers"}:
        return
    new = "|".join(name for name, e in reader.gloss.entries("m") if e.id == "new_customers") or "@none"
    cohort = "|".join(name for name, e in reader.gloss.entries("d") if e.id == "cohort") or "@none"
    begun = rf"(?:(?:{new})(?: (?:of|in|from))*|(?:(?:{cohort}) )?(?:of )?first_buy(?: (?:{cohort}|of|in|from|{_WHO}))*)"

    def _did(first: str, second: str, negated: bool) -> None:
        reader.found.behaviour = True
        reader.found.add(did="ordered", period=_in_order(reader, first, second))
        reader.found.add(did="ordered", **({"negated": True} if negated else {}), period=reader.expression(second))

    def _bought(match: re.Match[str]) -> bool | None:
        first = match["of"] or match["whose"]
        if first == match["then"]:
            return False
        _did(first, match["then"], bool(match["not"]))
        return None

    def _began(match: re.Match[str]) -> bool | None:
        reader.found.behaviour = True
        if match["of"] == match["then"] or not add_span(reader, "first_order_on", match["of"]):
            return False
        reader.found.add(did="ordered", **({"negated": True} if match["not"] else {}), period=reader.expression(match["then"]))
        return None

    deed = rf"(?:(?P<not>not )?(?:buy|come_back|as_also){_WITHIN} @p(?P<then>\d+)(?! (?:not|exclude)))"
    after = r"(?:(?P<not>)in @p(?P<then>\d+) come_back)"
    reader.take(rf"{_ASKS}{begun} @p(?P<of>\d+)(?: {_WHO})?{_AND} {deed}", _began)
    people = rf"(?:{_WHO}{_THEIRS} @p(?P<of>\d+)|@p(?P<whose>\d+) {_WHO})"
    reader.take(rf"{_ASKS}{people}{_AND} {deed}", _bought)
    reader.take(rf"{_ASKS}{people}{_AND} {after}", _bought)
    turned = (
        r"(?:buy )?(?:in )?@p(?P<of>\d+)(?P<whose>)(?: buy)?(?: (?:,|and|but|as_also))* "
        r"(?:in )?@p(?P<then>\d+) (?P<not>not)(?: (?:not|buy|come_back))*"
    )
    counted = "|".join(name for name, e in reader.gloss.entries("m") if e.id == "customers") or "@none"
    if re.search(rf"(?<!\S)(?:{_WHO}|how_many|{counted})(?!\S)", reader.found.line):
        reader.take(turned, _bought)  # `bought in 2024 and in 2025 did not`


def _back_later(reader: ConditionReader) -> None:
    """`of those who bought in August, how many came back`: with an order in the days behind it, where there are any."""
    item = ITEM.replace("(@v", "(?P<item>@v", 1)

    def _later(match: re.Match[str]) -> bool | None:
        later = reader.periods.behind(reader.expression(match["of"]))
        thing = thing_of(reader, match["item"]) if match["item"] else {}
        if later is None or thing is None:
            return False
        reader.found.behaviour = True
        reader.found.add(did="ordered", **thing, period=reader.expression(match["of"]))
        reader.found.add(did="ordered", **({"negated": True} if match["not"] else {}), period=later)
        return None

    bought = rf"{_WHO}(?: who)? buy(?: (?:of|from|in))*(?: {item})?(?: in)? @p(?P<of>\d+)"
    reader.take(rf"{_ASKS}{bought}{_AND} (?P<not>not )?come_back(?: (?:since_then|since|after))?(?=(?: ,)*$)", _later)


def _behind(reader: ConditionReader, match: re.Match[str]) -> str:
    """`bought nothing more after 31 August`: in the days behind it."""
    later = reader.periods.behind(reader.expression(match[1]))
    return match[0] if later is None else f" in {reader.periods.add(later)}"


def _in_order(reader: ConditionReader, first: str, second: str) -> str:
    """The first period, a year earlier where no year is said and it would lie after the other: `May's buyers, back in June`."""
    mention, then = (reader.periods.mentions[int(n)] for n in (first, second))
    begin, after = reader.periods.period(mention.expression), reader.periods.period(then.expression)
    if mention.dated or then.dated or begin is None or after is None or begin.first <= after.first:
        return mention.expression
    return dated(mention, begin.first.year - 1)
