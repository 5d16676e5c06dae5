"""Visits that are still open: the chance that one ends in an order."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends, Request

from assistant.entry.api.bodies import described, json_body
from assistant.service import Service
from tools.open_visit import OpenVisit, VisitChance, chance_of

__all__ = ["router"]

router = APIRouter(prefix="/v1", tags=["visits"])


@router.post("/visit-intent", response_model=VisitChance, openapi_extra=described(OpenVisit))
async def visit_intent(request: Request, visit: Annotated[OpenVisit, Depends(json_body(OpenVisit))]) -> VisitChance:
    """The chance that an open visit ends in an order, from anonymous behaviour alone; nothing of it is kept."""
    service: Service = request.app.state.service
    return await asyncio.to_thread(lambda: chance_of(service.shop().warehouse, visit))
