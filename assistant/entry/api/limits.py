"""What guards every request: a limit on bodies, chunked ones included, and on ranges, and the security headers."""

from starlette.datastructures import MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["LARGEST_BODY", "MOST_RANGES", "BodyLimit", "RangeLimit", "SecurityHeaders"]

LARGEST_BODY = 10_000_000
MOST_RANGES = 5
_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "SAMEORIGIN",
    "cross-origin-opener-policy": "same-origin",
}
_API_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"


class BodyLimit:
    """Refuses bodies over the limit with 413 before anything is done with them."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the body up to the limit, then hand it on."""
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD", "OPTIONS"):
            await self._app(scope, receive, send)
            return
        parts = await _read(scope, receive)
        if parts is None:
            refusal = JSONResponse({"detail": f"the body is larger than {LARGEST_BODY} bytes"}, 413, {"connection": "close"})
            await refusal(scope, receive, send)
            return
        await self._app(scope, _Replayed(parts, receive), send)


class _Replayed:
    def __init__(self, parts: list[Message], receive: Receive) -> None:
        self._parts, self._receive = parts, receive

    async def __call__(self) -> Message:
        return self._parts.pop(0) if self._parts else await self._receive()


async def _read(scope: Scope, receive: Receive) -> list[Message] | None:
    declared = dict(scope["headers"]).get(b"content-length", b"0")
    if declared.isdigit() and int(declared[:20]) > LARGEST_BODY:
        return None
    parts: list[Message] = []
    size, more = 0, True
    while more:
        part = await receive()
        size += len(part.get("body", b""))
        more = part["type"] == "http.request" and part.get("more_body", False)
        parts.append(part)
        if size > LARGEST_BODY:
            return None
    return parts


class RangeLimit:
    """Refuses a request for many pieces of one file, which costs the server far more than the one who asks."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on, unless there are too many ranges."""
        asked = dict(scope["headers"]).get(b"range", b"") if scope["type"] == "http" else b""
        if asked.count(b",") >= MOST_RANGES:
            refusal = JSONResponse({"detail": f"more than {MOST_RANGES} ranges cannot be asked for at once"}, 416)
            await refusal(scope, receive, send)
            return
        await self._app(scope, receive, send)


class SecurityHeaders:
    """Adds the headers that no answer goes without; API answers may not run or be framed at all."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on, adding headers to the answer's start."""

        async def _with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                if scope["path"].startswith(("/v1/", "/exports/")):
                    headers.setdefault("content-security-policy", _API_POLICY)
                    headers.setdefault("cache-control", "no-store")
            await send(message)

        await self._app(scope, receive, _with_headers if scope["type"] == "http" else send)
