"""The only place that constructs things: settings in, a running whole out."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from assistant.settings import Settings, load_settings

if TYPE_CHECKING:
    from fastapi import FastAPI

    from assistant.builtin.plan import Plan
    from assistant.service import Service
    from tools.reply import Reply
    from tools.terms import Language

    Write = Callable[[Plan, Sequence[Reply], Language], str]

__all__ = ["compose_app", "compose_service", "open_service"]


@contextmanager
def open_service(home: Path | None = None, model: str | None = None) -> "Iterator[Service]":
    """A service for one command, closed at its end."""
    settings = load_settings(home)
    service = compose_service(settings.model_copy(update={"model": model}) if model else settings)
    try:
        yield service
    finally:
        service.close()


def compose_service(settings: Settings, write: "Write | None" = None) -> "Service":
    """The assistant over the current snapshot, the playbook and the state database; `write` words the built-in answers."""
    from assistant.builtin.understanding import understand
    from assistant.builtin.write import write as own_write
    from assistant.service import Service, SnapshotSource
    from assistant.state import State
    from knowledge.search import open_playbook
    from tools.metrics.catalogue import build_catalogue
    from tools.warehouse.opening import open_warehouse
    from tools.warehouse.store import current_snapshot

    home = settings.home
    source = SnapshotSource(
        current=lambda: snapshot.name if (snapshot := current_snapshot(home)) else None,
        open=lambda _id: open_warehouse(home, settings.shop, settings.limits),
        catalogue=build_catalogue,
        shop=settings.shop,
    )
    return Service(settings, State(settings.state_url), source, open_playbook(home), understand, write or own_write)


def compose_app(settings: Settings) -> "FastAPI":
    """API and page as one application."""
    from assistant.entry.api import create_api
    from ui.web import mount_page

    service = compose_service(settings)
    service.warm()
    app = create_api(service, settings)
    mount_page(app, service, settings)
    Thread(target=_prepare, args=(service,), name="marea-words", daemon=True).start()
    return app


def _prepare(service: "Service") -> None:
    """Have at hand what first answers would wait for, and leave it out of every later collection of garbage."""
    service.prepare()
    gc.collect()
    gc.freeze()
