"""Coming and buying in other words: who showed up in a month, where people found us, who had not one of a thing."""

from assistant.builtin import patterns as re
from assistant.builtin.words.gloss import Gloss
from assistant.builtin.words.match import Entry

__all__ = ["coming_told"]

_NOT_ONE = re.compile(
    r"(?<!\S)(not|exclude) ~(one|single|even|any|either|un|una|solo|sola|unico|unica|ninguno|siquiera)(?= @[vd]\d)"
)
_WAS_THERE = re.compile(
    r"(?<!\S)(customer|who|everyone)(?: who)? ~(estuvieron|estuvo|estaban|aparecieron|aparecen|figuran|showed|appeared|appear|"
    r"present|presentes|around)(?: ~?(?:up|presentes|present))?(?= (?:both )?(?:in )?@p\d)"
)
_WAY_IN = re.compile(
    r"(?<!\S)(?:where|how) ((?:(?:in|of|new|customer|@p\d+|@s\d+|@m\d+) ?)+)"
    r"~(finding|find|found|discovering|discover|discovered|reaching|hear|heard|hearing)(?: ~about)?(?= ,|$| (?:in )?@p\d)"
)


def coming_told(line: str, read: Gloss) -> str:
    """The line with these ways of saying in the words that the readers know."""
    return _way_in(_was_there(_not_one(line, read), read), read)


def _not_one(line: str, read: Gloss) -> str:
    """`but not one chapter book`: none of them."""
    line = re.sub(r"(?<!\S)(?:but|and) (?:with )?0 (?=@v\d)", "exclude ", line)  # `but zero mugs`
    match = _NOT_ONE.search(line)
    if match is None:
        return line
    read.unknown = [word for word in read.unknown if word != match[2]]
    return f"{line[: match.start()]}{match[1]}{line[match.end() :]}"


def _was_there(line: str, read: Gloss) -> str:
    """`compradores que estuvieron en mayo`, `who showed up in May`: they bought."""
    line = re.sub(  # `who turned up in July and again in August`
        r"(?<!\S)(customer|who|everyone)(?: who)? come_back(?= (?:both )?(?:in )?@p\d+ (?:and|as_also) (?:in )?@p\d)",
        r"\1 buy", line,
    )  # fmt: skip
    match = _WAS_THERE.search(line)
    if match is None:
        return line
    read.unknown = [word for word in read.unknown if word not in (match[2], "presentes", "present")]
    return f"{line[: match.start()]}{match[1]} buy{line[match.end() :]}"


def _way_in(line: str, read: Gloss) -> str:
    """`where are this year's first-time buyers finding us?`: by acquisition channel."""
    match = _WAY_IN.search(line)
    if match is None:
        return line
    read.unknown = [word for word in read.unknown if word not in (match[2], "about")]
    named = any(e.id == "acquisition_channel" for _, e in read.entries("d"))
    by = "" if named else f" by {read.place(Entry('dimension', 'acquisition_channel'))}"
    return f"{line[: match.start()]}{match[1].strip()}{by}{line[match.end() :]}"
