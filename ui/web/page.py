"""The chat page: one Gradio component that shows the conversation, fed by the service as answers come."""

from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.agent.events import AnswerEvent, Event, ResetEvent, StepEvent, TextEvent
from assistant.answer import Answer
from tools.errors import MareaError
from tools.terms import Language
from ui.web.drawing import ChartDrawer, DrawnChart
from ui.web.labels import label, page_labels
from ui.web.loading import load_gradio
from ui.web.suggested import suggested_questions
from ui.web.talk import Talks
from ui.web.turn import LiveTurn, answer_html, failed_html, question_html

if TYPE_CHECKING:
    import gradio as gr

__all__ = ["ChatPage"]

Value = dict[str, Any]
_HERE = Path(__file__).parent
LONGEST_QUESTION = 20_000


class ChatPage:
    """What the page can be asked: to open, and to answer. Every reply is a small value that page.js puts on screen."""

    def __init__(self, service: Talks, drawer: ChartDrawer, brand: str = "") -> None:
        self._service, self._drawer, self._brand = service, drawer, brand

    def blocks(self) -> "gr.Blocks":
        """The page as Gradio blocks; its events are private."""
        load_gradio()
        import gradio as gr

        async def _opened(event: gr.EventData) -> AsyncIterator[Value]:
            async for value in self.open(_given(event, "conversation"), _language(_given(event, "language"))):
                yield value

        async def _asked(event: gr.EventData) -> AsyncIterator[Value]:
            fixed = _given(event, "fixed")
            async for value in self.ask(
                _given(event, "message")[:LONGEST_QUESTION],
                _given(event, "conversation"),
                _language(_given(event, "language")),
                _language(fixed) if fixed else None,
            ):
                yield value

        with gr.Blocks(title="Marea", analytics_enabled=False, fill_width=True) as blocks:
            page = gr.HTML(
                value={},
                html_template=_SKELETON,
                js_on_load=(_HERE / "page.js").read_text(encoding="utf-8"),
                apply_default_css=False,
                elem_id="marea",
            )
            quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden", "concurrency_limit": 32}
            page.select(_opened, outputs=page, **quiet)
            page.submit(_asked, outputs=page, **quiet)
        return blocks

    async def open(self, conversation_id: str, language: Language) -> AsyncIterator[Value]:
        """The words of the page and the conversation so far; goes on with an answer that is still being made.

        The screen may skip a value when the next one is there, so each holds all that is to be seen.
        """
        value: Value = {"kind": "open", "words": page_labels(language), "language": language, **self._start(language)}
        turns = self._turns(conversation_id)
        if turns:
            yield {**value, "turns": [self._shown(message, answer, waiting=True) for message, answer in turns]}
            for _, answer in turns:
                await self._drawn(answer)
            value["turns"] = [self._shown(message, answer) for message, answer in turns]
        yield value
        under_way = self._service.under_way(conversation_id) if conversation_id else None
        if under_way is None:
            return
        message, job = under_way
        async for live in self._told(job.watch(), language):
            yield {**value, "live": {**live, "question": question_html(message, language)}}

    async def ask(self, message: str, conversation_id: str, language: Language, fixed: Language | None) -> AsyncIterator[Value]:
        """The answer to a message as it comes: steps, text, then the whole with its chart."""
        yield {"kind": "live", "html": LiveTurn(language).html(), "done": False}
        try:
            async for value in self._told(self._service.stream(message, conversation_id or None, fixed), language):
                yield value
        except MareaError as error:
            yield {"kind": "live", "html": failed_html(error.message[language]), "done": True}

    def _turns(self, conversation_id: str) -> Sequence[tuple[str, Answer]]:
        try:
            return self._service.turns(conversation_id) if conversation_id else ()
        except MareaError:
            return ()

    def _shown(self, message: str, answer: Answer, waiting: bool = False) -> Value:
        drawn = {chart.id: self._drawer.remembered(chart) for chart in answer.charts}
        return {"question": question_html(message, answer.language), "html": answer_html(answer, drawn, waiting)}

    def _start(self, language: Language) -> Value:
        try:
            questions = suggested_questions(self._service.catalogue(), language)
        except MareaError:
            questions = []
        return {"questions": questions, "notice": "" if questions else label("no_data", language), "brand": self._brand}

    async def _told(self, events: AsyncIterator[Event], language: Language) -> AsyncIterator[Value]:
        live = LiveTurn(language)
        async for event in events:
            if isinstance(event, AnswerEvent):
                async for value in self._whole(event.answer):
                    yield value
                return
            _follow(live, event)
            yield {"kind": "live", "html": live.html(), "done": False}

    async def _whole(self, answer: Answer) -> AsyncIterator[Value]:
        known = {chart.id: self._drawer.remembered(chart) for chart in answer.charts}
        if not all(known.values()):
            yield {"kind": "live", "html": answer_html(answer, known, waiting=True), "done": False, "answered": True}
            known = dict(await self._drawn(answer))
        yield {"kind": "live", "html": answer_html(answer, known), "done": True}

    async def _drawn(self, answer: Answer) -> Mapping[str, DrawnChart | None]:
        return {chart.id: await self._drawer.draw(chart) for chart in answer.charts}


def _follow(live: LiveTurn, event: Event) -> None:
    if isinstance(event, StepEvent):
        live.steps[event.id] = event
    elif isinstance(event, TextEvent):
        live.text += event.text
    elif isinstance(event, ResetEvent):
        live.text = ""


def _given(event: "gr.EventData", name: str) -> str:
    given = event._data if isinstance(event._data, dict) else {}
    value = given.get(name, "")
    return value if isinstance(value, str) else ""


def _language(given: str) -> Language:
    return "es" if given == "es" else "en"


_SKELETON = """<div class="m-page">
<a class="m-skip" href="#m-question" data-word="skip"></a>
<header class="m-head">
  <div class="m-brand">
    <svg viewBox="0 0 40 40" width="36" height="36" aria-hidden="true"><rect width="40" height="40" rx="11" fill="#0f766e"/>
      <path d="M6 17c4.7 0 4.7-5 9.3-5s4.7 5 9.4 5 4.6-5 9.3-5"
        fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round"/>
      <path d="M6 28c4.7 0 4.7-5 9.3-5s4.7 5 9.4 5 4.6-5 9.3-5"
        fill="none" stroke="#99d5cf" stroke-width="3" stroke-linecap="round"/></svg>
    <div><strong>Marea</strong><span data-word="tagline"></span></div>
  </div>
  <div class="m-tools">
    <div class="m-languages" role="group">
      <button type="button" data-language="" aria-pressed="true" data-word="auto"></button>
      <button type="button" data-language="en" aria-pressed="false" lang="en">English</button>
      <button type="button" data-language="es" aria-pressed="false" lang="es">Español</button>
    </div>
    <button type="button" class="m-new" data-word="new"></button>
  </div>
</header>
<main class="m-main">
  <section class="m-welcome"><h1 data-word="title"></h1><p data-word="subtitle"></p><p class="m-notice" hidden></p>
    <div class="m-try"><h2 data-word="try"></h2><div class="m-questions"></div></div></section>
  <div class="m-thread" role="log" aria-live="polite" aria-relevant="additions"></div>
</main>
<form class="m-composer"><label class="m-sr" for="m-question" data-word="ask"></label>
  <div class="m-box"><textarea id="m-question" rows="1" maxlength="20000" autocomplete="off"></textarea>
    <button type="submit" class="m-send" data-word="send" disabled></button></div>
  <p class="m-hint" data-word="hint"></p></form></div>
"""
