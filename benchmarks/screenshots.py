"""The pictures of the front page: a question in each language, asked in the real page of the demo shop at its fixed date."""

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

from benchmarks.demo_home import demo_home, settings_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["ASKED", "take"]

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
ASKED: dict[str, tuple[str, str | None]] = {
    "en": ("en-GB", None),  # the first question that the page suggests
    "es": ("es-ES", "¿Cómo han ido los ingresos por mes este año?"),
}
WIDTH, HEIGHT = 960, 740
_FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"]
_PATIENCE_MS = 240_000


def take(folder: Path = IMAGES) -> list[Path]:
    """Write one picture for each language into the folder, `answer-en.png` and `answer-es.png`."""
    from playwright.sync_api import sync_playwright

    with _served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=_FLAGS)
        taken = [_picture(browser, address, language, folder / f"answer-{language}.png") for language in ASKED]
        browser.close()
    return taken


def _picture(browser: "Browser", address: str, language: str, path: Path) -> Path:
    locale, question = ASKED[language]
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, locale=locale)
    page.set_default_timeout(_PATIENCE_MS)
    page.goto(address)
    page.wait_for_selector(".m-page.m-ready")
    if question is None:
        page.locator(".m-questions button").first.click()
    else:
        page.fill("#m-question", question)
        page.keyboard.press("Enter")
    page.wait_for_selector(".m-page:not(.m-busy) .m-turn .m-chart .m-wide svg")
    page.add_style_tag(content="#marea .m-composer { display: none !important; }")
    page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
    page.screenshot(path=path, animations="disabled")
    page.close()
    _fewer_colours(path)
    return path


def _fewer_colours(path: Path) -> None:
    """A palette of 128 colours: a third of the bytes, and no difference that anyone sees."""
    from PIL import Image

    with Image.open(path) as picture:
        picture.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)


@contextmanager
def _served() -> Iterator[str]:
    import uvicorn

    from ui.compose import compose_app

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(compose_app(settings_of(demo_home())), port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{port}/"
    _wait(address)
    yield address
    server.should_exit = True
    thread.join(timeout=20)


def _wait(address: str) -> None:
    for _ in range(300):
        try:
            with urlopen(f"{address}healthz", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise TimeoutError(f"no page at {address}")


if __name__ == "__main__":
    for picture in take():
        print(picture)
