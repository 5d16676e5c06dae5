"""Data values as plain words: what customers typed never becomes Markdown, HTML, a link or a placeholder."""

import re
import unicodedata

__all__ = ["escape", "plain"]

_MARKUP = re.compile(r"([\\`*\[\]{}|]|(?<![^\W_])_|_(?![^\W_])|~(?=~)|^[#+=-]|(?<=^\d)[.)]|(?<=^\d\d)[.)])")
_LINK = re.compile(r"(?i)\b(https?|ftp|mailto|javascript|data|file|tel)(:)|\b(www)(\.)")
_LONGEST = 200


def plain(value: str, longest: int = _LONGEST) -> str:
    """One line of visible characters, cut to a length: control, bidirectional and zero-width characters are dropped."""
    line = " ".join((value if value.isprintable() else _visible(value)).split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def escape(value: str, longest: int = _LONGEST) -> str:
    """A data value that Markdown and HTML show letter by letter: no emphasis, tags, links, images or entities come of it."""
    line = plain(value, longest).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    line = _MARKUP.sub(r"\\\1", line)
    return _LINK.sub(lambda m: f"{m[1] or m[3]}{'&#58;' if m[2] else '&#46;'}", line)


def _visible(value: str) -> str:
    return "".join(c if c not in "\t\r\n" else " " for c in value if c in "\t\r\n" or not _hidden(c))


def _hidden(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Cs")
