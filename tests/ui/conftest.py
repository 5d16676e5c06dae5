"""A real browser on a real server with prepared answers; skipped with its reason where Chromium is missing."""

import shutil
import socket
import threading
from collections.abc import Iterator
from time import monotonic
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.ui.sample import SampleService

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
START_SECONDS = 300


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("needs Debian's Chromium: apt-get install chromium")
    api = pytest.importorskip("playwright.sync_api", reason="needs playwright: install the dev extra")
    with api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def service() -> SampleService:
    return SampleService(pause=0.05)


@pytest.fixture(scope="session")
def address(service: SampleService, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the page is served; the server runs on a thread of its own until the session ends."""
    import uvicorn
    from fastapi import FastAPI

    from assistant.settings import Settings
    from ui.web import mount_page

    app = FastAPI()
    mount_page(app, service, Settings(home=tmp_path_factory.mktemp("home")))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    _wait(f"http://127.0.0.1:{port}/")
    yield f"http://127.0.0.1:{port}/"
    server.should_exit = True
    thread.join(timeout=20)


def _wait(url: str) -> None:
    end = monotonic() + START_SECONDS
    while monotonic() < end:
        try:
            with urlopen(url, timeout=START_SECONDS):
                return
        except (URLError, OSError):
            threading.Event().wait(0.2)
    raise TimeoutError(f"no page at {url} within {START_SECONDS} s")
