"""Ways of saying a thing that are put as most people put it, before a message is cut into words."""

from assistant.builtin import patterns as re

__all__ = ["as_usual", "without_asides"]

_TAG_QUESTION = re.compile(
    r",?\s*¿\s*(?:no|verdad|cierto|eh|ok|vale|sí|si|ves)\s*\?|,\s*(?:no|right|eh|innit|yeah|isn['’]t it|aren['’]t they|"
    r"don['’]t they|doesn['’]t it)\s*\?(?=\s*\S)",
    re.IGNORECASE,
)  # `Harta gente compra como invitada, ¿no? ...`
_PLACED = "(?:orders|purchases|pedidos|compras)"
_EXPLAINED = re.compile(
    rf"(?<=\S)\s*\((?:\d|two|dos)(?:(?: or more| o m[aá]s|\+) {_PLACED}|\+? {_PLACED} (?:or more|o m[aá]s))[^()]*\)",
    re.IGNORECASE,
)  # what a repeat purchase is
_REPEATS = re.compile(r"\b(?:repeat|recompra|repetici[oó]n)\b", re.IGNORECASE)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic)"
_MONEY_NEXT = r"(?=[€£$]\s?\d|\d[\d.,]*\s?(?:[€£$]|euros?\b|pounds?\b|dollars?\b|quid\b|soles\b|pesos\b))"


def _more_than(match: re.Match[str]) -> str:
    """`+150 días`: more than those."""
    english = match[2] in ("days", "months", "weeks")
    return f"{'more than' if english else 'más de'} {match[1]}"


def _until(match: re.Match[str]) -> str:
    """`Apr 2024–Dec 2025`, `abr 2024 - dic 2025`: from one month to another."""
    spanish = re.search(r"\b(?:ene|abr|ago|dic|agosto|mayo|junio|julio)", match.string, re.IGNORECASE)
    return f"{match[1]} {'a' if spanish else 'to'} "


_USUAL = tuple(
    (re.compile(pattern, re.IGNORECASE), said)
    for pattern, said in (
        (r"(?<=[a-z€£$])\s?/\s?(?=(?:order|customer|client|buyer|head|month|week|day)\b)", " per "),
        (r"(?<=[a-z€£$])\s?/\s?(?=(?:pedido|cliente|compra|mes|semana|d[ií]a)\b)", " por "),
        (r"(?<!\S)p/\s?(?=[a-záéíóúñ])", "para "),
        (r"(?<!\S)c/\s?u\b\.?", "cada uno"),
        (r"\b((?:19|20)\d\d) ?\((?:jan|ene)\w*\.? ?(?:-|–|to|a) ?(?:dec|dic)\w*\.?\)", r"\1"),
        (r"\bnon[- ]((?-i:[A-Z])\w+) (countries|markets|customers|buyers|orders|clients)\b", r"\2 outside \1"),
        (r"(?<!\d )(?<=\s)[£€$] (?=[a-z])", ""),
        (r"(?<!\S)\${2,}(?!\S)", "money"),
        (r"\b1st[- ]time\b", "first-time"),
        (r"\b(?:first|1st) buy\b", "first purchase"),
        (r"\b(?:predates?|is (?:dated )?(?:earlier|older) than|dates? from before)\b", "was before"),
        (r"\b(?:es|sea|fue) anterior al?\b", "fue antes de"),
        (r"\bfechad[oa]s? (?=antes\b|despu[eé]s\b|en\b|el\b)", ""),
        (r"\b(first|last) (order|purchase) dates (?:from|back to)\b", r"\1 \2 was in"),
        (r"\b(?:n[uú]mero|cantidad) con un segundo (?=pedido|compra)", "cuántos hicieron un segundo "),
        (r"\b(?:number|count) with a (?:second|2nd) (?=order|purchase)", "how many placed a second "),
        (
            r"\b(?:quitando|descontando|restando|sacando|sin contar|si (?:descont|quit|rest|sac)\w+)"
            r" (?:todo )?lo que (?:(?:nos|se) )?"
            r"(?:han |hayan |ha )?(?:devolvieron|devuelto|devolvi[oó]|reembols\w+)\b",
            "descontadas las devoluciones",
        ),
        (r"\b(?:have |has |had )?left us (?=(?:the )?most\b)", "spent "),
        (
            r"^(?:kindly |please )?set (.{5,80}?) (?:against|beside|next to|alongside) (?:(?:that|those) (?:of|for) )?",
            r"compare \1 with ",
        ),
        (r"\b(?:ate|eats?|swallow(?:ed|s)?|gobbl(?:ed|es)) (?:up )?(?=(?:the )?most\b)", "had "),
        (r"\bse (?:com(?:e|en|ió|ieron)|trag(?:a|an|ó|aron)) (?=m[aá]s\b)", "tuvieron "),
        (r"\b(?:drop|dropped|splash(?:ed)? out|blow|blew|shell(?:ed)? out|fork(?:ed)? out) (?=on\b)", "spend "),
        (
            r"\balready had (?:an? |some )?(?:order|purchase)s?(?: with us| from us)?(?: from)? before"
            r"(?: (?:that|then|this))?(?: (?:month|quarter|year))?(?=\W|$)",
            "had bought before",
        ),
        (
            r"\bya ten[ií]an? (?:alg[uú]n |un |una )?(?:pedido|compra)s?(?: con nosotros)?(?: hech[oa]s?)? "
            r"(?:de antes|anterior\w*|previ[oa]s?|antes)(?: (?:del?|ese|esa)(?: ese| esa)? (?:mes|trimestre|año))?(?=\W|$)",
            "ya había comprado antes",
        ),
        (r"\b(?:hizo|hicieron|hace|hacen) (?:el|su) (?:1[oº.]|primero)(?=\s+(?:en|el)\b)", "hizo su primer pedido"),
        (r"\bplaced (?:the|their) (?:1st|first)(?= in\b)", "placed their first order"),
        (
            r"^\W*#?([A-Z]{0,3}\d{4,8})\s*[-–:,]\s*(.*)\b(?:this|that|the|este|esta|ese|esa) "
            r"(customer|client|cliente|clienta)\b",
            r"\2\3 \1",
        ),
        (
            r"\b(clientes|clientas|compradores|personas)(?: (?:distint|diferent|[uú]nic)\w+)?"
            r" con (?:un |alg[uú]n )?pedidos?\b(?!\s*[=<>])",
            r"\1 que compraron",
        ),
        (
            r"\b(?:what|how much) (?:do|did|does|have|has|will) (?:their|the|our|its|those|these|all)?\s?(?:orders|purchases) "
            r"(?:come|amount|add up|sum)(?: to)?\b",
            "what was the revenue",
        ),
        (r"\bqu[eé] (?:monto|importe|suma|total) (?:nos )?(?=compr\w+\b)", "cuánto nos "),
        (
            r"\b(?:si )?(?:repart|divid)\w+ (?:las ventas|los ingresos|la facturaci[oó]n)(.{0,40}?) entre (?:sus|los|todos los)"
            r" pedidos\b(?:.{0,12}cu[aá]nto (?:da|sale|toca|queda)(?: en promedio| de media)?(?: cada uno| por cada uno)?)?",
            r"ticket medio\1",
        ),
        (r"\bwrit(?:e|es|ing) (?:to us )?about\b", "review"),
        (r"\s*->\s*", " to "),
        (r"\bwhose (?:1st|first)(?= (?:was|is|came|fell)\b)", "whose first order"),
        (r"\ball day(?: long)?\b|\btodo el (?:santo )?d[ií]a\b", ""),
        (r"\b(lo|la|los|las|que|se|nos) usa\b", r"\1 utiliza"),
        (
            r",?\s*\(?\b(?:ya |una vez )?(?:(?:descontad|restad|quitad|deducid)[oa]s?|(?:descont|rest|quit|deduc)[ai]e?ndo) "
            r"(?:todos )?(?:(?:los |el |sus )?cost[oe]s?|lo que (?:nos )?(?:cuestan|costaron)(?= (?:los )?productos))"
            r"(?: (?:del?|de los|de la|los)? ?(?:productos?|g[eé]nero|mercanc[ií]a))?\b\)?",
            " de beneficio",
        ),
        (
            r",?\s*\(?\b(?:once|after|net of|minus|less) (?:(?:the |all |our )?(?:product |goods )?costs?|"
            r"(?:the )?costs? of (?:the |our )?(?:products|goods)|what the (?:products|goods) cost(?: us)?)(?! (?:per|of|to)\b)"
            r"(?: (?:is|are|have been|has been|being))?(?: (?:taken (?:off|out)|deducted|out))?(?=\W|$)\)?|"
            r",\s*(?:product|goods) costs (?:deduct\w*|taken (?:off|out)|out)\b",
            " in profit",
        ),
        (
            r"\b(?P<what>refunds|returns|discounts|devoluciones|reembolsos|"
            r"descuentos)\b[^?¿.;:]{4,50}[,.;:]\s+(?:so |as[ií] que )?¿?"
            r"(?P<share>(?:what|qu[eé]) (?:share|percentage|percent|proportion|porcentaje|parte|"
            r"proporci[oó]n)[^?]*?) did they ",
            r"\g<share> did \g<what> ",
        ),
        (
            r"^\W*(?:let['’]?s |ok(?:ay)?,? )?forget (?:about )?(?!the\b)((?:[^\s,.:;]+ ){0,2}?[^\s,.:;]+)"
            r"(?: for (?:a (?:moment|minute|second|sec)|now))?(?:,[^.?]{0,40})?[.:;,]\s+",
            r"leaving out \1, ",
        ),
        (
            r"^\W*(?:olv[ií]d\w+)(?: por un (?:momento|rato|segundo))?(?: del?| a)? "
            r"(?!l[oa]s?\b|el\b)((?:[^\s,.:;]+ ){0,2}?[^\s,.:;]+)"
            r"(?: por un (?:momento|rato|segundo))?(?:,[^.?¿]{0,60})?[.:;,]\s+",
            r"dejando fuera \1, ",
        ),
        (
            r"\b(?:taking|knocking|stripping|netting|setting|with) (?:all )?(?:the |our )?(?:refunds|returns) "
            r"(?:off|out|aside|taken off|deducted|removed)(?=\W|$)",
            "net of refunds",
        ),
        (r"\b(which|what) (\d{1,2}|two|three|four|five) other (?=\w)", r"\1 \2 "),
        (
            r",?\s*\b(?:if (?:that|it)(?:['’]s| is| were)? (?:at all )?"
            r"(?:possible|ok(?:ay)?|fine|not too much (?:trouble|bother))|"
            r"si (?:es|fuera|fuese|puede ser) posible|si no es (?:mucha |demasiada )?molestia)(?=\W|$)",
            "",
        ),
        (r"\bnos visitaron (m[aá]s|menos) (?:en )?la (?:web|p[aá]gina|tienda online)\b", r"tuvimos \1 visitas"),
        (r"\b(are|is|gone|went|been|now|well) past (?=\d+ days\b)", r"\1 over "),
        (r"\b(?:the |a |of )?one (customer|client|buyer|shopper) (?=plac|buy|order|mak)", r"each \1 "),
        (r"\bhow many orders did each (customer|client|buyer|shopper) \w+", r"orders per \1"),
        (r"\bno l[oa]s? (?:han?|hayan?) (comprado|pedido|probado|llevado) (?:jam[aá]s|nunca)\b", r"nunca \1"),
        (r"\b(pero|y|but) (?:el |la |the )?(\S+) (nunca comprado)\b", r"\1 nunca han comprado \2"),
        (
            r"\b(?:what|which) (?:sum|amount) (?:of money )?did (.{2,40}?) (?:leave|spend|pay|bring|give)(?! back)"
            r"(?: (?:with|to) us| us)?\b",
            r"how much did \1 spend",
        ),
        (r"^(?:if|when) (?:you|we|i) look(?:ed)?(?: only| just)? at (?=(?:our|the|only) )", "for "),
        (
            r"^when(?:ever)? (?:people|customers|they|clients|folks) (?:buy|order|shop|purchase) "
            r"(in|on|through|via|at|from) (.{3,40}?), ",
            r"for orders \1 \2, ",
        ),
        (r"^cuando (?:la gente|los clientes|alguien) (?:compra|pide)n? (en|por|desde) (.{3,40}?), ", r"en los pedidos \1 \2, "),
        (r"\buna l[ií]nea por (?=\w)", "por "),
        (r"\b(?:one|a) (?:line|row) (?:per|for each|for every) (?=\w)", "by "),
        (
            r"\bnos (?:han )?dej(?:aron|ado|an|ó)(?= (?:en total )?(?:m[aá]s|menos|por encima|al menos|como m[ií]nimo) )",
            "gastaron",
        ),
        (r"\bgasto neto de (?:reembolsos|devoluciones)\b", "gasto neto"),
        (r"\bque (?:un|el) (mes|trimestre|año) antes\b", r"que el \1 anterior"),
        (r"\bthan a (month|quarter|year) (?:before|earlier)\b", r"than the \1 before"),
        (r"\binto new (?:ones |customers |buyers )?and returning(?: ones| customers| buyers)?\b", "by new vs returning"),
        (r"\ben nuev[oa]s y (?:recurrentes|repetidor[ea]s|l[oa]s que repiten)\b", "por nuevos y recurrentes"),
        (
            r"\b(?:en )?cu[aá]ntos d[ií]as (?:\(mediana\) )?(?:volvieron|vuelven|regresaron) a por (?:la|el) segund[ao]"
            r" (?:compra|pedido)",
            "mediana de días hasta el segundo pedido",
        ),
        (r"\bd[ií]as hasta (?:el|la) (?:segund[oa]|2[oºa])\b(?! (?:pedido|compra))", "días hasta el segundo pedido"),
        (r"\bcon fecha anterior al?\b", "antes de"),
        (r"\bno\. of\b", "number of"),
        (
            r"\b(and|to|till|until|a|y|hasta) (?:the )?(?:very )?(?:end of|(?:a |el )?(?:fines|finales|final|[uú]ltimos) del?) "
            rf"(?={_MONTH}\w*\b)",
            r"\1 ",
        ),
        (
            r"\b(from|between|de|desde|entre) (?:the )?(?:very )?(?:(?:start|beginning) of|(?:a |el )?"
            r"(?:principios?|comienzos?|inicios?|primeros) del?) "
            rf"(?={_MONTH}\w*\b.{{1,40}}\b(?:and|to|till|until|a|y|hasta)\b)",
            r"\1 ",
        ),
        (r"(?:,\s*)?\b(?:in|en|por) (?:order|orden)\b(?! (?:to|of|de|value|volume|count|size|frequency|total))(?=\W*$|,| (?:the|las?|los|tod[oa]s) )", ""),
        (r"\b(what|how much) did (.{2,40}?) (?:leave|bring) us\b", r"how much did \2 spend"),
        (r"\b(?:one|a) (day|week|month|quarter|year) after (?:another|the other|the next)\b", r"by \1"),
        (r"\bun[oa]? (mes|semana|trimestre|año|d[ií]a) (?:tras|detr[aá]s de|despu[eé]s de) (?:otr[oa]|el otro|la otra)\b", r"por \1"),
        (r"\bmost recent (order|purchase)\b", r"last \1"),
        (rf"\bearlier than (?=\d|{_MONTH}|the \d)|\bolder than (?=(?:\d{{1,2}} )?{_MONTH})", "before "),
        (r"\bhad already been (?:a |our )?customers?\b", "had bought before"),
        (r"\bhow do (?:we|they|the two|these|those|both) compare (?:on|in|for|by|in terms of)\b", ""),
        (
            r"\b(?:what sum|how much|what amount)(?: of)?(?: money| cash)? (?:did|have|had) we (?:pay|paid|give|given|hand|handed|send|sent) back\b"
            r"(?: to (?:our |the )?(?:customers?|clients?|buyers?|shoppers?|people)\b)?",
            "how much did we refund",
        ),
        (r"\bnewly (?:won|acquired|gained|added|joined|signed)\b", "new"),
        (r"\b(by|per|month|monthly|quarter|quarterly|week|weekly) over (?=20[0-3]\d\b)", r"\1 in "),
        (r"^when(?:ever)? (?:the )?(?:(?:coupon|code|voucher) )?(\S+)(?: (?:coupon|code|voucher))? (?:is|was|gets) (?:used|redeemed|applied), ", r"in orders with coupon \1, "),
        (r"^cuando se (?:usa|us[oó]|aplica|aplic[oó]|canjea|canje[oó])n? (?:el )?(?:cup[oó]n|c[oó]digo) ([^\s,]+), ", r"en los pedidos con el cupón \1, "),
        (r"\bwhat (?:does|did|do) (the|our|an?|each|every) (.{3,40}?) come to\b", r"what is \1 \2"),
        (r"\baltas de (?:compradores|clientes)(?: nuev[oa]s)?\b", "clientes nuevos"),
        (r"\b(orders\b.{0,60}?)\b(?:how much|what) (?:is|was|were) each (?:one )?worth\b(?: on average)?", r"\1 average order value"),
        (r"\bgoing back (?=(?:the (?:last|past) )?\d+ (?:days|weeks|months)\b)", "in the last "),
        (r"\b(?:those|the ones|that|them) (?:from|of|in) the (?:immediately )?(?:preceding|prior|previous) (month|quarter|year|week)\b", r"the \1 before"),
        (
            r"\b(?:(?:los|las|el|la) )?del? (?:(?:el|la) )?(mes|trimestre|año|semana) (?:de antes|(?:inmediatamente )?anterior|previ[oa])\b",
            r"el \1 anterior",
        ),
        (rf"\b({_MONTH}\w*\.?)(?: ?[–—] ?)(?={_MONTH}\w*\.? \d{{4}}\b)", r"\1-"),
        (rf"\b({_MONTH}\w*\.? \d{{4}}) ?[-–—] ?(?={_MONTH}\w*\.? \d{{4}}\b)", _until),
        (
            r"\b(?:qu[eé]|cu[aá]l) (?:monto|importe|suma|cantidad)(?: de (?:dinero|plata))? (?:es el que |fue el que )?(?:se )?(?:(?:les?|nos) )?"
            r"(?:ha |han |hemos )?(?:regres|devolv|devuelt|reembols|reintegr)\w+(?: en (?:reembolsos|devoluciones))?\b",
            "cuánto devolvimos",
        ),
        (r"\b(how many|cu[aá]nt[oa]s) (tickets|orders|baskets|pedidos|compras)\b(.*?) on (?:them|it)(?=\W*$)", r"\1 orders\3"),
        (r"\bhow many tickets\b", "how many orders"),
        (r"\bcu[aá]ntos tickets\b", "cuántos pedidos"),
        (
            r"\bafter (?:all )?(?:the )?(?:refunds|returns) (?:are |have been |were |being )?"
            r"(?:subtracted|deducted|netted off|removed)(?=\W|$)",
            "net of refunds",
        ),
        (r"\b(?:take|taking) out (?:everything |all )?(?:what|that) (?:we (?:paid|gave) back|(?:we|was) refunded)\s*[.,;:]", "net of refunds,"),
        (r",\s*(?:(?:the|all of the) )?(?:whole|entire|full) (?:year|quarter|month)(?:,? i mean)?(?=\W*$)", ""),
        (r"\b(?:1|2|1er|1ro|2do|primer|segundo)[.ºo]? sem\b\.?", lambda m: m[0].rstrip(".") + "estre"),
        (r"(?<!\S)\+ ?(\d{2,4})(?= (days|d[ií]as|months|meses|weeks|semanas)\b)", _more_than),
        (r"\b(?:revenue|sales|ingresos|ventas|facturaci[oó]n)(?: brut\w+)? ?(?:-|−|–|menos|minus|less) ?(?:refunds|returns|devoluciones|reembolsos)\b", "net revenue"),
        (
            r"\b(?:what(?:['’]s| is| was)|how much (?:is|was)) (?:that|an?|one|each|every|the (?:usual|typical|average)) (?:single )?"
            r"(?:order|purchase|basket|ticket)\b(.{0,40}?) worth(?: on average| to us)?\b",
            r"what is the average order value\1",
        ),
        (r"\bcu[aá]nto (?:suman|sum[oó]|sumaron|totalizan?|totaliz[oó]|totalizaron|hicieron|dieron|montaron|importaron) (?:en total )?(?:tod[oa]s )?(?:los|nuestros|sus|las) (?:pedidos|compras|[oó]rdenes)\b", "cuánto ingresamos"),
        (
            r"\bhow much (?:money )?(?:went|was spent) on "
            r"(?!(?:the |our )?(?:ads?|adverti\w+|marketing|paid|refunds?|discounts?|returns)\b)",
            "how much revenue from ",
        ),
        (r",?\s*\b(?:no (?:en|por) (?:plata|dinero|euros|ingresos|pasta)|not (?:in|by) (?:money|revenue|cash|euros))\b", ""),
        (
            r"\b(?:have |has )?let (more than|over|at least) (\d+) days (?:pass|go by|slip by) without (?:an? )?"
            r"(?:order|purchase|buying)\b",
            r"have not ordered for \1 \2 days",
        ),
        (r"\bqued(?:an|aron) arriba(?: de todo)?\b", "son los mejores"),
        (r"\bour friends (?=in |from )", "our customers "),
        (r"\bour (\w+) friends\b", r"our \1 customers"),
        (r"\bno later than (?=\d{1,3} days)", "within "),
        (r"\ba (?:los )?(\d{1,3}) d[ií]as o (?:menos|antes)\b", r"dentro de \1 días"),
        (r"^take (?=everyone|all|the customers|customers|those)", "of "),
        (r"\bus(?:ed|es|e|ing) (the|our) app (?:to|for) (?:buy|order|shop|purchas)\w*", r"bought through \1 app"),
        (r"\b(?:us|utiliz)(?:aron|an|ó|o|ado) (la|nuestra) app para (?:comprar|pedir)\w*", r"compraron por \1 app"),
        (r"\b(dej\w+ (?:a |al )?[^,;:]{2,40}?) por fuera\b", r"\1 fuera"),
        (r"\b(clientes|clientas|compradores|personas) (?:distint|diferent)\w+ de\b", r"\1 de"),
        (r"\b(?:si )?(?:mir\w+|vemos|pens\w+|piens\w+) a (\w+) (años|meses) vista\b", r"a \1 \2"),
        (r"\b(?:one|a) (day|week|month|quarter) at a time\b", r"by \1"),
        (
            r"\b(customers|clients|people|buyers) (?:it['’]?s|it has) been (over|more than|at least) (\d+ days) since "
            r"(?:we['’]?(?:ve)? (?:last )?had an order from|(?:they|their) (?:last )?(?:ordered|bought|order))\b",
            r"\1 who have not ordered for \2 \3",
        ),
        (rf"\bpast {_MONEY_NEXT}", "over "),
        (r"\b(last|latest) (?:closed|completed?|full|finished) (?=(?:month|quarter|week|year)\b)", r"\1 "),
        (r"\b([uú]ltim[oa]) (mes|trimestre|semestre|año|semana) (?:cerrad[oa]|complet[oa]|terminad[oa])", r"\1 \2"),
        (
            r"\b((?:second|2nd)\b.{0,40}\bdays?) (?:of|after|from|since) (?:the|their) (?:1st|first)(?: one| order)?(?=\W|$)",
            r"\1",
        ),
        (r"\b((?:segund|2)[ao]\b.{0,40}\bd[ií]as) s[iu]gu?ientes a la (?:1a|primera)\b", r"\1"),
        (r"\b(each|every|cada) (\w+)\b(.{5,90})\b(?:each one|cada un[oa])\b", r"\1 \2\3\1 \2"),
    )
)


_WHICH_ARE = (
    r"(?:(?:i |we )?(?:only |just )?mean(?:ing)?|i\.?e\.?,?|that is|defined as|counting|with|w/|con|o sea|es decir|me refiero a|"
    r"entendida como|the|los|las|only|s[oó]lo|people|customers|buyers|those|client[ea]s|compradores|gente|who|que|placed|made|"
    r"hicieron|hayan hecho|tienen|having)"
)
_DEFINED = re.compile(  # `repeat rate 2024, customers w/ 2+ orders that yr`
    rf"\s*[?,.;:(–-]+\s*(?:{_WHICH_ARE}\s+)*(?:2|two|dos)(?: ?\+| or more| o m[aá]s)?\s*{_PLACED}(?: or more| o m[aá]s)?"
    r"(?:\s+(?:with)?(?:in(?:side)?|dentro|en|del?|that|the|el|la|ese|esa|mismo|misma|propio|propia|same|solo|only|just|itself|"
    r"yr|year|quarter|month|period|año|trimestre|mes|periodo))*\)?(?:,[^,.?:]*\b(?:count|cuenta)n?)?(?=\s*[.,:?!]|\s*$)",
    re.IGNORECASE,
)
_LOOSE = re.compile(r"\b(?:repeat|repetition|repurchase) rate\b|\b(tasa|[ií]ndice|ratio) de (?:repetici[oó]n|recompra)\b", re.IGNORECASE)


def _as_defined(text: str) -> str:
    """The rate by the one name that says within the period, where its definition stands beside it."""
    if not _LOOSE.search(text) or not (_DEFINED.search(text) or _EXPLAINED.search(text)):
        return text
    return _LOOSE.sub(lambda m: "tasa de recompra" if m[1] else "repeat purchase rate", _DEFINED.sub("", text))


def without_asides(text: str) -> str:
    """The text without `..., right?` inside it and without what a repeat purchase is, told in brackets."""
    text = _as_defined(_TAG_QUESTION.sub(". ", text))
    return _EXPLAINED.sub("", text) if _REPEATS.search(text) else text


def as_usual(text: str) -> str:
    """`p/ clientes` as `para clientes`, `past 500 €` as `over 500 €`, `one month at a time` as `by month`."""
    for pattern, said in _USUAL:
        text = pattern.sub(said, text)
    return text
