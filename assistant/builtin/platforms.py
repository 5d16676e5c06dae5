"""Names of advertising platforms: shops know only what kind of channel customers came through."""

from typing import TYPE_CHECKING

from tools.terms import Text
from tools.vocabulary import Catalogue

if TYPE_CHECKING:
    from assistant.builtin.reading import Reading

__all__ = ["bought_on"]


def bought_on(reading: "Reading", catalogue: Catalogue) -> None:
    """`revenue from TikTok`: where ads run is known only as what kind of channel customers came from, which is said."""
    known = {v.key for v in catalogue.values if v.dimension == "acquisition_channel"}
    advertises = reading.has("draft", "campaign", "send", "playbook", "advice")
    for mark in reading.gloss.marks:
        channel = mark.meaning.removeprefix("channel_")
        named = any(f["field"] == "acquisition_channel" for f in reading.filters)
        if channel not in ("paid_social", "paid_search") or channel not in known or named or advertises:
            continue
        reading.filters.append({"field": "acquisition_channel", "op": "=", "value": channel})
        name = channel.replace("_", " ")
        reading.notes.append(
            Text(f"the data do not tell the networks apart: I read {mark.raw} as the channel {name}",
                 f"los datos no distinguen las redes: leo {mark.raw} como el canal {name}")
        )  # fmt: skip
