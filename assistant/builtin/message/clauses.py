"""A message cut into the questions that it asks, and which halves belong to one question."""

from assistant.builtin import patterns as re
from assistant.builtin.message.told_first import begun_and_back, in_both
from assistant.builtin.plan import Plan
from assistant.builtin.words.normalise import fold, words
from assistant.builtin.words.phrases import lexicon
from tools.terms import Language

__all__ = ["asks", "clauses", "one_question", "only_names"]

_CUE = (
    r"(?:draft|write|compose|prepare|redact\w*|escrib\w*|prepara\w*|what does|what do|what should|what would|que dice|"
    r"que recomienda|que aconseja|que hago|que hacemos|que deberia|show me|how many|how much|cuant[oa]s?|who|quien(?:es)?|"
    r"save|guarda\w*|why|por que|compare|compara\w*|give me|dame|create|crea\w*|hazme|which|que (?:clientes|productos|paises|"
    r"categorias)|cuales|is there|hay algun|tell me|dime|suggest|sugiere|recommend|recomienda|what (?:is|are|was|were)|"
    r"cual (?:es|fue))"
)
_CUE_OF_IT = re.compile(rf"\b(?!who\b|quien){_CUE}\b")
_POLITELY = (
    r"(?:(?:can|could|would|will) (?:you|i|we)|please|also|por favor|me|nos|puedes|podrias|podria|tambien|i need|i want|"
    r"i(?:['’]d| would) like|necesito|quiero|quisiera|(?:you to|to))"
)
_TO_DRAFT = (
    r"(?:draft|write|compose|prepare|redact\w*|escrib\w*|prepara\w*|(?:an? |the |un |una |el |la )?"
    r"(?:(?:e-?mail|sms|whatsapp|text|push|message|campaign)s? )?(?:draft|borrador|copy) "
    r"(?:for|to|of|para|de|an?|un|una|e-?mail|sms)|"
    r"(?:put together|make(?: me)?|do me|haz(?:me|le|les)?|arma(?:me)?) (?:an?|the|un|una|el) (?:e-?mail|mail|sms|"
    r"text|correo|mensaje|whatsapp))"
)
_SPLIT = re.compile(
    rf"(?:[,;.?!¿]+\s*(?:(?:and then|and|then|plus|y luego|y despues|y|e|luego|despues|also|tambien|finally|por ultimo)\s+)?|"
    rf"\s(?:and then|and|then|plus|\+|as well as|y luego|y despues|y|e|luego|mas|ademas de|asi como)\s+)[¿¡]?"
    rf"(?=(?:{_CUE}|(?:{_POLITELY} )*{_TO_DRAFT})\b)",
    re.IGNORECASE,
)


_OPENING = re.compile(
    r"\W*(?:mirando|looking at|looking (?:ahead|out|over)|a \d+ (?:meses|anos)|"
    r"once|as soon as|una vez que|apenas|en cuanto(?! a\b)|desde que|despues (?:de )?que|luego de que|"
    r"of|out of|from|among|for|para|depending on|based on|according to|as per|segun|"
    r"dependiendo de|respecto|against|frente a|de|del|entre|"
    r"excluding|except|without|excluyendo|exceptuando|(?:a|con) excepcion|outside|leaving|not counting|apart|aside|sin|"
    r"tomando (?:a|sol[oa])|cogiendo a|considerando a|fuera|excepto|salvo|quitando|descontando|aparte|sacando|sacad[oa]s?|"
    r"obviando|ignorando|ignoring|removing|omitting|omitiendo|minus|"
    r"[^,;?]{2,40}? (?:aside|apart|aparte|excluded|excluid[oa]s?|al margen|fuera)(?=\W*$)|"
    r"(?:after|once) (?:deduct|subtract|remov|tak|discount|netting|strip)\w+|net of|"
    r"with [^,;?]{2,40}? (?:(?:knocked|taken|stripped|netted) (?:off|out)|removed|deducted)|"
    r"tras (?:descontar|restar|quitar|deducir)|una vez (?:descontad|restad|deducid|quitad)\w+|deducidas?|restand?o|"
    r"(?:set|put|leave|setting|putting|deja|dejando|dejemos|pon|poniendo|quita)\b[^,;?]{1,40}\b(?:aside|apart|aparte|fuera|lado))\b"
)


def asks(part: str) -> bool:
    """Whether a part has words that ask for something."""
    return re.search(rf"\b{_CUE}\b", fold(part)) is not None


def clauses(text: str) -> list[str]:
    """The clauses of a message that ask something each; the whole of it where they hang together."""
    parts, at = [], 0
    folded = _same_length_fold(text)
    for match in _SPLIT.finditer(folded):
        if _WHO_ALSO.match(folded, match.end()) and _JOINS.match(match[0]) and _SOME_PEOPLE.search(folded[at : match.start()]):
            continue
        if _ADVISED.match(folded, match.end()) and not re.search(r"[a-z?+]", match[0]) and not _ASKED.match(folded, at):
            continue  # `they look and leave, is there anything in the playbook?`
        parts.append(text[at : match.start()].strip())
        at = match.end()
    parts.append(text[at:].strip())
    parts = _with_relatives(_whole_questions([p for p in parts if re.search(r"\w", p)]), text)
    opens_inside = bool(parts) and bool(_OPENING.match(fold(parts[0])))
    return [text] if opens_inside or len(parts) > 5 else parts


_ADVISED = re.compile(rf"{_CUE}\b[^?.;:]*\b(?:playbook|handbook|manual|guia)\b")
_ASKED = re.compile(rf"\W*(?:{_POLITELY} )*{_CUE}\b")
_SOME_PEOPLE = re.compile(r"\b(?:customers?|clients?|people|buyers?|shoppers?|everyone|those|subscribers?|users?|contacts?)\b")
_JOINS = re.compile(r"[,\s]*(?:and|but|or)\s")
_WHO_ALSO = re.compile(
    r"who(?:['’]ve)? (?!(?:are|is|were|was) (?:the|our|my|your|they|them|it|those|these)\b)"
    r"(?!.*(?<!at )\b(?:most|best|top|least|biggest|worst)\b)[a-z]"
)  # `and who spent over 50` says more about the people of the same question


_FEW_WORDS = 3  # `paid social, ¿cuántos clientes nuevos nos trajo?`


def _whole_questions(parts: list[str]) -> list[str]:
    """Parts that ask nothing alone joined to their neighbour: `in the first half of 2011, how many ...`, `..., how many?`."""
    found: list[str] = []
    for part in parts:
        ahead = fold(found[-1]) if found else ""
        scope = _SCOPE.match(ahead) and not re.search(rf"\b{_CUE}\b", ahead) and not _NUMBER_OF.search(ahead)
        scope = scope or (
            len(found) == 1 and len(found[0].split()) <= _FEW_WORDS and not re.search(rf"\b{_CUE}\b", fold(found[0]))
        )
        scope = scope or (len(found) == 1 and bool(_THE_PEOPLE.match(ahead) and _COUNTS.match(fold(part))))
        unasked = len(found) == 1 and not (_CUE_OF_IT.search(ahead) or "?" in ahead)
        scope = scope or (
            unasked and (begun_and_back(ahead, fold(part)) or (in_both(ahead) and bool(_COUNTS.match(fold(part)))))
        )
        scope = scope or (_BOTH.search(fold(part)) is not None and len(found) == 1 and not re.search(rf"\b{_CUE}\b", ahead))
        named_last = len(part.split()) == 1 and _WRITES.match(fold(part))  # `email, Spain, no order in 90 days, draft`
        about_one = _OVERVIEW.fullmatch(fold(part)) and _ONE_PERSON.search(ahead)
        same = _OF_THE_SAME.match(fold(part)) is not None and _SAYS_HOW_MUCH.search(ahead) is not None
        joins = same or scope or named_last or about_one or _COUNT.match(fold(part)) or _REASON.fullmatch(fold(part))
        if found and joins:
            found[-1] = f"{found[-1]}, {part}"
        else:
            found.append(part)
    return found


_THE_PEOPLE = re.compile(  # `customers acquired in April, how many ordered again ...`
    r"\W*(?:(?:en|de|entre|toma|tomando|take|taking|for|of|among) (?:a )?)?(?:the |our |l[oa]s |nuestr[oa]s )?"
    r"(?:customers?|clients|buyers|people|those|clientes|clientas|compradores|quienes|los que|"
    rf"las que)\b(?!.*\b{_CUE}\b)"
)
_COUNTS = re.compile(
    r"\W*(?:how many|how long|(?:en )?cuant[oa]s|cual es la mediana|what is the median)"
    r"(?: (?:of (?:them|those|these)|de ell[oa]s))?\b"
    r"(?! (?:orders|pedidos|units|unidades|products|productos)\b)"
)
_OF_THE_SAME = re.compile(  # `how much did new customers bring in and how much the ones we had`
    r"\W*(?:cuant[oa]s?|how (?:much|many)) (?:l[oa]s|de l[oa]s|the|from(?: the)?|by(?: the)?|of the) "
    r"(?:que|ones|rest|others|returning|old|recurrent\w+|otr[oa]s|demas|nuev[oa]s|new|existing)\b"
)
_SAYS_HOW_MUCH = re.compile(r"\b(?:cuant[oa]s?|how (?:much|many))\b")
_BOTH = re.compile(r"\b(?:both|neither|ambos|ambas|l[oa]s dos)\b")  # `the drill plus the bits, how many bought both?`
_OVERVIEW = re.compile(
    r"\W*(?:(?:give|show|dame|hazme|muestrame|ensename|pasame|ponme) (?:me )?)?(?:a |an |the |un |una |su |their |his |her )?"
    r"(?:(?:quick|short|brief|full) )?(?:overview|summary|rundown|snapshot|profile|resumen|ficha|perfil|panorama)"
    r"(?: (?:rapido|breve|completa?))?(?: (?:please|por favor))?\W*"
)
_ONE_PERSON = re.compile(
    r"\b(?:customer|client|cliente|clienta|buyer|comprador\w*|user|usuari[oa])\b(?: \w+)? [a-z]*-?\d{3,}\b"
)


_PEOPLE = re.compile(
    r"\W*(?:(?:show|list|find|give)(?: me)? |all |how many )?(?:the )?"
    r"(?:customers|people|buyers|everyone|those|whose|folks|who)\b"
)
_RELATIVE = re.compile(
    r"who(?:['’]ve|['’]re|\s+(?:have|has|haven['’]?t|hasn['’]?t|never|didn['’]?t|don['’]?t|also|then|are not|aren['’]?t|came|"
    r"come|returned|repeated|bought|ordered|purchased|spent|live|opened|clicked|used|can|got))\b"
)


def _with_relatives(parts: list[str], text: str) -> list[str]:
    """`whose first order was in May and who have never been back` goes on about the same people."""
    if len(parts) < 2 or not all(_RELATIVE.match(fold(p)) for p in parts[1:]):
        return parts
    described = "?" not in text and not re.search(rf"\b{_CUE}\b", fold(parts[0]))  # `Germans with two orders, who bought ...`
    if not (described or _PEOPLE.match(fold(parts[0]))):
        return parts
    return [text.strip()]


def _same_length_fold(text: str) -> str:
    return "".join((fold(c) or c)[:1] for c in text)


def one_question(parts: list[str], language: Language) -> bool:
    """Whether the parts are one question: two halves of a whole, or first who is meant and then what is asked of them."""
    return (
        (len(parts) == 2 and bool(_IN_EACH.search(fold(parts[1]))))
        or _two_halves(parts)
        or _two_causes(parts)
        or _tells_first(parts, language)
        or _leads_up(parts)
        or _writes_last(parts)
    )


_IN_EACH = re.compile(
    r"\b(?:in each|in both|en (?:cada un[oa]|amb[oa]s)|cada (?:mes|ano|trimestre|semana))\W*$"
)  # of two told first
_STATED = re.compile(
    r"\W*(?:too (?:many|much)|so many|(?:a lot|lots|plenty) of|many|people|we(?:.re| are| have| keep| lose| don.?t| do not)|"
    r"there are (?:people|customers)|some (?:people|customers)|hay (?:gente|clientes|quien(?:es)?|much[oa]s)|"
    r"our|demasiad[oa]s?|much[oa]s?|tant[oa]s?|la gente|(?:nos|se nos|les?|aun|todavia) |"
    r"estamos|perdemos|tenemos|vamos a|nuestr[oa]s)\b"
)
_WISHED = re.compile(
    r"\W*(?:let.?s|let us|i(?:.d| would)? (?:want|like|need)|we(?:.d| would)? (?:want|like|need)|quiero|queremos|"
    r"quisiera|necesit\w+|vamos a|hay que|me gustaria|toca)\b"
    r"(?!.*\b(?:see|know|lists?|find|show|ver|saber|list[ao]\w*|conocer|things|cosas)\b)"
)
_ADVISES = re.compile(
    r"\W*(?:what (?:does|do|should|would|can)|how (?:should|do|can)|que (?:dice|aconseja|recomienda|sugiere|propone|"
    r"hago|hacemos|deberia\w*))\b"
)
_WRITES = re.compile(r"\W*(?:draft|write|compose|prepare|redact\w+|escrib\w+|prepar\w+)\b")


def _leads_up(parts: list[str]) -> bool:
    """`too many people cancel, what does the playbook say?`, `let's win them back; draft an email`: one only tells why."""
    if len(parts) != 2 or re.match(rf"\W*{_CUE}\b", fold(parts[0])):
        return False
    first, second = fold(parts[0]), fold(parts[1])
    return bool(
        (_STATED.match(first) and _ADVISES.match(second))
        or ((_WISHED.match(first) or _STATED.match(first)) and _TO_WRITE.match(second))
    )


def _tells_first(parts: list[str], language: Language) -> bool:
    """`We won customers in May; how many of them came back?`: the first half only says who is meant."""
    asks = re.match(rf"\W*{_CUE}\b", fold(parts[0])) is not None
    return not asks and len(parts) == 2 and (bool(_OF_THEM.search(fold(parts[1]))) or _counts_doers(parts[1], language))


_TO_WRITE = re.compile(rf"\W*(?:(?:and|then|y|luego|{_POLITELY}) )*(?:{_TO_DRAFT}|borrador|un borrador)\b")
_NUMBER_OF = re.compile(r"\b(?:number of|count of|numero de|recuento de|total de) ")
_LISTS = re.compile(r"\b(?:list|show|lista|listado|muestra\w*|ensena\w*|busca\w*|identific\w+|dame|give me|find)\b")


def _writes_last(parts: list[str]) -> bool:
    """`Win them back in Spain; compose the mail in Spanish`: first for whom, then that it is to be written."""
    first, last = fold(parts[0]), fold(parts[-1])
    asks = re.match(rf"\W*{_CUE}\b", first) or _LISTS.search(first) or _NUMBER_OF.search(first) or "?" in parts[0]
    to_them = re.search(
        r"\b(?:for|to|para|a) (?:them|those|ell[oa]s|es[oa]s|customers|clientes)\b|\b(?:customers|clientes)\b", last
    )
    return len(parts) == 2 and not asks and bool(_TO_WRITE.match(last)) and not to_them


_BARE_ADVICE = re.compile(
    r"\W*(?:what (?:does|do|would|is in) (?:the|our|your)|"
    r"que (?:dice|recomienda|aconseja|propone|sugiere) (?:el|la|nuestr[oa]|tu))\b"
)
_NAMED_PEOPLE = r"(?:customers?|clients?|buyers?|people|subscribers?|clientes|clientas|compradores|gente|suscriptor(?:es|as))"


def only_names(part: str, following: str, plan: Plan) -> bool:
    """`carts left behind, what does the playbook say`: the first half only names what the question is about."""
    guessed = plan.intent != "clarify" and (plan.confidence < 1.0 or _BARE_ADVICE.match(fold(following)) is not None)
    return guessed and not re.search(rf"\b(?:{_CUE}|{_NAMED_PEOPLE})\b", fold(part))


_COUNTED = re.compile(
    r"\W*(?:how many|what (?:share|percentage|percent|proportion|part|%)|cuant[oa]s|"
    r"que (?:porcentaje|proporcion|parte|%)|% )\s*"
)
_DEEDS = ("come_back", "buy", "spend", "repeat_buyer", "only_once", "not", "refunded")
_PLACED = ("orders", "purchases", "order", "compras")


def _counts_doers(part: str, language: Language) -> bool:
    """`how many repeated within 60 days`: a deed of nobody that it names."""
    match = _COUNTED.match(fold(part))
    tokens = [w.text for w in words(fold(part)[match.end() :])] if match else []
    known = lexicon(language)
    while tokens:
        size = next((n for n in range(min(5, len(tokens)), 0, -1) if tuple(tokens[:n]) in known), 0)
        concept = known.get(tuple(tokens[:size])) if size else None
        if concept != "":
            return concept is not None and concept.split()[0] in _DEEDS and tokens[0] not in _PLACED
        tokens = tokens[size:]
    return False


_OF_THEM = re.compile(
    r"\b(?:ahi|in there|(?:all|those) (?:two|three|four)|l[oa]s (?:dos|tres|cuatro)|ambas|ambos)\b|"
    r"\b(?:of (?:them|those|these)|de (?:ell[oa]s|es[oa]s|est[oa]s)|de l[oa]s cuales)\b"
)


_NEW_ONES = re.compile(r"\b(?:new|nuev[oa]s|first.time(?:rs)?|newbies|newcomers|novat[oa]s|primeriz[oa]s|estren\w+|debut\w+)\b")


def _two_halves(parts: list[str]) -> bool:
    """`how much from new customers and how much from returning ones` is one question about both."""
    *head, one, other = parts
    if any(_CUE_OF_IT.search(fold(part)) or "?" in part for part in head):
        return False
    parts = [one, other] if head else parts  # `of all who bought in May, how many were new and how many ...`
    new = [bool(_NEW_ONES.search(fold(part))) for part in parts]
    returning = [
        bool(
            re.search(
                r"\b(?:returning|existing|repeat|old|already|recurrentes|existentes|habituales|antigu[oa]s|repetidor[ea]s|"
                r"ya (?:lo )?eran|ya (?:nos )?(?:habian |han )?(?:compra\w+|pedi\w+|teniamos|tenemos|conociamos)|"
                r"(?:had|have|who[’']?d|who) (?:already )?(?:bought|ordered|purchased)(?: (?:before|already))?|"
                r"(?:bought|ordered) before|we (?:already|had)|"
                r"de siempre|(?:que )?(?:ya )?(?:repet|repit)\w+|"
                r"ya nos conocian|de antes|veteran[oa]s|(?:who|that) (?:came|come|had been) back|repeaters)\b",
                fold(p),
            )
        )
        for p in parts
    ]
    won_and_lost = _WON.search(fold(parts[0])) and _LOST.match(fold(parts[1])) if len(parts) == 2 else None
    return len(parts) == 2 and ((new[0] and returning[1]) or (returning[0] and new[1]) or won_and_lost is not None)


_PAID_NOT = re.compile(r"\b(?:payments?|cards?|charges?|involuntar\w+|pagos?|cobros?|impagos?|tarjetas?)\b")
_CHOSEN = re.compile(r"\b(?:choos\w+|chose|choice|decid\w+|voluntar\w+|quisieron|querian|quieren|eligieron|gusto|voluntad)\b")
_OF_LOSSES = re.compile(r"\b(?:churn|cancel\w+|bajas|abandono|fuga)\b")


def _two_causes(parts: list[str]) -> bool:
    """`September churn: how much was failed payments and how much was people choosing to go?`: one question about both."""
    *head, one, other = [fold(p) for p in parts] if len(parts) > 1 else ["", ""]
    both = (_PAID_NOT.search(one) and _CHOSEN.search(other)) or (_CHOSEN.search(one) and _PAID_NOT.search(other))
    return len(head) < 2 and bool(both) and _OF_LOSSES.search(" ".join([*head, one, other])) is not None


_WON = re.compile(r"\b(?:subscri\w+|subs|suscri\w+)\b.*\b(?:gain\w*|w[io]n(?! back)|added?|ganamos|sumamos|captamos)\b")
_LOST = re.compile(r"\W*(?:how many|cuant[oa]s) (?:did we|have we|hemos|se)? ?(?:los[et]|perdi\w+|fueron)\b")


_SCOPE = re.compile(
    r"\W*(?:the |la )?(?:cohorte?|cohorts|cohortes)\b[^?]*$|"
    r"\W*(?:tell me,? |dime,? )?(\w+) (?:by|por|a) (?:\w+ )?\1\W*$|"
    r"\W*(?:(?:and|y|but|pero|so) )?"
    r"(?:so far|year to date|month to date|up to|hasta|en lo que va|within|inside|dentro|in|on|at|during|over|for|"
    r"since|this|last|between|from|monday|lunes|going|starting|counting|adding|summing|empezando|contando|sumando|en|"
    r"el|la|los|las|durante|desde|de|para|entre|este|esta)\b(?:\W+[\w.]+){1,6}\W*$|"
    r"\W*(?:(?:and|y) )?(?:by|per|for each|for every|split by|por|por cada|segun|para cada|en cada)\b(?:\W+\w+){1,6}\W*$|"
    r"[^?]*\b(stage|phase|etapa|fase) (?:by|por|a) \2(?: (?:of|del?) (?:the |la |el )?\w+(?: \w+){0,3})?\W*$|"
    r"\W*(?:(?:and|y|but|pero|so) )?(?:since|from|between|desde|entre)\b(?:\W+[\w.]+){1,9}\W*$"
)
_REASON = re.compile(
    r"\W*(?:and |y |but |pero )?(?:why|how come|por que|xq|pq)(?: (?:is|was) (?:that|it)| so| fue| es eso)?\W*"
)
_FEW = "two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty"
_POCOS = "dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|quince|veinte"
_COUNT = re.compile(
    r"\W*(?:how much (?:was|is|were|are) (?:it|that|they|those)|what (?:was|is) (?:it|that|the (?:figure|number|total))|"
    r"cuant[oa]s? (?:fue|es|era|son|fueron|dio|da|hubo|sumo|suma|salio|sale|quedo|supuso|represento)"
    r"(?: (?:eso|esto|en total))?|"
    r"how many (?:did we (?:get|have|see|do|make)|have we (?:had|seen)|(?:were|have) there(?: been)?|we got)|"
    r"cuant[oa]s (?:tuvimos|hemos tenido|han sido|llevamos|van|registramos|hicimos|recibimos|entraron|fueron)|"
    r"how many(?: (?:are|is) (?:they|there|that|it)|(?: people| customers)? (?:would (?:that|they|it|this) be|"
    r"does (?:that|it|this) make|have we got|do we have|would that make)|"
    r" (?:people|customers|of them|in all|in total)(?: are they)?)?|"
    r"cuant[oa]s(?: (?:son|hay|serian|vienen siendo|salen|tenemos|nos salen|clientes|personas|compradores|en total)"
    r"(?: (?:son|serian|hay|tenemos|en total))?)?|"
    r"(?:who|which(?: ones)?|what customers) are (?:they|those|these)|quien(?:es)? son|cuales son|"
    r"how many(?: (?:people|customers|of them))?(?: (?:are|sit|fall|do we have|there are))? in each(?: one| of them)?|"
    r"cuant[oa]s(?: (?:clientes|personas|son))?(?: (?:hay|tiene|estan|caen|tenemos))?(?: en)? cada un[oa]|"
    rf"(?:give|show) me (?:the )?(?:first |top |best )?(?:\d+|{_FEW})|"
    rf"(?:dame|ponme|ensename|muestrame) (?:l[oa]s )?"
    rf"(?:\d+|{_POCOS})?(?: ?primer[oa]s| mejores)?(?: (?:\d+|{_POCOS}))?)\W*$"
)
