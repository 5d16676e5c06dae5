"""Draws charts in a process of their own, so that the drawing engine never holds up an answer."""

import asyncio
import json
import logging
from collections import OrderedDict
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from assistant.answer import AnswerChart
from assistant.render.pictures import svg

__all__ = ["WIDE", "NARROW", "ChartDrawer", "DrawnChart"]

WIDE, NARROW = 720, 330
_KEPT = 200
_SECONDS = 45.0
_BLANK = {"data": {"values": [{"x": 1}]}, "mark": "point", "encoding": {"x": {"field": "x", "type": "quantitative"}}}

DrawnChart = tuple[str, str]
log = logging.getLogger(__name__)


class ChartDrawer:
    """One worker that turns Vega-Lite into SVG, for wide and for narrow screens, and remembers what it drew."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._drawn: OrderedDict[str, DrawnChart] = OrderedDict()

    def warm(self) -> None:
        """Start the worker and load its engine, without waiting for either."""
        self._worker().submit(svg, _BLANK, NARROW)

    def remembered(self, chart: AnswerChart) -> DrawnChart | None:
        """The chart if it was drawn before."""
        return self._drawn.get(_key(chart))

    async def draw(self, chart: AnswerChart) -> DrawnChart | None:
        """The chart as SVG for wide and narrow screens; None when it cannot be drawn, which the table makes up for."""
        key = _key(chart)
        if key not in self._drawn:
            loop, pool = asyncio.get_running_loop(), self._worker()
            sizes = [loop.run_in_executor(pool, svg, chart.vega_lite, width) for width in (WIDE, NARROW)]
            try:
                wide, narrow = await asyncio.wait_for(asyncio.gather(*sizes), _SECONDS)
            except (BrokenProcessPool, TimeoutError, ValueError) as error:
                log.warning("chart %s was not drawn: %s", chart.title, error)
                self.close()
                return None
            self._drawn[key] = (wide, narrow)
            while len(self._drawn) > _KEPT:
                self._drawn.popitem(last=False)
        return self._drawn[key]

    def close(self, wait: bool = False) -> None:
        """Stop the worker; with `wait`, return when it is gone."""
        if self._pool is not None:
            self._pool.shutdown(wait=wait, cancel_futures=True)
            self._pool = None

    def _worker(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
        return self._pool


def _key(chart: AnswerChart) -> str:
    return json.dumps(chart.vega_lite, sort_keys=True, default=str)
