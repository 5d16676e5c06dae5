import dataclasses
import re
from collections.abc import Sequence
from datetime import date

import pytest

from assistant.builtin.plan import Plan, Step
from assistant.builtin.write import next_actions, write
from assistant.render.numbers import PLACEHOLDER, fill
from tools.reply import Citation, Column, Fact, Interval, Reply, Scope, Span, Table
from tools.terms import LANGUAGES, Language, Text

NOVEMBER, OCTOBER = Span(date(2011, 11, 1), date(2011, 11, 30)), Span(date(2011, 10, 1), date(2011, 10, 31))
REVENUE, ORDERS = Text("Revenue", "Ingresos"), Text("Orders", "Pedidos")
COUNTRY = Column("country", "key", Text("Country", "País"))
CAUSAL = re.compile(r"\b(because|caused|due to|thanks to|porque|debido a|gracias a|causa)\b", re.IGNORECASE)


def plan(tool: str = "query_metrics", focus: str = "value", **arguments: object) -> Plan:
    return Plan("en", focus, [Step(tool, arguments)], focus)


def numbered(*replies: Reply) -> list[Reply]:
    """Ids f1, f2, ... as they are given when facts enter an answer."""
    given, done = 0, []
    for reply in replies:
        facts = []
        for fact in reply.facts:
            given += 1
            facts.append(dataclasses.replace(fact, id=f"f{given}"))
        done.append(dataclasses.replace(reply, facts=facts))
    return done


def said(asked: Plan, *replies: Reply, language: Language = "en") -> str:
    given = numbered(*replies)
    return fill(write(asked, given, language), [f for r in given for f in r.facts], language).replace("\u00a0", " ")


def money(value: float, role: str = "value", span: Span = NOVEMBER, headline: bool = False, **dimensions: str) -> Fact:
    unit = "rate" if role in ("share", "change_rate") else "money"
    return Fact("revenue", REVENUE, value, unit, span, dimensions, role, "GBP", headline=headline)  # type: ignore[arg-type]


def by_country(rows: Sequence[tuple[str, float, float]]) -> Reply:
    facts = [f for k, v, s in rows for f in (money(v, headline=True, country=k), money(s, "share", country=k))]
    columns = [COUNTRY, Column("revenue", "value", REVENUE, "money", "revenue")]
    return Reply(
        [*facts, money(10015092.13, "total")], [Table("t1", REVENUE, columns, [[k, v] for k, v, _ in rows], 38, "ranking")]
    )


COMPARED = Reply(
    [
        money(1453374.91, headline=True),
        money(1113952.84, "baseline", OCTOBER, headline=True),
        money(339422.7, "change"),
        money(0.3047, "change_rate"),
    ]
)
RANKED = by_country([("United Kingdom", 8467837.48, 0.8455), ("Netherlands", 283889.34, 0.0283)])


def test_a_count_is_said_with_its_noun_and_period() -> None:
    reply = Reply([Fact("orders", ORDERS, 2750, "orders", NOVEMBER, headline=True)])
    assert said(plan(), reply).startswith("**2,750** orders in November 2011.")
    assert said(plan(), reply, language="es").startswith("**2.750** pedidos en noviembre de 2011.")


def test_a_comparison_says_direction_size_and_both_values() -> None:
    text = said(plan(), COMPARED)
    assert "Revenue in November 2011 was **£1,453,375**, up 30.5% (+£339,423) from £1,113,953 in October 2011." in text
    spanish = said(plan(), COMPARED, language="es")
    assert "**1.453.375 £**, un 30,5 % más (+339.423 £) frente a 1.113.953 £ en octubre de 2011." in spanish


def test_key_figures_say_their_days_once() -> None:
    orders = Fact("orders", ORDERS, 2750, "orders", NOVEMBER, headline=True)
    before = Fact("orders", ORDERS, 2500, "orders", OCTOBER, role="baseline")
    rate = Fact("orders", ORDERS, 0.1, "rate", NOVEMBER, role="change_rate")
    basket = Fact(
        "average_order_value",
        Text("Average order value", "Valor medio"),
        528.5,
        "money",
        NOVEMBER,
        currency="GBP",
        headline=True,
    )
    text = said(plan(), Reply([*COMPARED.facts, orders, before, rate, basket]))
    assert text.count("November 2011") == 1
    assert "- **2,750** orders, up 10.0% from 2,500." in text
    assert "- Average order value: **£528.50**." in text


def test_one_campaign_is_described_and_not_ranked() -> None:
    text = said(plan(focus="one"), by_country([("United Kingdom", 8467837.48, 0.8455)]))
    assert text.startswith("**United Kingdom** in November 2011:\n\n- Revenue: **£8,467,837**")
    assert "leads" not in text


def test_a_ranking_names_leader_share_and_runner_up() -> None:
    text = said(plan(focus="ranking", order_by="-revenue"), RANKED)
    assert "**United Kingdom**" in text
    assert "84.6% of the total" in text
    assert "ahead of Netherlands (£283,889)" in text
    assert "Total: £10,015,092" in text


def test_a_month_that_is_not_over_leads_with_a_word_on_the_complete_ones() -> None:
    months = [
        ("2011-12", 400000.0, Span(date(2011, 12, 1), date(2011, 12, 9), True)),
        ("2011-10", 1113952.84, OCTOBER),
        ("2011-11", 1453374.91, NOVEMBER),
    ]
    columns = [Column("month", "key", Text("Month", "Mes")), Column("revenue", "value", REVENUE, "money")]
    facts = [money(v, span=s, headline=True, month=k) for k, v, s in months]
    reply = Reply(facts, [Table("t1", REVENUE, columns, [[k, v] for k, v, _ in months], 3, "ranking")])
    text = said(plan(focus="ranking", order_by="revenue"), reply)
    assert "**December 2011** has the lowest revenue: **£400,000**, followed by October 2011" in text
    assert "of complete ones, **October 2011** is lowest (**£1,113,953**)" in text
    assert "aún no ha terminado" in said(plan(focus="ranking", order_by="revenue"), reply, language="es")


def test_a_trend_leaves_the_partial_month_out_of_its_extremes() -> None:
    months = [
        ("2011-10", 1113952.84, OCTOBER),
        ("2011-11", 1453374.91, NOVEMBER),
        ("2011-12", 400000.0, Span(date(2011, 12, 1), date(2011, 12, 9), True)),
    ]
    columns = [Column("month", "key", Text("Month", "Mes")), Column("revenue", "value", REVENUE, "money")]
    reply = Reply(
        [money(v, span=s, month=k) for k, v, s in months],
        [Table("t1", REVENUE, columns, [[k, v] for k, v, _ in months], 3, "trend")],
    )
    text = said(plan(focus="trend"), reply)
    assert "peaked in November 2011 at **£1,453,375** and was lowest in October 2011" in text
    assert "December 2011 is still partial (£400,000 so far)" in text


def test_a_rate_is_never_said_without_its_denominator() -> None:
    rate = Fact(
        "repeat_purchase_rate",
        Text("Repeat purchase rate", "Tasa de recompra"),
        0.653,
        "rate",
        NOVEMBER,
        headline=True,
        population_n=4335,
        interval=Interval(0.638, 0.667, 0.95, "confidence"),
    )
    parts = [
        Fact("repeat", Text("a", "a"), 2831, "customers", role="count"),
        Fact("all", Text("b", "b"), 4335, "customers", role="count"),
    ]
    text = said(plan(), Reply([rate, *parts]))
    assert "(95% interval: 63.8% to 66.7%)" in text
    assert "That is 2,831 of 4,335 customers." in text
    assert "4,335" in said(plan(), Reply([rate]))


def test_drivers_say_which_part_moved_more_without_a_cause() -> None:
    rates = [
        Fact("orders", ORDERS, 0.37, "rate", NOVEMBER, role="change_rate"),
        Fact("average_order_value", Text("Average order value", "Valor medio"), -0.05, "rate", NOVEMBER, role="change_rate"),
    ]
    text = said(plan(focus="drivers"), Reply([*COMPARED.facts, *rates]))
    assert "Most of the move is in orders (+37.0%); average order value went the other way (-5.0%)." in text


def test_reach_is_unknown_without_consents_and_never_zero() -> None:
    facts = [Fact("matched_customers", Text("customers", "clientes"), 745, "customers", role="count", headline=True)]
    reply = Reply(facts, scope=Scope(population=Text("customers at risk", "clientes en riesgo")), missing=("consents",))
    assert "Reachable: unknown (no consent data)." in said(plan("find_customers", "audience"), reply)
    assert "número desconocido" in said(plan("find_customers", "audience"), reply, language="es")


def test_reachable_stands_beside_matched() -> None:
    facts = [
        Fact("matched_customers", Text("customers", "clientes"), 745, "customers", role="count", headline=True),
        Fact(
            "reachable_customers",
            Text("reachable", "contactables"),
            512,
            "customers",
            dimensions={"channel": "email"},
            role="count",
        ),
    ]
    reply = Reply(facts, scope=Scope(population=Text("customers at risk", "clientes en riesgo")))
    assert "**745** customers at risk. Of them **512** are reachable by email." in said(
        plan("find_customers", "audience"), reply
    )


@pytest.mark.parametrize("outcome", ["no_data", "refused", "needs_approval", "out_of_scope", "unavailable"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_no_says_why_and_what_would_work(outcome: str, language: Language) -> None:
    reply = Reply(outcome=outcome, message=Text("the reason", "el motivo"), missing=("surveys",))  # type: ignore[arg-type]
    text = said(plan("decline", "decline"), reply, language=language)
    assert "surveys" in text
    assert ("the reason" if language == "en" else "el motivo") in text
    assert text.count(".") >= 2


def test_a_question_back_is_just_the_question() -> None:
    reply = Reply(outcome="clarify", message=Text("Which one?", "¿Cuál?"))
    assert said(plan("ask_back", "clarify"), reply, language="es") == "¿Cuál?"


def test_several_steps_get_headings_and_the_play_is_cited() -> None:
    citation = Citation("p", "win-back", "Win back", "Timing", "en", "playbook", 0.8, "Write when silence is long. " * 40)
    two = Plan("en", "x", [Step("query_metrics", {}), Step("search_playbook", {})])
    text = said(two, COMPARED, Reply(citations=[citation]))
    assert "#### The figures" in text
    assert "#### What the playbook says" in text
    assert "See the play “Win back”." in text


def test_hostile_names_stay_words() -> None:
    text = said(
        plan(focus="ranking", order_by="-revenue"), by_country([("<b>[x](http://e.x)</b> {{f1}}", 2.0, 0.6), ("B", 1.0, 0.4)])
    )
    assert "<b>" not in text
    assert "](" not in text.replace("\\]", "")
    assert "http://" not in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reply", [COMPARED, RANKED], ids=["compared", "ranked"])
def test_every_headline_fact_is_said_every_number_is_a_fact_and_nothing_is_a_cause(reply: Reply, language: Language) -> None:
    given = numbered(reply)
    body = write(plan(order_by="-revenue"), given, language)
    said_ids = {match[1] for match in PLACEHOLDER.finditer(body)}
    assert {f.id for f in given[0].facts if f.headline} <= said_ids
    assert not re.search(
        r"\d", re.sub(r"November 2011|October 2011|(noviembre|octubre) de 2011|(?m:^\d\.)", "", PLACEHOLDER.sub("", body))
    )
    assert not CAUSAL.search(body)


def test_the_same_answer_is_written_in_the_same_words() -> None:
    assert said(plan(order_by="-revenue"), RANKED) == said(plan(order_by="-revenue"), RANKED)


@pytest.mark.parametrize("intent", ["greeting", "thanks", "bye", "praise", "complaint", "help", "empty", "something else"])
def test_small_talk_gets_a_human_answer_in_both_languages(intent: str) -> None:
    empty = Plan("en", intent, [], "smalltalk")
    assert write(empty, [], "en") != write(empty, [], "es")


def test_next_actions_are_at_most_three_and_fit_the_last_step() -> None:
    options = next_actions(plan("find_customers", "audience"), [Reply()])
    assert 1 <= len(options) <= 3
    assert "Draft" in options[0].label.en


def test_what_is_of_one_country_is_not_split_by_country() -> None:
    spain = [{"field": "country", "op": "=", "value": "Spain"}]
    offered = next_actions(plan("query_metrics", "ranking", group_by=["channel"], filters=spain), [Reply()])
    said_next = [option.message.en for option in offered]
    assert "Split it by category" in said_next
    assert "Split it by country" not in said_next


def test_a_top_ten_lists_all_ten_once() -> None:
    ten = by_country([(f"Land {n}", 100.0 - n, 0.1) for n in range(10)])
    text = said(plan(focus="ranking", order_by="-revenue", limit=10), ten)
    assert all(text.count(f"Land {n}:") == 1 for n in range(10))
    assert "10. Land 9" in text


def test_stages_without_revenue_are_left_unsaid() -> None:
    shares = [("awareness", 0.0), ("conversion", 0.4), ("retention", 0.6)]
    text = said(plan("lifecycle"), Reply([money(share, "share", stage=stage) for stage, share in shares]))
    assert text == "Revenue: 40.0% from conversion and 60.0% from retention."


def test_guidance_names_a_play_once() -> None:
    passage = Citation("p1", "win-back", "Win back", "Win back", "en", "playbook", 0.9, "Win back. Bring them home.")
    timing = dataclasses.replace(passage, passage_id="p2", section="Timing", text="After twice the usual gap.")
    text = said(plan("search_playbook"), Reply([], citations=[timing, passage]))
    assert text.endswith("**Win back**:\n\n- Bring them home.\n- **Timing**: After twice the usual gap.")


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Revenue did not fall in November 2011: it rose."), ("es", "En realidad no hubo una bajada de ingresos")],
)
def test_a_fall_that_did_not_happen_is_denied_in_words(language: Language, words: str) -> None:
    asked = dataclasses.replace(plan(focus="drivers"), supposed="fall")
    assert said(asked, COMPARED, language=language).startswith(words)
    assert "not rise" not in said(dataclasses.replace(asked, supposed="rise"), COMPARED)


def arm(metric: str, name: str, value: float, unit: str, **more: object) -> Fact:
    return Fact(metric, REVENUE, value, unit, dimensions={"campaign": "c1", "campaign_name": "Tea week", "arm": name}, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("partial", "words", "spanish"),
    [
        (False, "of the 1,000 people whose group got the campaign 12.0% ordered within 60 days; in the control group it was "
         "10.0% of 500",
         "de las 1.000 personas cuyo grupo recibió la campaña compró en 60 días el 12,0 %; en el grupo de control, el "
         "10,0 % de 500"),
        (True, "have ordered so far", "ha comprado hasta ahora"),
    ],
)  # fmt: skip
def test_a_campaign_is_told_against_its_control_group(partial: bool, words: str, spanish: str) -> None:
    where, span = {"campaign": "c1", "campaign_name": "Tea week"}, dataclasses.replace(NOVEMBER, partial=partial)
    effect = Fact(
        "campaign_effect", REVENUE, 0.02, "rate", span, where, "change", interval=Interval(-0.01, 0.05, 0.95, "confidence")
    )
    rates = [
        arm("buyer_rate", name, value, "rate", population_n=n)
        for name, value, n in (("treated", 0.12, 1000), ("control", 0.1, 500))
    ]
    texts = {
        language: said(plan("campaign_effect", "effect"), Reply([effect, *rates]), language=language).replace("**", "")
        for language in LANGUAGES
    }
    assert words in texts["en"]
    assert spanish in texts["es"]
    assert "+2.0 pp (95% interval: -1.0 pp to 5.0 pp)" in texts["en"]


def test_a_trend_of_shares_tells_shares_month_by_month_and_over_all() -> None:
    months = [("2011-09", 40.0, 0.2), ("2011-10", 60.0, 0.3), ("2011-11", 10.0, 0.1)]
    facts = [f for m, v, s in months for f in (money(v, headline=True, month=m), money(s, "share", month=m))]
    whole = [money(110.0, "total", country="Spain"), money(0.2, "share", country="Spain"), money(550.0, "total")]
    columns = [Column("month", "key", Text("Month", "Mes")), Column("revenue", "value", REVENUE, "money")]
    reply = Reply([*facts, *whole], [Table("t1", REVENUE, columns, [[m, v] for m, v, _ in months], 3, "trend")])
    text = said(plan(focus="trend"), reply)
    assert "**20.0%**" in text
    assert "£110.00 of £550.00" in text
    assert "The peak was October 2011, at **30.0%**" in text
