"""What is left out, told one way: `exclude` stands right before the places or things that do not count."""

from assistant.builtin import patterns as re
from assistant.builtin.reading.rates import skipping
from assistant.builtin.reading.reading import Reading
from assistant.builtin.reading.rewording import reworded
from assistant.builtin.words.gloss import Gloss
from tools.terms import Text

__all__ = ["exclusions", "without_cancelled"]

_ALL_BUT = re.compile(
    r"(?<!\S)(@d\d+|by @m\d+|all|everyone|same show|same)(?: ,)? fewer (?=(?:in |of )?@v\d)"
)  # `todos menos Francia`
_LEFT_OUT = re.compile(r"(?<!\S)leave_out ((?:(?:@v\d+|in|and|,) ?){1,6})out(?!\S)")  # `leave the UK out`
_BUT_NOT = re.compile(r"(?: ,)? but ((?:@v\d+(?: and| ,)? ?)+)not(?= ,|$)")  # `but Spain and France no`
_SAID_NOT = re.compile(r"(?<= ,) ((?:@v\d+(?: and| ,)? ?)+)not(?= ,|$)")  # `top 3 paises, españa no`
_DROPPED = re.compile(
    r"(?:(?<=, )|(?<=and )|(?<=but )|^)"
    r"(?:fall (?=(?:@d\d+ )?(?P<fell>@v\d+))|discard (?=(?:(?:@d\d+|of|in|from|all) )*(?P<gone>@v\d+)))"
)  # `drop Germany`, `quítale la categoría Tea`, where `fell in` is a fall
_LEAST = re.compile(
    r"((?:which|where|day|week|month|quarter|year)(?: @d\d+)? (?:sell|buy|spend|earn)) exclude (?=@v\d)"
)  # `¿en qué mes vendimos menos en España?`
_SEVERAL = r"@v\d+(?:(?: ,)?(?: and| or| ,)(?: both)? @v\d+)*"
_END = r"(?=$| ,(?! (?:(?:not|exclude|of|in|,) )*@v)| and(?! @v)| (?:in|for) @p| @p)"


def exclusions(line: str, folded: str, read: Gloss) -> str:
    """The line with every way to leave something out as `exclude`, never where a number falls or a payment is skipped."""
    if skipping(folded):
        line = re.sub(r"(?<!\S)(?:exclude|not)(?!\S)", "", line)
    if "menos en" in folded:  # less in a period, where before a place it would be `except in`
        line = re.sub(r"(?<!\S)exclude(?= (?:in )?@p\d)", "fewer in", line)
        line = _LEAST.sub(r"\1 fewer in ", line)
    line = re.sub(r"(?<!\S)(exclude|not) - (?=@)", r"\1 ", line)
    line = _told_ahead(_told_behind(_in_one(line), read), read)
    line = reworded(_LEFT_OUT.sub(r"exclude \1", _ALL_BUT.sub(r"\1 exclude ", line)), read, folded)
    line = _SAID_NOT.sub(r" exclude \1", _BUT_NOT.sub(r" exclude \1", line))
    line = _DROPPED.sub(lambda m: _left_out(m, read), line)
    return _taken_as_one(_of_the_rest(line, read, folded), folded)


def _left_out(match: re.Match[str], read: Gloss) -> str:
    """`drop Germany` leaves it out; `delete VIP France` is about the saved segment."""
    return match[0] if read.table[match["fell"] or match["gone"]].of == "segment" else "exclude "


_BOTH_OUT = re.compile(
    r"(?<!\S)exclude (?:both )?(@v\d+) (?:and both|as_also|and (?:not|exclude)|(?:, )?(?:not|exclude)) (?=@v\d)"
)  # `no Spain, no Portugal`
_TAKEN_OUT = re.compile(rf"(?<!\S)leave_out out (?=(?:in |of )?{_SEVERAL}{_END})")  # `take out Spain and tell me`
_LESS = re.compile(rf"(?<!\S)(@m\d+|@p\d+|top|,) fewer (?={_SEVERAL}(?: ,)*(?:$| (?:in )?@p\d))")  # `ingresos menos Alemania`
_BUT = re.compile(r"(?<!\S)((?:all|everyone|by|all_time|any) @d\d+) but (?=(?:in |of )?@v\d)")  # `all countries but Spain`


def _in_one(line: str) -> str:
    """`without both Spain and Portugal`, `take out Spain and tell me`, `ingresos menos Alemania`: the sign, then the names."""
    line = _BUT.sub(r"\1 exclude ", _LESS.sub(r"\1 exclude ", _TAKEN_OUT.sub("exclude ", line)))
    line = re.sub(rf"(?<!\S)exclude both (?={_SEVERAL})", "exclude ", line)
    while _BOTH_OUT.search(line):
        line = _BOTH_OUT.sub(r"exclude \1 and ", line)
    return line


_SHOWN = frozenset("saca saco saque saquen sacad".split())
_BEHIND = re.compile(
    rf"(?<!\S)(?:(?:with|when|after|~once|~if|~si) )*(?P<names>{_SEVERAL})"
    rf"(?P<kind>(?: (?:@d\d+|@m\d+|customer))?) exclude{_END}"
)


def _told_behind(line: str, read: Gloss) -> str:
    """`the Candles category left out`, `with the German sales stripped out`: the names come before the sign."""
    if any(mark.text in _SHOWN for mark in read.marks):
        line = re.sub(rf"^show ({_SEVERAL}) and show(?!\S)", r"exclude \1 , show", line)  # `saca Papelería y muéstrame`

    def _turned(match: re.Match[str]) -> str:
        kind = match["kind"].strip()
        if kind.startswith("@m") and len(re.findall(rf"(?<!\S){_same(kind, read)}(?!\S)", line)) < 2:
            return match[0]
        return f"exclude {match['names']}"

    return _BEHIND.sub(_turned, line)


def _same(metric: str, read: Gloss) -> str:
    names = "|".join(name for name, e in read.entries("m") if e.id == read.table[metric].id)
    return f"(?:{names})"


_NO_FIGURE = r"(?: (?!@[mpdv]\d|not(?!\S)|exclude|compare|how_many|how_much|which)\S+)*?"
_WITHOUT_IT = re.compile(
    rf"^(?P<name>{_SEVERAL})(?P<said>{_NO_FIGURE})(?: ,)+ (?P<asked>[^,]*@m\d.*?)(?: ,)? (?:not|exclude)(?= ,|$)"
)
_SAID_NO = re.compile(rf"^(?:(?:~\w+|all|that|in) )*(?P<name>{_SEVERAL})(?P<said>{_NO_FIGURE})(?: ,)? exclude(?: ~\w+)*(?= ,)")


def _told_ahead(line: str, read: Gloss) -> str:
    """`Germany distorts it, so revenue without it`, `Spain is home, so do not count it: which ...`: named, then left out."""
    match = _SAID_NO.match(line)
    if match:
        asked = line[match.end() :]
    elif match := _WITHOUT_IT.match(line):
        asked = f" , {match['asked']}{line[match.end() :]}"
    else:
        return line
    _heard(match["said"], read)
    return f"exclude {match['name']}{asked}"


def _heard(said: str, read: Gloss) -> None:
    told = {word.lstrip("~") for word in said.split()}
    read.unknown = [word for word in read.unknown if word not in told]


_OTHERS = re.compile(
    r"(?<!\S)(?P<all>(?:(?:by|all|everyone|of) )*)~(?:rest|resto|other|others|otros|otras|demas|remaining|restantes)(?: of)*"
    r" (?P<kind>@d\d+)(?: hold(?= ,|$))?(?!\S)"
)

_TOGETHER = re.compile(r"\b(?:together|combined|in all|altogether|junt[oa]s|en conjunto|sumad[oa]s)\b")


def _of_the_rest(line: str, read: Gloss, folded: str) -> str:
    """`Germany goes apart, so the revenue of the other countries`: all but the one that was told before."""
    rest = _OTHERS.search(line)
    if rest is None or re.search(r"(?<!\S)(?:compare|than|than_more)(?!\S)", line):
        return line
    kin = "|".join(name for name, e in read.entries("v") if e.of == read.table[rest["kind"]].id) or "@none"
    apart = re.match(rf"(?:(?:not|exclude) )?(?:~\w+ |in |of )*(?P<name>(?:{kin})){_NO_FIGURE}(?: not)?(?: ,)", line)
    out = re.search(rf"(?<!\S)exclude (?:in |of )*(?:{kin})(?!\S)", line)
    if not (apart or out):
        return line
    _heard(f"{rest[0]} {apart[0] if apart else ''}", read)
    each = re.search(r"(?<!\S)by(?= ~(?:other|otros|otras)(?!\S))", f"{rest['all']}{rest[0][len(rest['all']) :]}")
    split = each is not None and out is not None and not _TOGETHER.search(folded)
    asked = re.search(r"(?<!\S)which(?: \d+)? $", line[: rest.start()]) is not None  # `which other countries`
    kept = f"by {rest['kind']}" if split else rest["kind"] if asked else ""
    told = f"{line[: rest.start()]}{kept}{line[rest.end() :]}"
    if apart and not out:
        told = f"exclude {apart['name']} ,{told[apart.end() :]}"
    return told


_POOLED = re.compile(
    r"(?<!\S)(?P<before>in|from|of|for|customer|@[pms]\d+)(?P<all>(?: (?:all|everyone|all_time|any))?) (?P<kind>@d\d+)"
    r"(?= (?:not|exclude) (?:in |of )?@v\d)"
)
_IN_EVERY = re.compile(
    r"\b(?:in|from|across|of|for) every (?:single |other )?\w+ (?:other than|except|but|bar|apart from|outside|excluding)\b"
)


def _taken_as_one(line: str, folded: str) -> str:
    """`revenue from all countries except Spain`: what is left is one total, where no place of them is ranked or told apart."""
    if re.search(r"(?<!\S)(?:top|worst|most|fewer|which (?:of )*@d\d+)(?!\S)", line):
        return line
    if _IN_EVERY.search(folded):
        line = re.sub(r"(?<!\S)((?:in|from|of|for) )?by (?=@d\d+ (?:not|exclude) (?:in |of )?@v\d)", r"\1all ", line)
        line = re.sub(r"^all (?=@d)", "in all ", line)
    return _POOLED.sub(lambda m: m["before"], line)


_CANCELLED = ("cancelled_orders", "cancelled_revenue")
_NEVER_COUNT = Text(
    "Cancelled orders never count in sales, so they are left out as it is",
    "Los pedidos cancelados nunca cuentan en las ventas, así que ya quedan fuera",
)


def without_cancelled(found: Reading) -> None:
    """`revenue excluding cancelled orders`: they never count, which is said."""
    names = "|".join(name for name, e in found.gloss.entries("m") if e.id in _CANCELLED)
    asked = [m for m in found.metrics if m not in _CANCELLED]
    if not names or not (asked or found.has("earn", "spend", "sell", "how_much")):
        return
    told = re.compile(
        rf"(?:(?: ,)? (?:and |but )?|^)(?:(?:exclude|not|discard)(?: all| everyone| any| of)* (?:{names})|"
        rf"(?:(?:with|~if|~si|when|~once) )?(?:{names}) (?:exclude|out|not))(?!\S)"
    )
    if not told.search(found.line):
        return
    lines = (found.line, found.rest, found.gloss.line)
    found.line, found.rest, found.gloss.line = (told.sub("", line).strip() for line in lines)
    found.metrics = asked
    found.notes.append(_NEVER_COUNT)
