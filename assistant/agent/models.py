"""The chat model that the settings name, and what counts as its failure."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Literal

from langchain_core.language_models import BaseChatModel

from assistant.settings import Settings

__all__ = ["Failure", "ModelFailure", "failure_of", "open_model", "provider_errors", "recording"]

Failure = Literal["key", "busy", "timeout", "connection", "unreadable", "empty", "cut", "refused", "too_long", "rejected"]

_SENT: ContextVar[list[dict[str, Any]] | None] = ContextVar("sent", default=None)


class ModelFailure(Exception):  # noqa: N818 - it is not an error of ours
    """The configured model gave nothing usable. Carries a kind, never the provider's text."""

    def __init__(self, kind: Failure) -> None:
        super().__init__(f"the model failed: {kind}")
        self.kind = kind


@contextmanager
def recording() -> Iterator[list[dict[str, Any]]]:
    """Collects the bodies of all requests that leave for a model while it is open."""
    sent: list[dict[str, Any]] = []
    token = _SENT.set(sent)
    try:
        yield sent
    finally:
        _SENT.reset(token)


def open_model(settings: Settings) -> BaseChatModel | None:
    """The chat model of the settings; None for `builtin`."""
    if settings.model == "builtin":
        return None
    import httpx
    from langchain_openai import AzureChatOpenAI, ChatOpenAI

    client = httpx.AsyncClient(timeout=settings.model_timeout_seconds, event_hooks={"request": [_record]})
    common: dict[str, Any] = {
        "api_key": settings.model_api_key.get_secret_value() if settings.model_api_key else "none",
        "timeout": settings.model_timeout_seconds,
        "max_retries": settings.model_retries,
        "stream_usage": True,
        "stream_chunk_timeout": settings.model_timeout_seconds,
        "http_async_client": client,
    }
    if settings.model_provider == "azure":
        return AzureChatOpenAI(
            azure_endpoint=settings.model_base_url,
            azure_deployment=settings.model,
            api_version=settings.model_api_version,
            **common,
        )
    return ChatOpenAI(model=settings.model, base_url=settings.model_base_url, use_responses_api=False, **common)


async def _record(request: Any) -> None:
    sent = _SENT.get()
    if sent is not None:
        sent.append({"url": str(request.url.copy_with(userinfo=b"", query=None)), "body": json.loads(request.content)})


def provider_errors() -> tuple[type[Exception], ...]:
    """Everything that a provider's failing surfaces as."""
    import httpx
    import openai
    from langchain_core.exceptions import LangChainException
    from langchain_openai import StreamChunkTimeoutError

    unreadable = (ValueError, TypeError, KeyError, IndexError, AttributeError)  # what a body of another form ends in
    return (openai.OpenAIError, httpx.HTTPError, StreamChunkTimeoutError, LangChainException, *unreadable)


def failure_of(error: Exception) -> ModelFailure:
    """The kind of a provider's failure."""
    import httpx
    import openai
    from langchain_openai import StreamChunkTimeoutError

    kinds: tuple[tuple[tuple[type[Exception], ...], Failure], ...] = (
        ((openai.AuthenticationError, openai.PermissionDeniedError), "key"),
        ((openai.RateLimitError, openai.InternalServerError), "busy"),
        ((openai.APITimeoutError, StreamChunkTimeoutError, httpx.TimeoutException), "timeout"),
        ((openai.APIConnectionError, httpx.TransportError), "connection"),
        ((openai.APIStatusError,), "rejected"),
    )
    return ModelFailure(next((kind for types, kind in kinds if isinstance(error, types)), "unreadable"))
