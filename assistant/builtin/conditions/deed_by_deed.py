"""Splits a line that tells several deeds, `2023 yes, 2024 no`, `a web order in May and none in June`, into one deed each."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.builtin import patterns as re
from assistant.builtin.conditions.slots import ConditionReader
from assistant.builtin.conditions.things import thing_of
from assistant.builtin.words.match import Entry

__all__ = ["Deed", "split_deeds"]

_ASK = frozenset("how_many which who customer everyone contact show # them".split())
_JOINTS = frozenset("and but , - plus as_also also ~although ~aunque".split())
_LATER = frozenset("~later ~subsequent ~subsequently ~further ~posterior ~posteriores ~adicional".split())
_DENIALS = frozenset("not exclude absent ~none ~neither ~ninguno ~ninguna ~ningun ~nowhere".split())
_VERBS = {
    "buy": "ordered", "come_back": "ordered", "repeat_buyer": "ordered", "sell": "ordered", "refunded": "refunded",
    "visit": "visited", "~visit": "visited", "~visita": "visited", "click_mail": "clicked", "receive_mail": "received",
    "use_app": "used_app", "sign_up": "signed_up",
}  # fmt: skip
_SINCE = frozenset("since_then since after".split())
_EMPTY = frozenset(
    "in by with from of to on for until the make hold all any thing campaign all_time at_least exactly time product both "
    "~thing ~anything ~something ~algo ~nada ~one ~uno ~otro ~otra ~another ~other ~yes ~si ~habiendo ~having ~place ~some "
    "~single ~again ~more most ~also ~even ~ever ~did ~ahi ~there".split()
)
_HAVING = frozenset("~habiendo ~having".split())
_ENDS = frozenset(("", *_JOINTS, *_ASK))
_SAID_TWICE = frozenset("as_also both at_least ~one ~otro ~otra ~another ~again".split())


@dataclass(slots=True)
class Deed:
    """One thing that people did or did not do, with all that was said of it."""

    did: str = ""
    negated: bool = False
    things: dict[str, str] = field(default_factory=dict)
    period: str = ""
    since: bool = False
    first: bool = False
    last: bool = False
    again: bool = False
    back: bool = False
    postfix: bool = False
    verb: bool = False

    @property
    def told(self) -> bool:
        """Whether it says what, when or how, and not only that something was or was not done."""
        return bool(self.things or self.period or self.first or self.last)

    @property
    def empty(self) -> bool:
        """Whether nothing was said of it yet."""
        return not (self.told or self.verb or self.negated or self.since or self.did)


class _Splitter:
    """Goes through the signs of a line and begins a new deed where one has all that it needs."""

    def __init__(self, reader: ConditionReader) -> None:
        self.reader = reader
        self.deeds: list[Deed] = []
        self.deed = Deed()
        self.rest: list[str] = []
        self.used: list[str] = []
        self.joined = self.echoed = self.dated = False
        table = reader.gloss.table
        self.orders = {name for name, e in table.items() if e.kind == "metric" and e.id == "orders"}
        self.people = {name for name, e in table.items() if e.kind == "metric" and e.id in ("customers", "contacts")}
        self.new = {name for name, e in table.items() if e.id in ("new", "new_customers") and e.kind in ("state", "metric")}
        self.refunds = {name for name, e in table.items() if e.kind == "metric" and e.id in ("refunds", "refund_rate")}

    def take(self, sign: str, behind: str, dated: bool) -> bool:
        """Read one sign; False where it has no place among deeds. `dated`: a period stands behind it in the same part."""
        self.dated = dated
        if sign in _ASK or sign in self.people:
            return self._asked("how_many customer" if sign in self.people else sign, behind)
        if sign in _DENIALS:
            return self._denied(sign, behind)
        if sign in _LATER and self.deed.negated:
            self.used.append(sign)
            self.deed.since = True
            return True
        if sign in _JOINTS or sign in _LATER:
            return self._joint(sign)
        if sign in _VERBS or sign in self.orders or sign in self.refunds:
            return self._done(sign, _VERBS.get(sign, "refunded" if sign in self.refunds else "ordered"))
        if sign in ("first_buy", "last_buy") or (sign == "last" and behind in self.orders) or sign in self.new:
            return self._bounded(sign)
        if sign in _SINCE:
            return self._since(behind)
        if sign == "only":
            return behind in _DENIALS  # `ya no`
        if sign in _EMPTY:
            if sign in _HAVING and self.deed.told:
                self.close()  # `skipped 2024, having bought in 2023`
            self.used.append(sign)
            self.deed.again = self.deed.again or sign in _SAID_TWICE
            return True
        return self._named(sign, behind)

    def close(self) -> None:
        """End the deed at hand; one that is denied and nothing else denies the deed before it."""
        done, self.deed, self.echoed = self.deed, Deed(), False
        if done.empty:
            self.deed.again = done.again
            return
        done.since = done.since or (done.back and not done.period and bool(self.deeds))
        if done.period and not (done.things or done.verb or done.negated or done.again):
            before = self.deeds[-1] if self.deeds else done
            if not before.period and before.told | before.verb and not before.first:
                before.period = done.period  # `at least one refund, Q4 2025`
                return
        bare = not (done.told or done.verb or done.since)
        if bare and done.negated and self.deeds and not self.joined:
            self.deeds[-1].negated = True
            return
        self.deeds.append(done)

    def _asked(self, sign: str, behind: str) -> bool:
        if not self.deed.empty and not (behind.startswith("@p") and not self.deed.period):  # `app buyers of May`
            self.close()
        self.rest.append(sign)
        self.joined = True
        return True

    def _joint(self, sign: str) -> bool:
        if not self.deed.empty:
            self.close()
            self.joined = True
        self.used.append(sign)
        self.deed.again = self.deed.again or sign in ("as_also", "but")
        if self.rest and self.rest[-1] != "," and sign == ",":
            self.rest.append(",")
        return True

    def _denied(self, sign: str, behind: str = "") -> bool:
        self.used.append(sign)
        told = self.deed.told and not (self.deed.verb or self.deed.negated) and behind not in _ENDS
        if told and (self.deed.things or self.dated):
            self.close()  # `store buyers without a web order`, `buyers of 2024 with no order in 2025`
        if self.deed.verb and not self.deed.negated:
            self.joined = False
            self.close()
        self.echoed = self.deed.verb
        self.deed.postfix = self.deed.told and not self.deed.negated
        self.deed.negated = True
        return True

    def _done(self, sign: str, did: str) -> bool:
        if self.echoed:  # `did not come with any purchase`
            self.echoed = False
            return True
        if self.deed.did == "used_app" and did == "ordered" and not self.deed.told:
            return self._in_the_app()
        one = sign != "come_back" and (sign in self.orders or not self.deed.period)
        if one and self.deed.did and self.deed.did != did and {self.deed.did, did} == {"ordered", "refunded"}:
            did = "refunded"  # `an order refunded`, `a refund on an order`
        elif self.deed.verb and (self.deed.things or self.deed.period):
            self.joined = False
            self.close()
        if self.dated and self.deed.negated and self.deed.period and not (self.deed.verb or self.deed.postfix):
            self.joined = False
            self.close()  # `skipped 2024, buying in 2023`
        if did == "visited" and self.deed.things.keys() == {"sales_channel"}:
            self.deed.things = {}  # `a web visit`
        self.deed.did, self.deed.verb, self.deed.back = did, True, sign == "come_back"
        self.deed.again = self.deed.again or sign in ("come_back", "repeat_buyer")
        return True

    def _in_the_app(self) -> bool:
        """`used the app to buy`: bought in it, where the shop sells there."""
        meant = [e.id for e in self.reader.book.entries.get(("app",), ()) if e.kind == "value" and e.of == "sales_channel"]
        self.deed.did = "ordered"
        self.deed.things["sales_channel"] = meant[0] if meant else ""
        return bool(meant)

    def _bounded(self, sign: str) -> bool:
        if self.deed.verb and self.deed.told:
            self.close()
        self.deed.did, self.deed.verb = "ordered", True
        self.deed.first, self.deed.last = sign == "first_buy" or sign in self.new, sign in ("last", "last_buy")
        return True

    def _since(self, behind: str) -> bool:
        if not re.fullmatch(r"@[pv]\d+", behind):
            self.deed.since = True
            return True
        if behind.startswith("@v"):
            return True  # `compraron desde la app`
        named = self.reader.expression(behind[2:])
        self.deed.since = any(deed.period == named for deed in self.deeds)
        return self.deed.since

    def _named(self, sign: str, behind: str) -> bool:
        if sign.startswith("@p"):
            return self._dated(self.reader.expression(sign[2:]))
        if sign.startswith("@n"):
            return self._counted(sign, behind)
        entry = self.reader.gloss.table.get(sign)
        if entry is None:
            self.rest.append(sign)
            return sign.startswith("~")
        if entry.kind == "value":
            return self._value(sign, entry)
        if entry.kind == "dimension" and entry.id in ("category", "product", "sales_channel", "campaign", "coupon"):
            return True
        self.rest.append(sign)
        return entry.kind == "state"

    def _dated(self, period: str) -> bool:
        if self.deed.since and any(deed.period == period for deed in self.deeds):
            return True  # `none after August 2025`
        if self.deed.period == period:
            return True
        if self.deed.period:
            self.close()
        self.deed.period = period
        return True

    def _counted(self, sign: str, behind: str) -> bool:
        number = self.reader.number(sign[2:])
        if number.money or number.percent or number.value not in (0, 1):
            return False
        return self._denied(sign, behind) if number.value == 0 else True

    def _value(self, sign: str, entry: Entry) -> bool:
        if entry.of == "campaign":
            self.deed.things["campaign"] = entry.id
            return True
        thing = thing_of(self.reader, sign)
        if thing is None:
            self.rest.append(f"in {sign}")
            return entry.of in ("country", "city", "language", "plan", "acquisition_channel")
        if self.deed.did == "visited":
            return "sales_channel" in thing
        if set(thing) & set(self.deed.things):
            self.close()
        self.deed.things.update(thing)
        return True


def split_deeds(reader: ConditionReader) -> tuple[list[Deed], str, Mapping[str, int]] | None:
    """The deeds that a line tells, what is left of it, and the words that were used; None where it tells more than deeds."""
    splitter, signs = _Splitter(reader), reader.found.line.split()
    for at, sign in enumerate(signs):
        behind = next((s for s in signs[at + 1 :] if s not in ("in", "of", "the", "to")), "")
        part = next((n for n, s in enumerate(signs[at + 1 :]) if s in _JOINTS or s in _ASK), len(signs))
        if not splitter.take(sign, behind, any(s.startswith("@p") for s in signs[at + 1 : at + 1 + part])):
            return None
    splitter.close()
    return splitter.deeds, " ".join(splitter.rest), {word[1:]: 1 for word in splitter.used if word.startswith("~")}
