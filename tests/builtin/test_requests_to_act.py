"""What changes something outside the chat needs a person, whatever the verb; a draft or a question does not."""

import pytest

from assistant.builtin.plan import Context
from assistant.builtin.understanding import understand
from tests.builtin.catalogue import shop


def kind(message: str) -> str | None:
    plan = understand(message, Context(), shop())
    return next((str(s.arguments["kind"]) for s in plan.steps if s.tool == "decline"), None)


@pytest.mark.parametrize(
    "message",
    [
        "publish the campaign", "roll out this newsletter", "ok, go live", "I approve it", "activa la campaña", "envíaselas",
        "lánzala mañana", "apruebo el borrador", "dale al botón", "delete order 812", "raise the price of mugs to 9 euros",
        "sube los precios un 5 %",
    ],
)  # fmt: skip
def test_a_request_to_act_needs_approval(message: str) -> None:
    assert kind(message) == "needs_approval"


@pytest.mark.parametrize(
    "message",
    [
        "draft a campaign for lapsed customers", "how many emails did we send in May 2025?",
        "mándame los pedidos de mayo de 2025",
        "what is the average price?", "which campaigns were clicked most in 2025?", "redacta un correo para clientes inactivos",
    ],
)  # fmt: skip
def test_a_question_or_a_draft_is_no_request_to_act(message: str) -> None:
    assert kind(message) not in ("needs_approval", "not_allowed")


@pytest.mark.parametrize(
    "message", ["Wie viele Kunden haben wir?", "Combien de clients avons-nous ?", "我们有多少客户？", "🙂🙂🙂"]
)
def test_other_languages_and_bare_signs_get_no_figures(message: str) -> None:
    assert [s.tool for s in understand(message, Context(), shop()).steps] in ([], ["decline"])
