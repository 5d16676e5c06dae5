"""Names, e-mails, phones and free text planted all over a shop: none of it may be in anything that is sent to a model."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from assistant.builtin.plan import Context, Step
from assistant.builtin.understanding import understand
from assistant.service import Service
from assistant.settings import load_settings
from benchmarks.questions.expect import read_rows
from tests.assistant.protocol import calls, says, scripted
from tools.terms import LANGUAGES
from tools.warehouse.demo import generate
from tools.warehouse.imports import import_source
from ui.compose import compose_service

AS_OF = date(2026, 6, 28)
CONTACTS = 400
NAMED = "C0000036"
SECRETS = ("zyxfirst", "zyxlast", "zyxmail", "zyx-mail", "zyxnote", "600 777 88", "+34600777", "zyxstreet")
# where customers or staff may have typed what is private; each value is one person's
PLANTS = {
    "contacts": {
        "email": "'zyxmail' || row_number() OVER () || '@private.example'",
        "phone": "'+34600777' || lpad(cast(row_number() OVER () % 1000 AS varchar), 3, '0')",
        "first_name": "'Zyxfirst'",
        "last_name": "'Zyxlast'",
    },
    "orders": {
        "coupon_code": "CASE WHEN hash(order_id) % 40 = 0 THEN 'ZYXNOTE-' || order_id ELSE coupon_code END",
        "city": "CASE WHEN hash(order_id) % 50 = 0 THEN 'Zyxstreet ' || order_id ELSE city END",
    },
    "customers": {
        "referral_source": "if(hash(customer_id) % 30 = 0, customer_id || '-zyx-mail@private.example', referral_source)",
        "city": "CASE WHEN hash(customer_id) % 60 = 0 THEN 'Zyxstreet ' || customer_id ELSE city END",
    },
    "subscriptions": {
        "cancel_reason": "coalesce(cancel_reason || ' zyxnote ' || subscription_id || ' call 600 777 888', NULL)"
    },
    "products": {"name": "name || ' (ask zyxmail@private.example, +34600777888)'"},
    "campaigns": {"name": "name || ' / zyxmail@private.example 600 777 888'"},
}
# what the questions do not ask by themselves: every grouping and list that could name a person
MORE = [
    ("query_metrics", {"metrics": [metric], "group_by": [dimension]})
    for metric, dimensions in (
        ("revenue", ("city", "coupon", "product", "country")),
        ("orders", ("city", "coupon")),
        ("new_customers", ("city", "referral_source")),
        ("average_order_value", ("city", "coupon")),
        ("click_rate", ("campaign",)),
    )
    for dimension in dimensions
] + [
    ("query_metrics", {"metrics": ["revenue"], "filters": [{"field": "city", "op": "=", "value": "Zyxstret"}]}),
    ("find_customers", {"rule": {"all": [{"field": "order_count", "op": ">=", "value": 1}]}}),
    ("customer_profile", {"customer_id": NAMED}),
    ("describe_data", {}),
    ("describe_data", {"topic": "fields"}),
]


@dataclass
class Sent:
    """Everything that left for the model."""

    bodies: Sequence[dict[str, Any]]

    @property
    def read(self) -> list[str]:
        """What the model read besides its instructions: tool results and messages."""
        return self._of("tool") + self.asked

    @property
    def asked(self) -> list[str]:
        """What the person typed."""
        return self._of("user")

    def _of(self, role: str) -> list[str]:
        return [str(m.get("content")) for body in self.bodies for m in body["messages"] if m["role"] == role]


def _planted(folder: Path) -> Path:
    tables = folder / "tables"
    generate(tables, AS_OF, 7, CONTACTS)
    with duckdb.connect() as connection:
        for table, changes in PLANTS.items():
            file = tables / f"{table}.parquet"
            replaced = ", ".join(f"{value} AS {column}" for column, value in changes.items())
            connection.execute(f"CREATE OR REPLACE TABLE planted AS SELECT * REPLACE ({replaced}) FROM '{file}'")
            connection.execute(f"COPY planted TO '{file}' (FORMAT parquet)")
    return tables


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sent]:
    folder = tmp_path_factory.mktemp("private")
    home = folder / "home"
    import_source(home, _planted(folder), source="demo", shop=load_settings(home, {}).shop)
    with scripted(says("-")) as (url, script):
        outside = url.replace("127.0.0.1", "0.0.0.0")
        service = compose_service(load_settings(home, {"MAREA_MODEL": "scripted", "MAREA_MODEL_BASE_URL": outside}))
        assert service.settings.model_is_external
        for message, steps in _questions(service):
            script.replies = [calls(*[(step.tool, dict(step.arguments)) for step in steps]), says("Done, see {{f1}}.")]
            service.ask(message)
        service.close()
        yield Sent(script.requests)


def _questions(service: Service) -> Iterator[tuple[str, Sequence[Step]]]:
    """Every sixth of our questions with the built-in plan as what the model calls, and calls that ask for more."""
    catalogue = service.catalogue()
    for row in read_rows()[::6]:
        for language in LANGUAGES:
            ask = (row.get("turns") or [row])[0]["ask"]
            message = ask if isinstance(ask, str) else ask[language]
            if "{" not in message and (steps := understand(message, Context(()), catalogue).steps):
                yield message, steps
    for tool, arguments in MORE:
        yield "what about these?", [Step(tool, arguments)]


def test_nothing_that_was_planted_is_sent(sent: Sent) -> None:
    assert len(sent.bodies) > 120
    whole = "\n".join(sent.read).casefold()
    assert {secret: whole.count(secret) for secret in SECRETS if secret in whole} == {}


def test_no_customer_is_named_by_id(sent: Sent) -> None:
    ids, typed = ({found for text in texts for found in re.findall(r"\bC\d{7}\b", text)} for texts in (sent.read, sent.asked))
    assert ids - typed <= {NAMED}  # which the model named itself


def test_results_were_read_all_the_same(sent: Sent) -> None:
    assert sum('"facts"' in text for text in sent.read) > 40
    assert any("€" in text for text in sent.read)
