"""Long work of a library that tells nothing while it runs: done in a thread, while the caller is asked to go on."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from keta.insight.base.progress import Progress, silent
from keta.insight.base.text import Text

POLL_SECONDS = 0.1
SLOWING = 0.97
Answer = TypeVar("Answer")


def awaited(work: Callable[[], Answer], progress: Progress, step: Text) -> Answer:
    """The answer of `work`; meanwhile `progress` is called ten times a second with a part that nears 1.

    If it raises `Cancelled` the caller is free at once; what cannot be stopped inside a library ends unheard.
    """
    if progress is silent:
        return work()
    answers: list[Answer] = []
    failures: list[BaseException] = []

    def run() -> None:
        try:
            answers.append(work())
        except BaseException as failure:
            failures.append(failure)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    left = 1.0
    while thread.is_alive():
        progress(1.0 - left, step)
        thread.join(POLL_SECONDS)
        left *= SLOWING
    if failures:
        raise failures[0]
    return answers[0]
