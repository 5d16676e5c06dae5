from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.render.escape import escape, plain
from assistant.render.numbers import day, fill, format_fact, money, number, percent, unknown_placeholders
from assistant.render.spans import span_words
from assistant.render.values import time_words, value_words
from tools.reply import Fact, Interval, Span
from tools.terms import Language, Text

NBSP = "\u00a0"


def fact(value: float | str | date, unit: str = "money", role: str = "value", **more: object) -> Fact:
    return Fact("revenue", Text("Revenue", "Ingresos"), value, unit, role=role, id="f1", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "en", "es"),
    [
        (1453374.91, "£1,453,375", f"1.453.375{NBSP}£"),
        (999.994, "£999.99", f"999,99{NBSP}£"),
        (999.999, "£1,000", f"1.000{NBSP}£"),
        (-12.5, "-£12.50", f"-12,50{NBSP}£"),
        (-0.001, "£0.00", f"0,00{NBSP}£"),
    ],
)
def test_money_has_its_sign_and_pennies_only_below_a_thousand(value: float, en: str, es: str) -> None:
    assert (money(value, "GBP", "en"), money(value, "GBP", "es")) == (en, es)


def test_money_without_a_known_currency_is_a_plain_number() -> None:
    assert money(5, "", "en") == money(5, None, "en") == "5.00"


def test_money_in_a_currency_without_symbol_keeps_its_code_apart() -> None:
    assert money(5, "CHF", "en") == f"CHF{NBSP}5.00"


@pytest.mark.parametrize(
    ("rate", "en", "es"),
    [
        (0.653064, "65.3%", f"65,3{NBSP}%"),
        (0.0012, "0.12%", f"0,12{NBSP}%"),
        (0, "0%", f"0{NBSP}%"),
        (1, "100%", f"100{NBSP}%"),
    ],
)
def test_a_rate_is_a_percentage_with_one_decimal_or_two_below_one_percent(rate: float, en: str, es: str) -> None:
    assert (percent(rate, "en"), percent(rate, "es")) == (en, es)


def test_numbers_and_dates_follow_the_language() -> None:
    assert (number(1234.5, "en", 1), number(1234.5, "es", 1)) == ("1,234.5", "1.234,5")
    assert (day(date(2026, 11, 12), "en"), day(date(2026, 11, 12), "es")) == ("12 Nov 2026", "12 nov 2026")


@pytest.mark.parametrize(
    ("unit", "value", "said"),
    [("orders", 2750, "2,750"), ("days", 41.0, "41"), ("days", 41.46, "41.5"), ("ratio", 2.314, "2.31"),
     ("orders", 4.267, "4.27"),
     ("points", 45, "45"), ("count", 1234567, "1,234,567")],
)  # fmt: skip
def test_counts_days_and_ratios_are_bare_with_fitting_decimals(unit: str, value: float, said: str) -> None:
    assert format_fact(fact(value, unit), "en") == said


def test_a_change_keeps_its_sign_and_a_change_of_a_rate_is_in_points() -> None:
    assert format_fact(fact(0.305, "rate", "change_rate"), "en") == "+30.5%"
    assert format_fact(fact(-27.09, "money", "change", currency="GBP"), "en") == "-£27.09"
    assert format_fact(fact(0.023, "rate", "change"), "es") == f"+2,3{NBSP}pp"


def test_placeholders_are_filled_with_their_parts() -> None:
    given_fact = fact(
        -0.05, "rate", "change_rate", interval=Interval(-0.1, 0.02, 0.95, "confidence"), population_n=4335,
        period=Span(date(2011, 11, 1), date(2011, 11, 30)), dimensions={"country": "Germany"},
    )  # fmt: skip
    text = "{{f1}} {{ f1.abs }} {{f1.interval}} {{f1.level}} {{f1.n}} {{f1.period}} {{f1.of}}"
    assert fill(text, [given_fact], "en") == "-5.0% 5.0% -10.0% to 2.0% 95% 4,335 November 2011 Germany"


def test_a_placeholder_that_no_fact_can_fill_is_marked() -> None:
    assert fill("{{f1}} {{f9}} {{f1.nothing}}", [fact(1, "count")], "en") == "1 [?] [?]"
    assert unknown_placeholders("{{f1}} {{f9}} {{f1.nothing}}", [fact(1, "count")]) == ["{{f9}}", "{{f1.nothing}}"]


@pytest.mark.parametrize(
    ("first", "last", "en", "es"),
    [
        (date(2011, 11, 1), date(2011, 11, 30), "November 2011", "noviembre de 2011"),
        (date(2011, 7, 1), date(2011, 9, 30), "Q3 2011", "T3 2011"),
        (date(2011, 1, 1), date(2011, 6, 30), "H1 2011", "primer semestre de 2011"),
        (date(2011, 1, 1), date(2011, 12, 31), "2011", "2011"),
        (date(2011, 9, 1), date(2011, 10, 15), "1 Sep – 15 Oct 2011", "1 sept – 15 oct 2011"),
        (date(2011, 12, 9), date(2011, 12, 9), "9 Dec 2011", "9 dic 2011"),
    ],
)
def test_a_period_is_named_as_people_name_it(first: date, last: date, en: str, es: str) -> None:
    assert (span_words(Span(first, last), "en"), span_words(Span(first, last), "es")) == (en, es)


def test_canonical_values_are_said_in_the_language() -> None:
    assert value_words("weekday", "Monday", "es") == "lunes"
    assert value_words("stage", "loyalty", "es") == "Fidelización"
    assert value_words("month", "2011-11", "en") == "November 2011"
    assert value_words("country", None, "es") == "desconocido"
    assert value_words("rfm_segment", "champions", "es") == "RFM: champions"
    assert time_words("2011-Q4", "en") == "Q4 2011"


def test_data_values_cannot_become_markup() -> None:
    assert escape("<b>x</b>") == "&lt;b&gt;x&lt;/b&gt;"
    assert "[" not in escape("[a](http://evil.example)").replace("\\[", "")
    assert "://" not in escape("![x](http://evil.example/y.png)")
    assert "{{" not in escape("{{f1}}")
    assert plain("a\u202eb\u200bc\nd") == "abc d"


def test_a_harmless_name_stays_as_it_is() -> None:
    assert escape("SET OF 3 CAKE TINS, 10% (RED) vip_france") == "SET OF 3 CAKE TINS, 10% (RED) vip_france"


@given(st.text(max_size=300))
def test_an_escaped_value_never_opens_a_placeholder_tag_or_link(value: str) -> None:
    done = escape(value)
    assert "{{" not in done
    assert "<" not in done
    assert "](" not in done.replace("\\]", "")
    assert "\n" not in done


@given(st.floats(-1e12, 1e12), st.sampled_from(["en", "es"]))
def test_money_reads_back_to_the_same_amount(value: float, language: Language) -> None:
    digits = money(value, None, language)
    back = float(digits.replace(",", "") if language == "en" else digits.replace(".", "").replace(",", "."))
    assert back == pytest.approx(value, abs=0.51 if abs(value) >= 999 else 0.0051)


@pytest.mark.parametrize(
    ("dimension", "key", "en", "es"),
    [
        ("country", "Germany", "Germany", "Alemania"), ("country", "España", "Spain", "España"),
        ("country", "EIRE", "EIRE", "Irlanda"), ("country", "Atlantis", "Atlantis", "Atlantis"),
        ("country", "France, Germany", "France, Germany", "Francia, Alemania"),
        ("country", "not Spain", "all but Spain", "todos menos España"),
        ("sales_channel", "store", "Store", "Tienda"),
        ("acquisition_channel", "paid_search", "Paid search", "Búsqueda de pago"),
        ("step", "with_address", "With an address", "Con dirección"), ("coupon", "unknown", "no coupon", "sin cupón"),
    ],
)  # fmt: skip
def test_a_key_is_read_in_the_answers_language(dimension: str, key: str, en: str, es: str) -> None:
    assert (value_words(dimension, key, "en"), value_words(dimension, key, "es")) == (en, es)
