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
from keta.surfaces.imports.tables import read_table

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
FOLDERS = {"maven": "pipeline/maven_crm", "northwind": "orders/northwind"}
Words = dict[str, dict[str, str]]
"""Lists of words by name: what stands in one file for the key that stands in another."""


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
    words = words_of(EXAMPLES / chosen.name, folder)
    return max([run_step(chosen.name, folder, step, words, is_json=chosen.json) for step in steps])


def words_of(example: Path, folder: Path) -> Words:
    """The lists that `words.json` describes, by which one file says what a key in another one means."""
    described = example / "words.json"
    found: Words = {}
    for name, told in (json.loads(described.read_text("utf-8")) if described.is_file() else {}).items():
        if isinstance(told, str):
            found[name] = json.loads((example / told).read_text("utf-8"))
            continue
        table = read_table((folder / told["file"]).read_bytes(), told["file"])
        rows = [dict(zip(table.headings, row, strict=True)) for row in table.rows]
        found[name] = {row[told["key"]]: told["word"].format(**row) for row in rows}
    return found


def with_words(target: Any, words: Words) -> Any:
    """A target of a mapping with the list that it names in place of the name."""
    if isinstance(target, list):
        return [with_words(each, words) for each in target]
    if not isinstance(target, dict) or "words" not in target:
        return target
    rest = {name: value for name, value in target.items() if name != "words"}
    return {**rest, "values": words[target["words"]]}


def run_step(example: str, folder: Path, step: dict[str, Any], words: Words, *, is_json: bool) -> int:
    """One file into one object; 1 where rows were refused."""
    raw = step["map"]
    if isinstance(raw, str):
        raw = json.loads((EXAMPLES / example / raw).read_text("utf-8"))
    raw = {**raw, "columns": {name: with_words(target, words) for name, target in raw["columns"].items()}}
    actor = system(f"example {example}").through("import", new_id())
    try:
        report = import_file(kind_of(step["object"]), folder / step["file"], FileMap.from_json(raw), actor)
    except Refused as refusal:
        print(f"{step['title']}: {refusal.message}", file=sys.stderr)
        return 1
    print(f"{step['title']}: ", end="" if not is_json else "\n")
    tell(report, actor.batch_id, is_json=is_json)
    return 1 if report.refused else 0
