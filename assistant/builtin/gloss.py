"""A message as a line of concepts and placeholders: the one text that the grammars of both languages read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from assistant.builtin.goods import part_of_name
from assistant.builtin.match import LONGEST_PHRASE, Entry, Phrasebook
from assistant.builtin.normalise import Word, fold

__all__ = ["Gloss", "gloss"]

_PLACE_CUES = frozenset("in from of live_in outside exclude for only to and or with by".split())
_CHANNEL_CUES = ("from", "with", "until", "by", "first_buy", "in", "of", "only", "exclude", "ratio", "as_also")
_VERBAL = frozenset("not customer who everyone them to likely but first_buy contact and since_ago".split())
_SINGULAR_CUSTOMER = frozenset(
    "customer client buyer shopper cliente clienta comprador compradora user usuario account customer_id id".split()
)
_BETWEEN_ID = frozenset("id number no num numero nº n # : . con de the el la ref code codigo".split())
_BARE_ID = re.compile(r"(?!(?:[qthw][1-4]?|fy|cy)(?:19|20)\d\d$)[a-z]{1,4}[-_]?\d{5,}")
_OTHER_IDS = frozenset(
    "order orders invoice product item sku coupon code pedido factura producto articulo cupon codigo campaign campana".split()
)
_OF_SALES = frozenset(("revenue", "orders", "average_order_value", "units"))
_LINKS = frozenset(("", *"in of to for with from by and or than all which who how only not but show this last between".split()))
_KIN = {"sales_channel": "acquisition_channel", "acquisition_channel": "sales_channel"}  # both are called `channel`
_TIME_UNITS = ("day", "week", "month", "quarter", "year")
_RANKING = ("which", "top", "worst", "most", "show")
_KIND_LETTER = {"metric": "m", "dimension": "d", "field": "f", "value": "v", "state": "s"}


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
    plain = plain | {token for name in saved for token in name}
    tokens = [_corrected(w, book, plain, found) for w in words]
    out: list[str] = []
    at = 0
    while at < len(tokens):
        corrected = tokens[at] != words[at].text
        named = _goods(words, at, book, out, found) if corrected else None
        asking = at > 0 and tokens[at - 1] == "que"
        before = [*out, "which"] if asking else out
        step, rendered = (
            named or _customer_id(tokens, at, book) or _longest(tokens, words, at, book, saved, before, found) or (0, "")
        )
        if asking and rendered.startswith("@d"):
            out = before  # `qué país`, `a qué hora`: a question, where `que` alone only joins
        if step == 0:
            step, rendered = _goods(words, at, book, out, found) or (1, _single(tokens[at], found))
        if rendered:
            out.append(rendered)
        at += step
    found.line = " ".join(out)
    return found


def _segment_tokens(name: str) -> list[str]:
    from assistant.builtin.phrases import folded_phrase

    return list(folded_phrase(name))


def _corrected(word: Word, book: Phrasebook, plain: frozenset[str], found: Gloss) -> str:
    token = word.text
    if not token.isalpha() or len(token) < 4 or token in book.words or token in plain:
        return token
    most = 1 if len(token) < 8 else 2
    best: tuple[int, int, str] | None = None
    for candidate in book.correctable:
        if abs(len(candidate) - len(token)) > most or (candidate[0] != token[0] and most == 1):
            continue
        if abs(len(candidate) - len(token)) > 1 and (candidate.endswith(token) or token.endswith(candidate)):
            continue  # `activated` is not `reactivated`: another prefix is another word
        distance = OSA.distance(token, candidate, score_cutoff=most)
        if distance <= most and (best is None or (distance, abs(len(candidate) - len(token))) < best[:2]):
            best = (distance, abs(len(candidate) - len(token)), candidate)
    if best is None:
        return token
    found.corrected[token] = best[2]
    return best[2]


def _goods(words: list[Word], at: int, book: Phrasebook, out: list[str], found: Gloss) -> tuple[int, str] | None:
    """A part of a product's name as that product; where several have it, the words are kept to ask which."""
    match = part_of_name([w.text for w in words], at, book, out[-1] if out else "")
    if match is None:
        return None
    size, keys = match
    written = " ".join(w.raw for w in words[at : at + size])
    found.goods[written] = keys
    found.known += size
    return size, found.place(Entry("value", keys[0], "product"))


def _customer_id(tokens: list[str], at: int, book: Phrasebook) -> tuple[int, str] | None:
    """`customer 17850`, `client id C-102`, `cliente nº 12748`, a bare `C0000102` -> one placeholder word `@c:17850`."""
    alone = _BARE_ID.fullmatch(tokens[at]) and tokens[at] not in book.product_keys and (tokens[at],) not in book.entries
    if alone and not _OTHER_IDS.intersection(tokens[max(0, at - 2) : at]):
        return 1, f"@c:{tokens[at]}"
    if tokens[at] not in _SINGULAR_CUSTOMER:
        return None
    end = at + 1
    while end < len(tokens) and tokens[end] in _BETWEEN_ID and end - at < 4:
        end += 1
    if end < len(tokens) and re.fullmatch(r"(?=\w*\d)[\w-]+", tokens[end]) and not (end == at + 1 and tokens[at] == "id"):
        following = tokens[end + 1 : end + 2]
        if re.fullmatch(r"(?:19|20)\d\d", tokens[end]) and end > at + 1 and tokens[end - 1] in ("de", "of"):
            return None
        if following and following[0] in ("day", "days", "dias", "dia", "orders", "pedidos", "%", "€", "times", "veces"):
            return None
        return end + 1 - at, f"@c:{tokens[end]}"
    return None


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
        if phrase in saved:
            found.known += size
            return size, found.place(Entry("value", saved[phrase], "segment"))
        entries = book.entries.get(phrase)
        if not entries:
            continue
        raw = [w.raw for w in words[at : at + size]]
        named = _before_channel(entries, tokens[at + size : at + size + 1])
        chosen = named or _choose(entries, phrase, raw, at, out, found)
        if chosen is None:
            continue
        if chosen.kind != "concept" or chosen.id not in _LINKS:
            found.known += size
        if chosen.kind == "concept":
            return size, chosen.id
        return size, found.place(chosen, [e for e in entries if e is not chosen and e.kind == "value"])
    return None


def _dimension_before(out: list[str], found: Gloss) -> str:
    """The dimension that was just named, whose value may follow: `country Spain`, `idioma es`."""
    last = out[-1] if out else ""
    return found.table[last].id if last.startswith("@d") else ""


def _choose(
    entries: list[Entry], phrase: tuple[str, ...], raw: list[str], at: int, out: list[str], found: Gloss
) -> Entry | None:
    dimensions = [e.id for e in entries if e.kind == "dimension"]
    if own := [e for e in entries if e.kind == "value" and e.of in dimensions]:
        return own[0]  # `marketplace` is one of the channels, however the dimension is called
    named = _dimension_before(out, found)
    usable = [e for e in entries if not e.weak or _cued(e, raw, at, out, named)]
    if not usable and out[-1:] and out[-1] in _PLACE_CUES and len(raw[0]) > 1:
        usable = [e for e in entries if e.kind == "value" and e.of in ("country", "city") and len(entries) == 1]
    if len(usable) < 2:
        return usable[0] if usable else _only_channel(entries, phrase)
    sold = any(entry.kind == "metric" and entry.id in _OF_SALES for entry in found.table.values())
    if sold and (channel := next((e for e in usable if e.kind == "value" and e.of == "sales_channel"), None)):
        return channel  # `revenue from subscriptions` names where it was sold
    kinds = {e.kind: e for e in reversed(usable)}
    if "dimension" in kinds and kinds["dimension"].id == "product" and out and (out[-1] in _RANKING or out[-1].isdigit()):
        return kinds["dimension"]  # `which six items` are products, where `how many items` are units
    concept, metric = kinds.get("concept"), kinds.get("metric")
    dimension = kinds.get("dimension")
    if concept and concept.id == "worth":
        return concept
    if concept and dimension and (dimension.id in _TIME_UNITS or (dimension.id == "segment" and out[-1:] != ["by"])):
        return concept
    if concept and dimension and concept.id in ("campaign", "average"):
        asked = out[-1:] and (out[-1] in ("by", "which", "top", "worst", "most", "show") or out[-1].startswith("@n"))
        return dimension if asked else concept
    if concept and metric:
        if concept.id == "buy":
            people = any(w in ("customer", "who", "everyone", "buy", "contact") for w in out)
            verbal = bool(out) and out[-1] in _VERBAL and (people or out[-1] not in ("and", "but"))
            return concept if verbal else metric
        if concept.id == "with_offer":
            return concept if "draft" in out or "with" in out[-1:] else metric
        return metric if concept.id in ("", "worth", "grow", "open_mail", "click_mail", "do_unsubscribe") else concept
    if "value" in kinds and "state" not in kinds:
        cued = [e for e in usable if e.kind == "value" and named]
        if cued:
            return cued[0]
        if kinds["value"].of in ("country", "city", "segment"):
            return kinds["value"]
    for kind in ("state", "metric", "dimension", "value", "field", "concept"):
        if kind in kinds:
            return kinds[kind]
    return usable[0]


def _before_channel(entries: list[Entry], following: list[str]) -> Entry | None:
    """`the email channel` is where customers came from, not how a message is sent."""
    if not following or following[0] not in ("channel", "channels", "traffic"):
        return None
    return next((e for e in entries if e.kind == "value" and e.of in ("acquisition_channel", "sales_channel")), None)


def _only_channel(entries: list[Entry], phrase: tuple[str, ...]) -> Entry | None:
    """A word that is a channel of this shop and nothing else in the language."""
    channels = [e for e in entries if e.kind == "value" and e.of in ("acquisition_channel", "sales_channel", "referral_source")]
    return channels[0] if len(phrase[0]) > 2 and len(channels) == len(entries) else None


def _cued(entry: Entry, raw: list[str], at: int, out: list[str], named: str) -> bool:
    """Whether a word that is also an ordinary word stands where a value would."""
    previous = out[-1] if out else ""
    if named or entry.of == "language":
        return named in (entry.of, _KIN.get(entry.of))  # the `en` of `por país en 2025` is no language
    if entry.of == "cancel_reason":
        return "leaving" in out or "bajas" in out or any(word.startswith("@s") for word in out)
    if entry.of == "category" and raw[0].lower() != fold(raw[0]):
        return True  # `té` is a drink, `te` is a pronoun
    if entry.of in ("acquisition_channel", "sales_channel", "referral_source"):
        joined = previous in ("compare", "or", "and") and any(w.startswith("@v") for w in out)
        cued = ("from", "with", "until", "by", "first_buy", "in") if "draft" in out else _CHANNEL_CUES
        whole = "share" in out and any(w.startswith("@m") for w in out)  # `what share of revenue is subscriptions`
        return joined or whole or previous in cued or out[-2:-1] == ["first_buy"]
    capitalised = raw[0][:1].isupper() and (at > 0 or (raw[0].isupper() and len(raw[0]) > 1))
    return (capitalised and previous not in (",",)) or (previous in ("buy", "of") and len(raw[0]) > 3)


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
