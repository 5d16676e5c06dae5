"""Conditions on those who bought something then and nothing, or no more of it, since."""

from itertools import pairwise

from assistant.builtin import patterns as re
from assistant.builtin.conditions.slots import GAP, ConditionReader
from assistant.builtin.conditions.things import ITEM, thing_of

__all__ = ["bought_then_gone"]


_IT = frozenset("it them any none that lo la los las".split())
_ARTICLES = frozenset("lo la los las that".split())


def _of_it(reader: ConditionReader) -> bool:
    """Whether what they did not buy since is that thing: `and have not bought it since`, `y no lo han vuelto a comprar`."""
    marks = reader.gloss.marks
    denied = next((at for at, mark in enumerate(marks) if mark.meaning in ("not", "exclude", "not buy")), len(marks))
    behind = list(pairwise(marks[max(0, denied - 1) :]))
    return any(m.text in _IT and (m.text not in _ARTICLES or n.meaning in ("buy", "come_back", "")) for m, n in behind)


def bought_then_gone(reader: ConditionReader) -> None:
    """`bought on Black Friday and have not been back`, `bought between ... and not after`."""

    def _not_after(match: re.Match[str]) -> bool | None:
        later = reader.periods.behind(reader.expression(match[1]))
        if later is None:
            return False
        reader.found.behaviour = True
        reader.found.add(did="ordered", period=reader.expression(match[1]))
        reader.found.add(did="ordered", negated=True, period=later)
        return None

    def _item_not_after(match: re.Match[str]) -> bool | None:
        later, thing = reader.periods.behind(reader.expression(match["when"])), thing_of(reader, match["item"])
        again = thing_of(reader, match["again"]) if match["again"] else thing if _of_it(reader) else {}
        if later is None or thing is None or again is None:
            return False
        reader.found.behaviour = True
        reader.found.add(did="ordered", **thing, period=reader.expression(match["when"]))
        reader.found.add(did="ordered", **again, negated=True, period=later)
        return None

    joined, end = r"(?: (?:and|but|,|who))*", r"(?! (?:in |since |for |since_ago )*@)"
    again = rf"(?: (?:in|of|from|to|any|with))*(?: {ITEM.replace('(@v', '(?P<again>@v', 1)})?"
    item = ITEM.replace("(@v", "(?P<item>@v", 1)
    bought = rf"(?<!not )buy(?: (?:in|of|from|the))* {item} (?:in )?@p(?P<when>\d+){joined}"
    for denied in (
        rf"(?:not|exclude)(?: (?:buy|come_back))*{again}(?: (?:after|since_then|since|~again))+",
        rf"since_then (?:not|exclude) (?:buy|come_back)(?: (?:buy|not))*{again}",
        rf"(?:not|exclude) come_back(?: (?:buy|not))*{again}",
    ):
        reader.take(rf"{bought} {denied}{end}", _item_not_after)
    reader.take(
        rf"buy{GAP} @p(\d+){joined} (?:not|exclude)(?: (?:buy|come_back))*(?: (?:after|since_then|since|~again))+{end}",
        _not_after,
    )
    reader.take(rf"buy{GAP} @p(\d+){joined} (?:since_then )?(?:not|exclude) come_back(?: (?:buy|not))*{end}", _not_after)
    reader.take(rf"buy{GAP} @p(\d+){joined} since_then (?:not|exclude)(?: (?:buy|not))+{end}", _not_after)
