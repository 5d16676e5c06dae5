"""A chart as SVG or PNG, drawn on this machine without a browser or a network."""

from typing import Any

__all__ = ["png", "svg"]


def svg(vega_lite: dict[str, Any], width: int | None = None) -> str:
    """A Vega-Lite specification drawn as SVG; `width` overrides the specification's."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(_sized(vega_lite, width), allowed_base_urls=[]))


def png(vega_lite: dict[str, Any], scale: float = 2.0) -> bytes:
    """A Vega-Lite specification drawn as PNG on white, for places that show no SVG."""
    import vl_convert

    specification = {**vega_lite, "background": "white", "padding": 16}
    return bytes(vl_convert.vegalite_to_png(specification, scale=scale, allowed_base_urls=[]))


def _sized(vega_lite: dict[str, Any], width: int | None) -> dict[str, Any]:
    if width is None:
        return vega_lite
    params = [{**p, "value": width} if p["name"] == "picture_width" else p for p in vega_lite.get("params", ())]
    return {**vega_lite, "width": width, "params": params}
