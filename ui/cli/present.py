"""An answer in the terminal: text, tables as a screen shows them, the draft, and what to ask next."""

from rich.console import Console
from rich.markdown import Markdown
from rich.table import Table
from rich.text import Text as RichText

from assistant.answer import Answer, AnswerDraft, AnswerTable
from assistant.render.numbers import format_value
from assistant.render.screen import rows_on_screen
from tools.terms import Language, Text

__all__ = ["show"]

ROWS_OF = Text("{shown} of {total} rows", "{shown} de {total} filas")
TRY_NEXT = Text("Try next: ", "Para seguir: ")


def show(answer: Answer, console: Console | None = None) -> None:
    """Print an answer as a person reads it."""
    out = console or Console(soft_wrap=False)
    out.print(Markdown(answer.text))
    for table in answer.tables:
        _show_table(table, answer.language, answer.scope.currency, out)
    if answer.draft:
        _show_draft(answer.draft, out)
    for option in answer.options:
        out.print(RichText(f"  - {option.label}"))
    if answer.suggestions:
        out.print(RichText(TRY_NEXT[answer.language] + " | ".join(s.message for s in answer.suggestions), style="dim"))


def _show_table(table: AnswerTable, language: Language, currency: str, out: Console) -> None:
    drawn = Table(title=RichText(table.title), title_justify="left")
    for column in table.columns:
        drawn.add_column(RichText(column.label), justify="right" if column.role == "value" else "left")
    shown = rows_on_screen(table)
    for row in shown:
        cells = zip(table.columns, row, strict=True)
        drawn.add_row(*(RichText(format_value(cell, column.unit, currency, language)) for column, cell in cells))
    out.print(drawn)
    if table.total_rows > len(shown):
        out.print(RichText(ROWS_OF.format(shown=len(shown), total=table.total_rows)[language], style="dim"))


def _show_draft(draft: AnswerDraft, out: Console) -> None:
    for variant in draft.variants:
        out.rule(RichText(f"{draft.channel} · {variant.name}"))
        for line in (variant.subject, variant.preheader, variant.body, variant.call_to_action):
            if line:
                out.print(RichText(line))
