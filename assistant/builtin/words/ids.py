"""The id of one customer: behind a word for one, beside a word for a profile, or alone."""

from assistant.builtin import patterns as re
from assistant.builtin.words.match import Phrasebook
from assistant.builtin.words.normalise import fold

__all__ = ["named_customer"]

_CARD = re.compile(
    r"\b(?:profile|record|history|summary|file|card|ficha|perfil|historial|resumen|"
    r"tell me (?:more )?about|h[aá]blame(?: m[aá]s)?|cu[eé]ntame(?: m[aá]s)?|"
    r"who(?:['’]s| is)|qui[eé]n es|everything (?:about|on)|todo sobre|know about|sabemos)\b"
    r"(?: (?:of|for|on|de|del|para|el|la|n[uú]mero|number))* ((?=[\w-]*\d)[\w-]{3,})\b"
    r"|\b((?=[\w-]*\d)[\w-]{3,}?)(?:['’]s)? (?:profile|record|file)\b",
    re.IGNORECASE,
)
_BARE_ID = re.compile(r"(?<![\w-])(?:[A-Za-z]{1,5}[-_]?\d{4,}|\d{5,})(?![\w%]|[.,]\d)")
_OF_ONE = re.compile(
    r"\b(?:when|cuando|tell|cuentame|hablame|info\w*|details?|detalles?|history|historial|ficha|perfil|profile|card|who is|"
    r"quien es|show me|muestrame|ensename|last bought|last order|next order|orders? again|buys? again|vuelv[ae] a|volvera a|"
    r"same (?:for|with)|lo mismo (?:de|del|con|para)|what about|how about|chances?|odds|probab\w*|likely|likelihood|"
    r"what (?:did|does|has)|que (?:compro|compra|ha comprado|suele)|know about|lowdown|sepas|"
    r"sabes de|sabemos de|look up|pull up|busca(?:me)?|saca(?:me)?|is|esta|has|cuanto (?:vale|ha|lleva)|how much (?:is|has))\b"
)


def _bare_id(text: str, book: Phrasebook) -> str | None:
    """`when will C0002356 order again`: a lone id that is no product, coupon or amount."""
    found = list(_BARE_ID.finditer(text))
    if len(found) != 1:
        return None
    written = found[0][0]
    known = written.lower() in book.product_keys or (written.lower(),) in book.entries
    amount = written.isdigit() and (
        re.search(r"(?:over|under|than|above|below|least|most|de|menos|entre|between|[£$€])\s*$", text[: found[0].start()])
        or re.match(
            r"\s*(?:[€£$%]|euro|libra|pound|dollar|orders(?! (?:again|next))|pedidos|customers|clientes)",
            text[found[0].end() :],
        )
    )
    if known or amount:
        return None
    return written if _OF_ONE.search(fold(text)) else None


def named_customer(match: re.Match[str] | None, text: str, book: Phrasebook) -> str | None:
    """The id of the one customer that a message is about, as written.

    Args:
        match: the placeholder that stands for one in the line, if any.
    """
    if match is None:
        card = _CARD.search(text)
        number = (card and (card[1] or card[2])) or _bare_id(text, book)
        return None if not number or re.fullmatch(r"(?:19|20)\d\d", number) else number
    written = re.search(re.escape(match[1]), text, re.IGNORECASE)
    return written[0] if written else match[1]
