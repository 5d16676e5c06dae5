"""Text as it comes from a model, with every `{{f1}}` filled before anyone sees it."""

from assistant.agent.events import ResetEvent, TextEvent
from assistant.agent.run import Run
from assistant.render.numbers import fill

__all__ = ["Filler"]


class Filler:
    """Holds back an unfinished `{{` until its end has come."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._held = ""
        self.length = 0

    def add(self, piece: str) -> None:
        """Take a piece; pass on what can be shown."""
        self._held += piece
        start = self._held.rfind("{")
        if start > 0 and self._held[start - 1] == "{":
            start -= 1
        open_ = start >= 0 and "}}" not in self._held[start:]
        self._show(self._held[:start] if open_ else self._held)
        self._held = self._held[start:] if open_ else ""

    def flush(self) -> None:
        """Pass on what is left."""
        self._show(self._held)
        self._held = ""

    def withdraw(self) -> None:
        """Take back the text so far, when there is any."""
        self._held = ""
        if self.length:
            self._run.listen(ResetEvent())
        self.length = 0

    def _show(self, text: str) -> None:
        if text:
            self.length += len(text)
            self._run.listen(TextEvent(fill(text, self._run.ledger.facts, self._run.language)))
