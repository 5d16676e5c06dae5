"""Guidance from the playbook and from the user's own documents, with passages to cite."""

from tools.context import ToolContext
from tools.reply import Citation, Option, Reply, Scope
from tools.segments.plays import play_named
from tools.terms import LANGUAGES, STAGES, BusinessModel, Language, Stage, Text

__all__ = ["search_playbook"]

PASSAGES = 4
NOTHING = Text(
    "The playbook has nothing on that.",
    "El manual no dice nada sobre eso.",
)
ASK_INSTEAD = (
    Option(
        Text("Win back lapsed customers", "Recuperar clientes perdidos"),
        Text(
            "What does the playbook advise for lapsed customers?",
            "¿Qué dice el manual sobre recuperar clientes perdidos?",
        ),
    ),
    Option(
        Text("From first order to second", "Del primer pedido al segundo"),
        Text("How do I get first buyers to order again?", "¿Cómo consigo que quien compra por primera vez repita?"),
    ),
)


def search_playbook(
    ctx: ToolContext,
    query: str,
    stage: Stage | None = None,
    business_model: BusinessModel | None = None,
    language: Language | None = None,
) -> Reply:
    """What the playbook or the user's documents advise on a marketing matter: plays, timing, offers, copy, guard-rails, brand.

    Use it for "what should we do", "how do I", "what does our guide say". It gives guidance to cite by title, never figures
    about this shop: for those use query_metrics, lifecycle, find_customers or customer_value.

    Args:
        query: the matter in the user's words.
        stage: only plays of this lifecycle stage.
        business_model: only what applies to ecommerce, subscription or hybrid shops.
        language: of the passages; the answer's language when left out.
    """
    wanted = language or ctx.language
    found = ctx.playbook.search(query, wanted, stage=stage, business_model=business_model, limit=PASSAGES)
    if not found and stage:
        found = ctx.playbook.search(query, wanted, business_model=business_model, limit=PASSAGES)
    if not found and stage and business_model:
        found = ctx.playbook.search(query, wanted, stage=stage, limit=PASSAGES)
    if not found and (play := ctx.playbook.play(play_named(query) or "", wanted)) is not None:
        found = ctx.playbook.search(f"{play.title}. {play.goal}", wanted, stage=_stage(play.stage), limit=PASSAGES)
    if not found:
        return Reply(outcome="no_data", message=NOTHING, missing=("playbook",), suggestions=ASK_INSTEAD)
    citations = tuple(
        Citation(
            passage_id=passage.passage_id,
            play_id=passage.play_id,
            title=passage.title,
            section=passage.section,
            language=_language(passage.language),
            source=passage.source,
            score=passage.score,
            text=passage.text,
            stage=_stage(passage.stage),
        )
        for passage in found
    )
    return Reply(citations=citations, scope=Scope(caveats=_other_language(citations, wanted)))


def _other_language(citations: tuple[Citation, ...], wanted: Language) -> tuple[Text, ...]:
    if all(citation.language == wanted for citation in citations):
        return ()
    return (Text("The passages found are in the other language.", "Los pasajes encontrados están en el otro idioma."),)


def _language(word: str) -> Language:
    return next(language for language in LANGUAGES if language == word)


def _stage(word: str | None) -> Stage | None:
    return next((stage for stage in STAGES if stage == word), None)
