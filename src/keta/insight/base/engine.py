"""The embedded DuckDB that calculates, and the one door through which every query runs."""

from __future__ import annotations

import os
import tempfile
import threading
import weakref
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from itertools import count
from typing import Any

import duckdb
import ibis
import pyarrow as pa

from keta.insight.base.progress import Progress
from keta.insight.base.text import Text

MEMORY = "KETA_INSIGHT_MEMORY"
DEFAULT_MEMORY = "3GB"
POLL_SECONDS = 0.1
CALCULATING = Text("Calculating", "计算中")

_threads = threading.local()
_numbers = count(1)


def connection() -> Any:
    """This thread's Ibis connection to an embedded DuckDB; beyond `$KETA_INSIGHT_MEMORY` it spills to disk."""
    if not hasattr(_threads, "connection"):
        _threads.connection = ibis.duckdb.connect(
            memory_limit=os.environ.get(MEMORY, DEFAULT_MEMORY),
            temp_directory=os.path.join(tempfile.gettempdir(), f"keta-insight-{os.getpid()}"),
            preserve_insertion_order=False,
        )
    return _threads.connection


def held(table: pa.Table) -> Any:
    """The rows as an Ibis table on this thread's connection, without a copy, for as long as it is used."""
    name, raw = f"held_{next(_numbers)}", connection().con
    raw.register(name, table)
    expression = connection().table(name)
    weakref.finalize(expression.op(), raw.unregister, name)
    return expression


def fetch(expression: Any, progress: Progress | None = None, step: Text = CALCULATING) -> pa.Table:
    """The rows of an Ibis table expression as Arrow, on whatever engine the expression stands.

    `progress` is called about ten times a second; if it raises `Cancelled`, the query is interrupted.
    """
    rows: pa.Table = _run(expression, expression.to_pyarrow, progress, step)
    return rows


def kept(expression: Any, progress: Progress | None = None, step: Text = CALCULATING) -> Any:
    """The expression calculated once and held by its engine for several uses; `progress` as in `fetch`."""
    return _run(expression, expression.cache, progress, step)


def _run(expression: Any, work: Callable[[], Any], progress: Progress | None, step: Text) -> Any:
    if progress is None:
        return work()
    progress(0.0, step)
    backend = expression.get_backend()
    answer = _watched(work, backend.con, progress, step) if backend.name == "duckdb" else work()
    progress(1.0, step)
    return answer


def _watched(work: Callable[[], Any], raw: duckdb.DuckDBPyConnection, progress: Progress, step: Text) -> Any:
    raw.execute("SET enable_progress_bar = true; SET enable_progress_bar_print = false")
    with ThreadPoolExecutor(max_workers=1) as pool:
        future: Future[Any] = pool.submit(work)
        try:
            while not wait([future], timeout=POLL_SECONDS).done:
                progress(min(max(raw.query_progress(), 0.0) / 100, 1.0), step)
        except BaseException:
            raw.interrupt()
            raise
        return future.result()
