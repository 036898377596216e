"""Strings that break programs: kept and shown unharmed by every object, or refused with a reason; a record for each."""

import html
import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.every_object.ground import Ground
from tests.every_object.samples import KNOWN, is_for_one

from keta.kernel.objects import Kind

DATA = Path(os.environ.get("KETA_DATA") or Path(__file__).parents[3] / "shared" / "data")
FILE = DATA / "conformance" / "naughty_strings.json"
PAGE = 200

pytestmark = [
    pytest.mark.naughty,
    pytest.mark.slow,
    pytest.mark.skipif(not FILE.exists(), reason=f"the strings are not there: {FILE}"),
]


@cache
def strings() -> list[str]:
    return json.loads(FILE.read_text(encoding="utf-8"))


def text_fields(kind: Kind) -> list[str]:
    """Every field into which anything may be typed."""
    return [
        name
        for name, spec in kind.written.items()
        if spec.type.key in ("text", "long_text") and not spec.unique and (kind.base, name) not in KNOWN
    ]


def as_kept(text: str) -> str:
    """What a line of text becomes: one space for each gap, and nothing that no database keeps."""
    return " ".join(text.replace("\x00", "").encode("utf-8", "ignore").decode().split())


def as_shown(page: Any) -> str:
    return as_kept(html.unescape(page.content.decode()))


def test_every_string_is_kept_and_shown_unharmed(key: str, kind: Kind, ground: Ground) -> None:
    names = text_fields(kind)
    if not names:
        assert key == "parties.relation" or not any(spec.type.key == "text" for spec in kind.written.values())
        return
    if kind.spec.open_in == ():
        refused = ground.admin.call("post", f"{key}/bulk", {"operation": "create", "rows": [{}]})
        assert refused.status_code == 403, "written by operations alone"
        return
    kept = dict(_written(key, kind, names, ground))
    assert kept, "every string was refused"
    wrong = [
        (name, kept[row["id"]], row[name])
        for row in _rows(key, names, ground)
        for name in names
        if row["id"] in kept
        and fits(kind, name, kept[row["id"]])
        and as_kept(kept[row["id"]])  # where nothing is left of it, the object may fill the field by itself
        and as_kept(row[name] or "") != as_kept(kept[row["id"]])
    ]
    assert not wrong
    assert not _hidden(key, kind, names, kept, ground)


def fits(kind: Kind, name: str, text: str) -> bool:
    return len(as_kept(text)) <= kind.fields[name].type.max_length


def _written(key: str, kind: Kind, names: list[str], ground: Ground) -> Iterator[tuple[str, str]]:
    """The ids of the new records with the string of each; what is refused must have a reason and a cause."""
    __, pattern = ground.samples.written(kind, ground.samples.values(kind), set())
    told = strings()
    rows = [{**pattern, **_of_one(kind, pattern, ground), **_typed(kind, names, text)} for text in told]
    answered = ground.admin.call("post", f"{key}/bulk", {"operation": "create", "rows": rows, "atomic": False})
    assert answered.status_code == 200, answered.told
    for text, result in zip(told, answered.told["results"], strict=True):
        if result["status"] == "created":
            yield result["id"], text
            continue
        assert all(error["message"] for error in result["errors"]), (text, result)
        is_too_much = not as_kept(text) or not all(fits(kind, name, text) for name in names)
        assert is_too_much or {error["path"] for error in result["errors"]} <= set(names), (text, result)


def _typed(kind: Kind, names: list[str], text: str) -> dict[str, str]:
    """The string in every field that is long enough; where it fits into none, in all, to be refused."""
    fitting = [name for name in names if fits(kind, name, text)]
    return dict.fromkeys(fitting or names, text)


def _of_one(kind: Kind, pattern: dict[str, Any], ground: Ground) -> dict[str, Any]:
    """Fresh values for what no two records may share."""
    ground.samples.serial += 1
    specs = [kind.written[name] for name in pattern if name in kind.written]
    alone = [spec for spec in specs if spec.unique or "{serial}" in str(KNOWN.get((kind.base, spec.name), ""))]
    alone += [spec for spec in specs if spec.type.points_to and is_for_one(kind, spec)]
    return {spec.name: ground.samples.value(kind, spec) for spec in alone}


def _rows(key: str, names: list[str], ground: Ground) -> Iterator[dict[str, Any]]:
    cursor = ""
    while True:
        page = ground.admin.call("get", f"{key}?limit={PAGE}&order=-created_at&fields={','.join(names)}{cursor}").told
        yield from page["items"]
        if not page["next"]:
            return
        cursor = f"&cursor={page['next']}"


def _hidden(key: str, kind: Kind, names: list[str], kept: dict[str, str], ground: Ground) -> list[str]:
    """Strings that a page does not show as they are: in the list of every object, for customers on the page of each."""
    if key == "parties.customer":
        pages = {record: as_shown(ground.admin.get(f"/{key}/{record}")) for record in kept}
    else:
        whole = " ".join(_lists(key, names, ground))
        pages = dict.fromkeys(kept, whole)
    return [text for record, text in kept.items() if as_kept(text) not in pages[record]]


def _lists(key: str, names: list[str], ground: Ground) -> Iterator[str]:
    asked = f"/{key}?limit={PAGE}&order=-created_at&fields={','.join(names)}"
    cursor = ""
    for __ in range(len(strings()) // PAGE + 2):
        page = ground.admin.call("get", f"{key}?limit={PAGE}&order=-created_at&fields={names[0]}{cursor}").told
        yield as_shown(ground.admin.get(f"{asked}{cursor}"))
        if not page["next"]:
            return
        cursor = f"&cursor={page['next']}"
