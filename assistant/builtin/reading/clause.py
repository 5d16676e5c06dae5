"""Reads one clause of a message: each reader in its order, from the line of concepts to a `Reading`."""

from collections.abc import Sequence
from typing import Any

from assistant.builtin import patterns as re
from assistant.builtin.conditions.reader import read_conditions
from assistant.builtin.conditions.slots import as_filter
from assistant.builtin.reading.active import active_in_each
from assistant.builtin.reading.anaphora import own_metrics
from assistant.builtin.reading.carts import settle_carts
from assistant.builtin.reading.churning import both_kinds_of_churn
from assistant.builtin.reading.clubs import sold_by_subscription
from assistant.builtin.reading.coded import told_by_code
from assistant.builtin.reading.coupons import without_its_season
from assistant.builtin.reading.excluding import exclusions, without_cancelled
from assistant.builtin.reading.falling import nothing_falls
from assistant.builtin.reading.grouping import AND_MORE, named_groups
from assistant.builtin.reading.intervals import first_to_second
from assistant.builtin.reading.mailings import name_campaigns, sent_that_way
from assistant.builtin.reading.named import named_metrics
from assistant.builtin.reading.net_of_refunds import without_refunds
from assistant.builtin.reading.new_and_old import new_and_old
from assistant.builtin.reading.of_the_measure import of_the_measure
from assistant.builtin.reading.platforms import bought_on, spent_in_the_shop
from assistant.builtin.reading.ranking import best_so_far, cut, place
from assistant.builtin.reading.rates import composed
from assistant.builtin.reading.ratios import in_money
from assistant.builtin.reading.reading import TIME_GROUPS, Reading
from assistant.builtin.reading.rewording import each_of_two, named_in_brackets, ranked_halves, span_before
from assistant.builtin.reading.said_of_ranks import its_year
from assistant.builtin.reading.sensed import settle
from assistant.builtin.reading.settling import (
    add_home,
    as_recorded,
    fitting,
    in_their_language,
    measured_acts,
    name_channel,
    name_goods,
    note_repeat_rate,
    splittable,
    told_apart,
    without_its_city,
    without_subscriptions,
    without_today,
)
from assistant.builtin.reading.silent import told_by_days
from assistant.builtin.reading.subscribed import (
    count_subscriptions,
    ended_unpaid,
    lasts_until,
    one_off_orders,
    without_own_channel,
)
from assistant.builtin.reading.told import tell
from assistant.builtin.reading.units import short_years
from assistant.builtin.reading.unnamed_goods import goods_counted
from assistant.builtin.reading.verbs import without_bare_verbs
from assistant.builtin.times.comparison import Comparison, month_on_month, one_or_other, read_comparison, said_once, same_day
from assistant.builtin.times.periods import PeriodReader
from assistant.builtin.times.weekdays import habit, usual_day, whole_week
from assistant.builtin.words.gloss import Gloss, gloss
from assistant.builtin.words.ids import named_customer
from assistant.builtin.words.match import SEVERAL, Phrasebook
from assistant.builtin.words.normalise import Word, fold
from assistant.builtin.words.numbers import extract, spelled
from assistant.builtin.words.phrasing import settle_spent
from tools.conditions import FieldCondition
from tools.terms import Language, Text
from tools.vocabulary import Catalogue

__all__ = ["read_clause"]

_SENT = re.compile(
    r"(?<!\S)how_many(?: of)? (?:channel_\w+|campaign)(?: campaign| @v\d+)? (?:send|draft)(?!\S)"
)  # `emails did we send`
_SENT_ALONE = re.compile(
    r"(?:(?:and|show|which|in|of|by|for|on|,|-|how_many|@[pd]\d+) )*(?:channel_\w+|campaign) send"
    r"(?: (?:send|in|of|by|for|on|,|-|@[pd]\d+|how_many))*"
)  # `messages sent, by channel, May 2026`
_WENT_OUT = re.compile(
    r"\b(?:how many|number of|cuant[oa]s)\b.{0,20}\b(?:messages|e-?mails|sms|texts|correos|mensajes|envios)\b.{0,40}"
    r"\b(?:went out|go out|did we send|have we sent|were sent|enviamos|mandamos|se enviaron|se mandaron|salieron)\b"
)  # `how many messages went out through each channel`
_SET_AGAINST = re.compile(
    r"\b(?:compar\w+ (?:it|that|this|them|those)(?: (?:with|to|against))?|vs|versus|against|"
    r"compar(?:al[oa]s?|ad[oa]s?|arl[oa]s?) (?:con|a)|frente al?|contra|respecto al?)"
    r"(?: (?:the|el|la|los|de|from))? \w+(?: (?:of |de |del )?\d{2,4})? (?:to|a|until|hasta|-) \w"
)  # `compare it with January to May`: one time and no two
_HOW_IT_DID = re.compile(r"\bhow\b.{2,60}\b(?:did|went|performed|fared|is doing|was doing|has done)\W*$")
_LISTED = re.compile(r"@p\d+(?: ,)+ (?:in |of )?@p\d+(?:(?: ,)? and|(?: ,)+) (?:in |of )?@p\d+")
_BETWEEN_VALUES = ("and", "or", "in", "from", "of", ",", "both", "for", "live_in", "to", "customer", "use", "with")


def read_clause(
    text: str,
    words: list[Word],
    language: Language,
    book: Phrasebook,
    catalogue: Catalogue,
    plain: frozenset[str],
    quotes: tuple[str, ...] = (),
    spoken: Sequence[str] = (),
) -> Reading:
    """Read one clause.

    Args:
        spoken: the periods that the conversation is about, the latest first: `that month` is one of them.
    """
    read = gloss(spelled(words, language), book, catalogue.segments, plain)
    _settle_words(read, book, catalogue)
    read.line = goods_counted(read.line, read, book)
    notes = short_years(read, (catalogue.data_first.year, catalogue.today.year))
    customer = re.search(r"@c:(\S+)", read.line)
    periods = PeriodReader(catalogue.today, catalogue.data_first, spoken)
    _settle_text(read, book, fold(text))
    line, weekdays = habit(re.sub(r"@c:\S+", "@customer", read.line), fold(text))
    line = nothing_falls(best_so_far(its_year(line, read), fold(text)), fold(text), read)
    line = exclusions(_dated(line, periods), fold(text), read)
    line, numbers = extract(line)
    line = settle_spent(line, [name for name, e in read.entries("s") if e.id == "lapsed"])
    read.line = line
    conditions = read_conditions(read, line, numbers, periods, book)
    line = _asked_how(line, fold(text))
    comparison, rest = read_comparison(each_of_two(conditions.line), periods, fold(text))
    found = Reading(
        text, fold(text), language, line, rest, read, numbers, periods, conditions, comparison,
        customer_id=named_customer(customer, text, book), quotes=quotes, notes=notes,
    )  # fmt: skip
    found.spelt = _spelt(found.folded, read)
    found.metrics = composed(
        own_metrics(named_metrics(rest, read), read), rest, found.spelt, numbers, bool(comparison.period), book
    )
    _settle_measures(found, catalogue)
    _settle_groups(found, catalogue)
    _settle_filters(found, catalogue, book, weekdays)
    name_goods(found, book)
    found.limit = cut(re.sub(r"@n\d+ (?:month|year) (?=worth)", "", rest), numbers)  # `the highest 12-month value`
    _name_place(found, line)
    _spread_periods(found)
    without_bare_verbs(found)
    tell(found, catalogue)
    active_in_each(found)
    return found


def _dated(line: str, periods: PeriodReader) -> str:
    """The line with a name for each period of it."""
    line = periods.read(line)
    for settled in (said_once, same_day, one_or_other, month_on_month):
        line = settled(line, periods)
    return line


def _settle_measures(found: Reading, catalogue: Catalogue) -> None:
    """What is left out of a measure, or belongs to it and to no people."""
    without_cancelled(found)
    without_refunds(found)
    of_the_measure(found)
    count_subscriptions(found, catalogue)


def _settle_words(read: Gloss, book: Phrasebook, catalogue: Catalogue) -> None:
    """What words mean beside others, before periods and numbers are read."""
    told_by_code(read, book)
    first_to_second(read, book)
    new_and_old(read)
    settle(read)
    lasts_until(read)
    read.line = one_off_orders(read.line, read, catalogue)


def _settle_text(read: Gloss, book: Phrasebook, folded: str) -> None:
    """What only the text tells of a line: carts that are counted, one time to compare with, names in brackets."""
    settle_carts(read, folded, book.metrics)
    if _SET_AGAINST.search(folded):
        read.line = re.sub(r"(?<!\S)compare(?: (?:with|to|from|of))* ", "compare from ", read.line, count=1)
    read.line = named_in_brackets(in_money(read.line, folded), read, folded)


def _asked_how(line: str, folded: str) -> str:
    """`how's May?`, `remind me how the Flash sale did`: a performance is asked for."""
    period = re.fullmatch(r"(?:(?:and|,|~\w+) )*how (?:of )?@p\d+(?: ,)*", line)
    led = r"(?:(?:and|,|show|~\w+) )*how (?:(?:of|in|@v\d+|campaign|day|week|month) ?)+(?:, ?)*"
    return f"{line} performance" if period or (_HOW_IT_DID.search(folded) and re.fullmatch(led, line)) else line


def _settle_groups(found: Reading, catalogue: Catalogue) -> None:
    note_repeat_rate(found)
    fixed = {condition.get("field") for condition in found.conditions.all if condition.get("op") == "="}
    if found.metrics == ["skip_rate"]:
        fixed.add("renewal")  # what is skipped, and no split by its number
    found.groups = [
        group for group in named_groups(found.rest, found.gloss, found.folded) if group not in fixed
    ]  # `in the retention stage`
    found.groups = as_recorded(found.groups, catalogue)
    found.metrics = splittable(found.metrics, found.groups, catalogue)
    _usual_days(found)
    ranked_halves(found)
    span_before(found)
    _whole_already(found)


def _settle_filters(found: Reading, catalogue: Catalogue, book: Phrasebook, weekdays: FieldCondition | None) -> None:
    if not found.metrics and (_SENT.search(found.line) or _SENT_ALONE.fullmatch(found.line) or _WENT_OUT.search(found.folded)):
        found.metrics = ["messages_sent"]
        found.groups = ["channel" if g in ("acquisition_channel", "sales_channel") else g for g in found.groups]
    opens = re.search(r"(?<!\S)share (?:of )?(?:customer |who |everyone )*open_mail(?!\S)", found.line)
    if not found.metrics and opens and found.has("campaign") and not found.conditions.all:
        found.metrics = ["open_rate"]
    name_channel(found, catalogue)
    found.filters = _without_examples(found, _filters(found, found.rest))
    in_their_language(found, catalogue)
    bought_on(found, catalogue)
    spent_in_the_shop(found)
    told_by_days(found)
    without_subscriptions(found, catalogue)
    without_own_channel(found)
    sold_by_subscription(found, catalogue)
    without_today(found)
    without_its_season(found)
    found.filters = fitting(found, catalogue)
    without_its_city(found)
    measured_acts(found)
    told_apart(found)
    both_kinds_of_churn(found, catalogue)
    ended_unpaid(found, catalogue)
    if weekdays and not ("weekday" in found.groups and found.has("or", "compare")):  # `weekends or weekdays` names all of them
        found.filters.append(weekdays.model_dump())
    add_home(found, book)
    name_campaigns(found, catalogue)
    sent_that_way(found, catalogue)


def _spelt(folded: str, read: Gloss) -> str:
    """The text with its typos put right."""
    for written, meant in read.corrected.items():
        folded = folded.replace(written, meant)
    return folded


def _usual_days(found: Reading) -> None:
    """`which day do people buy most`: the day of the week, where no period names days."""
    dated = found.periods.mentions and not whole_week(found.folded)
    if found.groups == ["day"] and not dated and usual_day(found.folded):
        found.groups = ["weekday"]
        found.notes.append(Text("I read *day* as the day of the week", "Leo *día* como el día de la semana"))


def _whole_already(found: Reading) -> None:
    """`recurring revenue a month in May`: one month is not split by month."""
    span = found.periods.period(found.period) if found.period else None
    ranked = found.has("which", "top", "worst", "most", "fewer", "trend", "compare") or found.comparison.asked
    if span is not None and found.groups == [span.kind] and not ranked:
        found.groups = []


def _name_place(found: Reading, line: str) -> None:
    """`the second best country`: the place in a ranking, its word taken as read."""
    nth = place(line, found.numbers) if found.groups else None
    if nth is None:
        return
    found.place = found.limit = nth[0]
    found.gloss.unknown = [w for w in found.gloss.unknown if w not in nth[1]]
    for word in nth[1]:
        found.line = found.line.replace(f"~{word}", word)
        found.rest = re.sub(rf"(?<!\S)~?{word}(?!\S)", "", found.rest)


def _spread_periods(reading: Reading) -> None:
    """`2023, 2024 and 2025`, `October, November and December`: one span, told unit by unit."""
    left = re.findall(r"@p\d+", reading.rest)
    named = (reading.periods.mentions[int(i)] for i in re.findall(r"@p(\d+)", reading.line))
    spans = [reading.periods.period(m.expression) for m in named]
    kinds = {span.kind for span in spans if span is not None}
    listed = _LISTED.search(reading.line) is not None
    if not (left or listed) or len(spans) < 3 or None in spans or len(kinds) != 1 or reading.groups or reading.conditions.all:
        return
    kind = kinds.pop()
    if kind in TIME_GROUPS and (listed or not reading.comparison.asked):
        reading.comparison = Comparison()
        first, last = min(s.first for s in spans if s), max(s.last for s in spans if s)
        reading.comparison.period = f"{first.isoformat()}..{last.isoformat()}"
        reading.rest = re.sub(r"\s*@p\d+", "", reading.rest)
        reading.groups = [kind]


def _without_examples(reading: Reading, filters: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """`by channel: web, app and so on`: some of the groups named, none of them asked for alone."""
    if not AND_MORE.search(reading.folded):
        return filters
    several = [f["field"] for f in filters if f["op"] == "in"]
    if not reading.groups and len(several) == 1:  # `between web, app and the rest`
        reading.groups = several
    shown = "|".join(name for name, e in reading.gloss.entries("v") if e.of in reading.groups) or "@none"
    lines = (reading.line, reading.rest, reading.gloss.line)
    reading.line, reading.rest, reading.gloss.line = (re.sub(rf"(?<!\S)(?:{shown})(?!\S)", "", line) for line in lines)
    return [f for f in filters if f["field"] not in reading.groups]


def _filters(reading: Reading, line: str) -> list[dict[str, Any]]:
    """Values as filters; several of one dimension become `in`, what is excluded `!=` or `not_in`."""
    kept: dict[tuple[str, bool], list[str]] = {}
    excluded = False
    behind = re.search(
        r"((?:@v\d+(?: and| ,)* )+)exclude(?=$| (?:,|and|how\w*|which|show|top|most|worst|fewer|by)(?!\S))", line
    )  # `UK excluded`
    for token in line.split():
        if token in ("exclude", "not") or (token == "after" and re.search(r"(?<!\S)(?:top|worst|most|which)(?!\S)", line)):
            excluded = True
        elif token.startswith("@v") and token in reading.gloss.table:
            excluded = excluded or (behind is not None and token in behind[1])
            entry = reading.gloss.table[token]
            keys = entry.id.split(SEVERAL) if entry.of in ("country", "plan") else [entry.id]
            kept.setdefault((entry.of, excluded), []).extend(keys)
        elif token.startswith("@s") and token in reading.gloss.table and reading.gloss.table[token].of == "new_or_returning":
            kept.setdefault(("new_or_returning", excluded), []).append(reading.gloss.table[token].id)
        elif token not in _BETWEEN_VALUES and token[:2] != "@d":
            excluded = False
    return [as_filter(name, out, list(dict.fromkeys(values))) for (name, out), values in kept.items()]
