"""What a question splits by: the dimensions and units of time that it names as groups."""

from collections.abc import Iterator

from assistant.builtin import patterns as re
from assistant.builtin.reading.ranking import BEST_SELLERS, VIEWED_GOODS, ranks_goods, ranks_what_is_bought
from assistant.builtin.words.gloss import Gloss
from assistant.builtin.words.match import Entry

__all__ = ["AND_MORE", "all_of", "named_groups"]

_UNIT = "day|week|month|quarter|year"
_ALL_OF_THEM = re.compile(r"(?:^|,|(?<!\S)(?:in|as_also)) (?:all|everyone)$")
AND_MORE = re.compile(
    r"\b(?:and so on|and so forth|etc|etcetera|and everything else|and (?:all )?(?:the )?(?:like|rest|others|remaining|other)|"
    r"y (?:(?:el|todo el) resto|(?:(?:los|las|todos los|todas las) )?(?:demas|otr[oa]s|restantes))|y asi|entre otr[oa]s)\b|"
    r"\.\.\.|…"
)
"""What follows examples of the groups that are asked for."""

_POR_TODOS = re.compile(r"\b(?:por|entre) tod[oa]s (?:l[oa]s|nuestr[oa]s)\b|\b(?:across|over) (?:all|every)\b")


def named_groups(line: str, read: Gloss, folded: str) -> list[str]:
    """The groups that a clause asks for, in order."""
    found = list(_split_by(line, read, folded)) or _ranked_goods(line, read, folded)
    if not found and re.search(r"(?<!\S)where(?!\S).*(?<!\S)(?:top|worst|most|fewer|sell|buy)(?!\S)", line):
        return [_kind_of_choices(read) or "country"]
    return list(dict.fromkeys(found or _ranked_units(line) or _ranked_mailings(line, read) or _all_in_order(line)))


def _kind_of_choices(read: Gloss) -> str | None:
    """`where was it higher, on the app or on the web?`: of what kind the things are that the question chooses from."""
    kinds = [entry.of for _, entry in read.entries("v")]
    return next((kind for kind in kinds if kinds.count(kind) > 1), None)


def all_of(line: str, read: Gloss) -> set[str]:
    """The dimensions of which all values are meant: `and in all channels?`."""
    return {read.table[name].id for name in re.findall(r"(?<!\S)(?:all|everyone) (@d\d+)", line) if name in read.table}


def _split_by(line: str, read: Gloss, folded: str) -> Iterator[str]:
    for match in re.finditer(rf"(?<!\S)by (?:all )?({_UNIT})(?!\S)|(@d\d+)|(?<=by @d\d and )({_UNIT})(?!\S)", line):
        if match[1] or match[3]:
            yield match[1] or match[3]
            continue
        of_it = "|".join(name for name, e in read.entries("d") if e.id == read.table[match[2]].id)
        own = "" if re.search(r"(?<!\S)by $", line[: match.start()]) else "|of"  # `the city of X`, not `by category of X`
        behind = re.sub(rf"^(?: (?:exactly|{of_it}{own})(?!\S))+", "", line[match.end() :])  # `sales channel = app`
        ahead = re.sub(r"(?: how| of| -)+ ?$", "", line[: match.start()])  # `la app como canal`, `English-language`
        following, before = behind.lstrip().split(" ")[0], ahead.rstrip().split(" ")[-1]
        named = any(_is_value_of(read.table.get(beside), read.table[match[2]]) for beside in (following, before))
        told = any(_is_value_of(e, read.table[match[2]]) for e in map(read.table.get, re.findall(r"@v\d+", ahead)))
        asked = re.search(r"(?<!\S)(?:by|which|top|most|worst|fewer|show)(?: (?:of|@n\d+|all))* ?$|@n\d+(?: @v\d+)? ?$", ahead)
        named = (named or (told and not asked)) and not AND_MORE.search(folded)  # `SUMMER26 was the June code`
        whole = _whole_of_goods(line, read, match[2]) and not asked
        if not (named or whole or _taken_together(ahead.rstrip(), folded)):
            yield read.table[match[2]].id


def _whole_of_goods(line: str, read: Gloss, name: str) -> bool:
    """`what share of product sales is coffee`: all products are the whole of which one kind is the part."""
    goods = any(e.of in ("category", "product") for _, e in read.entries("v"))
    sold = rf"{name} @m\d+|@m\d+ (?:of |in )+{name}"
    return read.table[name].id == "product" and goods and bool(re.search(rf"(?<!\S)share(?!\S).*(?<!\S)(?:{sold})(?!\S)", line))


_POOLED = re.compile(
    r"\b(?:sum(?:ando|ados|adas|ming)|junt(?:ando|os|as)|agreg(?:ando|ados|adas)|combin(?:ando|ados|adas|ing|ed)|uniendo|adding|"
    r"pool(?:ing|ed)|lump(?:ing|ed)|blend(?:ing|ed)|mezclando|aggregat(?:ing|ed)|en conjunto|together)\b"
)


def _taken_together(ahead: str, folded: str) -> bool:
    """`orders in July, all channels`, `por todos los canales`: none of them is left out, and none is told apart."""
    if (
        re.search(r"(?<!\S)(?:all|everyone)$", ahead)
        and _POOLED.search(folded)
        and not re.search(r"by (?:all|everyone)$", ahead)
    ):
        return True
    return bool(
        _ALL_OF_THEM.search(ahead) or (re.search(r"(?:by|between) (?:all|everyone)$", ahead) and _POR_TODOS.search(folded))
    )


def _ranked_goods(line: str, read: Gloss, folded: str) -> list[str]:
    categories = [name for name, entry in read.entries("v") if entry.of == "category"]
    metrics = [entry for _, entry in read.entries("m")]
    goods = (
        re.match(r"(?:show )?@n\d+ (?:most|fewer|worst|top) sell(?!\S)", line)  # `los tres que menos rotaron, por unidades`
        or BEST_SELLERS.search(folded)
        or VIEWED_GOODS.search(folded)
        or ranks_goods(line, categories)
        or (not metrics and ranks_what_is_bought(read.line, folded))
    )
    return ["product"] if goods else []


def _ranked_units(line: str) -> list[str]:
    """`our best month`, `the three weeks with the most orders`."""
    if not re.search(r"(?<!\S)(?:top|worst|most|which|fewer|busiest)(?!\S)", line):
        return []
    units = re.findall(r"(?<!\S)(?<!last )(?<!next )(day|week|month|quarter|year)(?!\S| prev)", line)
    if not units or re.search(rf"@n\d+ {units[0]} worth(?!\S)", line):
        return []
    rank = r"(?:top|worst|most|fewer)"
    ranked = re.search(
        rf"{rank} @n\d+ {units[0]}|which (?:of )*@n\d+ {units[0]}(?!\S).* {rank}(?!\S)|"
        rf"@n\d+ (?:{rank} {units[0]}|{units[0]} (?:of |with |in )*{rank})",
        line,
    )
    return units[:1] if ranked or not re.search(r"@n\d+ " + units[0], line) else []


def _all_in_order(line: str) -> list[str]:
    """`the open rates of all our campaigns, best to worst`: each of them."""
    return ["campaign"] if re.search(r"(?<!\S)(?:all|everyone) (?:of )?campaign(?!\S).* from_(?:high|low)(?!\S)", line) else []


_OF_MAILINGS = (
    "open_rate",
    "click_rate",
    "click_to_open_rate",
    "unsubscribe_rate",
    "revenue_per_recipient",
    "attributed_revenue",
)


def _ranked_mailings(line: str, read: Gloss) -> list[str]:
    """`which of our emails got the best click rate`: of mails one is chosen, not a channel."""
    measured = any(e.id in _OF_MAILINGS for _, e in read.entries("m"))
    mail = r"(?:channel_(?:email|sms|whatsapp|push))"
    chosen = re.search(
        rf"(?:^|(?<!\S)(?:which|top|worst|show)(?: (?:of|one|@n\d+))* ?){mail}(?!\S).*(?<!\S)(?:top|worst|most|fewer)(?!\S)",
        line,
    )
    return ["campaign"] if measured and chosen else []


def _is_value_of(value: Entry | None, dimension: Entry) -> bool:
    """`the web channel`, `canal web`: the dimension only says what kind of value the one beside it is."""
    kin = {"acquisition_channel", "sales_channel"}
    return value is not None and value.kind == "value" and (value.of == dimension.id or {value.of, dimension.id} == kin)
