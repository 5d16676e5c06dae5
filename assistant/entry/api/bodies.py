"""JSON bodies read strictly: one reading, no duplicate keys, no extras, no surprise from depth or size."""

import json
from collections.abc import Awaitable, Callable
from typing import Any, NoReturn, TypeVar

from fastapi import HTTPException, Request
from pydantic import BaseModel, ValidationError

from tools.errors import BadInputError

__all__ = ["described", "json_body"]

Model = TypeVar("Model", bound=BaseModel)


def json_body(model: type[Model]) -> Callable[[Request], Awaitable[Model]]:
    """A dependency that reads the body as that model."""

    async def _read(request: Request) -> Model:
        media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media != "application/json":
            raise HTTPException(415, f"content-type '{media}' cannot be read; send application/json")
        values = _parsed(await request.body())
        try:
            return model.model_validate(values)
        except ValidationError as error:
            raise BadInputError("; ".join(_problem(dict(e), model) for e in error.errors())) from error

    return _read


def described(model: type[BaseModel]) -> dict[str, Any]:
    """The body for the API's description, since it is read by hand."""
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": model.model_json_schema()}}}}


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body, object_pairs_hook=_no_duplicates, parse_constant=_no_constant)
    except RecursionError as error:
        raise BadInputError("the JSON is nested too deeply") from error
    except ValueError as error:
        raise BadInputError(f"the body is not valid JSON: {str(error)[:120]}") from error


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        raise ValueError("a key occurs twice in one object")
    return values


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _problem(error: dict[str, Any], model: type[BaseModel]) -> str:
    where = ".".join(str(part) for part in error["loc"]) or "body"
    if error["type"] == "extra_forbidden":
        return f"unknown key '{where}'; known: {', '.join(model.model_fields)}"
    return f"{where}: {error['msg']}"
