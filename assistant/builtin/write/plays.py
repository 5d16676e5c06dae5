"""Guidance and drafts in words: what the playbook says, cited by title, and a proposed campaign that nobody has sent."""

from collections.abc import Sequence

from assistant.builtin.write.voice import bullets, lower, sentence
from assistant.render.escape import escape, plain
from assistant.render.values import value_words
from tools.reply import Citation, Draft, Reply
from tools.segments.messages import with_fallbacks_shown
from tools.terms import Language, Text

__all__ = ["draft", "guidance"]

_MOST_PASSAGES, _LONGEST = 3, 420


def guidance(reply: Reply, language: Language) -> str:
    """The passages that fit, best first; an honest nothing where the playbook has none."""
    if not reply.citations:
        return sentence(reply.message[language]) if reply.message else _NOTHING[language]
    best = reply.citations[0]
    head = _HEAD[language].format(title=escape(best.title))
    lines = [f"{_named(c, best)}{_excerpt(c)}" for c in _distinct(reply.citations)]
    return f"{head}\n\n{bullets(lines)}"


def draft(reply: Reply, language: Language) -> str:
    """A draft at a glance: whom it reaches, the test plan, the message; and that nothing was sent."""
    if reply.draft is None:
        return sentence(reply.message[language]) if reply.message else ""
    found = reply.draft
    lines = [_who(found, reply, language), _test(reply, language), _details(found, language)]
    said = sentence(reply.message[language]) if reply.message else ""
    head = _DRAFTED[language].format(
        name=escape(found.name), channel=_channel(found.channel, language), written=_WRITTEN[found.language][language]
    )
    first = found.variants[0] if found.variants else None
    copy = ""
    if first is not None:
        text = plain(with_fallbacks_shown(first.subject or first.body), 200)
        copy = f"> {escape(text)}"
    return "\n\n".join(
        part for part in (head, said, "\n".join(line for line in lines if line), copy, _NOT_SENT[language]) if part
    )


def _distinct(citations: Sequence[Citation]) -> list[Citation]:
    kept: dict[tuple[str, str], Citation] = {}
    for citation in citations:
        kept.setdefault((citation.play_id, citation.section), citation)
    best = citations[0].play_id
    return sorted(list(kept.values())[:_MOST_PASSAGES], key=lambda c: c.play_id != best or c.section != c.title)


def _named(citation: Citation, best: Citation) -> str:
    """The section where it has a name of its own, and the play where it is another than the one named before."""
    section = citation.section if citation.section != citation.title else ""
    play = citation.title if citation.play_id != best.play_id else ""
    names = [f"**{escape(section)}**" if section else "", f"({escape(play)})" if section and play else ""]
    said = " ".join(name for name in names if name) or (f"**{escape(play)}**" if play else "")
    return f"{said}: " if said else ""


def _excerpt(citation: Citation) -> str:
    text = plain(citation.text.removeprefix(f"{citation.title}. ").strip(), 2000)
    if len(text) > _LONGEST:
        end = max(text.rfind(mark, 0, _LONGEST) for mark in (". ", "; ", "? ", "! "))
        text = text[: end + 1] if end > 120 else text[:_LONGEST].rsplit(" ", 1)[0] + "…"
    return escape_long(text)


def escape_long(text: str) -> str:
    """An excerpt with markup neutralised piece by piece, since it is longer than a single value may be."""
    return " ".join(escape(word) for word in text.split())


def _who(found: Draft, reply: Reply, language: Language) -> str:
    facts = {fact.metric.removesuffix("_customers"): fact for fact in reply.facts if fact.unit == "customers"}
    words = escape(found.audience.rule[language])
    matched = facts.get("matched")
    count = f" ({{{{{matched.id}}}}})" if matched is not None else ""
    reach = facts.get("reachable")
    if found.audience.reachable is None or reach is None:
        reachable = _UNKNOWN[language]
    else:
        reachable = _REACHABLE[language].format(n=f"{{{{{reach.id}}}}}")
    return f"- {'Audiencia' if language == 'es' else 'Audience'}: {words}{count}; {reachable}"


def _test(reply: Reply, language: Language) -> str:
    shown = [f for f in reply.facts if f.unit != "customers" or f.metric.startswith("control")]
    lines = [f"- {escape(f.label[language])}: {{{{{f.id}}}}}" for f in shown[:6]]
    if reply.draft is not None and reply.draft.measurable:
        lines.append(f"- {_MEASURABLE[language]}")
    return "\n".join(lines)


def _channel(channel: str, language: Language) -> str:
    """A channel inside a sentence: WhatsApp, SMS, email, correo electrónico."""
    return lower(value_words("channel", channel, language))


def _details(found: Draft, language: Language) -> str:
    names = {
        "timing": Text("Timing", "Momento"),
        "offer": Text("Offer", "Oferta"),
        "measure": Text("Measured by", "Se mide con"),
    }
    told = [(names[name][language], getattr(found, name)) for name in names]
    return "\n".join(f"- {name}: {escape_long(plain(value, 300))}" for name, value in told if value)


_MEASURABLE = Text(
    "Measurable: there are enough of them to tell an effect of that size from chance",
    "Medible: son suficientes para distinguir del azar un efecto de ese tamaño",
)
_NOTHING = Text(
    "The playbook has nothing that fits this closely enough, so I would rather not invent advice.",
    "El manual no tiene nada que encaje lo suficiente, y prefiero no inventar consejos.",
)
_HEAD = Text("The playbook's closest play is **{title}**:", "La jugada más cercana del manual es **{title}**:")
_DRAFTED = Text(
    "Draft **{name}** for {channel}, written in {written}.", "Borrador **{name}** para {channel}, escrito en {written}."
)
_WRITTEN: dict[Language, Text] = {"en": Text("English", "inglés"), "es": Text("Spanish", "español")}
_NOT_SENT = Text(
    "It is only a draft: nothing has been sent, and it needs a person's approval first.",
    "Es solo un borrador: no se ha enviado nada y antes necesita la aprobación de una persona.",
)
_UNKNOWN = Text("reachable: unknown (no consent data)", "contactables: número desconocido (no hay datos de consentimiento)")
_REACHABLE = Text("reachable: {n}", "contactables: {n}")
