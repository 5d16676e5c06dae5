"""The search on one half: rules grow condition by condition, and the most telling ones are kept at every step."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tools.analytics.microsegments.clauses import Clause, Trait, clauses_of, holds
from tools.analytics.microsegments.outcome import Judged, strength_of
from tools.analytics.microsegments.settings import SearchSettings
from tools.analytics.order_days import Bools, Floats

__all__ = ["search_rules"]

_OVERLAP = 0.6
_LEAST_SCORE = 2.0
_SHORTER_IS_BETTER = 0.9
_LARGEST_CLAUSE = 0.9

Rule = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Board:
    """The half laid out for matrix work: a row per clause, a column per customer, and the sums that a rule needs."""

    clauses: Sequence[Clause]
    met: NDArray[np.float32]
    measures: NDArray[np.float32]  # rows: 1, excess, variance, event, expected, value
    sign: float
    settings: SearchSettings
    yes_or_no: bool

    def mask(self, rule: Rule) -> NDArray[np.float32]:
        """1 for who meets every clause."""
        found: NDArray[np.float32] = self.met[list(rule)].min(axis=0)
        return found

    def score(self, masks: NDArray[np.float32]) -> tuple[Floats, Bools]:
        """Standardised excess of every mask, and whether it is large enough to be judged at all."""
        sums = (masks @ self.measures.T).astype(np.float64)
        return self.scored(sums)

    def scored(self, sums: Floats) -> tuple[Floats, Bools]:
        """The same from sums, measures last."""
        excess, variance, events, expected = (sums[..., i] for i in (1, 2, 3, 4))
        score = self.sign * excess / np.sqrt(np.maximum(variance, 1e-12))
        # for amounts `expected` is money: the customers themselves are what there must be enough of
        wanted = events if self.sign > 0 else expected if self.yes_or_no else sums[..., 0]
        return np.where(variance > 0, score, -np.inf), np.asarray(wanted >= self.settings.fewest_events)


def search_rules(traits: Sequence[Trait], half: Judged, settings: SearchSettings) -> list[tuple[tuple[Clause, ...], float]]:
    """The most telling rules on a half, each with its direction (+1 above expectation, -1 below), the best first.

    Rules that pick much the same customers are told once. Nothing here is an estimate: the best of many rules looks good
    on the half that chose it even where there is nothing to find.
    """
    if not len(half.values):
        return []
    signs = {"high": (1.0,), "low": (-1.0,), "both": (1.0, -1.0)}[settings.direction]
    clauses, met = _clauses(traits, settings)
    if not clauses:
        return []
    measures = np.stack([np.ones(len(half.values)), half.excess, half.variance, half.event, half.expected, half.values]).astype(
        np.float32
    )
    found: list[tuple[float, NDArray[np.float32], tuple[Clause, ...], float]] = []
    for sign in signs:
        board = _Board(clauses, met, measures, sign, settings, half.yes_or_no)
        found += [
            (score, board.mask(rule), tuple(clauses[i] for i in rule), sign) for rule, score in _grow(board, len(half.values))
        ]
    found.sort(key=lambda item: -item[0])
    return _distinct(found, settings.candidates)


def _clauses(traits: Sequence[Trait], settings: SearchSettings) -> tuple[list[Clause], NDArray[np.float32]]:
    kept: list[Clause] = []
    rows: list[Bools] = []
    for trait in traits:
        for clause in clauses_of(trait):
            met = holds(clause, trait)
            if settings.fewest_events <= met.sum() <= _LARGEST_CLAUSE * len(met):
                kept.append(clause)
                rows.append(met)
    return kept, np.asarray(rows, dtype=np.float32)


def _grow(board: _Board, customers: int) -> list[tuple[Rule, float]]:
    """Every rule of the beams that is small, strong and clear enough, shortened where a clause adds little."""
    beam: list[tuple[Rule, float]] = [((), 0.0)]
    good: dict[Rule, float] = {}
    for _ in range(board.settings.most_clauses):
        beam = _extended(board, beam) if beam else []
        for rule, score in beam:
            if score >= _LEAST_SCORE and _small_and_strong(board, rule, customers):
                short, short_score = _shortened(board, rule, score, customers)
                good[short] = short_score
    return sorted(good.items(), key=lambda item: (-item[1], item[0]))


def _extended(board: _Board, beam: list[tuple[Rule, float]]) -> list[tuple[Rule, float]]:
    """The best rules with one clause more; each must beat the rule that it comes from."""
    found: dict[Rule, float] = {}
    masks = np.stack([board.mask(rule) if rule else np.ones_like(board.met[0]) for rule, _ in beam])
    sums = np.stack([(masks * measure) @ board.met.T for measure in board.measures[:5]], axis=-1).astype(np.float64)
    scores, enough = board.scored(sums)
    for (rule, score), row, allowed in zip(beam, scores, enough, strict=True):
        for i in np.flatnonzero(allowed & (row > score)):
            if _adds(board, rule, int(i)):
                found[tuple(sorted((*rule, int(i))))] = float(row[i])
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return _unlike(ranked, board.settings.beam)


def _adds(board: _Board, rule: Rule, new: int) -> bool:
    """A trait may have one word, or one bound on either side with room between them."""
    clause = board.clauses[new]
    same = [board.clauses[i] for i in rule if board.clauses[i].field == clause.field]
    return not same or (clause.op != "=" and all(c.op not in ("=", clause.op) and c.value != clause.value for c in same))


def _unlike(ranked: list[tuple[Rule, float]], most: int) -> list[tuple[Rule, float]]:
    """Rules of one score pick the same customers: the first stays."""
    kept: dict[float, tuple[Rule, float]] = {}
    for rule, score in ranked:
        kept.setdefault(round(score, 4), (rule, score))
        if len(kept) >= most:
            break
    return list(kept.values())


def _small_and_strong(board: _Board, rule: Rule, customers: int) -> bool:
    n, _, _, _, expected, value = (board.measures @ board.mask(rule)).astype(np.float64)
    if n > board.settings.most_of_all * customers or n <= 0:
        return False
    return strength_of(float(value / n), float(expected / n), board.yes_or_no) >= board.settings.strength


def _shortened(board: _Board, rule: Rule, score: float, customers: int) -> tuple[Rule, float]:
    """Without the clauses that hardly add to the score."""
    for i in rule if len(rule) > 1 else ():
        shorter = tuple(j for j in rule if j != i)
        scores, enough = board.score(board.mask(shorter)[None, :])
        if enough[0] and scores[0] >= _SHORTER_IS_BETTER * score and _small_and_strong(board, shorter, customers):
            return _shortened(board, shorter, float(scores[0]), customers)
    return rule, score


def _distinct(
    found: list[tuple[float, NDArray[np.float32], tuple[Clause, ...], float]], most: int
) -> list[tuple[tuple[Clause, ...], float]]:
    kept: list[NDArray[np.float32]] = []
    rules = []
    for _, mask, rule, sign in found:
        if all(_overlap(mask, other) < _OVERLAP for other in kept):
            kept.append(mask)
            rules.append((rule, sign))
        if len(rules) >= most:
            break
    return rules


def _overlap(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    """Share of the smaller group that is in both."""
    return float(one @ other) / max(min(float(one.sum()), float(other.sum())), 1.0)
