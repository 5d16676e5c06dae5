"""Commands that run things: `serve`, `eval`, `inspect`."""

import socket
import sys
from json import dumps
from pathlib import Path
from typing import Annotated

import typer

from tools.errors import BadInputError
from tools.terms import Text

__all__ = ["listening", "register"]


def register(app: typer.Typer) -> None:
    """Add this file's commands."""
    app.command()(serve)
    app.command("eval")(evaluate)
    app.command()(inspect)


def serve(
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="port; that of the settings when left out")] = None,
) -> None:
    """Serve the page and the API on 127.0.0.1."""
    import uvicorn

    from assistant.settings import load_settings
    from ui.compose import compose_app

    settings = load_settings()
    chosen = port or settings.port
    with listening(settings.host, chosen) as bound:
        app = compose_app(settings)
        print(f"Marea: page at http://{settings.host}:{chosen}/, API docs at http://{settings.host}:{chosen}/docs", flush=True)
        uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False)).run(sockets=[bound])


def listening(host: str, port: int) -> socket.socket:
    """The socket to serve on; BadInputError where it cannot be had, before anything is loaded for it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host.strip("[]"), port))
    except OSError as error:
        bound.close()
        why = error.strerror or str(error)
        raise BadInputError(
            Text(
                f"cannot serve on {host}:{port} ({why}); choose another port: marea serve --port {port % 65535 + 1}",
                f"no se puede servir en {host}:{port} ({why}); elige otro puerto: marea serve --port {port % 65535 + 1}",
            )
        ) from error
    return bound


def evaluate(
    file: Annotated[Path, typer.Argument(help="questions with what is expected; form in docs/evaluation.md")],
    json: Annotated[bool, typer.Option("--json", help="print the whole report as JSON")] = False,
    runs: Annotated[int, typer.Option(min=1, help="ask everything this many times; a question passes when all runs do")] = 1,
    model: Annotated[str | None, typer.Option(help="another model than the one of the settings")] = None,
) -> None:
    """Ask every question of a file and score the answers."""
    from assistant.evaluate import evaluate as ask_all
    from assistant.evaluate import read_questions
    from ui.cli.reports import evaluation_lines
    from ui.compose import open_service

    questions = read_questions(file)
    with open_service(model=model) as service:
        report = ask_all(questions, ask=service.ask, runs=runs, model=model or service.settings.model)
    print(dumps(report.summary(), indent=2, ensure_ascii=False) if json else "\n".join(evaluation_lines(report)))
    sys.exit(0 if report.passed == report.asked else 1)


def inspect(answer_id: Annotated[str, typer.Argument(help="id of an answer, as in its JSON")]) -> None:
    """Show exactly what was sent to a model for an answer."""
    from ui.compose import open_service

    with open_service() as service:
        if service.answer(answer_id) is None:
            raise BadInputError(Text(f"there is no answer '{answer_id}'", f"no hay ninguna respuesta '{answer_id}'"))
        payloads = service.payloads(answer_id)
    for number, payload in enumerate(payloads, 1):
        print(f"--- call {number} to {payload.model}\n{payload.body}")
    if not payloads:
        print("Nothing was sent to a model outside this process for that answer.")
