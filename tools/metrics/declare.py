"""Short forms that keep the declarations of metrics readable."""

from tools.metrics.metric import Words

__all__ = ["words"]


def words(en: str, es: str) -> Words:
    """Synonyms per language from comma-separated lists."""
    return {"en": _listed(en), "es": _listed(es)}


def _listed(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())
