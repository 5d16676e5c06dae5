"""Parts of an answer on the page."""

from multiprocessing import active_children
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.settings import Settings
from tests.evaluate.answers import answer
from tests.ui.sample import SampleService
from ui.web import mount_page
from ui.web.parts import how_section


@pytest.mark.parametrize(("language", "words"), [("en", "What was sent to the model"), ("es", "Lo que se envió al modelo")])
def test_what_a_model_got_to_read_is_a_click_away(language: str, words: str) -> None:
    html = how_section(answer("x", language=language, model="some-model"))

    assert 'href="/v1/answers/a1/payloads"' in html
    assert words in html


def test_a_failed_model_is_shown_what_it_got_too() -> None:
    assert "payloads" in how_section(answer("x", usage={"input_tokens": 10}))


def test_nothing_was_sent_for_the_built_in_answer() -> None:
    assert "payloads" not in how_section(answer("x"))


def test_the_process_that_draws_charts_ends_with_the_application(tmp_path: Path) -> None:
    before = set(active_children())
    app = FastAPI()
    mount_page(app, SampleService(pause=0), Settings(home=tmp_path))
    with TestClient(app):
        drawing = set(active_children()) - before
        assert drawing
    assert not drawing & set(active_children())
