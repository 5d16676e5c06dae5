"""Ways of saying a thing that are put as most people put it, before a message is cut into words."""

from assistant.builtin import patterns as re
from assistant.builtin.words.said_of_money import MONEY
from assistant.builtin.words.said_of_some import SOME
from assistant.builtin.words.said_of_times import TIMES

__all__ = ["as_usual"]


def _of(match: re.Match[str]) -> str:
    """`ventas d cafe`: of it."""
    return f"{match[1]} de " if match[1] else "de "


_MONEY_NEXT = r"(?=[€£$]\s?\d|\d[\d.,]*\s?(?:[€£$]|euros?\b|pounds?\b|dollars?\b|quid\b|soles\b|pesos\b))"
_LIST = r"(?:lista(?: de (?:correos?|e-?mails?|env[ií]os?|difusi[oó]n))?|newsletter|bolet[ií]n)"
_OFFERS = r"(?:coupons?|cupones?|promos?|promotions?|promociones|codes?|c[oó]digos|vouchers?|offers?|ofertas|rebajas)"
_USUAL = tuple(
    (re.compile(pattern, re.IGNORECASE), said)
    for pattern, said in (
        (rf"\baltas(?: \w+){{0,3}}? (?:en|a|al|de|para) (?:la |el |nuestr[oa] )?{_LIST}\b", "altas en la newsletter"),
        (
            r"^\W*(?:si )?(?:miramos|mirando|vemos|viendo|nos fijamos en)(?: s[oó]lo)? (?:los |las |el |la )?"
            r"(ingresos|ventas|facturaci[oó]n|pedidos|unidades), ",
            r"por \1, ",
        ),
        (
            r"\b(which|what) (\w+) (?:are|is|come|sit|stand) (?:at the (?:very )?(?:front|head)(?: of the (?:line|"
            r"queue|pack))?|(?:out )?in front)\b",
            r"\1 are the top \2",
        ),
        (
            r"\b(?:qu[eé]|cu[aá]les) (\w+) (?:quedan|est[aá]n|van|salen) (?:al frente|delante|a la cabeza|en cabeza)\b",
            r"cuáles son los \1 mejores",
        ),
        (r"(?<!\S)w/o (?=(?:an?|any|the|their|our)\b)", "without "),
        (r"[£€$] ?(?:refunded|returned|paid back)\b", "refunds"),
        (r"[£€$] ?(?:devuelt|reembolsad)[oa]s\b", "dinero devuelto"),
        (r"\b(cu[aá]nta|mucha|tanta|esa|la) raza (?=(?:and|est|compr|nos|se|que|tien|hay|vien|volvi)\w*)", r"\1 gente "),
        (
            r"[?.]\s*(?:take|use|c[oó]geme|coge|toma|t[oó]mame|usa) (?:all of|the whole of|"
            r"todo(?: el)?(?: año)?) (?=(?:19|20)\d\d\W*$)",
            ", ",
        ),
        (r"\bcustomers? (?:from before|of old|we already had(?: from before)?)\b", "returning customers"),
        (r"\bcustomers? who were new (?:that|in that|this) (?:month|quarter|year|period)\b", "new customers"),
        (
            r"^(?:i['’]d like|i want|i need|we need|we['’]d like) (an? .{0,60}\b(?:e-?mail|sms|message|text|"
            r"whatsapp)\b.*?)[.?!]\s*"
            r"(?:would|could|can|will) you (?:write|draft|put together|prepare) (?:it|that|one)(?: for (?:me|"
            r"us))?(?:,? please)?\W*$",
            r"draft \1",
        ),
        (
            r"^(?:quiero|quisiera|necesito|me gustar[ií]a)(?: tener)? (un .{0,60}\b(?:correo|e-?mail|mail|sms|mensaje|"
            r"whatsapp)\b.*?)"
            r"[.?!]\s*¿?(?:me l[oa] (?:redactas?|escribes?|escrib[ií]s|preparas?|haces|hac[eé]s|armas?)|"
            r"(?:puedes|podr[ií]as|pod[eé]s) (?:redactar|escribir|preparar|hacer)l[oa])\W*$",
            r"redacta \1",
        ),
        (
            r"\ba (cu[aá]nt[oa]s? )(?:gente|personas|clientes|compradores)(?: (?:distint|diferent|[uú]nic)\w+)? "
            r"(?:(?:le|les|se les) )?(?:hemos vendido|vendimos|vend[ií]|se (?:les )?vendi[oó]|hab[ií]amos vendido|"
            r"estamos vendiendo|vendemos)\b",
            "cuántos clientes compraron",
        ),
        (
            r"\b(?:taking|counting|out of|of|over|across) (?:every|all|all the|all our) (?:recorded )?visits?"
            r"(?: on record| recorded)?,? (?:in )?(what|which) (proportion|share|percentage|part)\b",
            r"in \1 \2 of visits",
        ),
        (
            r"\b(?:contando|tomando|de|sobre|entre) (?:todas las|cada) visitas?(?: registradas?| que hay)?,? ¿?(?:en )?"
            r"(qu[eé] (?:proporci[oó]n|porcentaje|parte))\b",
            r"en \1 de las visitas",
        ),
        (r"\bmn?th(s?)\b", r"month\1"),
        (r"\bnr\.? of\b", "number of"),
        (r"(?<!\S)w[ah]+ts (?=the|our|your|ur)", "what is "),
        (
            r"(?<!\S)q (?=(?:aconseja|recomienda|dice|sugiere|propone|hacemos|hago|puedo|debo|nos|me|pasa|tal|tan|"
            r"porcentaje|parte)\b)",
            "qué ",
        ),
        (r"(?:^|\b(ventas|pedidos|clientes|ingresos|compras|altas|bajas) )d (?=[a-záéíóúñ]{3,}\b)", _of),
        (r"\b(los|las|quienes) (?:que )?ya ven[ií]an? comprando\b", r"\1 que ya compraban"),
        (r"\b2 (?=(?:few|small|little)\b)", "too "),
        (r"\b(free trials?|trials?) of (?:the|our) (?:box|boxes|plans?|subscriptions?)\b", r"\1"),
        (r"\b(pruebas?(?: grat(?:is|uitas?))?) de (?:la|las|nuestr[ao]s?) (?:cajas?|suscripci(?:[oó]n|ones))\b", r"\1"),
        (r"\bwhere (?:does|do) (?:(?:our|the) )?([^,?]{2,40}?) (?:land|end up|come out|sit)\b", r"what is \1"),
        (r"\bqu[eé] cantidad de (?=dinero|plata|pasta)", "cuánto "),
        (r"\bqu[eé] cantidad(?: de)?\b", "cuántos"),
        (r"\bsin (?:ni )?un[oa]? sol[oa] (?:pedido|compra|orden)\b", "sin comprar"),
        (
            r"^(?:y |and )?(?:los|las|quienes|la gente)(?: que)? (?:piden?|compran?|pidieron|compraron) (en|por|"
            r"desde) (?=[^,]{3,30}, ?¿?"
            r".*\b(?:ticket|cesta|pedido medio|promedio|en media|de media)\b)",
            r"en los pedidos \1 ",
        ),
        (
            r"\b(?:me|nos) (?:dir[ií]an?|dir[ií]as|sabr[ií]an? decir|sabr[ií]as decir|podr[ií]an? decir|"
            r"har[ií]a el favor de decir)"
            r"(?: usted(?:es)?| t[uú]| vos)? (?=cu[aá]nt|qu[eé]|cu[aá]l|qui[eé]n)",
            "",
        ),
        (r"\btanto de (.{4,40}?) (?:y|,) tanto de\b", r"de \1 y de"),
        (r"\bso much from (.{4,40}?) and so much from\b", r"from \1 and from"),
        (r"\b(?:separate|split|divide)(?: up)? (?:the|our) money\b", "split revenue"),
        (r"\b(?:separar|dividir|partir|desglosar) (?:la plata|el dinero|la pasta)\b", "separar los ingresos"),
        (
            rf"^\W*(?:between|entre|what with|con tant[oa]s?) (?:(?:the|our|los|las|nuestr[oa]s) )?{_OFFERS}"
            rf"(?:(?:,| and| y|,? e) (?:(?:the|our|los|las) )?{_OFFERS})+, (?=.*\b(?:discount|descuent|descont))",
            "",
        ),
        (
            r"\b(etapas?|fases?) del (?:recorrido|viaje|camino|embudo|proceso)(?: del? (?:cliente|compra))?\b",
            r"\1 del ciclo de vida",
        ),
        (
            r"\b(stages?|steps?) (?:of|in|on) (?:the|their) (?:customer |buying |buyer )?(?:journey|path|funnel)\b",
            r"\1 of the lifecycle",
        ),
        (
            r",? so (?:that )?(?:someone|somebody|we|i|they|sales|(?:the|our) (?:\w+ )?(?:team|people|reps?)|"
            r"an? \w+) (?:can|may|could|might) "
            r"(?:contact|call|ring|phone|reach(?: out to)?|talk to|follow up with) (?:them|him|her)(?=\W*$)",
            "",
        ),
        (
            r",? para que (?:alguien|ventas|(?:el|nuestro) (?:equipo|comercial)(?: de \w+)?|un \w+) (?:(?:pueda|puedan) )?"
            r"(?:l[oa]s?|les?) (?:contact|llam|busc)\w+(?=\W*$)",
            "",
        ),
        (r"(?<!\S)p/\s?(?=[a-záéíóúñ])", "para "),
        (r"(?<!\S)c/\s?u\b\.?", "cada uno"),
        (r"\b((?:19|20)\d\d) ?\((?:jan|ene)\w*\.? ?(?:-|–|to|a) ?(?:dec|dic)\w*\.?\)", r"\1"),
        (r"\bnon[- ]((?-i:[A-Z])\w+) (countries|markets|customers|buyers|orders|clients)\b", r"\2 outside \1"),
        (r"(?<!\d )(?<=\s)[£€$] (?=[a-z])", ""),
        (r"(?<!\S)\${2,}(?!\S)", "money"),
        (r"\b(?:predates?|is (?:dated )?(?:earlier|older) than|dates? from before)\b", "was before"),
        (r"\b(?:es|sea|fue) anterior al?\b", "fue antes de"),
        (r"\bfechad[oa]s? (?=antes\b|despu[eé]s\b|en\b|el\b)", ""),
        (r"\b(first|last) (order|purchase) dates (?:from|back to)\b", r"\1 \2 was in"),
        (r"\b(?:n[uú]mero|cantidad) con un segundo (?=pedido|compra)", "cuántos hicieron un segundo "),
        (r"\b(?:number|count) with a (?:second|2nd) (?=order|purchase)", "how many placed a second "),
        (r"\b(?:have |has |had )?left us (?=(?:the )?most\b)", "spent "),
        (
            r"^(?:kindly |please )?set (.{5,80}?) (?:against|beside|next to|alongside) (?:(?:that|those) (?:of|for) )?",
            r"compare \1 with ",
        ),
        (r"\b(?:ate|eats?|swallow(?:ed|s)?|gobbl(?:ed|es)) (?:up )?(?=(?:the )?most\b)", "had "),
        (r"\bse (?:com(?:e|en|ió|ieron)|trag(?:a|an|ó|aron)) (?=m[aá]s\b)", "tuvieron "),
        (r"\b(?:drop|dropped|splash(?:ed)? out|blow|blew|shell(?:ed)? out|fork(?:ed)? out) (?=on\b)", "spend "),
        (r"\b(?:hizo|hicieron|hace|hacen) (?:el|su) (?:1[oº.]|primero)(?=\s+(?:en|el)\b)", "hizo su primer pedido"),
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
        (r"\ball day(?: long)?\b|\btodo el (?:santo )?d[ií]a\b", ""),
        (r"\b(lo|la|los|las|que|se|nos) usa\b", r"\1 utiliza"),
        (
            r",?\s*\(?\b(?:ya |una vez )?(?:(?:descontad|restad|quitad|deducid|pagad|cubiert)[oa]s?|(?:descont|rest|"
            r"quit|deduc)[ai]e?ndo) "
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
            r"^\W*(?:olv[ií]d\w+)(?: (?:tantito|un (?:momento|rato|segundo|poco)|por ahora|ahora|por un (?:momento|"
            r"rato|segundo)))?(?: del?| a)? "
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
        (
            r"^cuando (?:la gente|los clientes|alguien|nos) (?:nos )?(?:compra|pide)n? (en|por|desde) (.{3,40}?), ",
            r"en los pedidos \1 \2, ",
        ),
        (r"\buna l[ií]nea por (?=\w)", "por "),
        (r"\b(?:one|a) (?:line|row) (?:per|for each|for every) (?=\w)", "by "),
        (
            r"\bnos (?:han )?dej(?:aron|ado|an|ó)(?= (?:en total )?(?:m[aá]s|menos|por encima|al menos|como m[ií]nimo) )",
            "gastaron",
        ),
        (r"\bgasto neto de (?:reembolsos|devoluciones)\b", "gasto neto"),
        (r"\binto new (?:ones |customers |buyers )?and returning(?: ones| customers| buyers)?\b", "by new vs returning"),
        (r"\ben nuev[oa]s y (?:recurrentes|repetidor[ea]s|l[oa]s que repiten)\b", "por nuevos y recurrentes"),
        (r"\bpor lo que nos (?:han )?dej(?:aron|ado|an)\b(?: en (?:euros|dinero|plata|pesos|d[oó]lares))?", "por ingresos"),
        (r"\bcon fecha anterior al?\b", "antes de"),
        (r"\bno\. of\b", "number of"),
        (
            r"(?:,\s*)?\b(?:in|en|por) (?:order|orden)\b(?! (?:to|of|de|value|volume|count|size|frequency|"
            r"total))(?=\W*$|,| (?:the|las?|los|tod[oa]s) )",
            "",
        ),
        (r"\b(what|how much) did (.{2,40}?) (?:leave|bring) us\b", r"how much did \2 spend"),
        (r"\bmost recent (order|purchase)\b", r"last \1"),
        (r"\bhad already been (?:a |our )?customers?\b", "had bought before"),
        (r"\bhow do (?:we|they|the two|these|those|both) compare (?:on|in|for|by|in terms of)\b", ""),
        (
            r"\b(?:what sum|how much|what amount)(?: of)?(?: money| cash)? (?:did|have|had) we (?:pay|paid|give|given|"
            r"hand|handed|send|sent) back\b"
            r"(?: to (?:our |the )?(?:customers?|clients?|buyers?|shoppers?|people)\b)?",
            "how much did we refund",
        ),
        (r"\bnewly (?:won|acquired|gained|added|joined|signed)\b", "new"),
        (
            r"^when(?:ever)? (?:the )?(?:(?:coupon|code|voucher) )?(\S+)(?: (?:coupon|code|voucher))? (?:is|was|"
            r"gets) (?:used|redeemed|applied), ",
            r"in orders with coupon \1, ",
        ),
        (
            r"^cuando se (?:usa|us[oó]|aplica|aplic[oó]|canjea|canje[oó])n? (?:el )?(?:cup[oó]n|c[oó]digo) ([^\s,]+), ",
            r"en los pedidos con el cupón \1, ",
        ),
        (r"\bwhat (?:does|did|do) (the|our|an?|each|every) (.{3,40}?) come to\b", r"what is \1 \2"),
        (r"\baltas de (?:compradores|clientes)(?: nuev[oa]s)?\b", "clientes nuevos"),
        (
            r"\b(orders\b.{0,60}?)\b(?:how much|what) (?:is|was|were) each (?:one )?worth\b(?: on average)?",
            r"\1 average order value",
        ),
        (
            r"\b(?:qu[eé]|cu[aá]l) (?:monto|importe|suma|cantidad)(?: de (?:dinero|plata))? (?:es el que |"
            r"fue el que )?(?:se )?(?:(?:les?|nos) )?"
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
        (
            r"\b(?:take|taking) out (?:everything |all )?(?:what|that) (?:we (?:paid|gave) back|(?:we|was) refunded)\s*[.,;:]",
            "net of refunds,",
        ),
        (r"\b(?:1|2|1er|1ro|2do|primer|segundo)[.ºo]? sem\b\.?", lambda m: m[0].rstrip(".") + "estre"),
        (
            r"\b(?:revenue|sales|ingresos|ventas|facturaci[oó]n)(?: brut\w+)? ?(?:-|−|–|menos|minus|less) ?(?:refunds|"
            r"returns|devoluciones|reembolsos)\b",
            "net revenue",
        ),
        (
            r"\b(?:what(?:['’]s| is| was)|how much (?:is|was)) (?:that|an?|one|each|every|the (?:usual|typical|"
            r"average)) (?:single )?"
            r"(?:order|purchase|basket|ticket)\b(.{0,40}?) worth(?: on average| to us)?\b",
            r"what is the average order value\1",
        ),
        (
            r"\bcu[aá]nto (?:suman|sum[oó]|sumaron|totalizan?|totaliz[oó]|totalizaron|hicieron|dieron|montaron|"
            r"importaron) (?:en total )?(?:tod[oa]s )?(?:los|nuestros|sus|las) (?:pedidos|compras|[oó]rdenes)\b",
            "cuánto ingresamos",
        ),
        (
            r"\bhow much (?:money )?(?:went|was spent) on "
            r"(?!(?:the |our )?(?:ads?|adverti\w+|marketing|paid|refunds?|discounts?|returns)\b)",
            "how much revenue from ",
        ),
        (r",?\s*\b(?:no (?:en|por) (?:plata|dinero|euros|ingresos|pasta)|not (?:in|by) (?:money|revenue|cash|euros))\b", ""),
        (r"\bqued(?:an|aron) arriba(?: de todo)?\b", "son los mejores"),
        (r"\bour friends (?=in |from )", "our customers "),
        (r"\bour (\w+) friends\b", r"our \1 customers"),
        (r"^take (?=everyone|all|the customers|customers|those)", "of "),
        (r"\bus(?:ed|es|e|ing) (the|our) app (?:to|for) (?:buy|order|shop|purchas)\w*", r"bought through \1 app"),
        (r"\b(?:us|utiliz)(?:aron|an|ó|o|ado) (la|nuestra) app para (?:comprar|pedir)\w*", r"compraron por \1 app"),
        (r"\b(dej\w+ (?:a |al )?[^,;:]{2,40}?) por fuera\b", r"\1 fuera"),
        (r"\b(clientes|clientas|compradores|personas) (?:distint|diferent)\w+ de\b", r"\1 de"),
        (r"\b(?:si )?(?:mir\w+|vemos|pens\w+|piens\w+) a (\w+) (años|meses) vista\b", r"a \1 \2"),
        (rf"\bpast {_MONEY_NEXT}", "over "),
        (r"\b(each|every|cada) (\w+)\b(.{5,90})\b(?:each one|cada un[oa])\b", r"\1 \2\3\1 \2"),
    )
)


def as_usual(text: str) -> str:
    """`p/ clientes` as `para clientes`, `past 500 €` as `over 500 €`, `one month at a time` as `by month`."""
    for pattern, said in (*MONEY, *SOME, *_USUAL, *TIMES):
        text = pattern.sub(said, text)
    return text
