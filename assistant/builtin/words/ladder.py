"""The stages of the lifecycle told one by one or by their two ends: both ask for each of them."""

from assistant.builtin import patterns as re

__all__ = ["each_stage"]

_NAMES = (
    r"awareness|discovery|descubrimiento|conocimiento|consideration|consideraci[oó]n|conversi[oó]n|retention|retenci[oó]n|"
    r"loyalty|lealtad|fidelidad|fidelizaci[oó]n"
)
_LED = (
    r"(?:(?:(?:the )?(?:stages? of|in)|how many (?:are )?in|(?:las? )?(?:etapas? de|en)|cu[aá]nt[oa]s (?:est[aá]n )?en|la) )?"
)
_LISTED = re.compile(
    rf"(?:\b(?:the )?stages? of |\b(?:las? )?etapas? de |\bla )?\b(?:{_NAMES})\b"
    rf"(?:\s*(?:,|/|\+|&|\bvs\.?|\by\b|\be\b|\band\b|\bn\b)(?:\s*\b(?:y|e|and)\b)?\s*{_LED}(?:{_NAMES})\b){{2,4}}(?:\s(?:stages?|etapas?)\b)?",
    re.IGNORECASE,
)
_LADDER = re.compile(
    r"\b(?:life-?\s?cycle|ciclo de vida|stages|phases|etapas|fases|stage by stage|etapa por etapa|fase por fase|phase by phase|"
    r"(?:each|every|per|by) (?:stage|phase)|(?:cada|por) (?:etapa|fase))\b",
    re.IGNORECASE,
)
_END = (
    rf"(?:{_NAMES}|first (?:purchase|order|buy)|primera compra|primer pedido|strangers?|leads?|visitors?|desconocidos|"
    rf"visitantes|"
    r"curios[oa]s|(?:the |our |los |las )?(?:(?:very |more |m[aá]s )?(?:new|newest|nuev[oa]s|reci[eé]n llegad[oa]s|newcomers|"
    r"loyal|most loyal|leales|fieles|fans|advocates|promotores)(?: (?:ones|buyers|customers|clients|people|"
    r"compradores|clientes|"
    r"contacts|contactos))?|(?:compradores|clientes|contactos) (?:m[aá]s )?(?:nuev[oa]s|leales|fieles)))"
)
_BOTH_ENDS = re.compile(
    rf",?\s*\b(?:(?:(?:starting|beginning|going|all the way) )?(?:from|at|with|in|in)|starting|"
    rf"desde|de|empezando (?:en|por|con)|comenzando (?:en|por|con)|partiendo de)\s+(?:the |el |la |los |las )?{_END}"
    rf"(?:\s*,)?\s*(?:(?:right |all the way |up )?(?:to|through|until)|up to|(?:and |y )?(?:ending|finishing|ends?|"
    rf"acabando|terminando|"
    rf"hasta)(?: up)?(?: (?:at|in|with|en|por|con))?|hasta|a|al)\s+(?:the |el |la |los |las )?{_END}\b(?=\W|$)|"
    rf",?\s*\b{_END}\s*(?:through|thru|up to|to|hasta|->|–|-)\s*(?:the |el |la |los |las )?{_END}\b|"
    rf",?\s*\b{_END} at one end and {_END} at the other\b|,?\s*\b{_END} en un extremo y {_END} en el otro\b",
    re.IGNORECASE,
)
_FLOWS = re.compile(
    r"\b(?:mov\w+|went|go|goes|going(?! to\b)|pass\w*|chang\w+|climb\w*|jump\w*|flow\w*|pas(?:an|aron|ado|o|ar|amos)|mueve\w*|"
    r"movi\w+|cambi\w+|salt\w+|sub\w+|baj\w+)\b",
    re.IGNORECASE,
)
_LEADS_TOO = re.compile(
    r",?\s*\b(?:including|incl\.?|counting|with|incluid[oa]s|incluyendo|contando|con)(?: all)? (?:the |los |las |a los )?leads"
    r"(?: (?:and all|and everyone|y todo|tambi[eé]n|too))?(?=\W|$)\s*,?",
    re.IGNORECASE,
)


def each_stage(text: str) -> str:
    """`in conversion, retention and loyalty` as `in each lifecycle stage`; `from awareness to loyalty` goes beside one."""
    english = re.search(r"\b(?:y|e|etapas?|cu[aá]nt\w+|clientes|en|ciclo|fases?)\b", text, re.IGNORECASE) is None
    each = "each lifecycle stage" if english else "cada etapa del ciclo de vida"
    if _FLOWS.search(text):
        return text
    text = _LISTED.sub(f"{each}", text)
    if _LADDER.search(text):
        text = _LEADS_TOO.sub(" ", _BOTH_ENDS.sub(" ", text))
    return text
