"""All metrics by id, gathered from the topics."""

from tools.metrics import conversion
from tools.metrics.metric import Metric
from tools.metrics.ordering import RELATIONS as ORDERING
from tools.metrics.relations import Relation

__all__ = ["METRICS", "RELATIONS"]

METRICS: dict[str, Metric] = {metric.id: metric for topic in (conversion,) for metric in topic.METRICS}
RELATIONS: dict[str, Relation] = {relation.id: relation for relation in (*ORDERING,)}
