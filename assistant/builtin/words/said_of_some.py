"""Ways of saying of whom something is asked: of some customers only, or of one who might come."""

from assistant.builtin import patterns as re

__all__ = ["SOME"]

SOME = tuple(
    (re.compile(pattern, re.IGNORECASE), said)
    for pattern, said in (
        (r"\b(clientes|clientas|compradores) de la casa\b", r"\1"),
        (
            r"^\W*(?:thinking|looking|talking|speaking|focusing) only (?:about|of|at|on) "
            r"(?=(?:the |our )?(?:customers|people|those|buyers)\b)",
            "of ",
        ),
        (
            r"^\W*(?:pensando|mirando|hablando|fij[aá]ndonos) (?:s[oó]lo|solamente|[uú]nicamente) (?:en|de) "
            r"(?=(?:los|las|quienes|la gente|nuestros)\b)",
            "de ",
        ),
        (
            r"^\W*(?:say|suppose|imagine|let['’]?s say) (?:that )?(?:we|i) (?:win|get|have|land|gain|won|got) (?:one|an?) "
            r"(?:new )?customer[.,;:]+\s*(?:realistically,? )?(what|how much) (would|will|can|could|do) (?:they|he|she|it)\b",
            r"\1 \2 a customer",
        ),
        (
            r"^\W*(?:pongamos|supongamos|imaginemos|digamos|imagina|pon) que (?:tenemos|ganamos|captamos|conseguimos) un "
            r"(?:nuevo )?client[ea](?: nuev[oa])?[.,;:]+\s*(?:siendo realistas,? )?¿?(cu[aá]nto nos \w+(?: a \w+)?)",
            r"¿\1 un cliente",
        ),
    )
)
"""What is said, and what most people say for it."""
