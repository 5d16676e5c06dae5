"""What advice of the playbook is asked on, told around the question: `they look and leave: does the playbook have tips?`."""

from collections.abc import Callable

from assistant.builtin import patterns as re
from assistant.builtin.planning.goals import goal_of
from assistant.builtin.reading.reading import Reading

__all__ = ["with_its_subject"]

_SENTENCE = re.compile(r"(?<=[.!?…])\s+")


def with_its_subject(whole: str, alone: str, read: Callable[[str], Reading]) -> str:
    """The sentence that asks the playbook, or the whole message, where only it says on what; else the question alone.

    Args:
        read: reads a clause.
    """
    if alone == whole or not _asks_playbook(read(whole)):
        return alone
    asked = next((sentence for sentence in _SENTENCE.split(whole) if _asks_playbook(read(sentence))), whole)
    if goal_of(read(asked)) is not None:
        return alone if asked.rstrip("?.! ") in alone else asked
    others_ask = "?" in whole.replace(asked, "").strip().rstrip("?")
    return alone if others_ask or goal_of(read(alone)) is not None or goal_of(read(whole)) is None else whole


def _asks_playbook(reading: Reading) -> bool:
    return reading.has("playbook") and not reading.has("draft")
