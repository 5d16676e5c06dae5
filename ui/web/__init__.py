"""The web page: a chat with the analyst, mounted on the same application as the API."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui.web.drawing import ChartDrawer
from ui.web.loading import load_gradio
from ui.web.talk import Talks

if TYPE_CHECKING:
    from fastapi import FastAPI

    from assistant.settings import Settings

__all__ = ["mount_page"]

_HERE = Path(__file__).parent


def mount_page(app: "FastAPI", service: Talks, settings: "Settings") -> None:
    """Mount the chat page at `/`; call it after the API's routes were added, since it takes every path that is left.

    Nothing leaves the machine: no analytics, no outside fonts, no history in the browser.
    """
    load_gradio()
    import gradio as gr

    from ui.web.page import ChatPage

    drawer = ChartDrawer()
    drawer.warm()
    page = ChatPage(service, drawer, settings.shop_name)
    gr.mount_gradio_app(
        app,
        page.blocks(),
        path="/",
        theme=gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"]),
        head=_head(),
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        enable_monitoring=False,
        mcp_server=False,
        pwa=False,
    )
    _at_the_end(app, lambda: drawer.close(wait=True))


def _at_the_end(app: "FastAPI", close: Callable[[], None]) -> None:
    """Call `close` when the application stops: a signal that ends the server leaves nothing else the time to."""
    inner = app.router.lifespan_context

    @asynccontextmanager
    async def _lifespan(running: "FastAPI") -> AsyncIterator[Any]:
        async with inner(running) as state:
            try:
                yield state
            finally:
                close()

    app.router.lifespan_context = _lifespan


def _head() -> str:
    style = (_HERE / "page.css").read_text(encoding="utf-8")
    viewport = '<meta name="viewport" content="width=device-width, initial-scale=1">'
    return f'{viewport}<meta name="robots" content="noindex"><style>{style}</style>'
