"""The `marea` command: one topic of commands a file, and every foreseen failure as one clear line."""

import gc
import sys

import typer

from tools.errors import MareaError
from ui.cli import data, running, talking

__all__ = ["app", "run"]

app = typer.Typer(
    name="marea",
    help="A marketing analyst you talk to, over your own customer data. It works on the folder named in MAREA_HOME (~/.marea).",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for topic in (data, talking, running):
    topic.register(app)


_OBJECTS_BETWEEN_COLLECTIONS = (100_000, 50, 50)


def run() -> None:
    """Run the command line; a MareaError is one line on standard error and exit code 2."""
    gc.set_threshold(*_OBJECTS_BETWEEN_COLLECTIONS)  # loading makes a million objects and hardly any garbage
    try:
        app()
    except MareaError as error:
        print(f"marea: {error}", file=sys.stderr)
        sys.exit(2)
    except PermissionError as error:
        print(f"marea: no permission for {error.filename}; choose another folder in MAREA_HOME", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)


if __name__ == "__main__":
    run()
