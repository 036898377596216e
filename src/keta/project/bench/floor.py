"""What the database alone takes for a row of the table: its longest statement, asked without anything around it."""

import io
import sys
import time
from collections.abc import Mapping
from statistics import median
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from keta.project.wsgi import application

TIMES = 15


def floor(path: str, headers: Mapping[str, str]) -> float:
    """Milliseconds (median) of the longest statement that a page asks."""
    _ask(path, headers)
    with CaptureQueriesContext(connection) as asked:
        _ask(path, headers)
    reads = [each["sql"] for each in asked if each["sql"].lstrip("(").startswith(("SELECT", "WITH"))]
    return max((_milliseconds(statement) for statement in reads), default=0.0)


def _milliseconds(statement: str) -> float:
    connection.ensure_connection()
    driver: Any = connection.connection
    taken = []
    for __ in range(TIMES):
        began = time.perf_counter()
        driver.cursor().execute(statement).fetchall()
        taken.append(time.perf_counter() - began)
    return round(median(taken) * 1000, 2)


def _ask(path: str, headers: Mapping[str, str]) -> None:
    """The request in this very process, so that its statements can be seen."""
    place, __, query = path.partition("?")
    environment = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": place,
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
    }
    told: list[str] = []
    answer: Any = application(environment, lambda status, __, ___=None: told.append(status))  # type: ignore[arg-type]
    content = b"".join(answer)
    answer.close()
    if not told[0].startswith("200"):
        raise RuntimeError(f"{path}: {told[0]} {content[:200]!r}")
