"""Words that nothing reads: asides change no answer, filters are asked about, typos are what their neighbours make of them."""

import pytest

from assistant.builtin.plan import Context
from assistant.builtin.understanding import understand
from tests.builtin.catalogue import shop
from tests.builtin.test_understanding import calls

ASIDES = [
    ("quick one for the board deck, how many orders last month?", "how many orders last month?"),
    ("my brain is fried: revenue in May", "revenue in May"),
    ("revenue by country in 2024 because my boss is asking", "revenue by country in 2024"),
    ("how many lovely customers do we have in Germany, mate", "how many customers do we have in Germany"),
    ("what did we rake in last month", "what did we make last month"),
    ("morning! what was our revenue in May", "what was our revenue in May"),
    ("mi jefa me está metiendo prisa: ¿cuántos pedidos hubo en mayo?", "¿cuántos pedidos hubo en mayo?"),
    ("échame un cable: ingresos por país en 2024", "ingresos por país en 2024"),
    ("oye, ¿me podrías chivar cuánto vendimos en abril?", "¿cuánto vendimos en abril?"),
    ("estoy preparando una diapositiva, ¿cuál fue el ticket medio en mayo?", "¿cuál fue el ticket medio en mayo?"),
    ("ingresos del mes pasado para mi reunión", "ingresos del mes pasado"),
    ("our sales director phoned, how many orders last month?", "how many orders last month?"),
    ("nobody prepared a thing and we meet soon, how many orders last month?", "how many orders last month?"),
    ("how many orders did we get in May (asking for my neighbour)", "how many orders did we get in May"),
    ("how many orders, my sister wonders, did we get in May", "how many orders did we get in May"),
    ("before I forget, how many orders in May?", "how many orders in May?"),
    ("revenue in May because otherwise they'll sack me", "revenue in May"),
    ("revenue by country in 2024, no jargon", "revenue by country in 2024"),
    ("the consultant couldn't tell us, so how many orders in May?", "how many orders in May?"),
    ("me llamó la directora de ventas, ¿cuántos pedidos hubo en mayo?", "¿cuántos pedidos hubo en mayo?"),
    ("antes de que se me olvide, ¿cuántos pedidos hubo en mayo?", "¿cuántos pedidos hubo en mayo?"),
    ("¿cuántos pedidos hubo en mayo? Es que mi casero no me cree.", "¿cuántos pedidos hubo en mayo?"),
    ("ingresos de mayo porque si no me despiden", "ingresos de mayo"),
    ("ingresos de mayo, sin rodeos", "ingresos de mayo"),
    ("¿cuántos pedidos hubo en mayo para que mi jefa se calme?", "¿cuántos pedidos hubo en mayo?"),
]
FILTERS = [
    "revenue from women", "revenue in Narnia", "wholesale revenue last year", "red mugs sold last year", "orders over 3 kilos",
    "small orders last month", "orders paid with klarna", "revenue without gift wrap in May", "customers who complained in May",
    "orders of earrings last month", "ingresos de mujeres", "ingresos del norte en mayo", "pedidos pagados con bizum en mayo",
    "pedidos pequeños del mes pasado", "pedidos de más de 3 pulgadas", "clientes que se quejaron",
    "ingresos sin papel de regalo en mayo", "orders in May invoiced to a company", "orders in May that a doorman signed for",
    "pedidos de mayo en tonos crudos", "pedidos de mayo que apestaban a tabaco",
    "pedidos de mayo, quitando farmacias", "pedidos de mayo embalados por voluntarios",
]  # fmt: skip
NAMED_FIRST = ["our Utrecht depot, how many orders in May", "nuestra nave de Utrecht, ¿cuántos pedidos hubo en mayo?"]
TYPOS = [
    ("revenue this wek", "revenue this week"),
    ("how mny orders lst month", "how many orders last month"),
    ("revneue last mnth", "revenue last month"),
    ("orders per dya in May", "orders per day in May"),
    ("revenue las month", "revenue last month"),
    ("ingresos del mes pasdo", "ingresos del mes pasado"),
    ("ventas de esta smana", "ventas de esta semana"),
    ("ingresos del mse pasado", "ingresos del mes pasado"),
    ("cuantos peddos hubo ayr", "cuantos pedidos hubo ayer"),
]


@pytest.mark.parametrize(("noisy", "plain"), ASIDES)
def test_words_beside_a_question_change_nothing(noisy: str, plain: str) -> None:
    assert calls(noisy) == calls(plain)


@pytest.mark.parametrize("message", FILTERS)
def test_a_filter_that_nothing_knows_is_asked_about(message: str) -> None:
    plan = understand(message, Context(), shop())
    assert plan.intent in ("clarify", "decline"), [step.arguments for step in plan.steps]


@pytest.mark.parametrize("message", NAMED_FIRST)
def test_a_place_that_is_named_before_the_question_is_no_remark(message: str) -> None:
    plan = understand(message, Context(), shop())
    assert plan.intent in ("clarify", "decline") or any("Utrecht" in note.en for note in plan.readings)


@pytest.mark.parametrize(("typed", "meant"), TYPOS)
def test_a_short_typo_is_what_its_neighbours_make_of_it(typed: str, meant: str) -> None:
    assert calls(typed) == calls(meant)


SAID_APART = [
    ("set Spain aside, what was revenue in May", "revenue in May without Spain"),
    ("revenue in May with Spain set aside", "revenue in May without Spain"),
    ("deja España aparte, ¿cuánto vendimos en mayo?", "¿cuánto vendimos en mayo sin España?"),
    ("ingresos de los 60 días anteriores", "ingresos de los últimos 60 días"),
    ("customers who spent £500 to £1,000", "customers who spent between £500 and £1,000"),
    ("clientes que gastaron de 200 a 400 euros", "clientes que gastaron entre 200 y 400 euros"),
    ("who spent more than half a grand", "who spent more than 500"),
    ("customers with a 70% chance or more of ordering again", "customers with at least a 70% probability of ordering"),
    ("how many customers can't we email?", "how many customers are not subscribed to email?"),
    ("customers whose total spend is under 15 euros", "customers who spent less than 15 euros"),
    ("how much profit did we make in May", "gross profit in May"),
    ("¿Vamos bien?", "¿cómo vamos?"),
]


@pytest.mark.parametrize(("said", "meant"), SAID_APART)
def test_what_is_said_in_several_words_is_read_as_one(said: str, meant: str) -> None:
    assert calls(said) == calls(meant)


@pytest.mark.parametrize("topic", ["welcome", "bienvenida", "birthday", "cumpleaños", "cross-sell", "venta cruzada", "vip"])
def test_a_play_named_alone_is_looked_up(topic: str) -> None:
    assert [tool for tool, _ in calls(topic)] == ["search_playbook"]


@pytest.mark.parametrize(
    "message", ["who is the president of France", "¿quién es el rey de España?", "Write code that sorts a list"]
)
def test_somebody_of_a_country_and_code_are_out_of_scope(message: str) -> None:
    plan = understand(message, Context(), shop())
    assert plan.steps[0].arguments["kind"] == "out_of_scope"


@pytest.mark.parametrize(
    "message",
    [
        "Digamos que quería encender la impresora de mi compradora. Me pueden decir paso a paso como hacerlo?",
        "Suppose I wanted to log in on a laptop of my customer. Could you explain the procedure step by step please?",
    ],
)
def test_one_known_word_among_many_others_is_no_question_about_the_shop(message: str) -> None:
    step = understand(message, Context(), shop()).steps[-1]
    assert (step.tool, step.arguments.get("kind")) == ("decline", "out_of_scope")


def test_the_list_of_plain_words_knows_every_word_that_the_reader_has_learnt() -> None:
    pytest.importorskip("spellchecker", reason="needs pyspellchecker: install the dev extra")
    from assistant.builtin.train import DATA, plain_words_page

    kept = (DATA / "plain_words.yaml").read_text(encoding="utf-8")
    assert kept == plain_words_page(), "make train"
