#!/usr/bin/env python3
"""Makes the traditional Chinese of customer mathematics: `.venv/bin/python scripts/make_traditional_sentences.py`.

Reads every `Text` of `src/keta/insight` and writes `base/traditional.csv`, with the words of `overrides_zh_Hant.csv`
(see `translate.py`), so that the library needs no OpenCC. A `Text` with a `traditional` of its own is left alone.
"""

import ast
import csv
import re
import sys
from collections.abc import Iterator
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parent
sys.path.insert(0, str(SCRIPTS.parent))

from scripts.translate import Traditional  # noqa: E402  (found only by now)

INSIGHT = SCRIPTS.parent / "src" / "keta" / "insight"
TABLE = INSIGHT / "base" / "traditional.csv"
# In tables 列 is a column on the mainland and a row in Taiwan; 序列, 系列 and their like are neither.
COLUMN = re.compile("(?<![序系排下])列(?![出入举])")


def sentences() -> dict[str, str]:
    """Simplified → traditional, in the order of the source."""
    tell = Traditional()
    return {
        chinese: tell(COLUMN.sub("栏", chinese)) for path in sorted(INSIGHT.rglob("*.py")) for chinese in _chinese(path)
    }


def _chinese(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text":
            english, chinese = (ast.literal_eval(part) for part in node.args[:2])
            if chinese != english and not any(word.arg == "traditional" for word in node.keywords):
                yield chinese


def main() -> None:
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("simplified", "traditional"))
        rows.writerows(sentences().items())


if __name__ == "__main__":
    main()
