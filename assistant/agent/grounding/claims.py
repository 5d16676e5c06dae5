"""Claims of deeds, and of directions without a number: each must match what tools did and gave."""

import re
from collections.abc import Sequence

from assistant.agent.grounding.known import Known
from assistant.agent.grounding.scene import Scene
from assistant.agent.grounding.words import FELL, ROSE
from assistant.agent.run import ToolRun

__all__ = ["deeds_not_done", "wrong_directions"]

_SAVE = r"saved|stored|guardad[oa]s?|guardado|guardé"
_DRAFT = r"drafted|prepared|created|written|redactad[oa]s?|preparad[oa]s?|cread[oa]s?|creé|redacté|preparé"
_NEVER = (
    r"sent|e-?mailed|exported|(?:re)?scheduled|launched|published|uploaded|delivered|posted|deleted|removed|unsubscribed|approved|"
    r"updated|notified|texted|(?:de)?activated|queued|messaged|contacted|alerted|forwarded|synced|pushed|refunded|charged|invited|"
    r"enabled|disabled|triggered|deployed|submitted|issued|credited|booked|rolled out|paused|shared|set up|set live|turned on|"
    r"enviad[oa]s?|mandad[oa]s?|exportad[oa]s?|programad[oa]s?|lanzad[oa]s?|publicad[oa]s?|subid[oa]s?|eliminad[oa]s?|"
    r"borrad[oa]s?|aprobad[oa]s?|actualizad[oa]s?|notificad[oa]s?|(?:des)?activad[oa]s?|avisad[oa]s?|contactad[oa]s?|escrito|"
    r"encolad[oa]s?|dejado en (?:cola|marcha)|puesto en marcha|compartid[oa]s?|sincronizad[oa]s?|aplicad[oa]s?|"
    r"pausad[oa]s?|dad[oa]s? de baja"
)
_PAST = (
    "guardé|creé|redacté|preparé|envié|mandé|exporté|programé|lancé|publiqué|eliminé|borré|aprobé|actualicé|notifiqué|activé|"
    "avisé|contacté|subí|compartí|apliqué|encolé|pausé|desactivé"
)
_HELPERS = (
    r"(?:I|we)(?:'ve|’ve| have| went ahead and| took care of it and)?(?: just| already| also| now| successfully)? |"
    r"(?:has|have|was|were|is|are)(?: just| already| now)? (?:been )?|"
    r"(?:ya )?(?:l[aoe]s? )?"
    r"(?:he|hemos|se ha|se han|ha sido|han sido|ha quedado|han quedado|queda|quedan|está|están|fue|fueron)"
    r" (?:ya )?"
)
_DONE = re.compile(rf"(?<!\w)(?:(?:{_HELPERS})(?P<deed>{_SAVE}|{_DRAFT}|{_NEVER})|(?P<past>{_PAST}))(?!\w)", re.IGNORECASE)
_DENIED = re.compile(
    r"\b(?:nothing|not|never|no|nobody|none|nada|nadie|nunca|ningun[oa]?|if|once|when|until|unless|before|si|cuando|hasta|antes)\b"
    r"|n't\b",
    re.IGNORECASE,
)
_OWN = re.compile(r"(?:I|we|(?:ya )?(?:l[aoe]s? )?(?:he|hemos))\b", re.IGNORECASE)
_THINGS = (
    r"campaign|segment|e-?mail|message|newsletter|draft|list|file|audience|sms|whatsapp|coupon|discount|offer|code|flow|automation|"
    r"campaña|segmento|correo|mensaje|boletín|borrador|lista|fichero|archivo|audiencia|cupón|descuento|oferta|código|automatización"
)
_THING = re.compile(rf"\b(?:{_THINGS})(?:s|es)?\b", re.IGNORECASE)
_UNDER_WAY = re.compile(
    rf"\b(?:{_THINGS})\b[^.!?\n]{{0,40}}?\b(?:(?:is|are|went)(?: now| already)? "
    r"(?:live|running|under way|on (?:its|their) way|in the queue)|"
    r"(?:ya )?(?:está|están|va|van)(?: ya)? (?:en marcha|en camino|en cola|en vivo))\b|"
    r"(?:will|'ll) (?:get|receive)\b[^.!?\n]{0,40}\b(?:today|tomorrow|tonight|shortly)\b|"
    r"\brecibirán\b[^.!?\n]{0,40}\b(?:hoy|mañana|en breve)\b",
    re.IGNORECASE,
)


def deeds_not_done(text: str, scene: Scene, tool_runs: Sequence[ToolRun]) -> list[str]:
    """Sentences that claim a deed which no tool has done; what the data tell of past campaigns, with its date, is none."""
    saved = any(run.status == "ok" and run.arguments.get("save_as") for run in tool_runs)
    drafted = any(run.status == "ok" and run.reply.draft is not None for run in tool_runs)
    found = []
    for match in _DONE.finditer(text):
        start, end = scene.clause(match.start())
        sentence = text[slice(*scene.sentence(match.start()))]
        own = bool(_OWN.match(match[0]) or match["past"])
        if _DENIED.search(text, start, match.end()) or not (own or _THING.search(text, start, end)):
            continue
        if not own and _is_history(scene, match.start()):
            continue
        deed = (match["deed"] or match["past"]).lower()
        allowed = (saved or drafted) if re.fullmatch(_SAVE, deed) else drafted if re.fullmatch(_DRAFT, deed) else False
        if not allowed:
            found.append(sentence.strip())
    under_way = [text[slice(*scene.sentence(m.start()))] for m in _UNDER_WAY.finditer(text)]
    return found + [sentence.strip() for sentence in under_way if not _DENIED.search(sentence)]


def _is_history(scene: Scene, place: int) -> bool:
    """Whether a sentence tells when something happened."""
    start, end = scene.sentence(place)
    return any(start <= named.start < end for named in scene.periods)


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
        rose, fell = (bool(pattern.search(scene.text, start, end)) for pattern in (ROSE, FELL))
        said = rose - fell
        about = _about(scene, start, end, changes)
        if (start, end) not in checked and said and about and all((number.value > 0) != (said > 0) for number in about):
            found.append(scene.text[start:end].strip())
    return found


def _direction_places(scene: Scene) -> list[int]:
    return [m.start() for pattern in (ROSE, FELL) for m in pattern.finditer(scene.text)]


def _about(scene: Scene, start: int, end: int, changes: Sequence[Known]) -> list[Known]:
    named = {entity for m in scene.mentions if start <= m.start < end for entity in m.entities}
    if named:
        return [number for number in changes if number.entities & named]
    return [number for number in changes if not number.entities]
