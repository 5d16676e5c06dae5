"""A thing named ahead of a question only to be left out: `the UK wins, so drop it: which ...`, `lo de tiktok, sácalo`."""

from collections.abc import Callable

from assistant.builtin import patterns as re
from assistant.builtin.reading.reading import Reading
from assistant.builtin.words.normalise import quoted

__all__ = ["with_what_is_left_out"]

_IT = r"(?:it|them|him|her|that|those|this|these|that one|that lot)"
_OUT = (
    rf"(?:(?:leave|take|keep|set|put|move|strip|knock) {_IT} (?:out|off|aside|away|to one side|apart|on one side)|"
    rf"(?:drop|skip|ignore|exclude|remove|omit|forget|discount|park) (?:about )?{_IT}|"
    rf"(?:don['’]?t|do not|no need to|without) (?:count|include|bother with|counting|including) {_IT}|"
    r"(?:s[aá]ca|qu[ií]ta|d[eé]ja|excl[uú]ye|excluí|ign[oó]ra|olv[ií]da|apárta|aparta|desc[aá]rta|sálta|salta)(?:te|me|los|las|lo|la)+|"
    r"(?:no|ni) (?:me |nos )?l[oa]s? (?:cuentes?|cont[eé]s|incluyas?|metas?|pongas?|tengas? en cuenta|"
    r"tomes? en cuenta|consideres?)|"
    r"(?:si )?l[oa]s? (?:sac|quit|dej|exclu|ignor|descart|apart)\w+|sin (?:contarl|incluirl|tenerl)[oa]s?(?: en cuenta)?)"
    r"(?: (?:out|off|aside|fuera|afuera|aparte|a un lado|de lado|del? (?:todo|medio|c[aá]lculo|conteo|ranking|an[aá]lisis)|"
    r"de (?:la |el )?(?:cuenta|lista|ah[ií])|of (?:it|this|the (?:count|list|ranking|picture)))){0,2}"
)
_NAMED_AND_LEFT_OUT = re.compile(
    r"\W*(?P<said>[^.?!:;¿]{3,110}?)[,;.:—–-]*\s+"
    r"(?:(?:so|and|but|then|y|pero|as[ií] que|entonces|por lo que|conque|por eso)[,\s]+)?"
    r"(?:(?:please|let['’]?s|just|kindly|(?:i|we)['’]?d rather|we can|por favor|mejor|para esto|for this|for now)[,\s]+)*"
    rf"{_OUT}(?:,? (?:please|por favor|for now|for this|esta vez|this time))?"
    r"\s*(?:[,.:;—–]|\b(?:and|y)\b)\s*(?P<asked>.{12,})",
    re.IGNORECASE | re.DOTALL,
)
_WITHOUT = {"en": "excluding", "es": "sin contar"}


def with_what_is_left_out(text: str, read: Callable[[str], Reading]) -> str:
    """The question with the one value that is named ahead of it as left out, where that is all that is said there.

    Args:
        read: reads a clause.
    """
    match = None if quoted(text) else _NAMED_AND_LEFT_OUT.fullmatch(text.strip())
    if match is None:
        return text
    first, asked = read(match["said"]), match["asked"].strip().rstrip("?!. ")
    named = [f for f in first.filters if f["op"] == "="]
    if len(named) != 1 or len(first.filters) != 1 or not isinstance(named[0]["value"], str):
        return text
    mark = next((m for m in first.gloss.marks if _is_value(m.meaning, first, named[0]["value"])), None)
    if mark is None:
        return text
    name = " ".join(dict.fromkeys(m.raw for m in first.gloss.marks if m.meaning == mark.meaning))
    sign = "?" if "?" in match["asked"] else ""
    return f"{asked}, {_WITHOUT[first.language]} {name}{sign}"


def _is_value(meaning: str, reading: Reading, value: str) -> bool:
    entry = reading.gloss.table.get(meaning.split()[0]) if meaning.startswith("@v") else None
    return entry is not None and entry.id == value
