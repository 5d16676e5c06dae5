"""What one customer will leave us in time to come, said as what a customer is worth."""

from assistant.builtin import patterns as re

__all__ = ["worth_of_one"]

_ONE = r"(?P<one>(?:an?|the|each|one|every) )?(?P<kind>(?:average|typical|mean|single) )?(?P<who>customer|shopper|client|buyer)"
_ENGLISH = re.compile(
    rf"\b(?:what|how much)(?: value| money)? (?:will|would|can|could|should|do|might) (?:we expect |"
    rf"you expect )?{_ONE}(?: of ours)?(?: to)?"
    r" (?:leave|bring|contribute|yield)(?: (?:us|in|to us))*\b(?! (?:most|more|least|with|back))",
    re.IGNORECASE,
)
_SPANISH = re.compile(
    r"\b(?:qu[eé] valor|cu[aá]nto)(?: valor| dinero)?(?: (?:se (?:calcula|espera|estima|prev[eé])|calculas|esperamos|"
    r"estimas) que)?,?"
    r"(?: seg[uú]n lo previsto,?)? nos (?:va a (?:dejar|aportar|traer|rendir)|dejar[aá]|aportar[aá]|traer[aá]|"
    r"rendir[aá]|deje|aporte)"
    r"(?:,? seg[uú]n (?:lo previsto|tus c[aá]lculos))?,? (?P<who>(?:un|una|el|la|cada) (?:cliente|clienta|comprador|compradora)"
    r"(?: medi[oa]| promedio| t[ií]pic[oa])?)\b",
    re.IGNORECASE,
)
_FROM_HERE = re.compile(
    r"\bde (?:aqu[ií]|ac[aá]|hoy) a (?:los )?(\d+|un|dos|tres|cuatro|cinco)(?: pr[oó]ximos)? (meses|años|año)\b", re.IGNORECASE
)
_ACQUISITION = re.compile(r"\bacq\.? (?=channels?\b|source\b)", re.IGNORECASE)


def worth_of_one(text: str) -> str:
    """`what will an average shopper leave us` as `how much is an average shopper worth`; `de aquí a 3 años` as `a 3 años`."""
    text = _ENGLISH.sub(lambda m: f"how much is {m['one'] or ''}{m['kind'] or ''}{m['who']} worth to us", text)
    if _SPANISH.search(text):
        text = _FROM_HERE.sub(r"a \1 \2", _SPANISH.sub(lambda m: f"cuánto vale {m['who']}", text))
    return _ACQUISITION.sub("acquisition ", text)
