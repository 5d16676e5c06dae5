"""What is told by pointing at it: that of another year, a campaign by its key, the name in brackets or in quotes."""

from dataclasses import replace

import pytest

from assistant.builtin.plan import Context
from assistant.builtin.understanding import understand
from tests.builtin.asking import asked, calls
from tests.builtin.catalogue import shop
from tools.vocabulary import Value


@pytest.mark.parametrize(
    ("first", "then", "period"),
    [
        ("average order in the fourth quarter of 2024?", "and the one of 2023?", "2023-Q4"),
        ("ticket medio del cuarto trimestre de 2024", "¿y el de 2023?", "2023-Q4"),
        ("revenue in May 2025", "and that of 2024?", "2024-05"),
        ("ventas del Black Friday 2024", "¿y el de 2023?", "black_friday_2023"),
        ("orders in 2024", "and those of 2023?", "2023"),
    ],
)
def test_that_of_a_year_is_the_same_part_of_it(first: str, then: str, period: str) -> None:
    assert asked(first, then)["period"] == period


@pytest.mark.parametrize(
    "question",
    [
        "how many customers ordered on Black Friday 2023 and also on that of 2024?",
        "¿cuántos clientes pidieron tanto en el Black Friday de 2023 como en el de 2024?",
    ],
)
def test_that_of_another_year_beside_a_sale_is_that_sale(question: str) -> None:
    rule = asked(question)["rule"]["all"]
    assert [c["period"] for c in rule] == ["black_friday_2023", "black_friday_2024"]


@pytest.mark.parametrize(
    ("question", "period", "against"),
    [
        ("¿vendimos más en el segundo semestre de 2024 que en el primero?", "2024-H2", "2024-H1"),
        ("did we sell more in Q4 2024 than in the third?", "2024-Q4", "2024-Q3"),
        ("sales BF 2024 vs BF 2023", "black_friday_2024", "black_friday_2023"),
        ("vetnas BF 2024 vs BF 2023", "black_friday_2024", "black_friday_2023"),
    ],
)
def test_a_part_without_its_year_is_of_the_year_beside_it(question: str, period: str, against: str) -> None:
    step = asked(question)
    assert (step["metrics"], step["period"], step["compare_to"]) == (["revenue"], period, against)


@pytest.mark.parametrize("question", ["did M0000012 beat its control group?", "¿la M0000012 le ganó a su grupo de control?"])
def test_a_campaign_is_named_by_its_key(question: str) -> None:
    named = replace(shop(), values=(*shop().values, Value("campaign", "M0000012", ("Tea Summer Launch",), 0.5)))
    (step,) = understand(question, Context(), named).steps
    assert (step.tool, step.arguments["campaign"]) == ("campaign_effect", "M0000012")


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("ventas de cosas para preparar té (Coffee) en mayo", "ventas de Coffee en mayo"),
        ("how many 'at risk' customers do we have in Spain?", "how many at risk customers do we have in Spain?"),
        ("Tengo una hora para llamar: muéstrame diez del grupo RFM 'champions', de mayor a menor gasto histórico",
         "list ten RFM champions by total spend"),
    ],
)  # fmt: skip
def test_marks_around_a_name_change_nothing(question: str, plain: str) -> None:
    assert calls(question) == calls(plain)


@pytest.mark.parametrize("question", ["last order date of C0000315", "fehca del último pedido de C0000315"])
def test_whose_last_order_it_was_is_a_customer(question: str) -> None:
    assert asked(question)["customer_id"].upper() == "C0000315"
