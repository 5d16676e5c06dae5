"""The margin that profit rests on: what the profiles were valued with, else the shop's setting, else unknown."""

import json

from tools.metrics.scene import Scene

__all__ = ["known_margin", "margin_or_whole"]


def known_margin(scene: Scene) -> float | None:
    """Gross margin as a share of revenue, 0 to 1; None where neither unit costs nor a setting give it."""
    path = scene.warehouse.profiles_path
    if path is not None and (path / "report.json").exists():
        value = json.loads((path / "report.json").read_text(encoding="utf-8")).get("value") or {}
        if value.get("margin") is not None:
            return float(value["margin"])
        if value.get("basis") == "revenue":
            return None
    return scene.warehouse.shop.margin


def margin_or_whole(scene: Scene) -> float:
    """The margin, or 1 where it is unknown: what is called profit is then revenue, and has to be named so."""
    margin = known_margin(scene)
    return 1.0 if margin is None else margin
