"""The guides are true: every setting is told, and every command line in them can be typed."""

import re
import shlex
from pathlib import Path

import pytest

from keta.project.command import parser

ROOT = Path(__file__).parents[2]
GUIDES = [*sorted((ROOT / "docs" / "guide").glob("*.md")), ROOT / "README.md"]
READ = re.compile(r"""["'](KETA_[A-Z_]+)["']""")
TOLD = re.compile(r"^\| `(KETA_[A-Z_]+)` \|", re.MULTILINE)
TYPED = re.compile(r"^\./keta (.+)$", re.MULTILINE)


def test_every_setting_that_the_code_reads_is_told_and_no_other() -> None:
    places = [*(ROOT / "src" / "keta").rglob("*.py"), ROOT / "conftest.py"]
    read = {name for path in places for name in READ.findall(path.read_text("utf-8"))}
    told = set(TOLD.findall((ROOT / "docs" / "guide" / "settings.md").read_text("utf-8")))
    assert (read - told, told - read) == (set(), set())


def lines() -> list[str]:
    return [line for path in GUIDES for line in TYPED.findall(path.read_text("utf-8"))]


@pytest.mark.parametrize("line", lines())
def test_every_command_line_of_the_guides_can_be_typed(line: str) -> None:
    parser().parse_args(shlex.split(line, comments=True))
