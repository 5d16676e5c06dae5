"""Questions in, answers out: as one JSON object or as server-sent events."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Path, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.answer import Answer
from assistant.entry.api.bodies import described, json_body
from assistant.service import AnswerEvent, Event, Service
from assistant.service.job import Job
from tools.terms import Language

__all__ = ["ChatRequest", "router"]

router = APIRouter(prefix="/v1", tags=["chat"])
Id = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,64}$")]


class ChatRequest(BaseModel):
    """A message, and the conversation it belongs to."""

    model_config = ConfigDict(extra="forbid", strict=True)

    message: str = Field(max_length=10_000)
    conversation_id: str | None = Field(None, pattern=r"^[A-Za-z0-9_-]{1,64}$")
    language: Language | None = None


@router.post("/chat", response_model=Answer, openapi_extra=described(ChatRequest))
async def chat(request: Request, asked: Annotated[ChatRequest, Depends(json_body(ChatRequest))]) -> Response:
    """Answer a message. With `Accept: text/event-stream`: events started, step, text, reset, and at last answer."""
    service: Service = request.app.state.service
    job = await asyncio.to_thread(service.start, asked.message, asked.conversation_id, asked.language)
    if _wants_events(request):
        return _events(job)
    answer = await asyncio.wrap_future(job.ended)
    return JSONResponse(answer.model_dump(mode="json"))


@router.get("/answers/{answer_id}", response_model=Answer)
async def answer(request: Request, answer_id: Id) -> Response:
    """A kept answer; one that is still being made as 202, or as its events with `Accept: text/event-stream`."""
    service: Service = request.app.state.service
    job = service.job(answer_id)
    if job is not None:
        return _events(job) if _wants_events(request) else JSONResponse({"answer_id": answer_id, "status": "running"}, 202)
    found = await asyncio.to_thread(service.answer, answer_id)
    if found is None:
        raise HTTPException(404, f"there is no answer '{answer_id}'")
    return JSONResponse(found.model_dump(mode="json"))


@router.get("/answers/{answer_id}/payloads")
async def payloads(request: Request, answer_id: Id) -> dict[str, Any]:
    """Exactly what was sent to a model for that answer; nothing when the built-in one wrote it."""
    service: Service = request.app.state.service
    if await asyncio.to_thread(service.answer, answer_id) is None:
        raise HTTPException(404, f"there is no answer '{answer_id}'")
    sent = await asyncio.to_thread(service.payloads, answer_id)
    return {"answer_id": answer_id, "payloads": [asdict(payload) for payload in sent]}


@router.get("/conversations/{conversation_id}")
async def conversation(request: Request, conversation_id: Id) -> dict[str, Any]:
    """The turns of a conversation, oldest first."""
    service: Service = request.app.state.service
    turns = await asyncio.to_thread(service.state.turns.of, conversation_id)
    if not turns:
        raise HTTPException(404, f"there is no conversation '{conversation_id}'")
    return {
        "conversation_id": conversation_id,
        "turns": [
            {
                "answer_id": t.answer_id,
                "message": t.message,
                "status": t.status,
                "answer": t.answer.model_dump(mode="json") if t.answer else None,
            }
            for t in turns
        ],
    }


def _wants_events(request: Request) -> bool:
    return "text/event-stream" in request.headers.get("accept", "")


def _events(job: Job) -> StreamingResponse:
    return StreamingResponse(_told(job), media_type="text/event-stream", headers={"x-accel-buffering": "no"})


async def _told(job: Job) -> AsyncIterator[str]:
    yield _event("started", {"conversation_id": job.conversation_id, "answer_id": job.answer_id})
    async for event in job.watch():
        yield _event(event.kind, _values(event))


def _values(event: Event) -> dict[str, Any]:
    if isinstance(event, AnswerEvent):
        return event.answer.model_dump(mode="json")
    return {key: value for key, value in asdict(event).items() if key != "kind"}


def _event(kind: str, values: dict[str, Any]) -> str:
    return f"event: {kind}\ndata: {json.dumps(values, ensure_ascii=False)}\n\n"
