"""The page in a real browser: asked in both languages, on a wide and a narrow screen, without a foreign request."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from tests.ui.sample import SampleService

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

PATIENCE = 240_000
WIDE, PHONE = (1280, 900), (390, 844)


@dataclass
class Watched:
    """A page with what it complained of and whom it called."""

    page: "Page"
    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def ask(self, question: str) -> None:
        self.page.fill("#m-question", question)
        self.page.keyboard.press("Enter")
        self.settle()

    def settle(self) -> None:
        self.page.wait_for_selector(".m-page:not(.m-busy) .m-turn:last-child .m-behind", state="attached")

    def text(self, selector: str) -> str:
        return self.page.locator(selector).last.inner_text()


@contextmanager
def opened(browser: "Browser", url: str, size: tuple[int, int] = WIDE, locale: str = "en-GB") -> Iterator[Watched]:
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, locale=locale)
    page.set_default_timeout(PATIENCE)
    watched = Watched(page)
    page.on("console", lambda message: watched.errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: watched.errors.append(str(error)))
    page.on("request", lambda request: None if _is_ours(request.url) else watched.foreign.append(request.url))
    page.goto(url)
    page.wait_for_selector(".m-page.m-ready")
    yield watched
    page.close()
    assert watched.errors == []
    assert watched.foreign == []


def _is_ours(url: str) -> bool:
    return url.startswith(("http://127.0.0.1", "data:", "blob:", "about:"))


def test_a_question_gets_a_whole_answer_on_screen(browser: "Browser", address: str) -> None:
    with opened(browser, address) as on:
        on.page.evaluate(
            """() => { window.seen = []; new MutationObserver(() => {
              if (document.querySelector('.m-live')) window.seen.push('step');
              if (document.querySelector('.m-text[aria-busy]')) window.seen.push('text');
            }).observe(document.querySelector('.m-thread'), {subtree: true, childList: true}); }"""
        )
        on.ask("The 5 countries with the most revenue")
        assert {"step", "text"} <= set(on.page.evaluate("window.seen"))
        assert "£8,467,837" in on.text(".m-text")
        assert "Scope: 1 Dec 2010 – 9 Dec 2011" in on.text(".m-text")
        assert "wrong start" not in on.text(".m-answer")
        assert on.page.locator(".m-chart .m-wide svg").count() == 1
        assert on.page.locator(".m-table tbody tr").count() == 10
        assert "First 10 of 38 rows" in on.text(".m-foot")
        assert on.page.locator(".m-csv").get_attribute("href") == "/exports/a1_t1.csv"
        assert "Win back lapsed customers" in on.text(".m-sources")
        on.page.locator(".m-sources summary").click()
        assert "Write when the silence" in on.text(".m-passage")
        assert "1 step" in on.text(".m-steps summary")
        on.page.locator(".m-how summary").click()
        assert '"group_by"' in on.text(".m-how pre")


def test_values_from_data_are_words_and_never_markup(browser: "Browser", address: str) -> None:
    with opened(browser, address) as on:
        on.ask("The 5 countries with the most revenue")
        assert on.page.evaluate("window.hacked") is None
        assert on.page.locator(".m-answer img, .m-answer script").count() == 0
        assert on.page.locator(".m-answer a:not(.m-csv)").count() == 0
        assert "<img src=" in on.text(".m-table")


def test_the_page_speaks_spanish_to_a_spanish_browser(browser: "Browser", address: str) -> None:
    with opened(browser, address, PHONE, "es-ES") as on:
        assert "¿Qué quieres saber de tus clientes?" in on.text(".m-welcome")
        assert "¿En qué etapa están mis clientes?" in on.text(".m-questions")
        on.ask("¿Los 5 países con más ingresos?")
        assert re.search(r"8\.467\.837\s£", on.text(".m-text"))
        assert "Primeras 10 de 38 filas" in on.text(".m-foot")
        assert "Descargar CSV" in on.text(".m-foot")
        assert on.page.locator(".m-narrow svg").is_visible()
        assert on.page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
        rows = on.page.eval_on_selector_all(".m-table tbody tr", "rows => rows.slice(0, 4).map(row => row.offsetHeight)")
        assert max(rows) < 70, "words of a cell are broken into letters"


def test_the_language_can_be_switched_and_stays_after_a_reload(browser: "Browser", address: str) -> None:
    with opened(browser, address) as on:
        on.page.locator("[data-language='es']").click()
        on.page.wait_for_function("document.querySelector('.m-send').textContent === 'Enviar'")
        on.ask("The 5 countries with the most revenue")
        assert "va en cabeza en ingresos" in on.text(".m-text")
        on.page.reload()
        on.page.wait_for_selector(".m-page.m-ready")
        on.settle()
        assert on.text(".m-question").endswith("The 5 countries with the most revenue")
        assert "va en cabeza en ingresos" in on.text(".m-text")
        assert on.page.locator("[data-language='es']").get_attribute("aria-pressed") == "true"


def test_buttons_send_their_message(browser: "Browser", address: str) -> None:
    with opened(browser, address) as on:
        on.page.locator(".m-questions button").first.click()
        on.settle()
        on.page.locator(".m-next").last.click()
        on.page.wait_for_selector(".m-turn:nth-child(2)")
        on.settle()
        assert "Revenue by month" in on.text(".m-question")
        on.ask("which one?")
        on.page.locator(".m-option").first.click()
        on.page.wait_for_selector(".m-turn:nth-child(4)")
        on.settle()
        assert "Who is at risk by health?" in on.text(".m-question")
        on.page.locator(".m-new").click()
        assert on.page.locator(".m-turn").count() == 0


def test_a_draft_shows_audience_control_and_versions(browser: "Browser", address: str) -> None:
    with opened(browser, address) as on:
        on.ask("draft one for them")
        card = on.text(".m-draft")
        for words in ("Draft, not sent", "745", "unknown", "10.0%", "We miss you", "158 characters"):
            assert words in card


def test_who_a_draft_reaches_is_shown_once(browser: "Browser", address: str) -> None:
    with opened(browser, address) as on:
        on.ask("draft one for them")
        assert on.page.locator(".m-waterfall").count() == 1
        assert "Who can be written to" not in on.text(".m-answer")


def test_a_reload_goes_on_watching_an_answer_under_way(browser: "Browser", address: str, service: SampleService) -> None:
    service.unfinished["c_waiting"] = "The 5 countries with the most revenue"
    with opened(browser, f"{address}?c=c_waiting") as on:
        on.settle()
        assert "£8,467,837" in on.text(".m-text")


def test_the_keyboard_alone_reaches_everything(browser: "Browser", address: str) -> None:
    with opened(browser, address) as on:
        on.page.keyboard.press("Tab")
        reached = []
        for _ in range(14):
            reached.append(on.page.evaluate("document.activeElement.className || document.activeElement.id || ''"))
            on.page.keyboard.press("Tab")
        assert any("m-skip" in name for name in reached)
        assert any("m-new" in name for name in reached)
        assert "m-question" in reached
