"""Documents that cannot rot: what exists is documented, what is documented exists."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from assistant.settings import Settings
from tools.catalog import TOOLS
from ui.cli.main import app

ROOT = Path(__file__).parent.parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
COMMANDS = sorted(get_command(app).commands)  # type: ignore[attr-defined]  # a typer app with several commands is a group


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("setting", sorted(Settings.model_fields))
def test_every_setting_is_documented(setting: str) -> None:
    assert f"`{setting}`" in page("settings.md")


@pytest.mark.parametrize("tool", [tool.name for tool in TOOLS])
def test_every_tool_is_documented(tool: str) -> None:
    assert f"`{tool}`" in page("tools.md")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command: str) -> None:
    assert f"`marea {command}" in page("quickstart.md")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_no_page_names_a_command_or_target_that_does_not_exist(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    found = re.findall(r"```\w*\n(.*?)```|`([^`\n]+)`", text, re.S)
    code = "\n".join(block or inline for block, inline in found)
    assert set(re.findall(r"\bmarea ([a-z]+)\b", code)) <= set(COMMANDS)
    assert set(re.findall(r"^(?:PORT=\d+ )?make ([a-z-]+)", code, re.M)) <= targets


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_between_pages_lead_somewhere(path: Path) -> None:
    for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
        assert (path.parent / link).exists(), f"{path.name} links to {link}"


OPTIONS = {option for command in get_command(app).commands.values() for param in command.params for option in param.opts}  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_no_page_names_an_option_that_does_not_exist(path: Path) -> None:
    assert set(re.findall(r"`(--[a-z-]+)", path.read_text(encoding="utf-8"))) <= OPTIONS


def test_every_option_that_an_import_asks_for_exists() -> None:
    sources = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "tools" / "warehouse").glob("*.py"))
    asked = set(re.findall(r'"(--[a-z-]+)"', sources))
    assert {"--encoding", "--date-order", "--decimal"} <= asked <= OPTIONS


def test_every_route_is_documented() -> None:
    from fastapi import FastAPI

    from assistant.entry.api import chat, exports, health

    documented = FastAPI()
    for module in (chat, exports, health):
        documented.include_router(module.router)
    for route in documented.openapi()["paths"]:
        assert re.sub(r"\{\w+\}", "{id}", route) in page("api.md"), route
