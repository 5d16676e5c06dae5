"""Whole tables as CSV files."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Request
from fastapi.responses import Response

from assistant.service import Service

__all__ = ["router"]

router = APIRouter(tags=["exports"])


@router.get("/exports/{export_id}.csv")
async def export(request: Request, export_id: Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,80}$")]) -> Response:
    """A table of an answer, whole, as a file to be saved."""
    service: Service = request.app.state.service
    csv = await asyncio.to_thread(service.export, export_id)
    if csv is None:
        raise HTTPException(404, f"there is no export '{export_id}'")
    disposition = f'attachment; filename="{export_id}.csv"'
    return Response(csv, media_type="text/csv; charset=utf-8", headers={"content-disposition": disposition})
