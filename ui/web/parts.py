"""The pieces under an answer's text as HTML: chart, table, sources, draft and how it came about. Every value is escaped."""

import json
import re
from collections.abc import Sequence

from assistant.answer import Answer, AnswerCitation, AnswerDraft, AnswerOption, AnswerTable, AnswerToolCall, AnswerVariant
from assistant.render.numbers import day, number, percent
from assistant.render.screen import cell_on_screen, rows_on_screen
from assistant.render.texts import stage_name
from assistant.render.values import value_words
from tools.terms import Language
from ui.web.drawing import DrawnChart
from ui.web.labels import label, tool_name
from ui.web.markup import escaped, markdown_html

__all__ = ["buttons", "chart_figure", "draft_card", "how_section", "sources", "steps_section", "table_section"]

_SHORT = 12
_CSV = re.compile(r"/exports/[A-Za-z0-9_.-]+\.csv")


def chart_figure(title: str, drawn: DrawnChart | None, language: Language, waiting: bool = False) -> str:
    """The chart, once for wide and once for narrow screens; a line of text where it is not drawn (yet)."""
    head = f"<figcaption>{escaped(title)}</figcaption>"
    if drawn is None:
        words = label("drawing" if waiting else "no_chart", language)
        return f'<figure class="m-chart m-chart-off">{head}<p>{escaped(words)}</p></figure>'
    wide, narrow = drawn
    body = f'<div class="m-wide">{wide}</div><div class="m-narrow" aria-hidden="true">{narrow}</div>'
    return f'<figure class="m-chart">{head}{body}</figure>'


def table_section(table: AnswerTable, currency: str, language: Language) -> str:
    """Ten rows of a table, all of a time series; how many there are in all, and the whole as CSV."""
    rows = rows_on_screen(table)
    head = "".join(f'<th scope="col" class="m-{c.role}">{escaped(c.label)}</th>' for c in table.columns)
    body = "".join(_row(table, row, currency, language) for row in rows)
    shown = _shown(len(rows), table.total_rows, language)
    link = ""
    if table.csv_url and _CSV.fullmatch(table.csv_url):
        link = f'<a class="m-csv" href="{escaped(table.csv_url)}" download>{escaped(label("csv", language))}</a>'
    title = escaped(table.title)
    return (
        f'<section class="m-table"><div class="m-framed"><p class="m-caption" aria-hidden="true">{title}</p>'
        f'<div class="m-scroll" tabindex="0" role="region" aria-label="{title}"><table aria-label="{title}">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div></div>"
        f'<p class="m-foot"><span>{escaped(shown)}</span>{link}</p></section>'
    )


def sources(citations: Sequence[AnswerCitation], language: Language) -> str:
    """The cited passages by title and section, each to be opened."""
    if not citations:
        return ""
    items = "".join(_citation(citation, language) for citation in citations)
    return f'<section class="m-sources"><h4>{escaped(label("sources", language))}</h4>{items}</section>'


def draft_card(draft: AnswerDraft, currency: str, language: Language) -> str:
    """The draft as it would be read by the person who approves it: audience, test, offer, versions."""
    facts = [
        (label("channel", language), value_words("channel", draft.channel, language)),
        (label("control", language), percent(draft.control_share, language)),
        (label("measurable", language), _measurable(draft, language)),
        (label("offer", language), draft.offer),
        (label("timing", language), draft.timing),
        (label("measure", language), draft.measure),
        (label("guard_rails", language), "; ".join(draft.guard_rails)),
    ]
    listed = "".join(f"<dt>{escaped(name)}</dt><dd>{escaped(value)}</dd>" for name, value in facts if value)
    variants = "".join(_variant(variant, language) for variant in draft.variants)
    return (
        f'<section class="m-draft" aria-label="{escaped(label("draft", language))}"><header><h4>{escaped(draft.name)}</h4>'
        f'<span class="m-tag">{escaped(label("draft_state", language))}</span></header>'
        f'<p class="m-rule">{escaped(label("audience", language))}: {escaped(draft.audience.rule)}</p>'
        f"{_waterfall(draft, language)}<dl>{listed}</dl>{variants}</section>"
    )


def buttons(options: Sequence[AnswerOption], heading: str, language: Language, main: bool = False) -> str:
    """Things to click, each sending its message."""
    if not options:
        return ""
    kind = "m-option" if main else "m-next"
    items = "".join(
        f'<button type="button" class="{kind}" data-send="{escaped(o.message)}">{escaped(o.label)}</button>' for o in options
    )
    return f'<div class="m-buttons" role="group" aria-label="{escaped(heading)}"><span>{escaped(heading)}</span>{items}</div>'


def steps_section(calls: Sequence[AnswerToolCall], language: Language) -> str:
    """The steps taken, collapsed: name, rows and time of each."""
    if not calls:
        return ""
    count = label("steps_one", language) if len(calls) == 1 else label("steps", language, n=len(calls))
    total = number(sum(call.ms for call in calls), language)
    items = "".join(f"<li>{_step(call, language)}</li>" for call in calls)
    return (
        f'<details class="m-steps" data-keep="steps"><summary>{escaped(count)} · {total} ms</summary><ol>{items}</ol></details>'
    )


def how_section(answer: Answer) -> str:
    """How the answer came about: what was measured, what was asked of the data, of which snapshot, by which model."""
    language = answer.language
    measured = list(dict.fromkeys(fact.label for fact in answer.facts if fact.headline))
    asked = "".join(_call(call, language) for call in answer.tool_calls)
    pairs = [
        (label("definition", language), ", ".join(measured)),
        (label("as_of", language), day(answer.as_of, language) if answer.as_of else ""),
        (label("snapshot", language), answer.snapshot_id),
        (label("profiles", language), answer.profiles_id),
        (label("model", language), answer.model),
        (label("answer_id", language), answer.answer_id),
    ]
    sent = "" if answer.model == "builtin" and not answer.usage.input_tokens else _sent(answer)
    listed = "".join(f"<dt>{escaped(name)}</dt><dd>{escaped(value)}</dd>" for name, value in pairs if value)
    arguments = f"<dt>{escaped(label('arguments', language))}</dt><dd>{asked}</dd>" if asked else ""
    head = f"<summary>{escaped(label('how', language))}</summary>"
    return f'<details class="m-how" data-keep="how">{head}<dl>{listed}{arguments}</dl>{sent}</details>'


def _sent(answer: Answer) -> str:
    """The way to everything that left for a model: opened on its own, since it is long."""
    words = escaped(label("sent", answer.language))
    return f'<p><a href="/v1/answers/{escaped(answer.answer_id)}/payloads" target="_blank" rel="noopener">{words}</a></p>'


def _row(table: AnswerTable, row: Sequence[object], currency: str, language: Language) -> str:
    small = any(c.name == "small_group" and cell for c, cell in zip(table.columns, row, strict=False))
    shown = [
        (c.role, escaped(cell_on_screen(c, cell, currency, language))) for c, cell in zip(table.columns, row, strict=False)
    ]
    cells = "".join(f'<td class="m-{role}{" m-short" if len(text) <= _SHORT else ""}">{text}</td>' for role, text in shown)
    return f"<tr{' class=m-small' if small else ''}>{cells}</tr>"


def _shown(shown: int, total: int, language: Language) -> str:
    if shown < total:
        return label("shown", language, shown=number(shown, language), total=number(total, language))
    return label("all_shown_one", language) if total == 1 else label("all_shown", language, total=number(total, language))


def _citation(citation: AnswerCitation, language: Language) -> str:
    where = [citation.section, stage_name(citation.stage, language) if citation.stage else "", citation.language.upper()]
    small = " · ".join(part for part in where if part)
    return (
        f"<details><summary><strong>{escaped(citation.title)}</strong> <span>{escaped(small)}</span></summary>"
        f"<div class=m-passage>{markdown_html(citation.text)}</div></details>"
    )


def _measurable(draft: AnswerDraft, language: Language) -> str:
    if draft.measurable is None:
        return label("unknown", language)
    return label("measurable_yes" if draft.measurable else "measurable_no", language)


def _waterfall(draft: AnswerDraft, language: Language) -> str:
    steps = draft.audience.waterfall or [
        (label("matched", language), draft.audience.matched),
        (label("reachable", language), draft.audience.reachable),
        (label("sendable", language), draft.audience.sendable),
    ]
    most = max((left for _, left in steps if left is not None), default=0) or 1
    rows = "".join(_waterfall_step(name, left, most, language) for name, left in steps)
    return f'<ol class="m-waterfall">{rows}</ol>'


def _waterfall_step(name: str, left: int | None, most: int, language: Language) -> str:
    shown = number(left, language) if left is not None else label("unknown", language)
    width = round(100 * left / most) if left is not None else 0
    return f'<li><span>{escaped(name)}</span><b>{escaped(shown)}</b><i style="width:{width}%"></i></li>'


def _variant(variant: AnswerVariant, language: Language) -> str:
    length = ""
    if variant.characters is not None:
        parts = variant.parts if variant.parts is not None else 1
        words = label("length", language, n=number(variant.characters, language), parts=parts, encoding=variant.encoding or "")
        length = f'<p class="m-length">{escaped(words.rstrip(", "))}</p>'
    subject = f'<p class="m-subject"><span>{escaped(label("subject", language))}</span>{escaped(variant.subject)}</p>'
    pre = f'<p class="m-pre"><span>{escaped(label("preheader", language))}</span>{escaped(variant.preheader)}</p>'
    action = f'<p><span class="m-cta">{escaped(variant.call_to_action)}</span></p>' if variant.call_to_action else ""
    body = "".join(f"<p>{escaped(part)}</p>" for part in variant.body.split("\n") if part.strip())
    return (
        f'<article class="m-variant"><h5>{escaped(label("variant", language))} {escaped(variant.name)}</h5>'
        f"{subject if variant.subject else ''}{pre if variant.preheader else ''}{body}{action}{length}</article>"
    )


def _step(call: AnswerToolCall, language: Language) -> str:
    rows = label("rows_one", language) if call.row_count == 1 else label("rows", language, n=number(call.row_count, language))
    mark = "" if call.status == "ok" else " m-error"
    name, took = escaped(tool_name(call.name, language)), number(call.ms, language)
    return f'<span class="m-step{mark}">{name}</span> <small>{rows} · {took} ms</small>'


def _call(call: AnswerToolCall, language: Language) -> str:
    given = json.dumps(call.arguments, ensure_ascii=False, indent=1, default=str)
    return f"<p>{escaped(tool_name(call.name, language))} <code>{escaped(call.name)}</code></p><pre>{escaped(given)}</pre>"
