"""An answer to a question back that is none of its options but changes them all: `by WhatsApp` while a draft waits."""

from assistant.builtin.plan import Context, Plan
from assistant.builtin.planning.briefs import channel_of
from assistant.builtin.planning.questions import ask_back
from assistant.builtin.reading.reading import Reading

__all__ = ["plan_offered_again"]

_MOST_WORDS = 5
_NAMES = {"whatsapp": "WhatsApp", "sms": "SMS", "push": "push"}


def plan_offered_again(reading: Reading, context: Context) -> Plan | None:
    """The same question with that channel in every option; which one is still open."""
    asked = context.turns[-1].plan.steps[-1] if context.turns and context.turns[-1].plan.steps else None
    channel = channel_of(reading)
    if asked is None or asked.tool != "ask_back" or channel is None or len(reading.folded.split()) > _MOST_WORDS:
        return None
    if reading.metrics or reading.conditions.all or reading.has("customer", "how_many"):
        return None
    by = f"{'by' if reading.language == 'en' else 'por'} {_NAMES.get(channel, channel)}"
    options = [f"{option} {by}" for option in asked.arguments.get("options", ())]
    return ask_back(reading, str(asked.arguments["question"]), options)
