"""What may be asked: text that says something, not endless, without control characters."""

import re
import unicodedata

from tools.errors import BadInputError
from tools.terms import Text

__all__ = ["LONGEST_MESSAGE", "cleaned"]

LONGEST_MESSAGE = 10_000
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0]"
)


def cleaned(message: str) -> str:
    """The message without control and invisible characters.

    Raises:
        BadInputError: nothing is left of it, it is longer than may be, or it is no text.
    """
    try:
        message.encode("utf-8")
    except UnicodeEncodeError as error:
        raise BadInputError(
            Text(
                "the message holds half a character (a lone surrogate)",
                "el mensaje contiene medio carácter (un sustituto suelto)",
            )
        ) from error
    if len(message) > LONGEST_MESSAGE:
        raise BadInputError(
            Text(
                f"the message has {len(message)} characters; at most {LONGEST_MESSAGE} can be read",
                f"el mensaje tiene {len(message)} caracteres; se leen como mucho {LONGEST_MESSAGE}",
            )
        )
    text = "".join(c for c in _INVISIBLE.sub("", message) if c in "\n\t" or unicodedata.category(c) != "Cc").strip()
    if not text:
        raise BadInputError(Text("the message is empty; ask something", "el mensaje está vacío; pregunta algo"))
    return text
