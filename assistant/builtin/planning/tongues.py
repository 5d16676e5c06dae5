"""Texts in a language that none are written in here: a question which of the two it is to be."""

from assistant.builtin import patterns as re
from assistant.builtin.plan import Plan
from assistant.builtin.planning.questions import ask_back
from assistant.builtin.reading.reading import Reading
from tools.terms import Text

__all__ = ["ask_tongue"]

_TONGUES = (
    r"(?:italian|french|german|portuguese|catalan|dutch|polish|chinese|galician|basque|arabic|russian|japanese|romanian|"
    r"swedish|danish|norwegian|greek|turkish|italiano|frances|aleman|portugues|gallego|euskera|vasco|holandes|neerlandes|"
    r"polaco|chino|arabe|ruso|japones|rumano|sueco|danes|noruego|griego|turco)"
)
_PEOPLE = r"(?! (?:customers?|clients?|buyers?|shoppers?|people|subscribers?|market|orders?|sales|clientes?|compradores))"
_IN_ONE = re.compile(
    rf"\b(?:in|into|to|en|al)(?: the)? {_TONGUES}\b{_PEOPLE}|\b{_TONGUES} (?:version|translation|text|copy)\b|"
    rf"\b(?:version|traduccion|texto)(?: en| al)? {_TONGUES}\b"
)
_QUESTION = Text("I write in English and in Spanish. Which of them?", "Escribo en español y en inglés. ¿En cuál de los dos?")
_OPTIONS = (Text("In English", "En inglés"), Text("In Spanish", "En español"))


def ask_tongue(reading: Reading) -> Plan | None:
    """`now in Italian`, `la versión en francés`: which of the languages that texts are written in, where another is wanted."""
    if not _IN_ONE.search(reading.folded):
        return None
    return ask_back(reading, _QUESTION[reading.language], [option[reading.language] for option in _OPTIONS])
