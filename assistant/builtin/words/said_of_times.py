"""Ways of telling a time that are put as most people put them: `one month after another`, `Apr 2024–Dec 2025`, `+90 días`."""

from assistant.builtin import patterns as re

__all__ = ["TIMES"]

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic)"


def _more_than(match: re.Match[str]) -> str:
    """`+150 días`: more than those."""
    english = match[2] in ("days", "months", "weeks")
    return f"{'more than' if english else 'más de'} {match[1]}"


def _until(match: re.Match[str]) -> str:
    """`Apr 2024–Dec 2025`, `abr 2024 - dic 2025`: from one month to another."""
    spanish = re.search(r"\b(?:ene|abr|ago|dic|agosto|mayo|junio|julio)", match.string, re.IGNORECASE)
    return f"{match[1]} {'a' if spanish else 'to'} "


_MONTHS = r"(?:january|february|march|april|(?-i:May)|june|july|august|september|october|november|december)"
_MESES = r"(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre)"
_NTH = {"1": "primer", "2": "segundo", "3": "tercer", "4": "cuarto"}


def _nth_quarter(match: re.Match[str]) -> str:
    """`2do trim`: the quarter in full."""
    year = f" de 20{match[2]}" if match[2] else ""
    return f"{_NTH[match[1]]} trimestre{year}"


TIMES = tuple(
    (re.compile(pattern, re.IGNORECASE), said)
    for pattern, said in (
        (r"(?<=[a-z€£$])\s?/\s?(?=(?:order|customer|client|buyer|head|month|week|day)\b)", " per "),
        (r"(?<=[a-z€£$])\s?/\s?(?=(?:pedido|cliente|compra|mes|semana|d[ií]a)\b)", " por "),
        (r"\b1st[- ]time\b", "first-time"),
        (r"\b(?:first|1st) buy\b", "first purchase"),
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
        (r"\bplaced (?:the|their) (?:1st|first)(?= in\b)", "placed their first order"),
        (r"\bwhose (?:1st|first)(?= (?:was|is|came|fell)\b)", "whose first order"),
        (r"\b(are|is|gone|went|been|now|well) past (?=\d+ days\b)", r"\1 over "),
        (r"\bque (?:un|el) (mes|trimestre|año) antes\b", r"que el \1 anterior"),
        (r"\bthan a (month|quarter|year) (?:before|earlier)\b", r"than the \1 before"),
        (
            r"\b(?:en )?cu[aá]ntos d[ií]as (?:\(mediana\) )?(?:volvieron|vuelven|regresaron) a por (?:la|el) segund[ao]"
            r" (?:compra|pedido)",
            "mediana de días hasta el segundo pedido",
        ),
        (r"\bd[ií]as hasta (?:el|la) (?:segund[oa]|2[oºa])\b(?! (?:pedido|compra))", "días hasta el segundo pedido"),
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
        (r"\b(?:one|a) (day|week|month|quarter|year) after (?:another|the other|the next)\b", r"by \1"),
        (
            r"\bun[oa]? (mes|semana|trimestre|año|d[ií]a) (?:tras|detr[aá]s de|despu[eé]s de) (?:otr[oa]|el otro|la otra)\b",
            r"por \1",
        ),
        (rf"\bearlier than (?=\d|{_MONTH}|the \d)|\bolder than (?=(?:\d{{1,2}} )?{_MONTH})", "before "),
        (r"\b(by|per|month|monthly|quarter|quarterly|week|weekly) over (?=20[0-3]\d\b)", r"\1 in "),
        (r"\bgoing back (?=(?:the (?:last|past) )?\d+ (?:days|weeks|months)\b)", "in the last "),
        (
            r"\b(?:those|the ones|that|them) (?:from|of|in) the (?:immediately )?(?:preceding|prior|previous) (month|"
            r"quarter|year|week)\b",
            r"the \1 before",
        ),
        (
            r"\b(?:(?:los|las|el|la) )?del? (?:(?:el|la) )?(mes|trimestre|año|semana) (?:de antes|"
            r"(?:inmediatamente )?anterior|previ[oa])\b",
            r"el \1 anterior",
        ),
        (rf"\b({_MONTH}\w*\.?)(?: ?[–—] ?)(?={_MONTH}\w*\.? \d{{4}}\b)", r"\1-"),
        (rf"\b({_MONTH}\w*\.? \d{{4}}) ?[-–—] ?(?={_MONTH}\w*\.? \d{{4}}\b)", _until),
        (r",\s*(?:(?:the|all of the) )?(?:whole|entire|full) (?:year|quarter|month)(?:,? i mean)?(?=\W*$)", ""),
        (r"(?<!\S)\+ ?(\d{2,4})(?= (days|d[ií]as|months|meses|weeks|semanas)\b)", _more_than),
        (
            r"\b(?:have |has )?let (more than|over|at least) (\d+) days (?:pass|go by|slip by) without (?:an? )?"
            r"(?:order|purchase|buying)\b",
            r"have not ordered for \1 \2 days",
        ),
        (r"\bno later than (?=\d{1,3} days)", "within "),
        (r"\ba (?:los )?(\d{1,3}) d[ií]as o (?:menos|antes)\b", r"dentro de \1 días"),
        (r"\b(?:one|a) (day|week|month|quarter) at a time\b", r"by \1"),
        (
            r"\b(customers|clients|people|buyers) (?:it['’]?s|it has) been (over|more than|at least) (\d+ days) since "
            r"(?:we['’]?(?:ve)? (?:last )?had an order from|(?:they|their) (?:last )?(?:ordered|bought|order))\b",
            r"\1 who have not ordered for \2 \3",
        ),
        (r"\b(last|latest) (?:closed|completed?|full|finished) (?=(?:month|quarter|week|year)\b)", r"\1 "),
        (r"\b([uú]ltim[oa]) (mes|trimestre|semestre|año|semana) (?:cerrad[oa]|complet[oa]|terminad[oa])", r"\1 \2"),
        (
            r"\b((?:second|2nd)\b.{0,40}\bdays?) (?:of|after|from|since) (?:the|their) (?:1st|first)(?: one| order)?(?=\W|$)",
            r"\1",
        ),
        (r"\b((?:segund|2)[ao]\b.{0,40}\bd[ií]as) s[iu]gu?ientes a la (?:1a|primera)\b", r"\1"),
        (rf"\b((?:19|20)\d\d)\b(.{{3,140}}?)\b(?:that|the same) ({_MONTHS})\b(?! (?:of )?\d)", r"\1\2\3 \1"),
        (rf"\b((?:19|20)\d\d)\b(.{{3,140}}?)\b(?:en )?(?:ese|aquel|dicho) ({_MESES})\b(?! (?:de )?\d)", r"\1\2en \3 de \1"),
        (
            r"\b(wish(?:ing)?|to wish)( [^.?!]{2,50}?)? an? (?:very )?(?:happy|merry|great|lovely) "
            r"(?:new year|summer|christmas|easter|holidays?|autumn|winter|spring|weekend)\b",
            r"\1\2 well",
        ),
        (
            r"\b(dese[aá]r?\w*|felicit\w+)( [^.?!]{2,40}?)?? (?:un |una |el |la |las |los )?(?:muy )?"
            r"(?:(?:feliz|felices|buen|buena) )?"
            r"(?:año nuevo|verano|navidad(?:es)?|fiestas|pascuas?|otoño|invierno|primavera|fin de semana|vacaciones)\b",
            r"\1\2 lo mejor",
        ),
        (r"\bhasta el d[ií]a de hoy\b", "hasta hoy"),
        (r"\bday by day of the week\b", "by day of the week"),
        (r"\bd[ií]a por d[ií]a de la semana\b", "por día de la semana"),
        (r"\bmzo\.?(?=\s)", "marzo"),
        (r",\s*past (?=\d+ (?:days|weeks|months)\b)", ", last "),
        (r"\bprimer[ií]sim([oa]) (pedido|compra)\b", r"primer \2"),
        (r"\b(por primera vez) en (?:su|la|toda la) vida\b", r"\1"),
        (r"\b(for the (?:very )?first time) in (?:their|his|her|my) li(?:fe|ves)\b", r"\1"),
        (r"\b([1-4])(?:er|ro|do|to|º|ª)?\.? trim(?:estre)?\.?(?: (?:del? )?['’]?(?:20)?(\d\d)\b)?(?!\w)", _nth_quarter),
    )
)
