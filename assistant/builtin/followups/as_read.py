"""Takes the words of a short message that a follow-up has understood as read, and no others: what is left is asked about."""

from assistant.builtin import patterns as re
from assistant.builtin.reading.reading import Reading

__all__ = ["take_as_read"]


def take_as_read(reading: Reading, *vocabulary: str) -> None:
    """Take the words that the patterns match as read, as written and with typos put right, and the signs that are left."""
    texts = (reading.folded, reading.spelt or reading.folded)
    used = {
        word for text in texts for pattern in vocabulary for found in re.finditer(pattern, text) for word in found[0].split()
    }
    used |= {written for written, meant in reading.gloss.corrected.items() if meant in used}
    reading.gloss.unknown = [word for word in reading.gloss.unknown if word not in used]
    reading.rest = ""
