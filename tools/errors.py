"""The four kinds of failure that reach a person; everything else is a bug and stays loud.

MareaError
├── BadInputError     can be fixed by asking again: it says what, which value, and what would work
├── NoDataError       the shop has no such data; `missing` names the tables or fields
├── UnavailableError  try again later
└── NotAllowedError   somebody else has to decide
"""

from tools.terms import Text

__all__ = ["BadInputError", "MareaError", "NoDataError", "NotAllowedError", "UnavailableError"]


class MareaError(Exception):
    """A failure with a message for a person in both languages; `str(error)` is the English one."""

    def __init__(self, message: Text | str) -> None:
        self.message = message if isinstance(message, Text) else Text.same(message)
        super().__init__(self.message.en)


class BadInputError(MareaError):
    """The request cannot be read as it is; another value would work."""


class NoDataError(MareaError):
    """The data that the request needs is not there; never to be shown as zero."""

    def __init__(self, message: Text | str, missing: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.missing = missing


class UnavailableError(MareaError):
    """Something needed does not answer now; trying later may work."""


class NotAllowedError(MareaError):
    """Refused by a rule; a person with the right to do so may decide otherwise."""
