"""What each marketing channel did each day: impressions, reach, visits and spend that match the customers it brought."""

from typing import Any

import numpy as np

from tools.warehouse.demo.calendar import SECONDS_A_DAY, Calendar
from tools.warehouse.demo.catalogue import Catalogue
from tools.warehouse.demo.columns import Ints, day_dates, money, stream, whole, words
from tools.warehouse.demo.visits import Visits

__all__ = ["reach_columns"]

_DEARER_SOCIAL = 1.5  # what a new customer from paid social costs at the end against the start
_PAID_SOCIAL = 2


def reach_columns(visits: Visits, new_customers: Ints, seed: int, calendar: Calendar, catalogue: Catalogue) -> dict[str, Any]:
    """The columns of `reach_daily`, one row per day and channel.

    Args:
        new_customers: per channel, how many buyers it brought over the whole history.
    """
    rng = stream(seed, "reach")
    days, channels = calendar.days, len(new_customers)
    day = np.clip(calendar.day(visits.at), 0, days - 1)
    seen = np.bincount(day * channels + visits.source, minlength=days * channels).reshape(days, channels)
    noise = rng.lognormal(0, 0.12, (3, days, channels))
    impressions = np.rint(seen * catalogue.shares("impressions_per_visit") * noise[0]).astype(np.int64)
    reach = np.rint(impressions * catalogue.shares("reach_per_impression") * noise[1]).astype(np.int64)
    weight = seen * noise[2]
    weight[:, _PAID_SOCIAL] *= np.linspace(1.0, _DEARER_SOCIAL, days)
    budget = new_customers * catalogue.shares("cost_per_new_customer") * 100
    spend = np.rint(weight / np.maximum(weight.sum(axis=0), 1) * budget).astype(np.int64)
    starts = calendar.seconds(np.arange(days, dtype=np.float64))
    has_reach = catalogue.shares("reach_per_impression") > 0
    return {
        "on": day_dates(np.repeat(starts // SECONDS_A_DAY * SECONDS_A_DAY, channels)),
        "channel": words(catalogue.data["channels"], np.tile(np.arange(channels), days)),
        "impressions": whole(impressions.ravel()),
        "social_reach": whole(np.where(has_reach, reach, -1).ravel()),
        "visits": whole(seen.ravel()),
        "spend": money(spend.ravel()),
    }
