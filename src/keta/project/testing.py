"""What `keta test` runs: keepers first, then the tests on SQLite and on PostgreSQL. Works in a clone only."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from keta.project.servers import PostgreSQL, missing_for_postgresql

ROOT = Path(__file__).resolve().parents[3]
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
STRICT = ("src/keta/kernel", "src/keta/surfaces", "src/keta/flows", "src/keta/studio", "src/keta/insight")
NOT_QUICK = "not slow and not browser and not naughty"
SECOND_DATABASE = ("tests/kernel", "tests/surfaces", "tests/scenarios", "tests/every_object", "src/keta/modules")


def run(arguments: Sequence[str]) -> int:
    """`--quick`, `--all`, paths and options of pytest; the exit code of the first part that failed, else 0."""
    is_quick, is_all = "--quick" in arguments, "--all" in arguments
    rest = [each for each in arguments if each not in ("--quick", "--all")]
    if rest:
        return _pytest(rest, {})
    missing = [] if is_quick else _missing()
    for words in missing:
        print(f"keta test: {words}", flush=True)
    if missing and is_all:
        return 1
    codes = [_keepers(), _second_database(is_quick, missing), _tests(is_quick, missing)]
    return next((code for code in codes if code), 0)


def _missing() -> list[str]:
    """The real parts that this machine lacks."""
    found = missing_for_postgresql()
    if not any(shutil.which(name) for name in CHROMIUM):
        found.append("Chromium is not installed (apt install chromium): no browser tests.")
    if not shutil.which("pdftotext"):
        found.append("pdftotext is not installed (apt install poppler-utils): prints cannot be read back.")
    if not (find_spec("pyspark") and shutil.which("java")):
        found.append("Spark (requirements/spark.txt) or Java (apt install default-jre-headless) is not installed.")
    return found


def _keepers() -> int:
    """All of them, so that one look tells everything; the number of those that bite."""
    commands = {
        "ruff": ["ruff", "check", "src", "tests", "scripts"],
        "import-linter": ["lint-imports"],
        "mypy": ["mypy", *(each for each in STRICT if (ROOT / each).is_dir())],
        "vulture": ["vulture"],
        "migrations": ["django", "makemigrations", "--check", "--dry-run"],
    }
    return max([_keeper(name, command) for name, command in commands.items()])


def _keeper(name: str, command: list[str]) -> int:
    began = time.monotonic()
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "keta.project.settings"}
    tool = Path(sys.executable).parent / command[0]
    line = [str(tool), *command[1:]] if tool.is_file() else [sys.executable, "-m", *command]
    done = subprocess.run(line, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    print(f"{name}: {'ok' if done.returncode == 0 else 'bites'} ({time.monotonic() - began:.0f} s)", flush=True)
    if done.returncode:
        print(done.stdout[-6000:], done.stderr[-2000:], flush=True)
    return done.returncode


def _second_database(is_quick: bool, missing: Sequence[str]) -> int:
    """The quick tests on a PostgreSQL of their own, where one can be started."""
    if is_quick or any("PostgreSQL" in words for words in missing):
        return 0
    with PostgreSQL() as server:
        print("tests on PostgreSQL", flush=True)
        folders = [each for each in SECOND_DATABASE if (ROOT / each).is_dir()]
        marks = ["-m", NOT_QUICK]
        return _pytest([*folders, *marks], {"KETA_TEST_DATABASE": server.url})


def _tests(is_quick: bool, missing: Sequence[str]) -> int:
    """All of them, or the quick ones; without those in a browser where there is none."""
    print("tests on SQLite", flush=True)
    marks = [NOT_QUICK] if is_quick else []
    if any("Chromium" in words for words in missing):
        marks.append("not browser")
    return _pytest(["-m", " and ".join(marks)] if marks else [], {})


def _pytest(arguments: Sequence[str], environment: dict[str, str]) -> int:
    workers = ["-n", "2", "--dist", "loadfile"] if not any(each.startswith("-n") for each in arguments) else []
    command = [sys.executable, "-m", "pytest", "-q", *workers, *arguments]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=False).returncode
