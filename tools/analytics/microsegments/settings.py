"""How small, how strong and how sure a group has to be before anybody is told of it."""

from dataclasses import dataclass
from typing import Literal

__all__ = ["Direction", "SearchSettings"]

Direction = Literal["high", "low", "both"]


@dataclass(frozen=True, slots=True)
class SearchSettings:
    """What is searched for.

    Attributes:
        direction: groups above the expectation, below it, or both.
        most_clauses: conditions of one rule.
        fewest_events: customers with the outcome that a half must hold (or be expected to, for groups that are low).
        most_of_all: largest share of customers that is still a small group.
        strength: odds ratio (yes or no) or ratio of means (amounts) that counts as a strong difference.
        false_discovery: share of the reported groups that may be chance (Benjamini-Hochberg).
        candidates: how many groups go from the search to the judgement.
        beam: rules that are extended at every step.
        permutations: outcomes shuffled among customers who are alike, to see what chance does.
    """

    direction: Direction = "both"
    most_clauses: int = 4
    fewest_events: int = 30
    most_of_all: float = 0.1
    strength: float = 1.4
    false_discovery: float = 0.05
    candidates: int = 12
    beam: int = 40
    permutations: int = 1999
    seed: int = 7
