"""Fits the small heads and the known questions on their files; writes their weights and the list of plain words."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from rapidfuzz import process
from rapidfuzz.distance import OSA

from assistant.builtin import patterns as re
from assistant.builtin.message.intents import INTENTS, embed
from assistant.builtin.precedents.learn import FILE, write
from assistant.builtin.words.normalise import fold
from assistant.builtin.words.phrases import data, plurals, split_phrases, vocabulary
from assistant.builtin.words.places import world
from tools.metrics.dimensions import DIMENSIONS, Dimension
from tools.metrics.fields import FIELDS, Field
from tools.metrics.metric import Metric
from tools.metrics.registry import METRICS
from tools.terms import LANGUAGES

__all__ = ["asides", "examples", "main", "plain_words_page"]

DATA = Path(__file__).parent / "data"
_FOLDS = 3
_STEPS = 120
_RATE = 0.1
_RIDGES = (1e-4, 5e-4)
_ASIDES_RIDGE = 1e-4
_LEAD_INS_RIDGE = 5e-4
_PARTS = 5


def examples() -> Iterator[tuple[str, str]]:
    """Every example sentence with its intent, of both languages."""
    for language in ("en", "es"):
        for intent, text in yaml.safe_load((DATA / "intents" / f"{language}.yaml").read_text(encoding="utf-8")).items():
            for line in text.strip().splitlines():
                yield line.strip(), intent


def asides() -> Iterator[tuple[str, str, str]]:
    """Every example of words that nothing reads: the phrase, what it is, and the words that it was made with."""
    for kind, by_language in yaml.safe_load((DATA / "asides.yaml").read_text(encoding="utf-8")).items():
        for group in (group for groups in by_language.values() for group in groups):
            for word in group["of"].split("|"):
                for frame in group["as"].split("|"):
                    yield re.sub(r"(?<!\S)-(?!\S)|(?<!\S)-(?=')", word.strip(), frame.strip()), kind, word.strip()


def lead_ins() -> Iterator[tuple[str, str]]:
    """Every example of what is told ahead of a question, and whether it narrows it or is idle."""
    for kind, by_language in yaml.safe_load((DATA / "lead_ins.yaml").read_text(encoding="utf-8")).items():
        for said in (said for told in by_language.values() for said in told):
            yield said, kind


def _fit(vectors: Any, labels: Any, ridge: float, classes: int = len(INTENTS)) -> tuple[Any, Any]:
    """Weights and bias of a ridge-penalised softmax regression, classes weighted alike, by full-batch Adam."""
    wanted = np.eye(classes, dtype=np.float32)[labels]
    weight = (len(labels) / classes / np.maximum(wanted.sum(axis=0), 1))[labels][:, None] / len(labels)
    inputs = np.hstack([vectors, np.ones((len(vectors), 1))]).astype(np.float32)
    parameters = np.zeros((inputs.shape[1], classes), dtype=np.float32)
    mean, square = np.zeros_like(parameters), np.zeros_like(parameters)
    for step in range(1, _STEPS + 1):
        gradient = inputs.T @ ((_softmax(inputs @ parameters) - wanted) * weight) + ridge * parameters
        mean, square = 0.9 * mean + 0.1 * gradient, 0.999 * square + 0.001 * gradient**2
        parameters -= _RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return parameters[:-1], parameters[-1]


def _softmax(logits: Any) -> Any:
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    return shifted / shifted.sum(axis=1, keepdims=True)


def _held_out_logits(vectors: Any, labels: Any, ridge: float) -> Any:
    """Logits of every example from a model that has not seen it, nor its twin in the other language."""
    logits = np.zeros((len(labels), len(INTENTS)))
    half = len(labels) // 2
    group = np.concatenate([np.arange(half), np.arange(len(labels) - half)]) % _FOLDS
    for part in range(_FOLDS):
        weights, bias = _fit(vectors[group != part], labels[group != part], ridge)
        logits[group == part] = vectors[group == part] @ weights + bias
    return logits


def _train_asides() -> str:
    """Train and write `asides.npz`; words are held out with all phrases made with them."""
    phrases, kinds, made_with = (list(part) for part in zip(*asides(), strict=True))
    names = sorted(set(kinds))
    labels = np.array([names.index(kind) for kind in kinds])
    vectors = np.vstack([embed(phrases[at : at + 256]) for at in range(0, len(phrases), 256)])
    known = sorted(set(made_with))
    group = np.array([known.index(word) % _FOLDS for word in made_with])
    logits = np.zeros((len(labels), len(names)))
    for part in range(_FOLDS):
        weights, bias = _fit(vectors[group != part], labels[group != part], _ASIDES_RIDGE, len(names))
        logits[group == part] = vectors[group == part] @ weights + bias
    weights, bias = _fit(vectors, labels, _ASIDES_RIDGE, len(names))
    _write_head("asides", weights, bias, names, _temperature(logits, labels))
    right = float((logits.argmax(axis=1) == labels).mean())
    return f"{len(labels)} phrases beside questions, held-out accuracy {right:.3f}"


def _train_lead_ins() -> str:
    """Train and write `lead_ins.npz`, every fifth example held out in turn."""
    told, kinds = (list(part) for part in zip(*lead_ins(), strict=True))
    names = sorted(set(kinds))
    labels, vectors = np.array([names.index(kind) for kind in kinds]), embed(told)
    logits, group = np.zeros((len(labels), len(names))), np.arange(len(labels)) % _PARTS
    for part in range(_PARTS):
        weights, bias = _fit(vectors[group != part], labels[group != part], _LEAD_INS_RIDGE, len(names))
        logits[group == part] = vectors[group == part] @ weights + bias
    weights, bias = _fit(vectors, labels, _LEAD_INS_RIDGE, len(names))
    _write_head("lead_ins", weights, bias, names, _temperature(logits, labels))
    return f"{len(labels)} lead-ins, held-out accuracy {float((logits.argmax(axis=1) == labels).mean()):.3f}"


def _write_head(name: str, weights: Any, bias: Any, labels: Sequence[str], temperature: float) -> None:
    np.savez_compressed(
        DATA / f"{name}.npz", weights=weights.astype(np.float32), bias=bias.astype(np.float32),
        labels=np.array(labels), temperature=np.float32(temperature),
    )  # fmt: skip


def _temperature(logits: Any, labels: Any) -> float:
    """The temperature with the least log loss on held-out examples."""
    options = np.linspace(0.2, 2.0, 37)
    return float(options[np.argmin([_log_loss(logits / t, labels) for t in options])])


def _log_loss(logits: Any, labels: Any) -> float:
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_sum = np.log(np.exp(shifted).sum(axis=1))
    return float(np.mean(log_sum - shifted[np.arange(len(labels)), labels]))


def _dictionary() -> set[str]:
    """Words that people write in the two languages: a spelling dictionary's common ones, and their Spanish plurals."""
    from spellchecker import SpellChecker

    found: set[str] = set()
    for language, least in (("en", 500), ("es", 300)):
        counts = SpellChecker(language=language).word_frequency.dictionary
        common = {fold(word) for word, count in counts.items() if count >= least}
        found |= common | {plural for word in common if language == "es" for plural in plurals(word, "es")}
    return {word for word in found if re.fullmatch(r"[a-z]{4,14}", word)}


def _by_letter(known: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in sorted(known):
        found.setdefault(word[:1], []).append(word)
    return found


def _named() -> set[str]:
    """Every word that names a measure, a dimension or a column."""
    terms: list[Metric | Dimension | Field] = [*METRICS.values(), *DIMENSIONS.values(), *FIELDS.values()]
    names: list[str] = []
    for language in LANGUAGES:
        for term in terms:
            names += [term.label[language], *term.synonyms.get(language, ())]
    return {word for name in names for word in re.findall(r"[a-z]+", fold(name))}


def _confusable(word: str, known: list[str]) -> bool:
    """Whether the reader would take a word for a typo of one that it knows, and of no other form of the same word."""
    most = 1 if len(word) < 8 else 2
    near = process.extract(word, known, scorer=OSA.distance, score_cutoff=most, limit=3)
    return bool(near) and not any(_inflected(word, other) for other, *_ in near)


def _inflected(word: str, other: str) -> bool:
    """Whether two words differ in their ending alone."""
    return word.startswith(other) or other.startswith(word) or (len(word) == len(other) and word[:-1] == other[:-1])


def plain_words_page() -> str:
    """The list of words that are right as they stand, as YAML: it changes with every word that the reader learns."""
    sentences = [sentence for sentence, _ in examples()]
    vocabulary_words = vocabulary("en") | vocabulary("es") | {w for phrase in world() for w in phrase} | _named()
    kinds = [_by_letter(vocabulary_words)]
    values: set[str] = set()
    for name in ("channels.yaml", "wares.yaml", "reasons.yaml"):
        by_language = data(name) if isinstance(data(name), list) else data(name).values()
        values |= {w for text in by_language for names in text.values() for p in split_phrases(names) for w in p}
    found = {w for s in sentences for w in re.findall(r"[a-z]{4,}", fold(s))}
    kinds.append(_by_letter(values))  # what a shop sells, where and why
    found |= {w for w in _dictionary() if any(_confusable(w, known.get(w[0], [])) for known in kinds)}
    found -= vocabulary_words | values
    lines = textwrap.fill(" ".join(sorted(found)), 128, initial_indent="  ", subsequent_indent="  ")
    return f"# Made by assistant.builtin.train: right as they stand.\n>-\n{lines}\n"


def main() -> str:
    """Train, calibrate, write the heads and the list of plain words; gives a one-line report."""
    sentences, names = (list(part) for part in zip(*examples(), strict=True))
    vectors = embed(sentences)
    labels = np.array([INTENTS.index(name) for name in names])
    held_out = [_held_out_logits(vectors, labels, ridge) for ridge in _RIDGES]
    accuracies = [float((logits.argmax(axis=1) == labels).mean()) for logits in held_out]
    best = int(np.argmax(accuracies))
    weights, bias = _fit(vectors, labels, _RIDGES[best])
    temperature = _temperature(held_out[best], labels)
    _write_head("head", weights, bias, INTENTS, temperature)
    (DATA / "plain_words.yaml").write_text(plain_words_page())
    return (
        f"{len(labels)} examples, held-out accuracy {accuracies[best]:.3f}, "
        f"ridge {_RIDGES[best]}, temperature {temperature:.2f}; {_train_asides()}; {_train_lead_ins()}; "
        f"{write(FILE.read_text(encoding='utf-8'), DATA / 'precedents.npz')}"
    )


if __name__ == "__main__":
    import sys

    sys.stdout.write(main() + "\n")
