"""`keta example NAME`: the documented imports of a public data set, unchanged files through the public door."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from django.utils import translation

from keta.kernel.access import system
from keta.kernel.columns import new_id
from keta.kernel.objects import kind_of
from keta.kernel.refusals import Refused
from keta.project.importing import import_file, tell
from keta.surfaces.imports.mapping import FileMap

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
FOLDERS = {"maven": "pipeline/maven_crm"}


def command(chosen: argparse.Namespace) -> int:
    """Runs every step; a second run changes nothing, a changed file updates."""
    translation.activate("en")
    source = Path(chosen.source or ".")
    folder = source / FOLDERS[chosen.name] if (source / FOLDERS[chosen.name]).is_dir() else source
    steps = json.loads((EXAMPLES / chosen.name / "steps.json").read_text("utf-8"))
    missing = [step["file"] for step in steps if not (folder / step["file"]).is_file()]
    if missing:
        print(f"{folder} has no {missing[0]}; name the folder with --source.", file=sys.stderr)
        return 1
    return max([run_step(chosen.name, folder, step, is_json=chosen.json) for step in steps])


def run_step(example: str, folder: Path, step: dict[str, Any], *, is_json: bool) -> int:
    """One file into one object; 1 where rows were refused."""
    raw = step["map"]
    if isinstance(raw, str):
        raw = json.loads((EXAMPLES / example / raw).read_text("utf-8"))
    actor = system(f"example {example}").through("import", new_id())
    try:
        report = import_file(kind_of(step["object"]), folder / step["file"], FileMap.from_json(raw), actor)
    except Refused as refusal:
        print(f"{step['title']}: {refusal.message}", file=sys.stderr)
        return 1
    print(f"{step['title']}: ", end="" if not is_json else "\n")
    tell(report, actor.batch_id, is_json=is_json)
    return 1 if report.refused else 0
