"""Sentences ahead of a question that only say what somebody thinks or whom he meets: `I suspect they left`, `call at 4`."""

import re

from assistant.builtin.normalise import fold

__all__ = ["leads_up"]

_OPINES = re.compile(
    r"\W*(?:(?:but|and|honestly|pero|y|la verdad|mmm|hmm)\W+)*(?:i|we|me|nos|yo)?\s*(?:"
    r"(?:have|got|tengo|tenemos) (?:a|the|la|el|un|una) (?:feeling|hunch|suspicion|theory|impression|sense|bet|fear|"
    r"sensacion|sospecha|impresion|corazonada|teoria|miedo)|"
    r"(?:really |strongly |half |kind of |do )?(?:suspect|reckon|fear|worry|bet|guess|assume|believe|think|feel|wonder if)|"
    r"(?:am|m|re|are)? ?(?:afraid|worried|convinced|sure|scared)|(?:late|parece|da|huele|preocupa|da miedo) que|"
    r"sospech[oa]\w*|tem[eo]\w*|cre[oe]\w*|pienso|pensamos|apuest\w+|apostari\w+|imagino|intuy\w+|supong\w+|"
    r"(?:my|our) (?:hunch|guess|bet|theory|fear|gut)|(?:mi|nuestra) (?:sospecha|teoria|corazonada|impresion))\b"
)
_MEETING = re.compile(
    r"\b(?:meeting|calls?|sync|stand-?up|catch-?up|review|offsite|workshop|lunch|coffee|appointment|deadline|"
    r"reunion|junta|llamada|comite|cita|comida|taller|entrega|videollamada|videoconferencia)\b"
)
_WHEN_MET = re.compile(
    r"\b(?:at|a las?|by|before|antes de(?: las?)?) (?:\d{1,2}(?:[:.h]\d\d)?(?: ?(?:am|pm|hrs?|h))?|noon|mediodia)\b|"
    r"\b(?:in|en) (?:\d+|\w+) (?:minutes?|mins?|minutos?|hours?|horas?)\b|"
    r"\b(?:today|tomorrow|tonight|later|soon|hoy|manana|luego|mas tarde|pronto|(?:mon|tues|wednes|thurs|fri)day|lunes|"
    r"martes|miercoles|jueves|viernes)\b"
)


def leads_up(text: str) -> bool:
    """Whether a sentence tells an opinion or an appointment: `sospecho que se van`, `subs meeting at 4`."""
    folded = fold(text)
    return bool(_OPINES.match(folded) or (_MEETING.search(folded) and _WHEN_MET.search(folded)))
