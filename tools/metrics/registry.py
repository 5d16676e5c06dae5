"""All metrics and relations by id, gathered from the topics; adding a metric means adding it to its topic."""

from itertools import chain

from tools.metrics import (
    awareness,
    consideration,
    conversion,
    engagement,
    loyalty,
    messaging,
    ordering,
    renewing,
    retention,
    standing,
    subscribing,
    subscriptions,
    value,
    visiting,
    voicing,
)
from tools.metrics.metric import Metric
from tools.metrics.relations import Relation

__all__ = ["METRICS", "RELATIONS"]

_TOPICS = (awareness, consideration, conversion, retention, subscriptions, renewing, engagement, loyalty, value)
_SOURCES = (ordering, visiting, subscribing, messaging, voicing, standing)

METRICS: dict[str, Metric] = {metric.id: metric for metric in chain.from_iterable(topic.METRICS for topic in _TOPICS)}
RELATIONS: dict[str, Relation] = {
    relation.id: relation for relation in chain.from_iterable(source.RELATIONS for source in _SOURCES)
}
