"""Metrics of loyalty: recommendations, referrals and reviews."""

from tools.metrics.declare import words
from tools.metrics.metric import Metric, Part, Variant
from tools.terms import Text

__all__ = ["METRICS"]

_PROMOTERS = Part(
    "promoters", Text("Promoters (9-10)", "Promotores (9-10)"), "people", "answers", lambda t, s: t.count(where=t.score >= 9)
)
_DETRACTORS = Part(
    "detractors", Text("Detractors (0-6)", "Detractores (0-6)"), "people", "answers", lambda t, s: t.count(where=t.score <= 6)
)
_ANSWERS = Part(
    "nps_answers", Text("People who answered", "Personas que respondieron"), "people", "answers", lambda t, s: t.count()
)
_REVIEWS = Part("review_volume", Text("Reviews", "Reseñas"), "count", "reviews", lambda t, s: t.count(), sums=True)
_STARS = Part("stars", Text("Stars given", "Estrellas dadas"), "stars", "reviews", lambda t, s: t.rating.sum(), sums=True)
_REFERRALS = Part("referrals", Text("Referrals", "Recomendaciones"), "count", "referrals", lambda t, s: t.count(), sums=True)
_REFERRERS = Part(
    "referrers", Text("Referrers", "Prescriptores"), "customers", "referrals", lambda t, s: t.customer_id.nunique()
)
_BUYERS = Part("buyers_365", Text("Customers of the last 365 days", "Clientes de los últimos 365 "
"días"), "customers", "recent_buyers",
               lambda t, s: t.customer_id.nunique())  # fmt: skip

METRICS = (
    Metric(
        "nps", Text("Net promoter score", "Net promoter score"), "points", "loyalty", "up",
        Text("Latest answer per person: share of 9-10 less share of 0-6, times 100.",
             "Última respuesta de cada persona: parte de 9-10 menos parte de 0-6, por 100."),
        words("NPS, net promoter score, promoter score, recommendation score, how likely to recommend, customer satisfaction "
              "score",
              "NPS, net promoter score, índice de recomendación, puntuación de recomendación, satisfacción de clientes, "
              "índice de promotores"),
        (Variant((_PROMOTERS - _DETRACTORS) / _ANSWERS * 100),), _ANSWERS, interval="nps",
    ),
    Metric(
        "referral_rate", Text("Referral rate", "Tasa de recomendación"), "rate", "loyalty", "up",
        Text("Referrers of the period / customers with an order in the 365 days to its end.",
             "Clientes que recomendaron en el periodo / clientes con pedido en los 365 días hasta su final."),
        words("referral rate, referrers rate, share of customers who refer, word of mouth rate, recommendation rate",
              "tasa de recomendación, tasa de referidos, porcentaje que recomienda, boca a boca, clientes que recomiendan"),
        (Variant(_REFERRERS / _BUYERS),), _BUYERS, interval="wilson",
    ),
    Metric(
        "referrals", Text("Referrals", "Recomendaciones"), "count", "loyalty", "up",
        Text("Customers brought by other customers in the period.", "Clientes traídos por otros clientes en el periodo."),
        words("referrals, referred customers, friends referred, customers referred, refer a friend, referral count",
              "recomendaciones, referidos, amigos traídos, clientes referidos, amigos recomendados, número de referidos"),
        (Variant(_REFERRALS),), additive=True,
    ),
    Metric(
        "review_volume", Text("Reviews", "Reseñas"), "count", "loyalty", "up",
        Text("Reviews written in the period.", "Reseñas escritas en el periodo."),
        words("review volume, reviews, number of reviews, review count, reviews written, product reviews, ratings count",
              "reseñas, número de reseñas, valoraciones, opiniones, volumen de reseñas, comentarios, número de opiniones"),
        (Variant(_REVIEWS),), additive=True, klaviyo="Submitted review",
    ),
    Metric(
        "average_rating", Text("Average rating", "Valoración media"), "stars", "loyalty", "up",
        Text("Mean rating of the reviews written in the period.", "Media de las reseñas escritas en el periodo."),
        words("average rating, mean rating, star rating, review score, stars, rating, average stars, average review",
              "valoración media, puntuación media, nota media, estrellas, media de reseñas, nota de las reseñas, valoración"),
        (Variant(_STARS / _REVIEWS),), _REVIEWS, klaviyo="Average review rating",
    ),
)  # fmt: skip
