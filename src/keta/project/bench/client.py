"""One client on a connection that stays open, and figures of many calls."""

import http.client
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Figures:
    """Milliseconds of each call, calls a second over all clients, and what went wrong."""

    times: list[float] = field(default_factory=list)
    seconds: float = 0.0
    errors: list[str] = field(default_factory=list)

    def quantile(self, share: float) -> float:
        ordered = sorted(self.times)
        return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000, 1) if ordered else 0.0

    def as_json(self) -> dict[str, Any]:
        return {
            "p50": self.quantile(0.5),
            "p95": self.quantile(0.95),
            "p99": self.quantile(0.99),
            "per_second": round(len(self.times) / self.seconds, 1) if self.seconds else None,
            "calls": len(self.times),
            "errors": len(self.errors),
            "first_error": self.errors[0] if self.errors else "",
        }


class Client:
    """A browser or program that is signed in."""

    def __init__(self, port: int, headers: dict[str, str]) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
        self.headers = headers

    def call(self, method: str, path: str, body: object = None, content_type: str = "application/json") -> bytes:
        """The body of the answer; raises RuntimeError for anything but success."""
        payload = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        headers = {**self.headers, **({"Content-Type": content_type} if payload is not None else {})}
        self.connection.request(method, path, payload, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        if answer.status >= 300:
            raise RuntimeError(f"{method} {path}: {answer.status} {content[:200]!r}")
        return content


Work = Callable[[Client, int], object]


def one(client: Client, work: Work, calls: int) -> Figures:
    """Calls one after the other, the first three not counted."""
    for turn in range(3):
        work(client, 900_000 + turn)
    figures = Figures()
    began = time.perf_counter()
    for turn in range(calls):
        start = time.perf_counter()
        work(client, turn)
        figures.times.append(time.perf_counter() - start)
    figures.seconds = time.perf_counter() - began
    return figures


def many(clients: list[Client], work: Work, seconds: float) -> Figures:
    """All clients at once for some seconds."""
    figures, lock = Figures(), threading.Lock()
    until = time.perf_counter() + seconds

    def run(place: int) -> None:
        turn = place * 10_000
        while time.perf_counter() < until:
            start = time.perf_counter()
            try:
                work(clients[place], turn)
            except (RuntimeError, OSError) as error:
                with lock:
                    figures.errors.append(str(error)[:300])
            else:
                with lock:
                    figures.times.append(time.perf_counter() - start)
            turn += 1

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(clients))]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    figures.seconds = time.perf_counter() - began
    return figures
