"""What goes with an order in a visit, in words of both languages, and how good that is."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.builtin.plan import Plan, Step
from assistant.builtin.write import write
from assistant.render.numbers import fill
from tests.surroundings import context_of
from tests.visiting import visiting_shop
from tools.reply import Reply
from tools.terms import LANGUAGES, Language
from tools.visit_intent import visit_intent
from tools.warehouse.engine import Warehouse
from tools.warehouse.profiles.build import build_profiles


@pytest.fixture(scope="module")
def reply(tmp_path_factory: pytest.TempPathFactory) -> Reply:
    folder: Path = tmp_path_factory.mktemp("visits")
    shop = visiting_shop(folder)
    found = visit_intent(context_of(Warehouse(shop.path, build_profiles(shop.path, folder / "home", shop.shop), shop.shop)))
    return replace(found, facts=[replace(fact, id=f"f{n}") for n, fact in enumerate(found.facts, 1)])


SAID: dict[Language, tuple[str, ...]] = {
    "en": (
        "Of 2,400 visits looked at, **20.0%** ended in an order.",
        "Additions to the cart: 1 in visits that ended in an order, 0.06 in the other visits",
        "on 800 later visits from",
        "(its AUC; half would be luck)",
    ),
    "es": (
        "De 2.400 visitas miradas, el **20,0 %** acabó en pedido.",
        "Adiciones al carrito: 1 en las visitas que acabaron en pedido, 0,06 en las demás visitas",
        "en 800 visitas posteriores",
        "(su AUC; la mitad sería azar)",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_behaviour_and_how_well_it_foretells_an_order_are_said(reply: Reply, language: Language) -> None:
    text = write(Plan(language, "visits", (Step("visit_intent", {}),), "visits"), [reply], language)
    told = fill(text, reply.facts, language).replace("\u00a0", " ")
    assert [part for part in SAID[language] if part not in told] == []
    assert "[?]" not in told
