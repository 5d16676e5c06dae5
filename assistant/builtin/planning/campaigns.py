"""Plans for campaigns and guidance: drafts, revisions, and what the playbook says."""

from typing import Any

from assistant.builtin import patterns as re
from assistant.builtin.plan import Plan, Step
from assistant.builtin.planning.briefs import channel_of, control_of, language_named, offer_of, set_elsewhere, style_of
from assistant.builtin.planning.carts import left_in_cart
from assistant.builtin.planning.goals import goal_names, goal_of, goal_of_rule, stage_of, stage_of_rule
from assistant.builtin.planning.newcomers import just_begun, welcomed
from assistant.builtin.planning.steps import audience_rule, find, make_plan, readable, without_empty
from assistant.builtin.planning.texts_wanted import text_wanted
from assistant.builtin.reading.reading import Reading
from tools.terms import CHANNELS, Channel, Text
from tools.vocabulary import Catalogue

__all__ = ["draft_step", "drafts", "model_named", "plan_draft", "plan_guidance"]


def drafts(reading: Reading) -> bool:
    """Whether the clause asks for a campaign to be written or tried."""
    things = reading.has("campaign") or channel_of(reading) is not None
    if reading.has("test_it") and (things or reading.has("with_offer")) and not reading.has("how_many"):
        return True
    if _tries(reading) or _wants_one(reading) or _draft_of(reading) or text_wanted(reading):
        return True
    if not reading.has("draft"):
        return (
            things and reading.has("the_draft") and bool(reading.conditions.all)
        )  # `email, Spain, 90 días sin comprar, borrador`
    if re.search(r"(?<!\S)draft(?!\S)", reading.line) and re.search(
        r"\b(draft|redact\w+|escrib\w+|borrador|write|compose)\b", reading.folded
    ):
        return things or bool(goal_of(reading)) or reading.has("them", "customer") or "draft" in reading.folded.split()[:2]
    return things and not reading.has("advice")  # `how should I build a welcome series`


def _draft_of(reading: Reading) -> bool:
    """`win-back email, Spain, 90 days silent: draft`: a noun for what is wanted, with a channel and for whom."""
    whom = bool(reading.conditions.all or reading.filters)
    return (
        reading.has("the_draft")
        and channel_of(reading) is not None
        and whom
        and not reading.has("discard", "playbook", "advice")
    )


_CONTROL = re.compile(
    r"\b(?:control groups?|hold-?outs?|grupos? (?:de )?control|"
    r"(?:as|for|with|how|como|con|de|el) (?:an? |un |the |el )?control|(?:hold|keep)(?:ing)? (?:\w+ ){0,2}(?:back|"
    r"out))(?=$|[^\w-])"
)


_ENOUGH = re.compile(
    r"\b(?:enough|sufficient|too (?:small|few|little)|big a group|suficientes?|bastan|bastantes?|alcanza[n]?|alcanzaria[n]?|"
    r"able to (?:measure|tell|prove|show|know|see)|(?:podriamos|podria|podemos|puedo|se podria|se puede) medir|"
    r"(?:measure|learn|tell (?:us|me)|show (?:us|me)) (?:anything|something|it|that)|"
    r"(?:deci|mostra|ensena)r(?:nos|me|ia|ia algo| algo)|prove (?:anything|it)|medir(?:lo| algo|se)|demostrar(?:lo| algo)|"
    r"(?:son|somos|sean|muy|demasiado) poc[oa]s|(?:da|dan|daria[n]?|llega[n]?) (?:para|la muestra|el tamano|"
    r"la cantidad|el numero)|"
    r"(?:sample|group|number|muestra|tamano|cantidad|numero)\b.{0,40}\b(?:large|big|para|do|sirve[n]?|vale[n]?)|"
    r"masa critica|critical mass)\b"
)  # `are there enough of them to prove it worked`


def _tries(reading: Reading) -> bool:
    """`can I run a test with customers in Portugal?`: whether an audience is large enough is what a draft says."""
    if not (reading.has("test_it") or _CONTROL.search(reading.folded)):
        return False
    whom = bool(reading.conditions.all or reading.filters or goal_of(reading))
    if whom and _ENOUGH.search(reading.folded):
        return True
    if reading.metrics or reading.groups:
        return False
    counts = reading.has("how_many", "how_much", "show") and not _CONTROL.search(reading.folded)
    return whom and not counts and not reading.has("worked", "performance", "playbook", "advice", "exclude", "share")


def _wants_one(reading: Reading) -> bool:
    """`a quick SMS to those who lapsed`, `I need an email for one-time buyers`: a text and for whom, with no verb."""
    text = "|".join(["campaign", *(f"channel_{c}" for c in CHANNELS), *_channel_names(reading)])
    called = re.match(rf"(?:(?!not)\S+ ){{0,4}}(?:{text})(?: \S+){{0,3}}? (?:for|to|-) ", reading.line)
    called = called or (re.match(rf"(?:\S+ )?(?:{text})(?: \S+){{0,2}} , ", reading.line) if _described(reading) else None)
    called = called or (re.match(rf"(?:{text})(?: @s\d+)? customer(?!\S)", reading.line) if offer_of(reading) else None)
    called = called or re.match(rf"(?:(?!not)\S+ ){{0,2}}(?:{text})(?: ~\w+)? win_back(?: customer| in)*(?!\S)", reading.line)
    best = re.search(r"(?<!\S)(?:for|to)(?: @n\d+)? (?:top|customer who (?:spend|buy) (?:most|more))(?!\S)", reading.line)
    asks = (
        "how_many",
        "how_much",
        "which",
        *(() if set_elsewhere(reading) else ("show",)),
        "why",
        "how",
        "when",
        "by(?! channel_)",
        *(() if offer_of(reading) else ("share",)),
        "compare",
        "trend",
        "performance",
        *(() if best else ("top",)),
    )
    if (
        called is None
        or set(reading.metrics) - _NOT_ASKED - ({"discounts"} if offer_of(reading) else set()) - _whom(reading)
        or reading.groups
        or reading.period
        or reading.has(*asks)
    ):
        return False
    other = reading.has("worked", "playbook", "advice", "say", "export_it", "schedule", "save", "consented", "receive_mail")
    return not (other or reading.has("send")) and bool(
        best or reading.conditions.all or reading.filters or goal_of(reading) or reading.has("them")
    )


def _whom(reading: Reading) -> set[str]:
    """`onboarding email for new sign-ups`: behind the goal they are whom it is for."""
    return {"new_customers", "email_signups"} if goal_of(reading) else set()


_NOT_ASKED = {"active_subscriptions", "customers", "days_to_second_order", "second_order_rate"}  # people, and a goal


def _described(reading: Reading) -> bool:
    """`birthday email, July birthdays`, `email in English, 15% off, Mexico`: the words before the sign say what text."""
    return bool(goal_of(reading) or language_named(reading) or offer_of(reading))


def _channel_names(reading: Reading) -> list[str]:
    return [name for name, entry in reading.gloss.entries("v") if entry.of == "channel"]


def plan_draft(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """A campaign drafted for whom the clause names, else for whom its play is made."""
    if not drafts(reading) or (
        reading.has("playbook", "say") and not re.search(r"\b(draft|write|redacta|escribe)\b", reading.folded)
    ):
        return None
    if reading.has("advice") and re.match(r"\W*(?:cuando|when|a que hora|(?:what|which) time)\b", reading.folded):
        return None  # `when is it best to send one`
    if reading.has("how_many", "why") and not re.search(r"\b(draft|redacta)", reading.folded) and not _tries(reading):
        return None
    if reading.limit and reading.has("customer") and reading.has("top", "most"):
        return _ask_for_share(reading)
    _told_by_days(reading)
    rule, left = left_in_cart(audience_rule(reading, [*_bought(reading), *just_begun(reading)]))
    if not rule and (goal_of(reading) or ("",))[0] == "welcome":
        rule = audience_rule(reading, welcomed(reading, catalogue))
    readings = [*reading.conditions.readings, *left, *filter(None, (set_elsewhere(reading),))]
    if _LISTS_TOO.match(reading.line) and reading.has("them") and rule:
        steps = [find(rule, "-historic_value"), draft_step(reading, rule)]
        return make_plan(reading, "audience", steps, "audience", readings)
    return make_plan(reading, "draft", [draft_step(reading, rule)], "draft", readings)


_STATE_AHEAD = re.compile(r"@s\d+.* , .*(?<!\S)draft(?!\S)")


def _told_by_days(reading: Reading) -> None:
    """`we're losing touch: write to those with no order in 80 days`: the days say who they are, the state why."""
    silent = any(c.get("field") == "days_since_last_order" for c in reading.conditions.all)
    if silent and _STATE_AHEAD.search(reading.line):
        reading.conditions.all = [c for c in reading.conditions.all if c.get("field") != "health"]
        reading.conditions.readings.clear()


_LISTS_TOO = re.compile(
    r"(?:who|(?:(?!draft)\S+ )*?(?:show|which(?= customer)))(?!\S).*"
    r"(?<!\S)(?:and|plus|after|then|,)(?: \S+){0,4}? (?:draft|channel_\w+)(?!\S)"
)  # `the list of those at risk, plus a WhatsApp for them`
_COUNTED = re.compile(
    r"\b(?:our |the |los |las |nuestros )?(?:top |best |mejores )?\d+ (?:top |best |mejores )?(?:customers|clients|clientes)\b",
    re.IGNORECASE,
)


def _ask_for_share(reading: Reading) -> Plan:
    """`for our top 50 customers`: an audience is a rule, which a share by value is and a count is not."""
    english = reading.language == "en"
    wanted = "the top {}% of customers by value" if english else "el {}% de clientes que más gastan"
    options = [_COUNTED.sub(wanted.format(share), reading.text) for share in (1, 10)]
    question = Text(
        "An audience is a rule that stays true tomorrow, so I take a share by value instead of a count. Which one?",
        "Una audiencia es una regla que mañana sigue valiendo: tomo una parte por valor en vez de un número. ¿Cuál?",
    )
    step = Step("ask_back", {"question": question[reading.language], "options": options})
    return make_plan(reading, "clarify", [step], "clarify", (), 0.5)


def _bought(reading: Reading) -> list[dict[str, Any]]:
    return [
        {"did": "ordered", "period": p}
        for p in reading.conditions.bought_in
        if not any(c.get("period") for c in reading.conditions.all)
    ]


def draft_step(reading: Reading, rule: dict[str, Any], revise: str | None = None) -> Step:
    """The call of draft_campaign for a clause."""
    named = goal_of(reading)
    if named and not reading.has("buy", "sell", "spend", "first_buy"):
        rule = _without_products(rule)
    if not rule and named and "rule" in named[1] and reading.has("customer", "everyone", "buy"):
        rule = {"all": [dict(named[1]["rule"])]}
    rule = _apart_from_channel(rule, reading)
    goal = named[0] if named else goal_of_rule(rule) or readable(reading.text)[:160]
    arguments = {
        "goal": goal, "rule": rule, "channel": _sent_by(reading) or (None if revise else "email"),
        "language": language_named(reading) or (None if revise else reading.language),
        "stage": stage_of(reading) or stage_of_rule(rule),
        "offer": offer_of(reading), "revise": revise, "style": style_of(reading), "control_share": control_of(reading),
    }  # fmt: skip
    return Step("draft_campaign", without_empty(arguments))


def _apart_from_channel(rule: dict[str, Any], reading: Reading) -> dict[str, Any]:
    """`contact them by email: make me a draft`: how it is sent, not where its people came from."""
    by = _sent_by(reading)
    gone = [("acquisition_channel", by), *([(f"consent_{by}", "subscribed")] if reading.has("them") else [])]
    kept = [c for c in rule.get("all", ()) if (c.get("field"), c.get("value")) not in gone]
    return {**{k: v for k, v in rule.items() if k != "all"}, **({"all": kept} if kept else {})}


def _sent_by(reading: Reading) -> Channel | None:
    """The channel of a draft; a word for one also says where customers come from, where something leads in to it."""
    came = re.search(r"(?<!\S)(?:from|first_buy|@d\d+)(?: \S+)? @v", reading.line)
    named = {entry.id for _, entry in reading.gloss.entries("v") if entry.of == "acquisition_channel" and not came}
    return channel_of(reading) or next((c for c in CHANNELS if c in named), None)


def _without_products(rule: dict[str, Any]) -> dict[str, Any]:
    """`draft a thank you`: where nobody is said to buy, words of the goal are no product that is called like it."""
    kept = [c for c in rule.get("all", ()) if "product" not in c]
    return {"all": kept} if kept else {}


def plan_guidance(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """What the playbook and the user's own documents say."""
    asked = reading.has("playbook") or (reading.has("advice") and not reading.has("dataset", "freshness"))
    if not asked:
        return None
    rule = audience_rule(reading)
    if (
        not reading.has("playbook", "customer", "buy", "sell", "campaign")
        and not (reading.metrics or reading.conditions.all or goal_of(reading) or channel_of(reading))
        and ((_ELSE.search(reading.line) or reading.gloss.unknown) if reading.filters else len(reading.gloss.unknown) > 1)
    ):
        return None  # `how do I fix a tap` asks for advice on something else
    if not goal_of(reading) and re.fullmatch(
        r"(?:which |show |and |a )*advice(?: of| for)*(?: trend)?(?: (?:for|in|,|@p\d+))*", reading.line
    ):
        return None  # `can you recommend a series for the weekend`
    stage, named = stage_of(reading) or stage_of_rule(rule), goal_of(reading)
    goal = named[0] if named else goal_of_rule(rule)
    names = goal_names(goal, reading.language)[:2] if goal else []  # what the plays call it, beside what the person called it
    arguments = {
        "query": " : ".join(filter(None, (_SO.sub("", readable(reading.text))[:300], ", ".join(names)))),
        "stage": stage,
        "business_model": model_named(reading),
    }
    return make_plan(reading, "guidance", [Step("search_playbook", without_empty(arguments))], "guidance")


_SO = re.compile(r"^.{8,120}?,\s*(?:so|as[ií] que|por eso)\s+(?=.{15,})", re.IGNORECASE)  # why it is asked finds no play
_ELSE = re.compile(r"(?<!\S)advice(?: of)? ~[a-z]{4,}")  # `would you recommend a hotel in Lisbon`


def model_named(reading: Reading) -> str | None:
    """The way of selling that the words speak of."""
    subscription = re.search(r"\b(subscriptions?|subscribers?|suscripci\w+|suscriptor\w*)\b", reading.spelt)
    of_mail = re.search(
        r"\b(?:inactive|open\w*|inactiv\w+|abr\w+|e-?mail|correo|newsletter|boletin)\b.{0,25}\bsu(?:bs)?cri(?:bers?|ptor\w*)|"
        r"\bsu(?:b)?scri(?:bers?|ptor\w*)\b.{0,25}\b(?:open|abr\w+|e-?mails?|correos?|newsletter|boletin)\b|"
        r"\b(?:to (?:our|the|my) (?:list|newsletter|emails?)|(?:a la|al|del) (?:lista|boletin|newsletter))\b",
        reading.spelt,
    )
    return "subscription" if subscription and not of_mail else None
