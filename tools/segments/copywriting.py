"""The variants of a message for one channel, from the copy of a play, checked and measured."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from tools.reply import Variant
from tools.segments.messages import check_merge_tags, text_length, with_fallback, with_fallbacks_shown
from tools.terms import Channel, Language

__all__ = ["variants_for"]

_MOST = 3
_FEWEST = 2
_SHORT = ("sms", "whatsapp", "push")
_NEAREST: dict[str, tuple[str, ...]] = {
    "sms": ("push", "email", "whatsapp"),
    "whatsapp": ("sms", "push", "email"),
    "push": ("sms", "whatsapp", "email"),
    "phone": ("email", "whatsapp", "sms"),
    "post": ("email", "whatsapp", "sms"),
    "paid_social": ("push", "sms", "whatsapp", "email"),
    "paid_search": ("push", "sms", "whatsapp", "email"),
}
_STOP = {"en": " Reply STOP to opt out.", "es": " Responde BAJA para no recibir más."}


def variants_for(
    copy: Mapping[str, Sequence[Any]], channel: Channel, language: Language, offer: str | None, brand: str, short: bool = False
) -> list[Variant]:
    """Two or three variants for the channel; where the play has none for it, its nearest channel's are cut to fit.

    The offer and the brand become the fallbacks of their merge tags. SMS and WhatsApp copy carries its length as someone
    of whom nothing is known would get it. `short` keeps the greeting, the first paragraph and the call to action, and puts the
    shortest variant first.

    Raises:
        BadInputError: copy with a merge tag without fallback, or an unknown one.
    """
    source = next((name for name in (channel, *_NEAREST.get(channel, ("email",))) if copy.get(name)), None)
    if source is None:
        return []
    blocks = [_adapted(block, source, channel, language) for block in copy[source]]
    if len(blocks) < _FEWEST:
        blocks += [
            _adapted(block, other, channel, language) for other in _NEAREST.get(channel, ()) for block in copy.get(other, ())
        ]
    if short:
        blocks = sorted((_cut(block) for block in blocks), key=lambda block: len(block.body))
    finished = [_finished(block, channel, offer, brand) for block in blocks[:_MOST]]
    return finished if len(finished) >= _FEWEST else [*finished, *(_plainer(variant) for variant in finished)]


def _adapted(block: Any, source: str, channel: Channel, language: Language) -> Variant:
    """A block of copy as a variant of the channel; e-mail copy becomes short text for phones."""
    if channel in _SHORT and source not in _SHORT:
        lead = f"{block.subject.rstrip('.!')}{'' if block.subject.endswith('?') else '.'} {block.cta}"
        text = f'{{{{ first_name | default: "{"Hola" if language == "es" else "Hi"}" }}}}, {_uncapitalised(lead)}'
        link = '{{ shop_url | default: "' + ("nuestra tienda" if language == "es" else "our shop") + '" }}'
        body = f"{text}: {link}." + (_STOP[language] if channel == "sms" else "")
        return Variant(block.name, body=body)
    if channel == "email":
        return Variant(block.name, block.subject, block.preheader, block.body, block.cta)
    subject = block.subject if channel in ("push", "post", "paid_social", "paid_search") else ""
    return Variant(block.name, subject, "", block.body, block.cta)


def _uncapitalised(text: str) -> str:
    """A sentence that goes on after a comma: its first letter small, behind a mark that opens it too."""
    return re.sub(r"^[¿¡]?\w", lambda first: first[0].lower(), text)


def _cut(variant: Variant) -> Variant:
    """A message without what follows its first paragraph; one of a single paragraph stays."""
    paragraphs = variant.body.split("\n\n")
    greets = len(paragraphs) > 1 and paragraphs[0].rstrip().endswith((",", ":"))
    return replace(variant, body="\n\n".join(paragraphs[: 2 if greets else 1]))


def _finished(variant: Variant, channel: Channel, offer: str | None, brand: str) -> Variant:
    fields = {}
    for name in ("subject", "preheader", "body", "call_to_action"):
        text = getattr(variant, name)
        if offer:
            text = with_fallback(text, "offer", offer)
        if brand:
            text = with_fallback(text, "brand", brand)
        check_merge_tags(text)
        fields[name] = text
    if channel not in _SHORT:
        return Variant(variant.name, **fields)
    shown = with_fallbacks_shown(" ".join(filter(None, (fields["subject"], fields["body"], fields["call_to_action"]))))
    if channel == "sms":
        length = text_length(shown)
        return Variant(variant.name, **fields, characters=length.characters, parts=length.parts, encoding=length.encoding)
    return Variant(variant.name, **fields, characters=len(shown))


def _plainer(variant: Variant) -> Variant:
    """A second variant to test against the first: the same message without its opening line."""
    body = variant.body.split("\n\n", 1)[-1] if "\n\n" in variant.body else variant.body
    return Variant(f"{variant.name} (2)", variant.subject, "", body, variant.call_to_action,
                   variant.characters, variant.parts, variant.encoding)  # fmt: skip
