"""A message as a line of concepts and placeholders: the one text that the grammars of both languages read."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from assistant.builtin import patterns as re
from assistant.builtin.words.goods import goes_on_as_a_name, part_of_name
from assistant.builtin.words.match import Entry, Phrasebook
from assistant.builtin.words.normalise import Word
from assistant.builtin.words.phrasebook import LONGEST_PHRASE
from assistant.builtin.words.senses import (
    before_channel,
    before_language,
    choose,
    named_behind,
    people_of,
    set_against,
    sold_in,
)
from assistant.builtin.words.spelling import respelt

__all__ = ["Gloss", "Mark", "gloss"]

_SINGULAR_CUSTOMER = frozenset(
    "customer client buyer shopper cliente clienta comprador compradora user usuario account customer_id id".split()
)
_BETWEEN_ID = frozenset("id number no num numero nº n # : . con de the el la ref code codigo".split())
_BARE_ID = re.compile(r"(?!(?:[qthw][1-4]?|fy|cy)(?:19|20)\d\d$)[a-z]{1,4}[-_]?\d{5,}")
_OTHER_IDS = frozenset(
    "order invoice product item sku coupon code pedido factura producto articulo cupon codigo campaign campana".split()
)
_LINKS = frozenset(("", *"in of to for with from by and or than all which who how only not but show this last between".split()))
_KIND_LETTER = {"metric": "m", "dimension": "d", "field": "f", "value": "v", "state": "s"}


@dataclass(frozen=True, slots=True)
class Mark:
    """One word and how it was taken: `read` as its meaning, a `link` that only joins, a `sign`, or `unread`."""

    text: str
    raw: str
    role: Literal["read", "link", "sign", "unread"]
    meaning: str


@dataclass(slots=True)
class Gloss:
    """`line` is the text; `table` says what each placeholder stands for; `unknown` are words that nothing knows."""

    line: str = ""
    table: dict[str, Entry] = field(default_factory=dict)
    others: dict[str, list[Entry]] = field(default_factory=dict)
    quotes: tuple[str, ...] = ()
    unknown: list[str] = field(default_factory=list)
    known: int = 0
    corrected: dict[str, str] = field(default_factory=dict)
    goods: dict[str, tuple[str, ...]] = field(default_factory=dict)
    never: bool = False
    marks: list[Mark] = field(default_factory=list)

    def place(self, entry: Entry, others: Sequence[Entry] = ()) -> str:
        """A new placeholder for an entry."""
        name = f"@{_KIND_LETTER[entry.kind]}{len(self.table)}"
        self.table[name] = entry
        if others:
            self.others[name] = list(others)
        return name

    def entries(self, letter: str) -> list[tuple[str, Entry]]:
        """The placeholders of one kind that still stand in the line, in order."""
        return [(name, self.table[name]) for name in re.findall(rf"@{letter}\d+", self.line) if name in self.table]


def gloss(words: list[Word], book: Phrasebook, segments: Sequence[str] = (), plain: frozenset[str] = frozenset()) -> Gloss:
    """Read words into concepts: the longest phrase wins, then the likelier meaning.

    Args:
        segments: names of saved segments.
        plain: ordinary words that are right as they stand and not to be taken for typos.
    """
    found = Gloss(never=any(w.text in ("never", "nunca", "jamas") for w in words))
    saved = {tuple(_segment_tokens(name)): name for name in segments}
    of_segments = {token for name in saved for token in name}
    tokens = respelt(words, book, plain | of_segments if of_segments else plain)
    found.corrected = {word.text: token for word, token in zip(words, tokens, strict=True) if token != word.text}
    out: list[str] = []
    at = 0
    while at < len(tokens):
        mended = tokens[at] != words[at].text
        sure = _place_in_name(tokens, at, book)
        named = _goods(words, at, book, out, found, sure) if mended or sure else None
        asking = at > 0 and tokens[at - 1] == "que"
        before = [*out, "which"] if asking else out
        step, rendered = (
            named
            or _customer_id(tokens, at, book)
            or _product_id(tokens, at, book, out, found)
            or _longest(tokens, words, at, book, saved, before, found)
            or (0, "")
        )
        if asking and (rendered.startswith("@d") or (tokens[at].isdigit() and _names_unit(tokens[at + 1 : at + 2], book))):
            out = before  # `qué país`, `en qué 4 meses`: a question, where `que` alone only joins
        if step == 0:
            step, rendered = _goods(words, at, book, out, found) or (1, _single(tokens[at], found))
            if rendered.startswith("~") and (meant := [e for e in book.entries.get((tokens[at],), ()) if e.kind == "value"]):
                found.others[rendered] = meant  # nothing beside it says that it is one
        if rendered:
            out.append(rendered)
        found.marks.extend(Mark(tokens[i], words[i].raw, _role(rendered, words[i].raw), rendered) for i in range(at, at + step))
        at += step
    found.line = " ".join(out)
    return found


def _place_in_name(tokens: list[str], at: int, book: Phrasebook) -> bool:
    """Whether a country or city goes on as a product's name does: the `Brasil` of `Brasil Cerrado`."""
    for size in (1, 2):
        meant = book.entries.get(tuple(tokens[at : at + size]), ())
        if any(e.of in ("country", "city") for e in meant) and goes_on_as_a_name(tokens, at, size, book):
            return True
    return False


def _names_unit(following: list[str], book: Phrasebook) -> bool:
    return any(e.id in ("day", "week", "month", "quarter", "year") for e in book.entries.get(tuple(following), ()))


def _role(rendered: str, raw: str) -> Literal["read", "link", "sign", "unread"]:
    if rendered.startswith("~"):
        return "unread"
    if rendered in (",", "-") or raw in "¿¡":
        return "sign"
    return "link" if rendered in _LINKS else "read"


def _segment_tokens(name: str) -> list[str]:
    from assistant.builtin.words.phrases import folded_phrase

    return list(folded_phrase(name))


def _goods(
    words: list[Word], at: int, book: Phrasebook, out: list[str], found: Gloss, sure: bool = False
) -> tuple[int, str] | None:
    """A part of a product's name as that product; where several have it, the words are kept to ask which."""
    match = part_of_name([w.text for w in words], at, book, out[-1] if out else "", sure)
    if match is None:
        return None
    size, keys = match
    written = " ".join(w.raw for w in words[at : at + size])
    found.goods[written] = keys
    found.known += size
    others = [e for e in book.entries.get(tuple(w.text for w in words[at : at + size]), ()) if e.kind == "value"]
    return size, found.place(Entry("value", keys[0], "product"), others)


def _customer_id(tokens: list[str], at: int, book: Phrasebook) -> tuple[int, str] | None:
    """`customer 17850`, `client id C-102`, `cliente nº 12748`, a bare `C0000102` -> one placeholder word `@c:17850`."""
    alone = _BARE_ID.fullmatch(tokens[at]) and tokens[at] not in book.product_keys and (tokens[at],) not in book.entries
    of_theirs = tokens[max(0, at - 1) : at] in (["of"], ["for"], ["de"], ["para"])  # `the last order of C0000315`
    if alone and (of_theirs or not _OTHER_IDS.intersection(tokens[max(0, at - 2) : at])):
        return 1, f"@c:{tokens[at]}"
    heads = at <= 1 and tokens[at + 1 : at + 2] in ([":"], [","]) and re.fullmatch(r"\d{5,}", tokens[at])
    if heads and tokens[at] not in book.product_keys:
        return 1, f"@c:{tokens[at]}"  # `el 12415: ¿cuántos pedidos lleva?`
    if tokens[at] not in _SINGULAR_CUSTOMER:
        return None
    end = at + 1
    while end < len(tokens) and tokens[end] in _BETWEEN_ID and end - at < 4:
        end += 1
    if end < len(tokens) and re.fullmatch(r"(?=[\w-]*\d)[\w-]+", tokens[end]) and not (end == at + 1 and tokens[at] == "id"):
        following = tokens[end + 1 : end + 2]
        if re.fullmatch(r"(?:19|20)\d\d", tokens[end]) and end > at + 1 and tokens[end - 1] in ("de", "of"):
            return None
        if following and following[0] in ("day", "days", "dias", "dia", "orders", "pedidos", "%", "€", "times", "veces"):
            return None
        return end + 1 - at, f"@c:{tokens[end]}"
    return None


def _product_id(tokens: list[str], at: int, book: Phrasebook, out: list[str], found: Gloss) -> tuple[int, str] | None:
    """`excluding 22423`: a long number that is a product's, where it is no amount."""
    key = book.product_keys.get(tokens[at]) if re.fullmatch(r"(?!(?:19|20)\d\d$)\d{4,}", tokens[at]) else None
    if key is None or _AMOUNT_BEFORE.intersection(out[-3:]) or _AMOUNT_AFTER.intersection(tokens[at + 1 : at + 2]):
        return None
    found.known += 1
    return 1, found.place(Entry("value", key, "product"))


_SITES = frozenset("website web site webshop".split())
_AMOUNT_BEFORE = frozenset("more_than less_than at_least at_most between over under exactly spend worth top £ $ €".split())
_AMOUNT_AFTER = frozenset(
    "% £ $ € euro euros pound pounds libras dollars dolares pesos orders pedidos customers clientes units unidades".split()
)


def _longest(
    tokens: list[str],
    words: list[Word],
    at: int,
    book: Phrasebook,
    saved: dict[tuple[str, ...], str],
    out: list[str],
    found: Gloss,
) -> tuple[int, str] | None:
    for size in range(min(LONGEST_PHRASE, len(tokens) - at), 0, -1):
        phrase = tuple(tokens[at : at + size])
        heard = size > 1 and len({w.raw for w in words[at : at + size]}) == 1
        named = (words[at].raw.casefold(),) if heard else phrase  # `top20`, heard as `top 20`
        if named in saved:
            found.known += size
            return size, found.place(Entry("value", saved[named], "segment"))
        after = tokens[at + size :]
        country = people_of(phrase, after, book.entries)
        entries = [country] if country else book.entries.get(phrase) or _hyphened(phrase, book)
        if not entries or (phrase == ("es",) and _names_language(tokens[at + 1 : at + 3], book)):
            continue  # `su idioma es el español`
        raw = [w.raw for w in words[at : at + size]]
        if size > 1 and before_channel(book.entries.get(phrase[-1:], []), after):
            continue  # `the store sales channel` is no `the store`
        if entries[0].id == "visit" and _came_through(phrase, out, book):
            continue
        if size > 1 and phrase[-1] in ("through", "por") and entries[0].id == "" and _sold_by(after, book):
            continue  # `orders that came through WhatsApp`
        likelier = (
            before_channel(entries, after)
            or before_language(entries, after, lambda following: _of_people(following, book))
            or set_against(entries, after, book.entries, out)
            or named_behind(entries, after, book.entries)
            or sold_in(entries, tokens[at - 1] if at else "", after)
        )
        chosen = likelier or choose(entries, phrase, raw, at, out, found.table)
        if chosen is None or (chosen.id.startswith("in_language") and _of_people(tokens[at + size : at + size + 1], book)):
            continue  # `to Spanish customers` names no language
        if chosen.kind != "concept" or chosen.id not in _LINKS:
            found.known += size
        if chosen.kind == "concept":
            return size, chosen.id
        placed = found.place(chosen, [e for e in entries if e is not chosen and e.kind == "value"])
        theirs = size > 1 and chosen.of == "country" and _of_people([phrase[-1]], book)
        return size, f"{placed} customer" if theirs else placed  # `English customers`
    return None


def _came_through(phrase: tuple[str, ...], out: list[str], book: Phrasebook) -> bool:
    """`orders that came through the website`: a channel, and no visit."""
    measured = bool(out) and out[-1].startswith("@m")
    return measured and phrase[-1] in _SITES and _sold_by([phrase[-1]], book)


def _names_language(following: list[str], book: Phrasebook) -> bool:
    return any(e.of == "language" for token in following for e in book.entries.get((token,), ()))


def _sold_by(following: list[str], book: Phrasebook) -> bool:
    """Whether a channel comes next, with or without an article."""
    named = following[1:2] if following[:1] in (["the"], ["la"], ["el"]) else following[:1]
    return any(e.of in ("sales_channel", "acquisition_channel") for e in book.entries.get(tuple(named), ()))


def _of_people(following: list[str], book: Phrasebook) -> bool:
    return any(e.kind == "concept" and e.id == "customer" for e in book.entries.get(tuple(following), ()))


def _hyphened(phrase: tuple[str, ...], book: Phrasebook) -> list[Entry] | None:
    """What `repeat - purchase rate` means where it is known as `repeat purchase rate`."""
    if ":" in phrase[1:-1]:  # `Black Friday 2025: early access`
        named = book.entries.get(tuple(word for word in phrase if word != ":"), [])
        return [entry for entry in named if entry.kind == "value"] or None
    if "-" not in phrase[1:-1] or any(c.isdigit() for word in phrase for c in word):
        return None
    return book.entries.get(tuple(word for word in phrase if word != "-"))


def _single(token: str, found: Gloss) -> str:
    if token in (",", ";", ".", "?", "!", ":", "/", "¿", "¡"):
        return "," if token not in "¿¡" else ""
    if re.fullmatch(r"[\d.,/-]*\d[\d.,/-]*[km]?", token) or token in (
        "%",
        "€",
        "$",
        "£",
        "-",
        "+",
        ">",
        "<",
        ">=",
        "<=",
        "=",
        "&",
        "#",
        "@",
    ):
        return {
            ">": "more_than",
            "<": "less_than",
            ">=": "at_least",
            "<=": "at_most",
            "&": "and",
            "+": "plus",
            "=": "exactly",
        }.get(token, token)
    if any(c.isdigit() for c in token):
        return token
    if len(token) > 2:
        found.unknown.append(token)
    return f"~{token}"
