"""The dimensions that metrics can be grouped and filtered by: names in both languages and the form of their keys."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from tools.metrics.declare import words
from tools.metrics.metric import Words
from tools.metrics.rows import UNKNOWN, WEEKDAYS
from tools.terms import Text

__all__ = ["DIMENSIONS", "Dimension", "key_of"]


@dataclass(frozen=True, slots=True)
class Dimension:
    """A way to split. `overlaps` why groups of it can share orders or customers; `tables` what it needs beyond the metric's."""

    id: str
    label: Text
    synonyms: Words
    kind: Literal["time", "order", "customer", "product", "message"]
    tables: tuple[str, ...] = ()

    @property
    def plural(self) -> Text:
        """Several of it, in small letters: countries, canales de venta."""
        english, spanish = self.label.en, self.label.es
        english = english if english[1:2].isupper() else english[:1].lower() + english[1:]
        stem = english[:-1] + "ie" if english.endswith("y") and english[-2:-1] not in "aeo" else english
        head, _, rest = (spanish[:1].lower() + spanish[1:]).partition(" ")
        head = head[:-2] + "ones" if head.endswith("ón") else head + ("s" if head[-1] in "aeioú" else "es")
        return Text(stem + "s", f"{head} {rest}".strip())


def _dimension(id: str, en: str, es: str, kind: Any, more_en: str, more_es: str, *tables: str) -> Dimension:
    return Dimension(id, Text(en, es), words(more_en, more_es), kind, tables)


DIMENSIONS: dict[str, Dimension] = {
    dimension.id: dimension
    for dimension in (
        _dimension("country", "Country", "País", "order", "country, countries, market, markets, nation, geography, territory, "
                                                          "by geo",
                   "país, países, mercado, mercados, nación, geografía, territorio"),
        _dimension("city", "City", "Ciudad", "order", "city, cities, town, towns, location", "ciudad, ciudades, población, "
        "localidad, localidades"),
        _dimension("order", "Order", "Pedido", "order", "individual orders, single orders, order by order",
                   "pedidos sueltos, pedidos uno a uno, cada pedido por separado"),
        _dimension("currency", "Currency", "Moneda", "order", "currency, currencies", "moneda, monedas, divisa, divisas"),
        _dimension("acquisition_channel", "Acquisition channel", "Canal de captación", "customer",
                   "acquisition channel, channel, channels, traffic channel, marketing channel, source of acquisition, "
                   "traffic source, "
                   "where they came from, medium, acquisition source",
                   "canal de captación, canal de adquisición, canal, canales, canal de marketing, fuente de tráfico, origen, "
                   "de dónde vienen, vía de entrada, medio"),
        _dimension("referral_source", "Referral source", "Fuente de recomendación", "customer",
                   "referral source, how they heard of us, how did you hear, heard about us, referrer",
                   "fuente de recomendación, cómo nos conoció, cómo nos conocieron, origen de la recomendación, prescriptor"),
        _dimension("sales_channel", "Sales channel", "Canal de venta", "order",
                   "sales channel, sales channels, selling channel, storefront, web vs store, marketplace, point of sale, "
                   "online or store",
                   "canal de venta, canales de venta, punto de venta, tienda o web, marketplace, canal comercial"),
        _dimension("category", "Category", "Categoría", "product",
                   "category, categories, product category, product type, department, collection, product line, range, "
                   "product range, product ranges",
                   "categoría, categorías, tipo de producto, familia, familias, departamento, colección, línea de producto, "
                   "gama",
                   "order_lines", "products"),
        _dimension("product", "Product", "Producto", "product",
                   "product, products, item, items, article, articles, SKU, SKUs, best sellers, bestseller, reference",
                   "producto, productos, artículo, artículos, referencia, referencias, SKU, más vendidos, "
                   "superventas", "order_lines"),
        _dimension("plan", "Plan", "Plan", "order", "plan, plans, subscription plan, tier, membership, box type",
                   "plan, planes, plan de suscripción, tipo de suscripción, modalidad, tarifa, cuota", "subscriptions"),
        _dimension("billing_interval", "Billing interval", "Frecuencia de cobro", "order",
                   "billing interval, billing period, billing frequency, billing cycle, monthly or annual, monthly vs annual",
                   "frecuencia de cobro, periodo de cobro, ciclo de cobro, periodicidad, mensual o anual",
                   "subscriptions"),
        _dimension("renewal", "Renewal number", "Número de renovación", "order",
                   "renewal number, renewal, each renewal, which renewal, renewals made",
                   "número de renovación, renovación, cada renovación, en qué renovación",
                   "subscriptions"),
        _dimension("language", "Language", "Idioma", "customer", "language, languages, locale, "
        "tongue", "idioma, idiomas, lengua"),
        _dimension("coupon", "Coupon", "Cupón", "order",
                   "coupon, coupons, coupon code, discount code, promo code, voucher, promotion code, promo",
                   "cupón, cupones, código de descuento, código promocional, código, vale, bono, promoción"),
        _dimension("new_or_returning", "New or returning", "Nuevo o recurrente", "customer",
                   "new or returning, new vs returning, new versus returning, new and existing, new vs existing, first-time "
                   "vs repeat, "
                   "customer type",
                   "nuevo o recurrente, nuevos y recurrentes, nuevos frente a recurrentes, nuevos vs recurrentes, nuevos o "
                   "existentes, "
                   "tipo de cliente"),
        _dimension("stage", "Stage", "Etapa", "customer", "stage, stages, lifecycle stage, lifecycle, phase, funnel stage",
                   "etapa, etapas, etapa del ciclo de vida, ciclo de vida, fase, fases", "profiles"),
        _dimension("health", "Health", "Salud", "customer", "health, customer health, activity status, at risk or active, "
                                                            "churn risk",
                   "salud, salud del cliente, estado de actividad, riesgo, riesgo de fuga", "profiles"),
        _dimension("rfm_segment", "RFM group", "Grupo RFM", "customer", "RFM, RFM segment, RFM group, RFM groups, rfm segments",
                   "RFM, segmento RFM, grupo RFM, grupos RFM, segmentos RFM", "profiles"),
        _dimension("segment", "Segment", "Segmento", "customer", "segment, segments, saved segment, saved segments, audience",
                   "segmento, segmentos, segmento guardado, segmentos guardados", "profiles"),
        _dimension("cohort", "Cohort", "Cohorte", "customer",
                   "cohort, cohorts, month of first order, first purchase month, acquisition month, acquisition cohort, "
                   "vintage",
                   "cohorte, cohortes, mes de primera compra, mes de captación, mes del primer pedido, añada"),
        _dimension("customer", "Customer", "Cliente", "customer", "each customer, per customer ranking, individual customers, "
        "who spent most",
                   "cada cliente, ranking de clientes, clientes individuales"),
        _dimension("campaign", "Campaign", "Campaña", "message", "campaign, campaigns, flow, flows, mailing, mailings, "
        "newsletter, automation",
                   "campaña, campañas, flujo, flujos, envío, envíos, newsletter, automatización", "campaigns"),
        _dimension("channel", "Message channel", "Canal de envío", "message", "message channel, sending channel, email or "
        "sms, campaign channel",
                   "canal de envío, canal de comunicación, correo o sms, canal de la campaña", "campaigns"),
        _dimension("cancel_reason", "Cancellation reason", "Motivo de baja", "customer",
                   "cancellation reason, cancel reason, reason for cancelling, why they cancel, churn reason",
                   "motivo de baja, motivo de cancelación, razón de baja, por qué cancelan, causa de baja", "subscriptions"),
        _dimension("day", "Day", "Día", "time", "day, daily, per day, by day, days, each day, date", "día, diario, diaria, "
        "por día, días, cada día, fecha, a diario"),
        _dimension("week", "Week", "Semana", "time", "week, weekly, per week, by week, weeks, each week", "semana, semanal, "
        "por semana, semanas, cada semana"),
        _dimension("month", "Month", "Mes", "time", "month, monthly, per month, by month, months, each month, month by month, "
                                                    "trend, over time, evolution",
                   "mes, mensual, por mes, meses, cada mes, mes a mes, evolución, tendencia, mensualmente, a lo largo del "
                   "tiempo"),
        _dimension("quarter", "Quarter", "Trimestre", "time", "quarter, quarterly, per quarter, by quarter, "
        "quarters", "trimestre, trimestral, por trimestre, trimestres"),
        _dimension("year", "Year", "Año", "time", "year, yearly, annual, annually, per year, by year, years", "año, anual, "
        "por año, años, anualmente"),
        _dimension("weekday", "Weekday", "Día de la semana", "time",
                   "weekday, day of the week, day of week, weekdays, which day of the week, days of the week",
                   "día de la semana, días de la semana, qué día de la semana, por día de la semana"),
        _dimension("hour", "Hour", "Hora", "time", "hour, hourly, hour of the day, time of day, hours, by hour, what time",
                   "hora, por hora, hora del día, horas, franja horaria, a qué hora"),
    )
}  # fmt: skip

_FORMS: Mapping[str, str] = {"month": "%Y-%m", "year": "%Y", "cohort": "%Y-%m"}


def key_of(dimension: str, value: Any) -> str | int:
    """The canonical key of a grouped value: ids and names as they are, ISO units of time, English weekday names."""
    if value is None:
        return UNKNOWN
    if dimension == "weekday":
        return WEEKDAYS[int(value)]
    if dimension in ("hour", "renewal"):
        return int(value)
    if not isinstance(value, date):
        return str(value)
    if dimension == "week":
        year, week, _ = value.isocalendar()
        return f"{year}-W{week:02d}"
    if dimension == "quarter":
        return f"{value.year}-Q{(value.month + 2) // 3}"
    return value.strftime(_FORMS[dimension]) if dimension in _FORMS else value.isoformat()
