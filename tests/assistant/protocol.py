"""A local server that speaks the OpenAI protocol by a script, over real HTTP."""

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

__all__ = ["Reply", "calls", "error", "says", "scripted"]

Reply = Callable[[BaseHTTPRequestHandler], None]


class Script:
    """What to answer, request by request (the last one again and again), and what was asked."""

    def __init__(self, replies: Sequence[Reply]) -> None:
        self.replies, self.requests, self.release = list(replies), [], threading.Event()
        self.requests: list[dict[str, Any]] = []
        self.addresses: list[tuple[str, dict[str, str]]] = []

    def next(self, body: dict[str, Any], path: str, headers: dict[str, str]) -> Reply:
        self.requests.append(body)
        self.addresses.append((path, headers))
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


@contextmanager
def scripted(*replies: Reply) -> Iterator[tuple[str, Script]]:
    """The base URL of a running server, and its script."""
    script = Script(replies)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            script.next(json.loads(body), self.path, dict(self.headers.items()))(self)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1", script
    finally:
        script.release.set()
        server.shutdown()
        server.server_close()


def says(text: str, finish: str | None = "stop", refusal: str | None = None) -> Reply:
    """A text, streamed in pieces."""
    pieces = [text[i : i + 7] for i in range(0, len(text), 7)]
    deltas: list[dict[str, Any]] = [{"role": "assistant", "content": piece} for piece in pieces]
    if refusal:
        deltas.append({"refusal": refusal})
    return _streamed(deltas, finish)


def calls(*wanted: tuple[str, Any]) -> Reply:
    """Tool calls, all at once; arguments that are no dict go out as they are."""
    deltas = []
    for n, (name, arguments) in enumerate(wanted):
        text = arguments if isinstance(arguments, str) else json.dumps(arguments)
        head = {"index": n, "id": f"call_{n}", "type": "function", "function": {"name": name, "arguments": text[:5]}}
        deltas.append({"tool_calls": [head]})
        deltas.append({"tool_calls": [{"index": n, "function": {"arguments": text[5:]}}]})
    return _streamed(deltas, "tool_calls")


def error(status: int, body: str = '{"error": {"message": "secret provider text"}}', **headers: str) -> Reply:
    """An HTTP error."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        _send(handler, status, body.encode(), headers.pop("content_type", "application/json"), headers)

    return reply


def page(html: str = "<html>secret provider text</html>") -> Reply:
    """A web page where JSON was asked for."""
    return lambda handler: _send(handler, 200, html.encode(), "text/html", {})


def silence(script_release: threading.Event) -> Reply:
    """Nothing, until the test ends."""
    return lambda handler: (script_release.wait(20), None)[1]


def cut_off(text: str) -> Reply:
    """The start of a stream, then a closed connection."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        _start(handler)
        handler.wfile.write(_line(_chunk({"content": text}, None)))
        handler.wfile.flush()
        handler.close_connection = True

    return reply


def _streamed(deltas: Sequence[dict[str, Any]], finish: str | None) -> Reply:
    def reply(handler: BaseHTTPRequestHandler) -> None:
        _start(handler)
        for delta in deltas:
            handler.wfile.write(_line(_chunk(delta, None)))
        if finish:
            handler.wfile.write(_line(_chunk({}, finish)))
        usage = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}
        handler.wfile.write(_line({**_chunk({}, None), "choices": [], "usage": usage}))
        handler.wfile.write(b"data: [DONE]\n\n")

    return reply


def _start(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("content-type", "text/event-stream")
    handler.send_header("connection", "close")
    handler.end_headers()
    handler.close_connection = True


def _chunk(delta: dict[str, Any], finish: str | None) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "scripted", "choices": [choice]}


def _line(values: dict[str, Any]) -> bytes:
    return f"data: {json.dumps(values)}\n\n".encode()


def _send(handler: BaseHTTPRequestHandler, status: int, body: bytes, kind: str, headers: dict[str, str]) -> None:
    handler.send_response(status)
    handler.send_header("content-type", kind)
    handler.send_header("content-length", str(len(body)))
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)
