"""Checks the copy of a message: merge tags that never show a hole, and what a text message takes."""

import re
from dataclasses import dataclass
from math import ceil
from typing import Literal

from tools.errors import BadInputError
from tools.terms import Text

__all__ = ["MERGE_TAGS", "TextLength", "check_merge_tags", "text_length", "with_fallback", "with_fallbacks_shown"]

MERGE_TAGS = (
    "first_name", "city", "favourite_category", "favourite_product", "first_product", "last_product", "plan",
    "days_since_last_order", "order_count", "brand", "offer", "coupon_code", "unsubscribe_url", "cart_url", "shop_url",
    "review_url", "referral_url", "renewal_date",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TextLength:
    """What a text takes as SMS: characters, parts and the alphabet it is sent in."""

    characters: int
    parts: int
    encoding: Literal["GSM-7", "UCS-2"]


def check_merge_tags(text: str) -> None:
    """Refuse a text whose merge tags could show nothing or that are not known.

    Raises:
        BadInputError: broken Liquid, a tag without a fallback, or an unknown one.
    """
    from liquid import Environment, StrictDefaultUndefined
    from liquid.exceptions import LiquidError, UndefinedError

    try:
        template = Environment(undefined=StrictDefaultUndefined).from_string(text)
        unknown = sorted(set(map(str, template.variables())) - set(MERGE_TAGS))
        template.render()
    except UndefinedError as error:
        raise BadInputError(
            Text(f"a merge tag has no fallback: {error}; write {{{{ first_name | default: \"there\" }}}}",
                 f"una etiqueta no tiene alternativa: {error}; escribe {{{{ first_name | default: \"hola\" }}}}")
        ) from error  # fmt: skip
    except LiquidError as error:
        raise BadInputError(Text(f"the merge tags cannot be read: {error}", f"no se leen las etiquetas: {error}")) from error
    if unknown:
        listed = ", ".join(unknown)
        raise BadInputError(
            Text(f"unknown merge tag: {listed}; known: {', '.join(MERGE_TAGS)}",
                 f"etiqueta desconocida: {listed}; conocidas: {', '.join(MERGE_TAGS)}")
        )  # fmt: skip


def with_fallback(text: str, tag: str, fallback: str) -> str:
    """The text with the fallback of one merge tag replaced; quotes and braces in it are left out."""
    safe = re.sub(r"[\"{}%|]" if tag != "offer" else r"[\"{}|]", "", fallback)
    pattern = rf"(\{{\{{\s*{re.escape(tag)}\s*\|\s*default:\s*)([\"'])(.*?)\2"
    return re.sub(pattern, lambda match: f'{match[1]}"{safe}"', text)


def with_fallbacks_shown(text: str) -> str:
    """The text as someone of whom nothing is known would read it."""
    from liquid import Environment

    return str(Environment().from_string(text).render())


def text_length(text: str) -> TextLength:
    """Characters, parts and alphabet of a text message: 160 (153 a part) in GSM 03.38, else 70 (67 a part) in UCS-2."""
    from gsm0338 import Codec

    try:
        units = len(Codec().encode(text)[0])
    except UnicodeEncodeError:
        units = len(text.encode("utf-16-be")) // 2
        return TextLength(units, 1 if units <= 70 else ceil(units / 67), "UCS-2")
    return TextLength(units, 1 if units <= 160 else ceil(units / 153), "GSM-7")
