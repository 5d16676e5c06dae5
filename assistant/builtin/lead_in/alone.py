"""The question of a message without what is told around it, each reader in its order."""

from collections.abc import Callable

from assistant.builtin import patterns as re
from assistant.builtin.lead_in.advised_on import with_its_subject
from assistant.builtin.lead_in.left_out import with_what_is_left_out
from assistant.builtin.lead_in.pointed_back import with_what_it_points_at
from assistant.builtin.lead_in.preamble import without_afterword, without_preamble
from assistant.builtin.lead_in.stated import without_remark
from assistant.builtin.lead_in.topic_before import with_its_measure, with_its_topic
from assistant.builtin.lead_in.wanted_by import without_asker
from assistant.builtin.reading.reading import Reading
from assistant.builtin.words.normalise import fold, quoted

__all__ = ["question_alone"]

_CONTROL = re.compile(r"\b(?:control groups?|hold-?outs?|grupos? (?:de )?control|(?:as|como|con) (?:an? |un )?control)\b")
# `keeping some back as a control, are they enough?`: with whom a text is to be tried is never beside the question


def question_alone(
    text: str,
    read: Callable[[str], Reading],
    complete: Callable[[Reading], bool],
    to_the_point: Callable[[str], str],
    campaign: Callable[[str], str],
) -> str:
    """What a message asks; of the sentences around it only what it points at, or the period that they lend it, is kept.

    Args:
        read: reads a clause; `complete` says whether a reading is a question of its own.
        to_the_point: the text without parts that say nothing.
        campaign: the name of the one campaign that a text names.
    """
    whole = text = with_what_is_left_out(text, read)
    text = with_its_measure(with_its_topic(without_afterword(text, read, complete), read), read)
    text = without_asker(text, read, complete)
    text = with_what_it_points_at(text, read, complete)
    text = text if quoted(text) else to_the_point(without_remark(text, read, complete))
    text = without_preamble(text, read, complete, campaign)
    text = with_its_subject(whole, text, read)
    tried = _CONTROL.search(fold(whole)) and not _CONTROL.search(fold(text))
    return whole if tried and not read(text).has("test_it") else text
