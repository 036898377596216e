"""Strings that break programs: kept and shown unharmed by every object, in all its fields of text at once."""

import html
import json
import os
from pathlib import Path
from typing import Any

import pytest
from tests.every_object.ground import Ground
from tests.every_object.samples import KNOWN

from keta.kernel.objects import Kind

DATA = Path(os.environ.get("KETA_DATA") or Path(__file__).parents[3] / "shared" / "data")
FILE = DATA / "conformance" / "naughty_strings.json"

pytestmark = [
    pytest.mark.naughty,
    pytest.mark.slow,
    pytest.mark.skipif(not FILE.exists(), reason=f"the strings are not there: {FILE}"),
]


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


def test_every_string_is_kept_and_shown_unharmed(key: str, kind: Kind, ground: Ground) -> None:
    names = text_fields(kind)
    if not names:
        assert key == "parties.relation" or not any(spec.type.key == "text" for spec in kind.written.values())
        return
    record, values = ground.samples.written(kind, ground.samples.values(kind), set())
    url = f"{key}/{record.pk}"
    harmed = [(text, told) for text in strings() if (told := _harm(kind, ground, url, names, text))]
    assert not harmed


def _harm(kind: Kind, ground: Ground, url: str, names: list[str], text: str) -> Any:
    """What went wrong with one string; None where nothing did."""
    fitting = [name for name in names if len(text) <= kind.fields[name].type.max_length]
    answered = ground.admin.call("patch", url, dict.fromkeys(fitting, text))
    if not as_kept(text) and answered.status_code == 422:
        return None
    if answered.status_code != 200:
        return answered.told
    told = ground.admin.call("get", url).told
    wrong = {name: told[name] for name in fitting if as_kept(told[name] or "") != as_kept(text)}
    if wrong:
        return wrong
    page = ground.admin.get(f"/{url}")
    shown = as_kept(html.unescape(page.content.decode()))
    return (
        None
        if page.status_code == 200 and as_kept(html.unescape(text)) in as_kept(html.unescape(shown))
        else f"page {page.status_code}"
    )
