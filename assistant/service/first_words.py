"""Questions of every usual kind, read before anybody asks: the first of a kind takes ten times as long as later ones."""

from collections.abc import Mapping, Sequence

from tools.terms import Language

__all__ = ["FIRST_WORDS"]

FIRST_WORDS: Mapping[Language, Sequence[str]] = {
    "en": (
        "How many orders did we get in May 2024, and how much revenue?",
        "Revenue in Q4 2024 vs the year before, by country",
        "Who has spent more than 1,000 and has not ordered for 90 days?",
        "Top 5 products by revenue since March",
        "What share of customers buys again within 60 days?",
        "What is a customer worth over 12 months?",
        "How many customers are in each stage?",
        "Why did sales fall last month?",
        "Draft a win-back email for customers who are slipping away",
    ),
    "es": (
        "¿Cuántos pedidos hubo en mayo de 2024 y cuánto facturamos?",
        "Ingresos del cuarto trimestre de 2024 frente al año anterior, por país",
        "¿Quién ha gastado más de 1.000 y lleva 90 días sin comprar?",
        "Los 5 productos con más ingresos desde marzo",
        "¿Qué parte de los clientes vuelve a comprar en 60 días?",
        "¿Cuánto vale un cliente a 12 meses?",
        "¿Cuántos clientes hay en cada etapa?",
        "¿Por qué cayeron las ventas el mes pasado?",
        "Redacta un correo de recuperación para los clientes que se nos van",
    ),
}
