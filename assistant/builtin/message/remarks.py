"""Sentences ahead of a question that only say what somebody thinks or whom he meets: `I suspect they left`, `call at 4`."""

from assistant.builtin import patterns as re
from assistant.builtin.words.normalise import fold

__all__ = ["leads_up", "plans_ahead", "whom_alone"]

_OPINES = re.compile(
    r"\W*(?:(?:but|and|honestly|pero|y|la verdad|mmm|hmm)\W+)*(?:i|we|me|nos|yo)?\s*(?:"
    r"(?:have|got|tengo|tenemos) (?:a|the|la|el|un|una) (?:feeling|hunch|suspicion|theory|impression|sense|bet|fear|"
    r"sensacion|sospecha|impresion|corazonada|teoria|miedo)|"
    r"(?:really |strongly |half |kind of |do )?(?:suspect|reckon|fear|worry|bet|guess|assume|believe|think(?! (?:of|about) )|"
    r"feel|wonder if)|"
    r"(?:(?:my|our|the|some|mi|el|la|un|una|nuestr[oa]) \w+ (?:\w+ )?|(?:every|some)(?:one|body) |alguien |todos )(?:me |nos )?"
    r"(?:suspects?|reckons?|fears?|worr(?:y|ies)|bets?|guess(?:es)?|assumes?|believes?|thinks?|feels?|swears?|claims?|says?|"
    r"sospecha|teme|cree|piensa|jura|dice|apuesta|imagina|supone)|"
    r"(?:there is|there s|theres|corre el|hay un) (?:a )?(?:rumou?r|talk)|"
    r"(?:maybe|perhaps|a lo mejor|quizas?|tal vez|puede que|is it (?:really )?worth|does it pay to|"
    r"(?:nos )?(?:vale|merece) la pena|(?:nos )?compensa|(?:nos )?conviene)\b|"
    r"(?:do )?(?:(?:keep|am|m|have been|ve been)? ?(?:hear|read|see)ing|hear|(?:have|ve) (?:heard|read|seen)|heard|read) "
    r"(?:(?:that|about|from|over|everywhere|again|lately|how) )*|"
    r"(?:no (?:paro|paramos|dejo|dejamos) de |sigo |seguimos |vengo |ando )?"
    r"(?:oi|oigo|oimos|escuch|ley|leo|le[ií]|viendo|oyendo)"
    r"\w*(?: \w+){0,2}? que|"
    r"(?:i|we) (?:am|m|are|re|was|were) told|(?:me|nos) (?:dicen|cuentan|dijeron|contaron)|(?:they|people) say|dicen que|"
    r"(?:(?:our|the|my) )?(?:ceo|cfo|cmo|boss|owner|founder|director|manager|board|team|\w+ team|chief) "
    r"(?:is|are|s|gets?) (?:\w+ )?"
    r"(?:nervous|anxious|worried|scared|afraid|concerned|uneasy|obsessed|fretting|paranoid|convinced|keen|curious)\b|"
    r"(?:al?|a la|a los|a mi|a nuestr[oa]) (?:\w+ ){1,3}?(?:le|les) (?:preocupa|inquieta|asusta|agobia|obsesiona|intriga|"
    r"da miedo)n?|"
    r"(?:en|desde|los de|las de|la gente de|el equipo de) (?:la |el )?\w+ (?:me |nos )?"
    r"(?:jura|dice|cree|insiste|sospecha|asegura|piensa|apuesta)n?\b|"
    r"(?:am|m|re|are)? ?(?:afraid|worried|convinced|sure|scared)|(?:late|parece|da|huele|preocupa|da miedo) que|"
    r"sospech[oa]\w*|tem[eo]\w*|cre[oe]\w*|pienso|pensamos|apuest\w+|apostari\w+|imagino|intuy\w+|supong\w+|"
    r"(?:my|our) (?:hunch|guess|bet|theory|fear|gut)|(?:mi|nuestra) (?:sospecha|teoria|corazonada|impresion))\b"
)
_MEETING = re.compile(
    r"\b(?:meeting|calls?|sync|stand-?up|catch-?up|review|offsite|workshop|lunch|coffee|appointment|deadline|"
    r"(?:meet|meets|see|seeing|call|calling|speak|talk|speaking|talking|dine|sit down) with|"
    r"(?:como|comemos|ceno|desayuno|quedo|quede|reuno|reunimos|hablo|hablamos|veo|llamo) con|"
    r"sprint|demo|revision|repaso|presentacion|reunion|junta|llamada|comite|cita|comida|taller|entrega|videollamada|videoconferencia)\b"
)
_THERE_NOW = re.compile(  # `got the Lisbon partners on the line`, `estoy con el equipo de Lisboa`
    r"\W*(?:(?:so|ok|hey|oye|che|mira)\W+)*(?:"
    r"(?:(?:i|we)(?: ?['’]?(?:ve|m|re| am| are| have))? )?"
    r"(?:got|have|with|here with|on (?:the phone|a call|the line) with|in (?:a )?(?:meeting|room) with) "
    r"(?:the|my|our|some|a|an|people from|folks from)\b.{0,50}\b"
    r"(?:on the (?:(?:other )?line|phone|call)|on hold|waiting|listening|here|"
    r"in (?:the room|front of me)|next to me|at the door)|"
    r"(?:tengo|tenemos|estoy|estamos|ando) (?:aqui |ahora )?(?:a|al|con)\b.{0,50}\b"
    r"(?:(?:al|por) telefono|en (?:la )?linea|en espera|esperando|aqui|delante|al lado|en la (?:sala|llamada|puerta))|"
    r"(?:estoy|estamos|ando) (?:reunid[oa]s? )?con (?:el|la|los|las|mi|mis|un|una|nuestr[oa]s?) (?:\w+ )?"
    r"(?:equipo|soci[oa]s?|oficina|gente|jef[ea]s?|comercial\w*|director\w*|colegas?|companer[oa]s?)\b.{0,25})\W*$"
)
_OF_A_TOPIC = (
    r"(?:loyalty|retention|churn|repeat business|cadence|seasonality|growth|frequency|engagement|fidelidad|lealtad|"
    r"retencion|fuga|abandono|estacionalidad|crecimiento|recurrencia|frecuencia|cadencia)"
)
_TOPIC = re.compile(  # `curious about loyalty over the year`, where `about our loyal customers` says whom
    r"\W*(?:(?:i|we)(?: ?['’]?(?:m|re| am| are))? )?(?:just |really |a bit |so )?"
    r"(?:curious|thinking|wondering|worried|worrying|obsessing|talking|reading|pensando|curios[oa]s?|preocupad[oa]s?|"
    r"dandole vueltas|hablando|leyendo) (?:about|on|over|of|por|en|sobre|a|con|de) "
    r"(?:la |el |las |los |the |our |nuestra |nuestro )?"
    rf"(?:customer |brand |client )?{_OF_A_TOPIC}(?: (?:of|de) (?:customers|clients|clientes))?"
    r"(?: (?:over|during|this|last|en|durante|a lo largo de)\b[\w\s]{0,20})?\W*$"
)
_WHEN_MET = re.compile(
    r"\b(?:at|a las?|by|before|antes de(?: las?)?) (?:\d{1,2}(?:[:.h]\d\d)?(?: ?(?:am|pm|hrs?|h))?|noon|mediodia)\b|"
    r"\b(?:in|en) (?:\d+|\w+) (?:minutes?|mins?|minutos?|hours?|horas?)\b|"
    r"\b(?:today|tomorrow|tonight|later|soon|hoy|manana|luego|mas tarde|pronto|(?:mon|tues|wednes|thurs|fri)day|lunes|"
    r"martes|miercoles|jueves|viernes)\b"
)
_WEATHER = re.compile(  # `it's getting cold: ...`, where customers who are getting cold are a state
    r"(?:now that |ahora que |as )?(?:it(?: i|['’]?)s|it has been|with (?:this|the|all this)|hace|hizo|con (?:este|tanto|el)|"
    r"ya (?:hace|llega|viene)|llega|viene|empieza)\b[\w\s']{0,25}\b(?:cold\w*|hot|hotter|warm\w*|chilly|freezing|heat|"
    r"rain\w*|snow\w*|sunny|weather|winter|summer|spring|autumn|frio|calor|lluvias?|nieve|invierno|verano|otono|"
    r"primavera|tiempo)(?: (?:is |almost |just )*(?:coming(?: up)?|approaching|near|here|on its way|around the corner|"
    r"encima|cerca|llegando|a la vuelta(?: de la esquina)?|por llegar))?\W*$"
)


_PLANS = re.compile(
    r"\b(?:plan\w*|prepar\w*|prepping|organi[sz]\w*|gear\w* up|get\w* ready|thinking|working|briefing|ando|andamos|"
    r"estoy|estamos|pensando|trabajando|armando|montando|toca)\b"
)
_YET_TO_COME = re.compile(
    r"\b(?:next|coming|upcoming|already|this year s|this year['’]s|proxim[oa]s?|que vienen?|siguiente|de este ano|ya)\b"
)


def plans_ahead(text: str) -> bool:
    """Whether a sentence is about what is yet to come: `planning next Christmas`, `ya ando con el próximo Black Friday`."""
    folded = fold(text)
    return bool(_PLANS.search(folded) and _YET_TO_COME.search(folded))


def leads_up(text: str) -> bool:
    """Whether a sentence tells an opinion, the weather or an appointment: `sospecho que se van`, `subs meeting at 4`."""
    folded = fold(text)
    if _THERE_NOW.match(folded) or _TOPIC.match(folded):
        return True
    return bool(_OPINES.match(folded) or _WEATHER.match(folded) or (_MEETING.search(folded) and _WHEN_MET.search(folded)))


_TREATS = (
    r"(?:send\w*|giv\w+|gift\w*|mail\w*|post\w*|writ\w+|hand\w*|ship\w*|offer\w*|deliver\w*|mand\w+|envi\w+|regal\w+|dar\w*|"
    r"ofrec\w+|hac\w+|escrib\w+|obsequi\w+|entreg\w+|prepar\w+|organi[sz]\w+|host\w*|throw\w*|"
    r"llam\w+|visit\w+|telefone\w+|ring\w*|phon\w+|call\w*)"
)
_FOR_WHOM = re.compile(
    rf"^\W*(?:(?!\b(?:who|which|how|what|quien\w*|cual\w*|cuant\w*|que)\b)[^?¿.;:]){{0,40}}?\b{_TREATS}\b[^?¿.;:,]{{2,60}}?"
    r"\b(?:to|for|a|para)\s+(?P<whom>(?:(?:our|the|my|nuestr[oa]s|l[oa]s|mis)\s+)(?:\w+\s+){0,4}?"
    r"(?:customers?|clients?|buyers?|shoppers?|people|clientes|clientas|compradores|compradoras)\b[^?¿.;:]*?)"
    r"\s*(?P<asked>[,.;:?]\s*¿?\s*(?:so |and |y |entonces )?"
    r"(?:(?:sacame|dime|dame|tell me|show me) )?(?:who|which|quienes|cuales)\b[^?]{0,30}\?*)\W*$",
)


def whom_alone(text: str) -> str:
    """`I want to send a card to our seven best customers, who are they?`: only whom it asks about; else the text as it is."""
    folded = fold(text)
    match = _FOR_WHOM.match(folded) if len(folded) == len(text) else None
    return text[match.start("whom") :] if match else text
