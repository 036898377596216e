"""The guide is followed to the letter: its code is put into a module, and the object works on every surface."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "guide" / "add-an-object.md"


@pytest.mark.slow
def test_an_object_with_lines_is_one_file(tmp_path: Path) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    module = tmp_path / "samples"
    module.mkdir()
    (module / "__init__.py").touch()
    (module / "models.py").write_text(code, encoding="utf-8")
    path = os.pathsep.join(str(each) for each in (tmp_path, ROOT / "src", ROOT))
    around = {name: text for name, text in os.environ.items() if name not in ("KETA_DATABASE", "KETA_TEST_DATABASE")}
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "guide" / "stranger.py")],
        env=around | {"PYTHONPATH": path, "KETA_DATA_FOLDER": str(tmp_path / "data")},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert json.loads(done.stdout.splitlines()[-1]) == {
        "new": True,
        "empty": [422, True],
        "made": ["YP", "3.000000", "Valve", "draft"],
        "page": 200,
        "list": True,
        "menu": True,
        "tab": True,
        "api": "1.000000",
        "found": True,
        "history": 200,
    }
