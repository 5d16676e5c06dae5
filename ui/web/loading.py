"""Imports Gradio without the editor stubs that it writes beside its own source, which are half of its import time."""

import inspect
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["load_gradio"]


def load_gradio() -> None:
    """Import Gradio once, quietly: no analytics, no stubs. After it, `import gradio` costs nothing."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    if "gradio" not in sys.modules:
        with _without_stubs():
            import gradio  # noqa: F401


@contextmanager
def _without_stubs() -> Iterator[None]:
    """Gradio writes no stub for a component whose source cannot be found, so its classes have none while it is loaded."""
    find = inspect.getfile

    def _getfile(thing: object) -> str:
        if isinstance(thing, type) and thing.__module__.startswith("gradio."):
            raise OSError(f"the source of {thing.__name__} is not looked up while Gradio is imported")
        return find(thing)  # type: ignore[arg-type]

    inspect.getfile = _getfile  # type: ignore[assignment]  # the same call, refused for some
    try:
        yield
    finally:
        inspect.getfile = find
