"""Ways of speaking of money that orders bring and of refunds, put as most people put them."""

from assistant.builtin import patterns as re

__all__ = ["MONEY"]

MONEY = tuple(
    (re.compile(pattern, re.IGNORECASE), said)
    for pattern, said in (
        (
            r"\bwhat (?:does|did|do|would) (?:an?|each|every|one|the (?:average|typical|usual)) (?:order|basket|purchase|cart)"
            r"((?: (?:from|in|by|of) [^,?]{2,30}?)?) (?:come|amount|add up) to\b(?: on average)?",
            r"what is the average order value\1",
        ),
        (
            r"\bwhat (?:did|do|have|does) (?:the |our |all )*(?:orders|purchases)((?: (?:from|in|by|of) [^,?]{2,30}?)?) "
            r"(?:bring in|brought in|bring us|brought us|come to|add up to|amount to|total|earn|fetch|generate)\b"
            r"(?! (?:on average|each|apiece))",
            r"how much revenue\1",
        ),
        (
            r"\b(cu[aá]nto) (?:(?:se |nos )?(?:ingres[oó]|entr[oó]|ingresaron|entraron|ingresamos)) "
            r"(?:por|de|con) (?:los )?(?:pedidos|compras) (?=de|en|desde)",
            r"\1 facturamos ",
        ),
        (
            r"\b(?:if (?:you|we|i)|once (?:you|we|i)|when (?:you|we)) (?:take|knock|strip|leave|net|deduct|subtract|pull)"
            r"(?: (?:off|out|away))? (?:(?:the|our|all|any) )*(?:refunds|returns)(?: (?:off|out|away))?(?=,)",
            "net of refunds",
        ),
        (
            r"\b(?:quitando|descontando|restando|sacando|sin contar|si (?:(?:le|les|se) )?(?:descont|quit|rest|sac)\w+)"
            r" (?:(?:todo )?lo que (?:(?:nos|se) )?"
            r"(?:han |hayan |ha )?(?:devolvieron|devuelto|devolvi[oó]|reembols\w+)\b|"
            r"(?:tod[oa]s )?(?:los|las) (?:reembolsos|devoluciones|abonos)\b)",
            "descontadas las devoluciones",
        ),
        (
            r"\b(?:lo que|cu[aá]nto) (?:(?:nos|me|les) )?queda(?:n|ba|r[aá])? (?:despu[eé]s de|tras|sin|al (?:quitar|"
            r"descontar|restar)|"
            r"(?:una vez )?(?:quitad|descontad|restad)[oa]s) (?:los |las )?(?:reembolsos|devoluciones)\b",
            "ingresos netos",
        ),
        (
            r"\b(pedidos|compras|tickets|cestas|[oó]rdenes) m[aá]s (?:gord|abultad|jugos|cuantios|carnos)[oa]s\b",
            r"\1 más grandes",
        ),
        (
            r"((?:pedidos|compras) m[aá]s (?:grandes|altos|altas)|(?:biggest|largest|fattest) (?:orders|purchases)),? "
            r"(?:mirando|viendo|seg[uú]n|por|fij[aá]ndo\w+ en|going by|looking at|judging by|by) (?:(?:el|la|the) )?"
            r"(?:ticket (?:medio|promedio)|valor medio|average (?:order|basket)(?: value)?)\b",
            r"\1",
        ),
        (
            r"\b(qu[eé] (?:d[ií]a(?: de la semana)?|pa[ií]s|mes|canal|ciudad|hora)) (?:la gente|(?:los|nuestros) clientes|se) "
            r"(?:nos )?hacen? (?=(?:los|las) (?:pedidos|compras) m[aá]s grandes)",
            r"\1 tiene ",
        ),
        (
            r"\b(?:what|how much) (?:do|does|did) (?:they|people|customers|a customer|somebody|someone|we|each customer) "
            r"(?:leave|spend|bring|pay|drop|make|earn|get|take)(?: us)? "
            r"(?:per|for each|on each|in each|each|every) (?:order|purchase|basket)\b",
            "what is the average order value",
        ),
        (
            r"\bcu[aá]nto (?:nos )?(?:dejan?|gastan?|pagan?|dejaron|gastaron|ingresamos|sacamos|ganamos|facturamos) "
            r"(?:por|en cada|con cada|cada) (?:pedido|compra|orden)\b",
            "cuál es el ticket medio",
        ),
    )
)
"""What is said, and what most people say for it."""
