"""`keta features`: which tests hold which feature. Reads the tests as text, so it works in a clone only."""

import argparse
import ast
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
LIST = ROOT / "docs" / "features.md"
ROW = re.compile(r"^\| ([A-Z]{3}-\d+) \| (.+) \|$")
FOLDERS = ("tests", "src")


def command(chosen: argparse.Namespace) -> int:
    """Every feature with its tests, then those without one; exit code 1 where a mark names no feature."""
    if not LIST.is_file():
        print("The list of features and the tests come with a clone, not with an installed package.", file=sys.stderr)
        return 1
    known, marked = features(), marks()
    strange = sorted(marked.keys() - known.keys())
    if chosen.json:
        without = [each for each in known if each not in marked]
        print(json.dumps({"features": marked, "without": without, "unknown": strange}, indent=1, ensure_ascii=False))
        return 1 if strange else 0
    for each, words in known.items():
        tests = marked.get(each, [])
        print(f"{each}  {len(tests) or '-':>3}  {words}")
        for test in tests if chosen.tests else ():
            print(f"             {test}")
    print(f"{len(known.keys() & marked.keys())} of {len(known)} features have a test.")
    for each in strange:
        print(f"{each} is no feature: {', '.join(marked[each])}", file=sys.stderr)
    return 1 if strange else 0


def features() -> dict[str, str]:
    """What the software must do, by id."""
    found = (ROW.match(line) for line in LIST.read_text("utf-8").splitlines())
    return {row[1]: row[2] for row in found if row}


def marks() -> dict[str, list[str]]:
    """The tests marked with each id, as the test runner names them."""
    found: dict[str, list[str]] = {}
    for path in sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("test_*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        name = path.relative_to(ROOT).as_posix()
        for test, ids in _marks_in(tree):
            for each in ids:
                found.setdefault(each, []).append(f"{name}::{test}" if test else name)
    return {each: sorted(set(found[each])) for each in sorted(found)}


def _marks_in(tree: ast.Module) -> Iterator[tuple[str, list[str]]]:
    """(test, ids): of its decorators, or of the whole file where the mark stands outside of any test."""
    for node in tree.body:
        is_test = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        looked_at: list[ast.AST] = list(node.decorator_list) if is_test else [node]
        ids = [each for part in looked_at for call in ast.walk(part) if _is_mark(call) for each in _ids(call)]
        if ids:
            yield (node.name if is_test else ""), ids


def _is_mark(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "feature"


def _ids(call: ast.AST) -> list[str]:
    arguments = call.args if isinstance(call, ast.Call) else []
    return [each.value for each in arguments if isinstance(each, ast.Constant) and isinstance(each.value, str)]
