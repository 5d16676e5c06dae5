"""Greetings, thanks and calls for help: messages that ask nothing of the data."""

from assistant.builtin import patterns as re
from assistant.builtin.plan import Plan
from tools.terms import Language

__all__ = ["plan_smalltalk"]

_PATTERNS = (
    ("help", r"(?:help|help me|ayuda|ayudame|what can you do(?: for me)?|what can i ask(?: you)?|how can you help(?: me)?|"
             r"que puedes hacer(?: por mi)?|que sabes hacer|que puedo preguntar(?:te)?|en que (?:me )?puedes ayudar(?:me)?|"
             r"como funcionas?|how do you work|how does this work|para que sirves|who are you|quien eres|what are you|"
             r"que eres|what do you do|examples?|ejemplos?|give me examples|ponme ejemplos|dame ejemplos|"
             r"what questions can i ask|menu|como me puedes ayudar|que cosas puedes hacer|how does it work)"),
    ("greeting", r"(?:hi|hiya|hello|hey|yo|good (?:morning|afternoon|evening)|morning|hola|buenas|buenos dias|buenas tardes|"
                 r"buenas noches|que tal|how are you(?: doing)?(?: today)?|como estas|que hay|what.?s up|sup|howdy|greetings|"
                 r"saludos|hey there|hi there|hello there|holi|ey)(?: (?:marea|there|all|team|buenas|que tal|how are you|"
                 r"como estas|again|de nuevo|everyone|guys))*"),
    ("thanks", r"(?:(?:ok|great|perfect|perfecto|genial|vale|cool|super|muy bien|nice|awesome)[ ,!]*)?(?:"
               r"thanks|thank you|thx|tnx|grax|grcs|"
               r"ty|cheers|much appreciated|gracias|muchas gracias|mil gracias|te lo agradezco|thanks a lot|"
               r"thank you very much|thank you so much|many thanks)(?: (?:marea|so much|a lot|very much|again|for that|"
               r"por todo|por la ayuda|for your help|for the help|mate|man|tio))*"),
    ("bye", r"(?:bye|goodbye|bye bye|see you|see ya|adios|hasta luego|hasta manana|chao|nos vemos|good night|talk later|ciao|"
            r"later|hasta pronto)(?: .{0,20})?"),
    ("praise", r"(?:great|good job|well done|nice|cool|awesome|perfect|excellent|amazing|love it|brilliant|genial|perfecto|"
               r"estupendo|muy bien|buen trabajo|bien hecho|guay|me encanta|fantastico|fenomenal|ok|okay|vale|de acuerdo|"
               r"got it|entendido|understood|i see|ya veo|good|bien|yes|no|si|sure|claro|interesting|interesante|great work|"
               r"nice work|good bot)"),
    ("complaint", r"(?:that.?s wrong|that is wrong|wrong|this is wrong|that.?s not right|eso esta mal|esta mal|incorrecto|"
                  r"no es correcto|te equivocas|you.?re wrong|you are wrong|not what i asked|no es lo que (?:te )?(?:pedi|"
                  r"pregunte)|that.?s not what i asked|no me entiendes|you don.?t understand|useless|inutil|no sirves|"
                  r"this sucks|bad answer|mala respuesta)"),
)  # fmt: skip
_COMPILED = tuple((name, re.compile(rf"\W*(?:{pattern})\W*")) for name, pattern in _PATTERNS)


def plan_smalltalk(folded: str, language: Language) -> Plan | None:
    """A plan without steps for a message that is nothing but a courtesy, or is empty."""
    if not re.search(r"\w", folded):
        return Plan(language, "empty", (), "smalltalk")
    if len(folded) > 80:
        return None
    for name, pattern in _COMPILED:
        if pattern.fullmatch(folded):
            return Plan(language, name, (), "smalltalk")
    return None
