"""An answer in the terminal: text, tables as a screen shows them, the draft, and what to ask next."""

from html import unescape
from io import StringIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markdown import Markdown
from rich.table import Table
from rich.text import Text as RichText

from assistant.answer import Answer, AnswerDraft, AnswerTable
from assistant.render.numbers import number
from assistant.render.screen import cell_on_screen, rows_on_screen
from assistant.render.values import value_words
from tools.terms import Language, Text

__all__ = ["show"]

_PAPER = 400
_GAP, _WIDEST = 3, 40
NOT_SHOWN = Text("too wide to show here: {columns}", "no caben aquí: {columns}")
ROWS_OF = Text("{shown} of {total} rows", "{shown} de {total} filas")
TRY_NEXT = Text("Try next: ", "Para seguir: ")


def show(answer: Answer, console: Console | None = None) -> None:
    """Print an answer as a person reads it; where no terminal is, in plain lines as wide as they need to be."""
    out = console or Console(soft_wrap=False)
    if not out.is_terminal:
        _show_plainly(answer)
        return
    out.print(Markdown(answer.text))
    for table in answer.tables:
        _show_table(table, answer.language, answer.scope.currency, out)
    _show_rest(answer, out)


def _show_rest(answer: Answer, out: Console) -> None:
    if answer.draft:
        _show_draft(answer.draft, answer.language, out)
    for option in answer.options:
        out.print(RichText(f"  - {option.label}"))
    if answer.suggestions:
        out.print(RichText(TRY_NEXT[answer.language] + " | ".join(s.message for s in answer.suggestions), style="dim"))


def _show_table(table: AnswerTable, language: Language, currency: str, out: Console) -> None:
    shown = rows_on_screen(table)
    cells = [[cell_on_screen(c, cell, currency, language) for c, cell in zip(table.columns, row, strict=True)] for row in shown]
    labels = [column.label[:1].upper() + column.label[1:] for column in table.columns]
    widths = [max(map(len, [*label.split(), *(row[i] for row in cells)])) for i, label in enumerate(labels)]
    kept = max(2, sum(sum(widths[: n + 1]) + _GAP * (n + 1) <= out.width for n in range(len(widths))))
    drawn = Table(title=RichText(table.title), title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    for column, label, width in list(zip(table.columns, labels, widths, strict=True))[:kept]:
        drawn.add_column(RichText(label), justify="right" if column.role == "value" else "left", min_width=min(width, _WIDEST))
    for row in cells:
        drawn.add_row(*map(RichText, row[:kept]))
    out.print(drawn)
    notes = (
        [ROWS_OF.format(shown=number(len(shown), language), total=number(table.total_rows, language))[language]]
        if table.total_rows > len(shown)
        else []
    )
    notes += [NOT_SHOWN.format(columns=", ".join(labels[kept:]))[language]] if kept < len(labels) else []
    if notes:
        out.print(RichText("; ".join(notes), style="dim"))


def _show_plainly(answer: Answer) -> None:
    """The answer on paper of unlimited width, so that nothing is cut, wrapped or padded for a screen."""
    paper = Console(width=_PAPER, no_color=True, highlight=False, record=True, file=StringIO())
    for table in answer.tables:
        _show_table(table, answer.language, answer.scope.currency, paper)
    _show_rest(answer, paper)
    print(unescape(answer.text))  # no page is here to read `&amp;`
    print("\n".join(line.rstrip() for line in paper.export_text().splitlines()))


def _show_draft(draft: AnswerDraft, language: Language, out: Console) -> None:
    for variant in draft.variants:
        out.print(RichText(f"\n{value_words('channel', draft.channel, language)} · {variant.name}", style="bold"))
        for line in (variant.subject, variant.preheader, variant.body, variant.call_to_action):
            if line:
                out.print(RichText(line))
