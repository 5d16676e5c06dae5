"""What a new customer has cost by channel, where the names of ad channels and acquisition channels map."""

from tools.warehouse.engine import Warehouse

__all__ = ["acquisition_costs"]


def acquisition_costs(warehouse: Warehouse) -> dict[str, float]:
    """Ad spend over new customers per acquisition channel, over the days that the spend covers; empty without spend."""
    if not warehouse.has("reach_daily", "profiles"):
        return {}
    reach = warehouse.table("reach_daily")
    spent = reach.filter(reach.spend > 0).group_by("channel").agg(
        spend=lambda t: t.spend.sum(), first=lambda t: t.on.min(), last=lambda t: t.on.max()
    )  # fmt: skip
    profiles = warehouse.table("profiles")
    joined = profiles.inner_join(spent, profiles.acquisition_channel == spent.channel)
    gained = joined.filter(joined.first_order_on.between(joined.first, joined.last))
    counted = gained.group_by("channel").agg(spend=lambda t: t.spend.max(), customers=lambda t: t.count())
    return {row["channel"]: row["spend"] / row["customers"] for row in warehouse.run(counted).to_pylist()}
