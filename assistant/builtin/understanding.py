"""From a message to a plan: language, what is refused, clauses, what earlier turns add, and what to do."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from assistant.builtin import patterns as re
from assistant.builtin.followups.both import against_each_other
from assistant.builtin.followups.carried import spoken_periods
from assistant.builtin.followups.choices import chosen_option
from assistant.builtin.followups.followup import plan_followup
from assistant.builtin.lead_in.alone import question_alone
from assistant.builtin.message import intents
from assistant.builtin.message.asides import strays
from assistant.builtin.message.chatter import without_chatter, without_filler
from assistant.builtin.message.clauses import clauses, one_question, only_names
from assistant.builtin.message.corrections import as_channel, take_opening
from assistant.builtin.message.guard import judge
from assistant.builtin.message.how_it_goes import how_it_goes
from assistant.builtin.message.language import detect, foreign
from assistant.builtin.message.naming import take_name
from assistant.builtin.message.net_last import net_last
from assistant.builtin.message.quoting import without_stress
from assistant.builtin.message.retelling import asked_by_name, channel_named, what_it_is
from assistant.builtin.message.smalltalk import plan_smalltalk
from assistant.builtin.plan import Context, Plan, Step, Turn
from assistant.builtin.planning.actions import declined
from assistant.builtin.planning.planner import plan_clause
from assistant.builtin.planning.steps import decline
from assistant.builtin.planning.topics import opens_topic
from assistant.builtin.precedents.weigh import open_to_doubt, preferred, rival
from assistant.builtin.reading.clause import read_clause
from assistant.builtin.reading.letting_go import lets_go
from assistant.builtin.reading.reading import Reading
from assistant.builtin.retried import question_by_itself
from assistant.builtin.times.parts import part_in_full, year_in_full
from assistant.builtin.times.periods import PeriodReader
from assistant.builtin.undecided import off_topic, plan_by_intent, veto
from assistant.builtin.unread import plan_bare, unknown_after, unread
from assistant.builtin.wording import reason
from assistant.builtin.words.gloss import gloss
from assistant.builtin.words.heard import as_written
from assistant.builtin.words.match import Phrasebook, phrasebook
from assistant.builtin.words.normalise import clean, fold, quoted, words
from assistant.builtin.words.numbers import spelled
from assistant.builtin.words.phrases import folded_phrase
from assistant.builtin.words.sendings import campaign_named, without_names
from assistant.builtin.words.spelling import plain_words
from tools.periods import Period
from tools.terms import Language
from tools.vocabulary import Catalogue

__all__ = ["understand"]


_FEW_WORDS = 5


def understand(message: str, context: Context, catalogue: Catalogue) -> Plan:
    """Read one message as a plan of tool calls; never raises on anything that a person can type.

    Args:
        context: earlier turns and the language the user has fixed, if any.
        catalogue: the live terms and values of this shop.
    """
    text = clean(message)
    spoken = without_names(text, catalogue)
    language = context.language or detect(spoken, words(spoken), _last_language(context))
    text = without_stress(text, lambda phrase: _names_one(phrase, phrasebook(catalogue, language)))
    folded = fold(text)
    if (picked := chosen_option(text, folded, context)) is not None:
        return understand(picked, replace(context, turns=context.turns[:-1]), catalogue)
    if (smalltalk := plan_smalltalk(folded, language)) is not None:
        return smalltalk
    if (verdict := judge(text)) is not None:
        step = decline(verdict.kind, reason(verdict.reason)[language])
        return Plan(language, "decline", (step,), "decline", (), 1.0)
    if foreign(text, words(text)):
        return Plan(language, "decline", (decline("out_of_scope", reason("language")[language]),), "decline", (), 0.5)
    text = how_it_goes(net_last(text), bool(context.turns))
    text, plan = question_by_itself(
        text, _plan_all(text, language, context, catalogue), lambda part: _reading(part, language, [], catalogue),
        lambda part: _plan_all(part, language, context, catalogue),
    )  # fmt: skip
    return _weighed(plan, text, language, context, catalogue)


def _weighed(plan: Plan, text: str, language: Language, context: Context, catalogue: Catalogue) -> Plan:
    """The plan, or that of the known questions that a question which stands alone is like."""

    def _alone(wording: str) -> Plan:
        return _plan_all(wording, language, replace(context, turns=()), catalogue)

    if not open_to_doubt(plan) or (context.turns and _alone(text).steps != plan.steps):
        return plan
    other = rival(plan, text, language, catalogue, _alone)
    return plan if other is None else preferred(plan, other)


def _names_one(phrase: str, book: Phrasebook) -> bool:
    """Whether a phrase is the name of a state, a value or a measure."""
    meant = book.entries.get(folded_phrase(phrase), ())
    return any(entry.kind != "concept" and entry.of != "segment" for entry in meant)


def _last_language(context: Context) -> Language:
    return context.turns[-1].plan.language if context.turns else "en"


def _plan_all(text: str, language: Language, context: Context, catalogue: Catalogue) -> Plan:
    if context.turns and opens_topic(fold(text)):
        alone = _plan_all(text, language, replace(context, turns=()), catalogue)
        if alone.intent not in ("decline", "clarify"):
            return alone
    spoken = spoken_periods(context)

    def _read(part: str) -> Reading:
        return _reading(part, language, spoken, catalogue)

    def _complete(reading: Reading) -> bool:
        return (plan := plan_clause(reading, catalogue)) is not None and plan.intent != "clarify"

    text = question_alone(
        channel_named(what_it_is(asked_by_name(text))), _read, _complete,
        lambda part: _to_the_point(part, language, catalogue), lambda part: campaign_named(fold(part), catalogue),
    )  # fmt: skip
    parts = clauses(without_filler(text))
    if len(parts) > 1 and not one_question(parts, language):
        plans: list[Plan] = []
        running, scope = context, ""
        for part in parts:
            plan = _plan_one(scope + part, language, running, catalogue, inner=bool(plans))
            if plan is None or (plan.steps and plan.steps[-1].arguments.get("kind") == "out_of_scope"):
                break
            if not plans and plan.focus == "bare" and part is not parts[-1]:
                scope += f"{part} "  # `Q2 of 2026: how many ..., and how much ...`
                continue
            scope = ""
            if not plans and only_names(part, parts[1], plan):
                break
            plans.append(plan)
            running = replace(running, turns=(*running.turns, Turn(part, plan, "answered")))
        if plans and plan is plans[-1]:
            first_goes = bool(context.turns) and lets_go(fold(parts[0])) and len(parts[0].split()) <= _FEW_WORDS
            if first_goes:  # `forget Portugal and give me June`: one question
                return plans[-1]
            plans = _sharing_filters(text, plans)
            return _joined(plans, PeriodReader(catalogue.today, catalogue.data_first).period)
    plan = _plan_one(text, language, context, catalogue)
    if plan is not None:
        return plan
    return Plan(language, "decline", (decline("out_of_scope", reason("out_of_scope")[language]),), "decline", (), 0.5)


def _to_the_point(text: str, language: Language, catalogue: Catalogue) -> str:
    book = phrasebook(catalogue, language)
    kept = without_chatter(text, gloss(spelled(words(text), language), book, catalogue.segments, plain_words()).marks)
    if text.count("?") > kept.count("?"):  # `is this year shaping up alright? Where do sales stand?`
        told, held = (_reading(part, language, [], catalogue).periods.mentions for part in (text, kept))
        kept = text if len(told) > len(held) else kept
    return kept if re.search(r"\w\w", without_filler(kept)) else text


def _joined(plans: list[Plan], period_of: Callable[[str], Period | None]) -> Plan:
    plans = [plan for plan in plans if plan.steps] or plans  # `morning! what is our revenue` asks one thing
    plans = plans[1:] if len(plans) == 2 and _asked_again(plans[0], plans[1]) else plans
    steps: list[Step] = []
    for plan in plans:
        steps.extend(s for s in plan.steps if s not in steps)
    readings = tuple(dict.fromkeys(r for plan in plans for r in plan.readings))
    declined_only = next((p for p in plans if p.intent in ("decline", "clarify")), None)
    main = declined_only or plans[0]
    shared = _sharing_a_period(steps)
    steps = [step for at, step in enumerate(shared) if step not in shared[:at]]
    if len(steps) == 2 and (step := against_each_other(steps[0], steps[1], period_of)) is not None:
        return replace(main, steps=(step,), readings=readings, focus="comparison")  # `how many in 2024, and how many in 2025`
    return replace(main, steps=tuple(steps), readings=readings, focus=plans[0].focus if declined_only is None else main.focus)


_HOW_MANY = r"(?:how (?:many|much)|cuant[oa]s?) \w+"
_TWO_COUNTS = re.compile(rf"\W*(?:and |y )?{_HOW_MANY}(?: \w+)?,? (?:and|y|e|plus) {_HOW_MANY}(?: [^?]*)?\W*")


def _sharing_filters(text: str, plans: list[Plan]) -> list[Plan]:
    """`how many orders and how much revenue did FALLAS26 bring`: what narrows the second count narrows the first."""
    if len(plans) != 2 or not _TWO_COUNTS.fullmatch(fold(text)):
        return plans
    steps = [plan.steps[0] for plan in plans if len(plan.steps) == 1 and plan.steps[0].tool == "query_metrics"]
    if len(steps) != 2 or set(steps[0].arguments) - {"metrics", "period"}:
        return plans
    kept = {key: steps[1].arguments[key] for key in ("filters", "group_by") if key in steps[1].arguments}
    first = replace(steps[0], arguments={**steps[0].arguments, **kept})
    return [replace(plans[0], steps=(first,), focus=plans[1].focus), plans[1]]


def _asked_again(first: Plan, second: Plan) -> bool:
    """`is the referral scheme any good? how many came by it in 2025`: the same measure, the second time with its period."""
    if first.steps and second.focus == "effect":  # `was it worth it? set it against its control group`
        filters = [f["value"] for f in first.steps[0].arguments.get("filters", ()) if f["field"] == "campaign"]
        return filters == [second.steps[-1].arguments.get("campaign")]
    metrics = [[s.arguments.get("metrics") for s in plan.steps] for plan in (first, second)]
    loose = any(reading.en.startswith("No period was named") for reading in first.readings)
    return loose and len(first.steps) == 1 and metrics[0] == metrics[1] and "period" in second.steps[-1].arguments


def _sharing_a_period(steps: list[Step]) -> list[Step]:
    """`what is our revenue and how many orders did we get in May`: the one period is that of both."""
    asked = [s for s in steps if s.tool == "query_metrics"]
    if (
        len(asked) == 2
        and asked[0].arguments["metrics"] == asked[1].arguments["metrics"]
        and "period" not in asked[1].arguments
    ):
        kept = {name: asked[0].arguments[name] for name in ("period",) if name in asked[0].arguments}
        return [replace(s, arguments={**s.arguments, **kept}) if s is asked[1] else s for s in steps]  # `... and why?`
    periods = {s.arguments["period"] for s in asked if "period" in s.arguments}
    if len(asked) < 2 or len(periods) != 1 or "period" not in asked[-1].arguments:
        return steps
    period = {"period": asked[-1].arguments["period"]}
    return [replace(s, arguments={**s.arguments, **period}) if s in asked else s for s in steps]


def _plan_one(text: str, language: Language, context: Context, catalogue: Catalogue, inner: bool = False) -> Plan | None:
    quotes = quoted(text)
    text, name = take_name(without_filler(text))
    text, continued = take_opening(as_channel(text, catalogue, language)) if context.turns else (text, False)
    spoken, periods = spoken_periods(context), PeriodReader(catalogue.today, catalogue.data_first)
    text = part_in_full(year_in_full(text, language, spoken, periods), language, context, spoken, periods)
    reading = _reading(text, language, spoken, catalogue, quotes)
    reading.saved_as, reading.continued = name, continued
    if reading.gloss.corrected and (verdict := judge(_respelt(reading))) is not None:
        return declined(reading, verdict.kind, verdict.reason)
    reading.strays = strays(reading.gloss)
    standalone = plan_clause(reading, catalogue)
    if (plan := plan_followup(reading, context, catalogue, standalone, inner)) is not None:
        return _elsewhere(plan, reading, text) or unread(plan, reading, context.turns[-1].plan) or plan
    if standalone is not None and not reading.gloss.unknown and not reading.gloss.corrected:
        return _read_whole(standalone, reading, text)
    if standalone is None and (bare := plan_bare(reading)) is not None:
        return bare
    if standalone is None and context.turns and (asked := unknown_after(reading)) is not None:
        return asked
    scores: Mapping[str, float] = intents.scores(text)
    if standalone is not None and not veto(standalone, reading, scores):
        return _read_whole(standalone, reading, text)
    if inner and standalone is None:
        return None
    return plan_by_intent(reading, catalogue, scores, standalone) or declined(reading, "out_of_scope", "out_of_scope")


def _reading(text: str, language: Language, spoken: list[str], catalogue: Catalogue, quotes: tuple[str, ...] = ()) -> Reading:
    heard, book = as_written(words(text), language), phrasebook(catalogue, language)
    return read_clause(text, heard, language, book, catalogue, plain_words(), quotes, spoken)


def _elsewhere(plan: Plan, reading: Reading, text: str) -> Plan | None:
    """A refusal where only a place or a thing ties the words to the last question: `what is the weather in Dublin?`."""
    unknown = set(reading.gloss.unknown) - {"about"}  # `what about Germany?`
    loose = plan.intent in ("metric", "audience", "worth", "lifecycle", "guidance") and unknown
    if not loose or reading.metrics or reading.groups or reading.conditions.all or reading.continued:
        return None
    return declined(reading, "out_of_scope", "out_of_scope") if off_topic(intents.scores(text)) else None


def _respelt(reading: Reading) -> str:
    """The message with the words that were taken for typos as they were meant."""
    text = reading.folded
    for written, meant in reading.gloss.corrected.items():
        text = re.sub(rf"\b{re.escape(written)}\b", meant, text)
    return text


def _read_whole(plan: Plan, reading: Reading, text: str) -> Plan:
    """The plan, a question about a word that it leaves out, or a refusal where that word shows another topic."""
    asked = unread(plan, reading)
    if asked is not None and asked.intent == "clarify" and off_topic(intents.scores(text)):
        return declined(reading, "out_of_scope", "out_of_scope")
    return asked or plan
