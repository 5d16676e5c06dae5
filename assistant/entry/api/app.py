"""The FastAPI application: routes, limits and error messages; the page is mounted on it by `ui`."""

from collections.abc import Callable, Mapping

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware

from assistant.entry.api import chat, exports, health, reference, visits
from assistant.entry.api.limits import BodyLimit, RangeLimit, SecurityHeaders
from assistant.service import Service
from assistant.settings import Settings
from tools.errors import BadInputError, MareaError, NoDataError, NotAllowedError, UnavailableError

__all__ = ["create_api"]

_STATUS: Mapping[type[MareaError], int] = {BadInputError: 422, NoDataError: 404, NotAllowedError: 403, UnavailableError: 503}
_OWN_HOSTS = ("127.0.0.1", "localhost", "[::1]")


def create_api(service: Service, settings: Settings, checks: Mapping[str, Callable[[], None]] | None = None) -> FastAPI:
    """The application over a service.

    Args:
        checks: what `/readyz` tries besides state and warehouse, by name; a check fails by raising MareaError or OSError.
    """
    app = FastAPI(title="Marea", docs_url=None, redoc_url=None, openapi_url="/openapi.json")
    app.state.service, app.state.checks = service, dict(checks or {})
    for router in (chat.router, visits.router, exports.router, health.router, reference.router):
        app.include_router(router)
    app.add_exception_handler(MareaError, _marea_error)  # type: ignore[arg-type]  # Starlette types handlers by Exception
    app.add_exception_handler(RequestValidationError, _invalid)  # type: ignore[arg-type]
    app.add_exception_handler(HTTPException, _http_error)  # type: ignore[arg-type]
    app.add_middleware(BodyLimit)
    app.add_middleware(RangeLimit)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=[*_OWN_HOSTS, *settings.allowed_hosts])
    return app


async def _marea_error(request: Request, error: MareaError) -> JSONResponse:
    status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 500)
    return JSONResponse({"detail": str(error)}, status)


async def _invalid(request: Request, error: RequestValidationError) -> JSONResponse:
    said = "; ".join(f"{'.'.join(str(part) for part in e['loc'][1:])}: {e['msg']}" for e in error.errors())
    return JSONResponse({"detail": said}, 422)


async def _http_error(request: Request, error: HTTPException) -> JSONResponse:
    return JSONResponse({"detail": error.detail}, error.status_code, headers=error.headers)
