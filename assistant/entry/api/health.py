"""Whether the server lives, and whether all it needs is there."""

import asyncio
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from sqlalchemy.exc import SQLAlchemyError

from assistant.service import Service
from tools.errors import MareaError

__all__ = ["router"]

router = APIRouter(tags=["health"])


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@router.get("/readyz")
async def readyz(request: Request) -> JSONResponse:
    """State, warehouse and index answer; 503 with the name of what does not."""
    parts = await asyncio.to_thread(_parts, request.app.state.service, request.app.state.checks)
    ready = all(said == "ok" for said in parts.values() if said != "empty")
    return JSONResponse({"status": "ready" if ready else "not ready", **parts}, 200 if ready else 503)


def _parts(service: Service, checks: dict[str, Any]) -> dict[str, str]:
    parts = {"state": "ok"}
    try:
        service.state.check()
    except SQLAlchemyError:
        parts["state"] = "fails"
    try:
        parts["warehouse"] = "empty" if service.shop().empty else "ok"
    except (MareaError, OSError):
        parts["warehouse"] = "fails"
    for name, check in checks.items():
        try:
            check()
            parts[name] = "ok"
        except (MareaError, OSError):
            parts[name] = "fails"
    return parts
