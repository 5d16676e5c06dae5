"""Small groups that differ strongly: searched on one half of the customers, judged on the other, checked at an earlier day."""

from tools.analytics.microsegments.clauses import Clause, Trait, number_trait, word_trait
from tools.analytics.microsegments.find import Frame, MicroSegment, find_microsegments
from tools.analytics.microsegments.outcome import Outcome
from tools.analytics.microsegments.settings import SearchSettings

__all__ = [
    "Clause", "Frame", "MicroSegment", "Outcome", "SearchSettings", "Trait", "find_microsegments", "number_trait", "word_trait",
]  # fmt: skip
