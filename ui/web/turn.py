"""One turn of the conversation as HTML: while it is being made, and whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.agent.events import StepEvent
from assistant.answer import Answer, AnswerTable
from assistant.render.texts import OUTCOMES
from tools.terms import Language
from ui.web.drawing import DrawnChart
from ui.web.labels import label, tool_name
from ui.web.markup import escaped, markdown_html
from ui.web.parts import buttons, chart_figure, draft_card, how_section, sources, steps_section, table_section

__all__ = ["LiveTurn", "answer_html", "failed_html", "question_html"]


@dataclass
class LiveTurn:
    """An answer in the making: the steps seen so far and the text that has come."""

    language: Language
    steps: dict[str, StepEvent] = field(default_factory=dict)
    text: str = ""

    def html(self) -> str:
        """What can be shown of it now."""
        steps = "".join(_live_step(step, self.language) for step in self.steps.values())
        waiting = "" if self.text else f'<p class="m-wait"><i></i>{escaped(label(_state(self.steps), self.language))}</p>'
        listed = f'<ol class="m-live">{steps}</ol>' if steps else ""
        body = f'<div class="m-text" aria-busy="true">{markdown_html(self.text)}</div>' if self.text else ""
        return listed + waiting + body


def question_html(message: str, language: Language) -> str:
    """The question as it was asked."""
    words = "<br>".join(escaped(line) for line in message.split("\n"))
    return f'<span class="m-sr">{escaped(label("you", language))}: </span>{words}'


def answer_html(answer: Answer, drawn: Mapping[str, DrawnChart | None], waiting: bool = False) -> str:
    """A whole answer in the order of its frame.

    Args:
        answer: what to show.
        drawn: the SVG of each chart by its id; a chart that is missing here is still being drawn or could not be.
        waiting: whether charts are still being drawn.
    """
    language, currency = answer.language, answer.scope.currency
    in_card = [table for table in answer.tables if _in_card(table, answer)]
    titles = {table.title for table in in_card}
    charts = [chart_figure(c.title, drawn.get(c.id), language, waiting) for c in answer.charts if c.title not in titles]
    tables = [table_section(table, currency, language) for table in answer.tables if table.rows and table not in in_card]
    draft = draft_card(answer.draft, currency, language) if answer.draft else ""
    parts: Sequence[str] = [
        _outcome(answer),
        f'<div class="m-text" lang="{language}">{markdown_html(answer.text)}</div>',
        _unverified(answer),
        buttons(answer.options, label("choose", language), language, main=True),
        *charts,
        *tables,
        draft,
        sources(answer.citations, language),
        f'<div class="m-behind">{steps_section(answer.tool_calls, language)}{how_section(answer)}</div>',
        buttons(answer.suggestions, label("next", language), language),
    ]
    return "".join(part for part in parts if part)


def failed_html(message: str) -> str:
    """Why there is no answer."""
    return f'<p class="m-failed" role="alert">{escaped(message)}</p>'


def _state(steps: Mapping[str, StepEvent]) -> str:
    return "working" if steps else "thinking"


def _live_step(step: StepEvent, language: Language) -> str:
    return f'<li class="m-{step.status}">{escaped(tool_name(step.name, language))}</li>'


def _outcome(answer: Answer) -> str:
    if answer.outcome == "answered":
        return ""
    return f'<p class="m-outcome m-{answer.outcome}">{escaped(OUTCOMES[answer.outcome][answer.language])}</p>'


def _in_card(table: AnswerTable, answer: Answer) -> bool:
    """Whether the draft's card shows that table already: who can be written to, step by step."""
    return answer.draft is not None and [c.name for c in table.columns] == ["step", "customers"]


def _unverified(answer: Answer) -> str:
    if not answer.unverified_numbers:
        return ""
    numbers = ", ".join(answer.unverified_numbers)
    return f'<p class="m-unverified" role="note">{escaped(label("unverified", answer.language, numbers=numbers))}</p>'
