"""Metrics of awareness: who reaches the site, and what it takes."""

from tools.metrics.declare import words
from tools.metrics.metric import Metric, Part, Variant
from tools.terms import Text

__all__ = ["METRICS", "REACH_VISITS", "SPEND", "VISITS"]

VISITS = Part(
    "site_visits", Text("Site visits", "Visitas"), "visits", "events", lambda t, s: t.visit_id.nunique(),
)  # fmt: skip
REACH_VISITS = Part(
    "reach_visits", Text("Site visits", "Visitas"), "visits", "reach", lambda t, s: t.visits.sum().fill_null(0), sums=True,
)  # fmt: skip
SPEND = Part(
    "ad_spend",
    Text("Ad spend", "Inversión publicitaria"),
    "money",
    "reach",
    lambda t, s: t.spend.sum().fill_null(0.0),
    sums=True,
)
_IMPRESSIONS = Part(
    "impressions",
    Text("Impressions", "Impresiones"),
    "count",
    "reach",
    lambda t, s: t.impressions.sum().fill_null(0),
    sums=True,
)
_REACH = Part(
    "reach_sum",
    Text("Reach, all days", "Alcance, todos los días"),
    "people",
    "reach",
    lambda t, s: t.social_reach.sum().fill_null(0),
)
_DAYS = Part("reach_days", Text("Days", "Días"), "days", "reach", lambda t, s: t.on.nunique(where=t.social_reach.notnull()))

METRICS = (
    Metric(
        "site_visits", Text("Site visits", "Visitas a la web"), "visits", "awareness", "up",
        Text("Distinct visits in events; the channels' daily visits where there are no events.",
             "Visitas distintas en los eventos; las visitas diarias por canal donde no hay eventos."),
        words("site visits, visits, sessions, traffic, website visits, web traffic, site traffic, website traffic, online "
              "visits, visitors, web sessions",
              "visitas, visitas a la web, sesiones, tráfico, tráfico web, visitas al sitio, visitas web, visitantes, "
              "afluencia"),
        (Variant(VISITS, lambda s: s.warehouse.has("events")), Variant(REACH_VISITS, lambda s: s.warehouse.has("reach_daily"))),
        shopify="Sessions", klaviyo="Active on Site",
    ),
    Metric(
        "impressions", Text("Impressions", "Impresiones"), "count", "awareness", "up",
        Text("Sum of the channels' daily impressions.", "Suma de las impresiones diarias de los canales."),
        words("impressions, ad impressions, views of ads, ad views, times shown, impression count",
              "impresiones, impresiones de anuncios, veces mostrado, visualizaciones de anuncios"),
        (Variant(_IMPRESSIONS),), additive=True, shopify="Impressions",
    ),
    Metric(
        "social_reach", Text("Mean daily reach", "Alcance diario medio"), "people", "awareness", "up",
        Text("Mean of the days' reach: people do not add up over days.",
             "Media del alcance diario: las personas no se suman entre días."),
        words("social reach, reach, people reached, audience reached, social media reach, daily reach",
              "alcance, alcance social, personas alcanzadas, alcance en redes, alcance diario, audiencia alcanzada"),
        (Variant(_REACH / _DAYS),), _DAYS,
        note=Text("People can be reached by several channels, so channels' reach overlaps.",
                  "Una persona puede verse alcanzada por varios canales, así que sus alcances se solapan."),
    ),
    Metric(
        "ad_spend", Text("Ad spend", "Inversión publicitaria"), "money", "awareness", "neither",
        Text("Sum of the channels' daily spend.", "Suma del gasto diario de los canales."),
        words("ad spend, advertising spend, marketing spend, ad cost, advertising cost, media spend, paid media cost, ad "
              "budget spent, "
              "marketing cost, acquisition spend, spend on ads",
              "inversión publicitaria, gasto publicitario, gasto en publicidad, inversión en medios, gasto en anuncios, coste "
              "de publicidad, "
              "inversión en marketing, gasto de marketing, inversión en anuncios, presupuesto gastado"),
        (Variant(SPEND),), additive=True, shopify="Ad spend",
    ),
)  # fmt: skip
