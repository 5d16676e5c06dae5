"""A real `marea serve` in a process of its own, and what one question to it over HTTP costs."""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["Server", "Timed", "ask", "resident_mb", "serving"]

ROOT = Path(__file__).resolve().parent.parent
_START_SECONDS = 1800
_FIRST = (b"event: step", b"event: text", b"event: answer")
_RESULT = (b"event: text", b"event: answer")


@dataclass(frozen=True, slots=True)
class Server:
    """A server that is ready: its process, its port, and the wall and CPU seconds it took to be."""

    pid: int
    port: int
    start: float
    start_cpu: float


@dataclass(frozen=True, slots=True)
class Timed:
    """One question: seconds to the first step, to the first words of the result and to the whole answer; CPU of the server."""

    question: str
    first: float
    result: float
    full: float
    cpu: float


@contextmanager
def serving(home: Path, currency: str) -> Iterator[Server]:
    """Start a server on a home, wait until it is ready, and stop it in the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    started = time.perf_counter()
    command = [sys.executable, "-m", "ui.cli.main", "serve", "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=_environment(home, currency), stdout=subprocess.DEVNULL)
    try:
        while not _is_ready(port):
            if process.poll() is not None or time.perf_counter() - started > _START_SECONDS:
                raise RuntimeError(f"the server did not become ready (exit code {process.poll()})")
            time.sleep(0.05)
        yield Server(process.pid, port, time.perf_counter() - started, _cpu_seconds(process.pid))
    finally:
        process.terminate()
        process.wait(60)


def ask(server: Server, question: str) -> Timed:
    """Ask one question as a stream of events, in a conversation of its own.

    Raises:
        RuntimeError: the server answers with another status than 200.
    """
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
    headers = {"Content-Type": "application/json", "Accept": "text/event-stream"}
    cpu, started, first, result = _cpu_seconds(server.pid), time.perf_counter(), 0.0, 0.0
    connection.request("POST", "/v1/chat", json.dumps({"message": question}), headers)
    response = connection.getresponse()
    if response.status != 200:
        raise RuntimeError(f"{response.status} for {question!r}: {response.read(300)!r}")
    for line in response:
        event = line.strip()
        first = first or (time.perf_counter() - started if event in _FIRST else 0.0)
        result = result or (time.perf_counter() - started if event in _RESULT else 0.0)
        if event == b"event: answer":
            break
    response.read()
    connection.close()
    return Timed(question, first, result, time.perf_counter() - started, _cpu_seconds(server.pid) - cpu)


def resident_mb(server: Server) -> float:
    """What the server holds in memory now."""
    lines = Path(f"/proc/{server.pid}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def _environment(home: Path, currency: str) -> dict[str, str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("MAREA_")}
    return plain | {"MAREA_HOME": str(home), "MAREA_CURRENCY": currency, "GRADIO_ANALYTICS_ENABLED": "False"}


def _is_ready(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except (ConnectionError, http.client.HTTPException, TimeoutError):
        return False
    finally:
        connection.close()


def _cpu_seconds(pid: int) -> float:
    fields: list[Any] = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
