"""Carts as a measure: `how many carts were abandoned`, where no people are asked for."""

from collections.abc import Set

from assistant.builtin import patterns as re
from assistant.builtin.words.gloss import Gloss
from assistant.builtin.words.match import Entry
from assistant.builtin.words.normalise import fold

__all__ = ["settle_carts"]

_CART = r"(?:carts?|baskets?|trolleys?|carritos?|carros?|cestas?)"
_LEFT = (
    r"(?:abandon\w*|left|leav\w*|lost|unpaid|unfinished|forgotten|dropped|walk\w* away|never paid|olvidad\w+|"
    r"dej\w+|tirad\w+|a medias|colgad\w+|sin (?:pagar|terminar|comprar|pedido)|perdid\w+)"
    r"(?:\W+(?:behind|unpaid|unfinished|unbought|open|sin \w+|a medias)\b)?"
)
_ABANDONED = re.compile(rf"\b{_CART}\b(?:\W+\w+){{0,6}}?\W+{_LEFT}|\b{_LEFT}\b(?:\W+\w+){{0,4}}?\W+{_CART}\b")
_A_RATE = re.compile(
    r"\b(?:rate|share|percent\w*|proportion|part|abandonment|tasa|porcentaje|proporcion|parte|ratio|abandono)\b|%"
)
_HOW_MANY = re.compile(rf"\b(?:how many|number of|count of|cuant[oa]s|numero de|cantidad de)(?: \w+)?? (?:\w+ )??{_CART}\b")
_COUNTED = re.compile(
    r"\d|\b(?:number|count|numero|cantidad|total|trend|month|monthly|week|weekly|mes|semana|year|ano|compare)\b"
)
_OF_PEOPLE = r"(?:customer|who|everyone|contact|draft|advice|playbook|say|how_to|win_back|campaign|channel_\w+|save)"


def settle_carts(read: Gloss, folded: str, known: Set[str]) -> None:
    """Carts left behind, where they are counted and nobody is listed or written to."""
    said = _ABANDONED.search(folded)
    if said is None or "abandoned_carts" not in known:
        return
    counted = _HOW_MANY.search(folded)
    people = re.search(rf"(?<!\S){_OF_PEOPLE}(?!\S)", read.line)
    if not counted and (people or not (_A_RATE.search(folded) or _COUNTED.search(folded))):
        return
    metric = "cart_abandonment_rate" if _A_RATE.search(folded) else "abandoned_carts"
    words = set(re.findall(r"\w+", said[0]))
    marks = [mark for mark in read.marks if mark.text in words or fold(mark.raw) in words]
    gone = {"add_cart", *(f"~{mark.text}" for mark in marks), *(m.meaning for m in marks if m.meaning.startswith(("@s", "@m")))}
    gone |= {name for name, e in read.entries("m") if e.id in _OTHER}
    read.unknown = [word for word in read.unknown if f"~{word}" not in gone]
    kept = [token for token in read.line.split() if token not in gone]
    read.line = " ".join(["how_many" if token == "share" else token for token in kept] + [read.place(Entry("metric", metric))])


_OTHER = ("add_to_cart_rate", "abandoned_carts", "cart_abandonment_rate")
