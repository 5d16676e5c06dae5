"""Conditions on what people did besides buying: visits, carts, messages, refunds, reviews."""

from typing import Any

from assistant.builtin import patterns as re
from assistant.builtin.conditions.slots import ConditionReader, Conditions

__all__ = ["other_behaviour"]


_DID = {
    "visit": "visited", "see_product": "viewed", "add_cart": "added_to_cart", "start_checkout": "checked_out",
    "sign_up": "signed_up",
    "use_app": "used_app", "click_mail": "clicked", "receive_mail": "received", "do_unsubscribe": "unsubscribed",
    "refunded": "refunded", "review_written": "reviewed",
}  # fmt: skip

_AT = {"at_least": ">=", "more_than": ">", "exactly": "="}
_LEFT = re.compile(r"abandon|left|leav|dej|unfinished|forgotten|olvid")


def other_behaviour(reader: ConditionReader) -> None:
    """`visited the site last week`, `added to cart and did not buy`, `unsubscribed`, `referred a friend`."""
    found = reader.found

    def _did(match: re.Match[str]) -> bool | None:
        if match[2] == "receive_mail" and not re.search(
            r"(?<!\S)(?:customer|who|everyone|contact|them|not)(?!\S)", reader.found.line
        ):
            return False
        if match[2] == "add_cart" and any(e.id == "site_visits" for _, e in reader.gloss.entries("m")):
            return False  # `what share of visits put something in the cart`
        if match[2] == "review_written" and re.search(
            r"(?<!\S)(?:(?:top|worst|most|fewer)(?: -)?|-) $", found.line[: match.start()]
        ):
            return False  # `best reviewed products`
        left = match[2] == "do_unsubscribe" and "not" not in (match[1] or "")
        if left and not found.all and not _of_people(found.line, match):
            return False
        found.behaviour = True
        if match[2] == "do_unsubscribe" and "@p" not in match[3]:
            _off_the_list(reader, match)
            return None
        condition: dict[str, Any] = {"did": _DID[match[2]]}
        if match[1]:
            condition["negated"] = True
        for name in re.findall(r"@v\d+", match[3]):
            entry = reader.gloss.table[name]
            if entry.of in ("product", "category", "campaign"):
                condition[entry.of] = entry.id
            elif not (match[2] == "visit" and entry.of == "sales_channel"):  # `visited the web`
                found.left.append(f"in {name}")
        if period := re.search(r"@p(\d+)", match[3]):
            condition["period"] = reader.expression(period[1])
        found.add(**condition)
        if match[2] == "add_cart" and not match[1] and period and any(_LEFT.match(m.text) for m in reader.gloss.marks):
            found.add(did="ordered", negated=True, period=condition["period"])  # abandoned: filled and not bought
        return None

    reader.take(
        rf"(not )?({'|'.join(_DID)})((?: (?:in|of|from|@d\d+|@p\d+|@v\d+|(?:(?:not|all) )?campaign|the|channel_\w+))*)", _did
    )
    if any(
        c.get("did") in ("added_to_cart", "visited", "viewed", "checked_out", "clicked", "received", "signed_up")
        for c in found.all
    ):
        reader.take(
            r"(?:(?:and|but|,) )*not (?:buy|come_back|@m\d+)(?: since_then)?",
            lambda m: found.add(did="ordered", negated=True, **_same_period(found, reader.gloss.never)),
        )
    _referrals(reader)


def _referrals(reader: ConditionReader) -> None:
    """`referred a friend`, `have referred three or more people`."""
    found = reader.found
    reader.take(
        r"refer (?:(at_least|more_than|exactly) )?@n(\d+)( or_more)?(?: (?:customer|everyone|~\w+))*",
        lambda m: found.field(
            "referrals", _AT[m[1] or ("at_least" if m[3] else "exactly")], int(reader.numbers[int(m[2])].value)
        ),
    )
    reader.take(r"(not )?refer", lambda m: found.field("referrals", "=" if m[1] else ">=", 0 if m[1] else 1))


def _of_people(line: str, match: re.Match[str]) -> bool:
    """Whether those who unsubscribed are asked for as people; with a period alone it is the count of the event."""
    people = re.search(r"(?<!\S)(?:customer|who|everyone|contact)(?!\S)", line)
    return "buy" in line.split() or bool(people and not re.search(r"@p\d|(?<!\S)(?:share|by|@d\d+)(?!\S)", line))


def _off_the_list(reader: ConditionReader, match: re.Match[str]) -> None:
    """Who has unsubscribed, without a period, is told by the permission as it stands today."""
    named = [match[0], *(reader.gloss.table[name].id for name in re.findall(r"@v\d+", match[0]))]
    channel = next((c for c in ("sms", "whatsapp", "push") if any(c in text for text in named)), "email")
    reader.found.field(f"consent_{channel}", "!=" if match[1] else "=", "unsubscribed")


def _same_period(found: Conditions, never: bool) -> dict[str, str]:
    """The period of what they did, for what they did not do after it; `never` has none."""
    if never:
        return {}
    return next(({"period": c["period"]} for c in found.all if c.get("period")), {})
