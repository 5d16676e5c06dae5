"""Conditions on what people did besides buying: visits, carts, messages, refunds, reviews."""

import re
from typing import Any

from assistant.builtin.slots import ConditionReader, Conditions

__all__ = ["other_behaviour"]


_DID = {
    "visit": "visited", "see_product": "viewed", "add_cart": "added_to_cart", "start_checkout": "checked_out",
    "sign_up": "signed_up",
    "use_app": "used_app", "click_mail": "clicked", "receive_mail": "received", "do_unsubscribe": "unsubscribed",
    "refunded": "refunded", "review_written": "reviewed",
}  # fmt: skip


def other_behaviour(reader: ConditionReader) -> None:
    """`visited the site last week`, `added to cart and did not buy`, `unsubscribed`, `referred a friend`."""
    found = reader.found

    def did(match: re.Match[str]) -> bool | None:
        if match[2] == "receive_mail" and not re.search(
            r"(?<!\S)(?:customer|who|everyone|contact|them|not)(?!\S)", reader.found.line
        ):
            return False
        if match[2] == "do_unsubscribe" and "not" not in (match[1] or "") and not found.all and "buy" not in found.line.split():
            return False
        found.behaviour = True
        condition: dict[str, Any] = {"did": _DID[match[2]]}
        if match[1]:
            condition["negated"] = True
        for name in re.findall(r"@v\d+", match[3]):
            entry = reader.gloss.table[name]
            if entry.of in ("product", "category", "campaign"):
                condition[entry.of] = entry.id
            else:
                found.left.append(f"in {name}")
        if period := re.search(r"@p(\d+)", match[3]):
            condition["period"] = reader.expression(period[1])
        found.add(**condition)
        return None

    reader.take(rf"(not )?({'|'.join(_DID)})((?: (?:in|of|from|@d\d+|@p\d+|@v\d+|campaign|the))*)", did)
    if any(
        c.get("did") in ("added_to_cart", "visited", "viewed", "checked_out", "clicked", "received", "signed_up")
        for c in found.all
    ):
        reader.take(
            r"(?:(?:and|but|,) )*not (?:buy|come_back|@m\d+)(?: since_then)?",
            lambda m: found.add(did="ordered", negated=True, **_same_period(found, reader.gloss.never)),
        )
    reader.take(r"(not )?refer", lambda m: found.field("referrals", "=" if m[1] else ">=", 0 if m[1] else 1))


def _same_period(found: Conditions, never: bool) -> dict[str, str]:
    """The period of what they did, for what they did not do after it; `never` has none."""
    if never:
        return {}
    return next(({"period": c["period"]} for c in found.all if c.get("period")), {})
