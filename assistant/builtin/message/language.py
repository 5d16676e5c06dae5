"""The language of a message, short ones included: own cues first, a statistical detector only where they tie."""

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from assistant.builtin import patterns as re
from assistant.builtin.words.normalise import Word
from assistant.builtin.words.phrases import vocabulary
from tools.terms import LANGUAGES, Language

if TYPE_CHECKING:
    from lingua import LanguageDetector

__all__ = ["detect", "foreign"]

_SPANISH_SIGNS = re.compile(r"[¿¡ñÑ]|[áíóúÁÍÓÚ]")
_SPANISH = frozenset(
    "el la los las un una de del al en por para con sin que como cual cuanto cuantos cuantas quien donde cuando y o ni no se "
    "su sus mi mis nos lo le les es son fue fueron hay ha han este esta estos estas ese esa mas menos muy pero si ya dame "
    "dime haz hazme ponme ahora solo tambien desde hasta entre sobre mes ano ayer hoy semana hola gracias cliente clientes "
    "pedidos ventas".split()
)
_ENGLISH = frozenset(
    "the a an of in on at to for with without by and or not no is are was were be do does did have has had what which who how "
    "many much when where why this that these those there our my your we us i you they them it me from than more less show "
    "give tell list make now only also since until between about last past month year week yesterday today please hello hi "
    "thanks customer customers orders sales thx ppl pls net rev uk wanna gonna qtr".split()
)
_FOREIGN = (
    frozenset(
        "le les des est dans pour avec nous vous quel quelle combien je ne pas sont der die das und ist nicht wie viele wir "
        "ich mit von haben wurden letzten il che di quanti quale sono abbiamo o os uma nao quantos quantas voce com em nos "
        "temos tivemos "
        "foram combien avons ont nos quels quelles clients-nous chez mois qui ventes clienti vendite kunden umsatz".split()
    )
    - _SPANISH
)


_ASKS = 1.5
_PREGUNTAS = frozenset("cuanto cuanta cuantos cuantas cual cuales quien quienes cuando donde dime dame".split())
_QUESTIONS = frozenset("how what which who when where why whose".split())


def detect(text: str, words: list[Word], fallback: Language) -> Language:
    """English or Spanish; `fallback` (the language so far) when the words do not say."""
    words = [w for w in words if w.raw not in ("x", "n")]  # `clv x segment`, `n tea?`: of either language
    score = _cues(text, words)
    letters = [w for w in words if w.text.isalpha()]
    short = len(letters) <= _FEW_LETTERS and not any(w.text in _SPANISH or w.text in _ENGLISH for w in letters)
    if short and abs(score) < _SURE and (meant := _mistyped(letters)) is not None:
        return meant  # `vetnas BF 2025 vs BF 2024`
    if score:
        return "es" if score > 0 else "en"
    if len(letters) < 3:
        return fallback
    return _statistical(text, fallback)


def foreign(text: str, words: list[Word]) -> bool:
    """Whether a message is in a third language: another script, or more of its small words than of ours."""
    letters = [c for c in text if c.isalpha()]
    if letters and sum("LATIN" not in unicodedata.name(c, "") for c in letters) > len(letters) / 2:
        return True
    tokens = [w.text for w in words]
    theirs = len({t for t in tokens if t in _FOREIGN})
    return theirs >= 2 and theirs > sum(t in _SPANISH or t in _ENGLISH for t in tokens)


def _cues(text: str, words: list[Word]) -> float:
    """Positive for Spanish, negative for English."""
    score = 2.0 if re.search(r"[¿¡ñÑ]", text) else 0.5 if _SPANISH_SIGNS.search(text) else 0.0
    english, spanish = vocabulary("en"), vocabulary("es")
    for word in words:
        token = word.text
        score += _ASKS * (token in _PREGUNTAS) - _ASKS * (token in _QUESTIONS)  # beside the name of a group in the other
        score += 1.0 * (token in _SPANISH) - 1.0 * (token in _ENGLISH)
        score += 0.6 * (token in spanish and token not in english) - 0.6 * (token in english and token not in spanish)
    return score if abs(score) > 0.3 else 0.0


_TYPED_LETTERS = 5
_FEW_LETTERS = 6
_SURE = 2.0


def _mistyped(words: list[Word]) -> Language | None:
    """`vetnas`: the one language of which a word that neither has is a word but for one slip."""
    known = {language: vocabulary(language) for language in LANGUAGES}
    odd = [w.text for w in words if len(w.text) >= _TYPED_LETTERS and not any(w.text in own for own in known.values())]
    near = [
        language
        for language, own in known.items()
        if any(OSA.distance(word, one, score_cutoff=1) == 1 for word in odd for one in own if one[0] == word[0])
    ]
    return near[0] if len(near) == 1 else None


@cache
def _detector() -> "LanguageDetector":
    from lingua import Language as Known
    from lingua import LanguageDetectorBuilder

    return LanguageDetectorBuilder.from_languages(Known.ENGLISH, Known.SPANISH).with_low_accuracy_mode().build()


def _statistical(text: str, fallback: Language) -> Language:
    found = _detector().detect_language_of(text)
    return fallback if found is None else "es" if found.name == "SPANISH" else "en"
