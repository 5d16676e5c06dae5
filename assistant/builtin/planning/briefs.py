"""How a campaign is wanted: its channel, its language, its offer, the part held back, the style of its copy."""

from assistant.builtin import patterns as re
from assistant.builtin.reading.reading import Reading
from tools.terms import CHANNELS, Channel, Language, Text

__all__ = ["channel_of", "control_of", "language_named", "offer_of", "set_elsewhere", "style_of"]

_CHANNEL_ORDER = ("whatsapp", "sms", "push", "post", "phone", "paid_social", "paid_search", "email")


def channel_of(reading: Reading) -> Channel | None:
    """The channel that the words name."""
    for name in _CHANNEL_ORDER:
        if reading.has(f"channel_{name}"):
            return next(c for c in CHANNELS if c == name)
    named = {entry.id for _, entry in reading.gloss.entries("v") if entry.of == "channel"}  # of the shop's own campaigns
    return next((c for c in CHANNELS if c in named), None)


def language_named(reading: Reading) -> Language | None:
    """The language that the text is wanted in, where one is named."""
    if reading.has("in_language_es"):
        return "es"
    bare = re.search(r"(?:^|, )(?:~?(spanish|espanol|castellano)|~?(english|ingles))(?= ,|$)", reading.line)
    return "es" if bare and bare[1] else "en" if bare or reading.has("in_language_en") else None


_HELD = (
    r"@n(\d+)(?: (?:share|of|for|as|how|in|to|them|customer|out|ago|~?back|leave_out|exclude))* control_group",
    r"control_group(?: (?:of|in|with|at|to|for))* @n(\d+)",
)
_HELD_SAID = re.compile(
    r"\d+\s?%(?: (?:of (?:them|the audience)|as|a|de control|como))* (?:control|hold-?out)(?: group)?|"
    r"(?:control|hold-?out|hold(?:ing)? (?:out|back))(?: group)?(?: (?:of|del?|el|un|a|al|en|at|to))* \d+\s?%",
    re.IGNORECASE,
)


def control_of(reading: Reading) -> float | None:
    """The part held back as control: `a 20% control group`, `con un grupo de control del 20 %`."""
    for pattern in _HELD:
        if found := re.search(rf"(?<!\S){pattern}(?!\S)", reading.line):
            number = reading.numbers[int(found[1])]
            return number.value if number.percent and 0 < number.value < 1 else None
    return None


_OFFER = re.compile(
    r"(?P<lead>(?:(?:discount|rebate) of|(?:descuento|rebaja|dto|dcto) del?)\s)?"
    r"(?:(?P<share>\d+(?:[.,]\d+)?)\s?(?:%|percent|per cent|por ciento)|\d+\s?(?:€|\$|£|euros?)|[€$£]\s?\d+)"
    r"(?P<off>\s?(?:off|discount|(?:de )?(?:descuento|dto|dcto)|de rebaja)\b)?|"
    r"(?P<gift>free shipping|env[ií]o gratis|free gift|regalo)",
    re.IGNORECASE,
)


def offer_of(reading: Reading) -> str | None:
    """`free shipping` as written; a share as the draft's language says it: `a discount of 10%` is `10% off`."""
    found = list(_OFFER.finditer(_HELD_SAID.sub(" ", reading.text)))
    said = [m for m in found if m["off"] or m["lead"]] or (found if reading.has("with_offer") else [])
    if not said:
        return None
    match = said[0]
    if match["share"] is None:
        return match["gift"] or match[0].strip()
    share, spanish = match["share"].replace(" ", ""), (language_named(reading) or reading.language) == "es"
    return f"{share} % de descuento" if spanish else f"{share}% off"


def style_of(reading: Reading) -> str | None:
    """`shorter`, `more formal`, `friendlier`: how the copy is to change."""
    return next((style for style in ("short", "formal", "friendly") if reading.has(f"copy_{style}")), None)


_SENDER = re.compile(
    r"\b(?:senders?|from[- ](?:name|address)|reply[- ]to|signatures?|sign(?:ed)?(?: it| off| them)? (?:as|by|with)|"
    r"remitentes?|firma(?:do|da|l[oa]|r(?:l[oa])?)?(?: por| como| con)?|nombre de quien (?:lo )?(?:envia|manda)|"
    r"logos?|logotipos?|fonts?|tipografias?|attachments?|attach|adjunt\w+)\b"
)


def set_elsewhere(reading: Reading) -> Text | None:
    """What a brief asks for that a draft does not set, said: `name the sender Ana`, `firmado por Ana`, `with our logo`."""
    if _SENDER.search(reading.folded) is None:
        return None
    return Text(
        "A draft is text, channel, offer and audience: sender, signature, logo and attachments are set where it is sent from",
        "Un borrador es texto, canal, oferta y audiencia: remitente, firma, logotipo y adjuntos se ponen donde se envía",
    )
