"""A playbook of two plays for tests, with search by words in common."""

from knowledge.passages import Passage
from knowledge.plays import Copy, Play

HELLO = '{{ first_name | default: "there" }}'
BRAND = "{{ brand | default: 'us' }}"


def play(language: str = "en", **changed: object) -> Play:
    spanish = language == "es"
    parts: dict[str, object] = {
        "id": "win-back", "title": "Recuperar clientes" if spanish else "Win back lapsed customers", "stage": "retention",
        "business_models": ("ecommerce", "hybrid"), "language": language, "goal": "g", "audience": "a",
        "rule": {"all": [{"field": "health", "op": "=", "value": "lapsed"}]}, "channels": ("email", "sms"), "timing": "soon",
        "offer": "", "metric": "reactivations", "guard_rails": ("stop at the first order",), "measure": "against control",
        "copy": {
            "email": (
                Copy("a", "Te echamos de menos" if spanish else "We miss you", "pre", f"Hi {HELLO}, from {BRAND}", "Look"),
                Copy("b", '{{ offer | default: "Something" }} for you', "pre", f"Hello {HELLO}", "Shop"),
            ),
            "sms": (Copy("a", body=f"Hola {HELLO}, vuelve por tu té" if spanish else f"Hi {HELLO}, come back"),
                    Copy("b", body=f"{HELLO}: new things")),
        },
        "sections": (("When", "text"),),
    }  # fmt: skip
    return Play(**{**parts, **changed})  # type: ignore[arg-type]  # the parts above have the types of Play


THANKS = {
    "id": "thank-you",
    "title": "Thank loyal customers",
    "stage": "loyalty",
    "rule": {"all": [{"field": "stage", "op": "=", "value": "loyalty"}]},
}


class SmallPlaybook:
    """Two plays in both languages; a query finds a play that shares a word with its title."""

    def plays(self, language: str) -> list[Play]:
        return [play(language), play(language, **THANKS)]

    def play(self, play_id: str, language: str) -> Play | None:
        return next((p for p in self.plays(language) if p.id == play_id), None)

    def search(
        self, query: str, language: str, stage: str | None = None, business_model: str | None = None, limit: int = 5
    ) -> list[Passage]:
        words = set(query.lower().split())
        found = [p for p in self.plays("en") if words & set(p.title.lower().split()) and stage in (None, p.stage)]
        return [
            Passage(f"{p.id}.1", p.id, p.title, "When", language, "playbook", "text", p.stage, p.business_models, 0.8)
            for p in found
        ]
