"""The shop's contacts: who they are, where they live, and the habits that drive what they do."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from tools.warehouse.demo.calendar import Calendar
from tools.warehouse.demo.catalogue import Catalogue
from tools.warehouse.demo.columns import NONE, Flags, Floats, Ints, flags, ids, instants, stream, texts, whole, words

__all__ = ["People", "contact_columns", "customer_columns", "meet_people"]

_REFERRAL = 5  # position of "referral" among the channels
_FRIEND = 0  # position of "friend" among the referral sources
_HOME = 0  # position of Spain among the countries
_TEST_CUSTOMERS_PER = 2_500


@dataclass(frozen=True)
class People:
    """Parallel arrays, one entry per contact; codes point into the catalogue's lists, times are in days."""

    created: Floats
    country: Ints
    city: Ints
    spanish: Flags
    channel: Ints
    referral_source: Ints
    birth_month: Ints
    is_test: Flags
    has_email: Flags
    has_phone: Flags
    satisfaction: Floats
    taste: Ints
    usual_hour: Floats
    usual_weekday: Ints

    @property
    def count(self) -> int:
        """How many contacts there are."""
        return len(self.created)

    @property
    def abroad(self) -> Flags:
        """Who lives outside Spain, where August is no holiday from shopping."""
        away: Flags = self.country != _HOME
        return away


def meet_people(count: int, seed: int, calendar: Calendar, catalogue: Catalogue) -> People:
    """Draw the contacts, in the order in which the shop met them."""
    rng = stream(seed, "people")
    country = rng.choice(len(catalogue.countries), count, p=_normal(np.array([c.share for c in catalogue.countries])))
    first_city, cities, spanish = (
        np.array([getattr(c, name) for c in catalogue.countries])[country] for name in ("first_city", "cities", "spanish")
    )
    city = first_city + (rng.random(count) ** 1.7 * cities).astype(np.int64)
    channel = rng.choice(9, count, p=_normal(catalogue.shares("acquisition_shares")))
    source = np.where(rng.random(count) < 0.35, rng.integers(1, len(catalogue.data["referral_sources"]), count), NONE)
    is_test = np.zeros(count, dtype=np.bool_)
    is_test[rng.choice(count, 2 + count // _TEST_CUSTOMERS_PER, replace=False)] = True
    created = np.floor(calendar.growing(rng.random(count), country != _HOME)) + calendar.hours(rng, count)
    by_time = np.argsort(created, kind="stable")
    created, country, city, spanish = created[by_time], country[by_time], city[by_time], spanish[by_time]
    evening = rng.random(count) < 0.6
    return People(
        created=created.clip(max=calendar.days - 0.02),
        country=country,
        city=city,
        spanish=rng.random(count) < spanish,
        channel=channel,
        referral_source=np.where(channel == _REFERRAL, _FRIEND, source),
        birth_month=np.where(rng.random(count) < 0.55, rng.integers(1, 13, count), NONE),
        is_test=is_test,
        has_email=rng.random(count) < 0.97,
        has_phone=rng.random(count) < 0.46,
        satisfaction=rng.normal(0, 1, count) + 0.25 * (channel == _REFERRAL) - 0.2 * (channel == 2),
        taste=rng.choice(3, count, p=catalogue.data["categories"]["taste_shares"]),
        usual_hour=np.where(evening, rng.normal(20, 1.2, count), rng.normal(11, 1.5, count)),
        usual_weekday=np.where(rng.random(count) < 0.15, rng.integers(0, 7, count), NONE),
    )


def customer_columns(people: People, created: Ints, catalogue: Catalogue) -> dict[str, Any]:
    """The columns of `customers`; `created` in seconds, not after anything that the contact did."""
    return {
        "customer_id": ids("C", np.arange(people.count)),
        "created_at": instants(created),
        "country": words([c.name for c in catalogue.countries], people.country),
        "city": words(catalogue.cities, people.city),
        "language": words(["en", "es"], people.spanish.astype(np.int64)),
        "acquisition_channel": words(catalogue.data["channels"], people.channel),
        "referral_source": words(catalogue.data["referral_sources"], people.referral_source),
        "birth_month": whole(people.birth_month),
        "is_test": flags(people.is_test),
        "has_email": flags(people.has_email),
        "has_phone": flags(people.has_phone),
    }


def contact_columns(people: People, seed: int, catalogue: Catalogue) -> dict[str, Any]:
    """The columns of `contacts`: invented people at example domains."""
    rng = stream(seed, "names")
    names = catalogue.data["names"]
    picks = rng.random((people.count, 2))
    native = people.spanish ^ (rng.random(people.count) < 0.04)
    pools = [(names["es"] if spanish else names["en"]) for spanish in native]
    first = [pool["first"][int(a * len(pool["first"]))] for pool, a in zip(pools, picks[:, 0], strict=True)]
    last = [pool["last"][int(b * len(pool["last"]))] for pool, b in zip(pools, picks[:, 1], strict=True)]
    domains = np.where(rng.random(people.count) < 0.6, "example.com", "example.org")
    emails = [
        f"{_plain(a)}.{_plain(b)}.{n}@{domain}" if has else None
        for n, (a, b, domain, has) in enumerate(zip(first, last, domains, people.has_email, strict=True))
    ]
    diallings = [c.dialling for c in catalogue.countries]
    phones = [
        f"{diallings[country]}{n % 100_000:05d}" if has else None
        for n, (country, has) in enumerate(zip(people.country, people.has_phone, strict=True))
    ]
    return {
        "customer_id": ids("C", np.arange(people.count)), "email": texts(emails), "phone": texts(phones),
        "first_name": texts(first), "last_name": texts(last),
    }  # fmt: skip


def _plain(name: str) -> str:
    return name.lower().translate(str.maketrans("áéíóúñü' ", "aeiounu__"))


def _normal(shares: Floats) -> Floats:
    whole_share: Floats = shares / shares.sum()
    return whole_share
