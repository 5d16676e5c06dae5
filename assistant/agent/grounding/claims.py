"""Claims of deeds, and of directions without a number: each must match what tools did and gave."""

import re
from collections.abc import Sequence

from assistant.agent.grounding.known import Known
from assistant.agent.grounding.scene import Scene
from assistant.agent.grounding.words import DOWN, UP
from assistant.agent.run import ToolRun

__all__ = ["deeds_not_done", "wrong_directions"]

_SAVE = r"saved|stored|guardad[oa]s?|guardé"
_DRAFT = r"drafted|prepared|created|written|redactad[oa]s?|preparad[oa]s?|cread[oa]s?|creé|redacté|preparé"
_NEVER = (
    r"sent|e-?mailed|exported|scheduled|launched|published|uploaded|delivered|posted|deleted|removed|unsubscribed|approved|"
    r"updated|notified|texted|activated|enviad[oa]s?|exportad[oa]s?|programad[oa]s?|lanzad[oa]s?|publicad[oa]s?|subid[oa]s?|"
    r"eliminad[oa]s?|borrad[oa]s?|aprobad[oa]s?|actualizad[oa]s?|notificad[oa]s?|activad[oa]s?"
)
_PAST = "guardé|creé|redacté|preparé|envié|exporté|programé|lancé|publiqué|eliminé|borré|aprobé|actualicé|notifiqué|activé"
_HELPERS = (
    r"(?:I|we)(?:'ve|’ve| have)?(?: just| already| also| now)? |"
    r"(?:has|have|was|were|is|are)(?: just| already| now)? (?:been )?|"
    r"(?:ya )?(?:he|hemos|se ha|se han|ha sido|han sido|queda|quedan|está|están|fue|fueron) (?:ya )?"
)
_DONE = re.compile(rf"(?<!\w)(?:(?:{_HELPERS})(?P<deed>{_SAVE}|{_DRAFT}|{_NEVER})|(?P<past>{_PAST}))(?!\w)", re.IGNORECASE)
_DENIED = re.compile(
    r"\b(?:nothing|not|never|no|nada|nunca|ningun[oa]?|if|once|when|until|si|cuando|hasta)\b|n't\b", re.IGNORECASE
)
_OWN = re.compile(r"(?:I|we|he|hemos|ya he|ya hemos)\b", re.IGNORECASE)
_THING = re.compile(
    r"\b(?:campaign|segment|e-?mail|message|draft|list|file|audience|sms|campaña|segmento|correo|mensaje|borrador|lista|"
    r"fichero|archivo|audiencia)s?\b",
    re.IGNORECASE,
)


def deeds_not_done(text: str, scene: Scene, tool_runs: Sequence[ToolRun]) -> list[str]:
    """Sentences that claim a deed which no tool has done."""
    saved = any(run.status == "ok" and run.arguments.get("save_as") for run in tool_runs)
    drafted = any(run.status == "ok" and run.reply.draft is not None for run in tool_runs)
    found = []
    for match in _DONE.finditer(text):
        start, end = scene.clause(match.start())
        sentence = text[slice(*scene.sentence(match.start()))]
        if _DENIED.search(text, start, match.end()) or not (
            _OWN.match(match[0]) or match["past"] or _THING.search(text, start, end)
        ):
            continue
        deed = (match["deed"] or match["past"]).lower()
        allowed = (saved or drafted) if re.fullmatch(_SAVE, deed) else drafted if re.fullmatch(_DRAFT, deed) else False
        if not allowed:
            found.append(sentence.strip())
    return found


def wrong_directions(scene: Scene, known: Sequence[Known], spoken: Sequence[int]) -> list[str]:
    """Sentences that speak of a rise or fall where every change known of what they name goes the other way.

    `spoken`: places of numbers already checked for their sign; their sentences are left out.
    """
    changes = [number for number in known if number.signed and number.value]
    if not changes:
        return []
    checked = {scene.sentence(place) for place in spoken}
    found = []
    for start, end in {scene.sentence(m.start) for m in scene.mentions} | {scene.sentence(p) for p in _direction_places(scene)}:
        said = scene.direction(start)
        about = _about(scene, start, end, changes)
        if (start, end) not in checked and said and about and all((number.value > 0) != (said > 0) for number in about):
            found.append(scene.text[start:end].strip())
    return found


def _direction_places(scene: Scene) -> list[int]:
    return [m.start() for pattern in (UP, DOWN) for m in pattern.finditer(scene.text)]


def _about(scene: Scene, start: int, end: int, changes: Sequence[Known]) -> list[Known]:
    named = {entity for m in scene.mentions if start <= m.start < end for entity in m.entities}
    if named:
        return [number for number in changes if number.entities & named]
    return [number for number in changes if not number.entities]
