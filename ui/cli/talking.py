"""Commands that talk: `ask` for one question, `chat` for a conversation."""

import sys
from typing import Annotated

import typer

from tools.errors import BadInputError
from tools.terms import LANGUAGES, Language, Text

__all__ = ["register"]

Fixed = Annotated[str | None, typer.Option("--language", "-l", help="en or es; that of the question when left out")]
InConversation = Annotated[str | None, typer.Option("--conversation", help="go on with this conversation")]


def register(app: typer.Typer) -> None:
    """Add this file's commands."""
    app.command()(ask)
    app.command()(chat)


def ask(
    question: Annotated[str, typer.Argument(help="what you want to know; - reads it from standard input")],
    json: Annotated[bool, typer.Option("--json", help="print the answer object as JSON")] = False,
    language: Fixed = None,
    conversation: InConversation = None,
) -> None:
    """Ask one question, in English or Spanish."""
    from ui.cli.present import show
    from ui.compose import open_service

    text = sys.stdin.read() if question == "-" else question
    with open_service() as service:
        answer = service.ask(text, conversation_id=conversation, language=known_language(language))
    if json:
        print(answer.model_dump_json(indent=2))
    else:
        show(answer)


def chat(language: Fixed = None, conversation: InConversation = None) -> None:
    """Talk, with follow-ups; an empty line or Ctrl-D ends it."""
    from ui.cli.present import show
    from ui.compose import open_service

    fixed = known_language(language)
    with open_service() as service:
        while question := _next_question():
            try:
                answer = service.ask(question, conversation_id=conversation, language=fixed)
            except BadInputError as error:
                print(f"marea: {error}", file=sys.stderr)
                continue
            conversation = answer.conversation_id
            show(answer)


def known_language(word: str | None) -> Language | None:
    """The language of an option; BadInputError when it is not one of ours."""
    if word is None:
        return None
    for language in LANGUAGES:
        if word.lower() == language:
            return language
    known = ", ".join(LANGUAGES)
    raise BadInputError(Text(f"unknown language '{word}'; known: {known}", f"idioma desconocido '{word}'; conocidos: {known}"))


def _next_question() -> str:
    try:
        return input("> " if sys.stdin.isatty() else "").strip()
    except EOFError:
        return ""
