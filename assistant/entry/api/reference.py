"""The API's reference as one page that asks nobody else for scripts or styles."""

import json
from html import escape
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

_STYLE = (
    "body{font:16px/1.5 system-ui;max-width:52rem;margin:2rem auto;padding:0 1rem}"
    "pre{background:#f4f4f4;padding:1rem;overflow:auto}"
)


@router.get("/docs")
async def docs(request: Request) -> HTMLResponse:
    """Every route with what it takes."""
    described: dict[str, Any] = request.app.openapi()
    routes = "".join(
        _route(path, method, operation) for path, methods in described["paths"].items() for method, operation in methods.items()
    )
    page = (
        f"<!doctype html><html lang='en'><meta charset='utf-8'><title>Marea API</title><style>{_STYLE}</style>"
        f"<h1>Marea API</h1><p>The whole description: <a href='/openapi.json'>openapi.json</a></p>{routes}</html>"
    )
    return HTMLResponse(page)


def _route(path: str, method: str, operation: dict[str, Any]) -> str:
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    shown = f"<pre>{escape(json.dumps(body, indent=1))}</pre>" if body else ""
    return f"<h2>{method.upper()} {escape(path)}</h2><p>{escape(operation.get('description', ''))}</p>{shown}"
