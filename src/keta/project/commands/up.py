"""`keta up`: brings everything up to date, starts web and worker, says when they are ready, ends them cleanly."""

import argparse
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from types import FrameType

from keta.project.commands.base import Command, add_place, name_place

READY_WITHIN = 180


def _add(parser: argparse.ArgumentParser) -> None:
    add_place(parser)
    parser.add_argument("--host", default=os.environ.get("KETA_HOST", "127.0.0.1"))
    parser.add_argument("--port", type=int, default=int(os.environ.get("KETA_PORT", "8000")))
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="web processes (default: 2)")
    parser.add_argument("--currency", metavar="CODE", help="base currency of a new company (default: CNY)")
    content = parser.add_mutually_exclusive_group()
    content.add_argument("--demo", action="store_true", help="fill a new company with the demo company")
    content.add_argument("--empty", action="store_true", help="start without asking about the demo company")


def _run(chosen: argparse.Namespace) -> int:
    if chosen.currency:
        os.environ["KETA_CURRENCY"] = chosen.currency
    name_place(chosen)
    access = _prepared(chosen)
    if access is None:
        return 1
    # From here on: who is told to end before all is ready must not leave the others behind.
    signal.signal(signal.SIGTERM, _stop)
    children = [_web(chosen), _worker()]
    try:
        if not _is_ready(chosen, children):
            return 1
        print(f"Keta is ready at http://{chosen.host}:{chosen.port} - {access}", flush=True)
        return _wait(children)
    finally:
        _end(children)


def _prepared(chosen: argparse.Namespace) -> str | None:
    """How to sign in, once database and company are up to date; None where that failed and the lines above say why."""
    reading, writing = os.pipe()
    command = [sys.executable, "-m", "keta.project.preparing", str(writing), _wish(chosen)]
    failed = subprocess.run(command, pass_fds=[writing], check=False).returncode
    os.close(writing)
    with os.fdopen(reading) as told:
        return None if failed else told.read()


def _wish(chosen: argparse.Namespace) -> str:
    """Whether the demo company is wanted; asked where somebody sits at the terminal."""
    if chosen.demo:
        return "demo"
    return "empty" if chosen.empty or not sys.stdin.isatty() else "ask"


def _web(chosen: argparse.Namespace) -> subprocess.Popen[bytes]:
    options = ["--interface", "wsgi", "--host", chosen.host, "--port", str(chosen.port)]
    options += ["--workers", str(chosen.workers), "--blocking-threads", "4", "--log-level", "warning"]
    return subprocess.Popen([sys.executable, "-m", "granian", *options, "keta.project.wsgi:application"])


def _worker() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "keta.project.command", "worker"])


def _is_ready(chosen: argparse.Namespace, children: list[subprocess.Popen[bytes]]) -> bool:
    address = f"http://{chosen.host}:{chosen.port}/healthz"
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until:
        if any(child.poll() is not None for child in children):
            print("Keta could not start: the lines above say why.", file=sys.stderr)
            return False
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                if answer.status == 200:
                    return True
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)
    print(f"Keta did not answer within {READY_WITHIN} s.", file=sys.stderr)
    return False


def _wait(children: list[subprocess.Popen[bytes]]) -> int:
    """Until somebody stops it, or one of the processes ends by itself."""
    try:
        while all(child.poll() is None for child in children):
            time.sleep(0.5)
    except KeyboardInterrupt:
        return 0
    return 1


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            child.kill()


UP = Command("set up, migrate, start web and worker", _run, _add)
