"""What the page offers for each column of a file, and what was chosen there."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from keta.kernel.objects import Kind, kind_of
from keta.kernel.objects.model import line_model
from keta.kernel.refusals import Text
from keta.surfaces.imports.importing import Importing
from keta.surfaces.imports.mapping import ID, ColumnMap, FileMap, importable, telling

EXAMPLES = 3
EXISTING: Mapping[str, Text] = {
    "skip": _("Leave them as they are"),
    "update": _("Update them"),
    "fail": _("Refuse the row"),
}
MARKS: Mapping[str, Text] = {ID: _("Id from an export")}


def targets(importing: Importing) -> dict[str, Text]:
    """Everything that a column may fill, by path: fields, parts of addresses, fields of one line, marks."""
    kind, actor = importing.kind, importing.actor
    found: dict[str, Text] = {}
    for name, spec in importable(kind, actor).items():
        found[name] = spec.label
        found |= {f"{name}.{part}": format_lazy("{}: {}", spec.label, text) for part, text in spec.type.parts.items()}
    for name, spec in kind.children.items():
        if spec.is_written and name in actor.rights.readable(kind):
            own = kind_of(line_model(kind.model, name)).written
            found |= {f"{name}.{each}": format_lazy("{}: {}", spec.label, line.label) for each, line in own.items()}
    for name in telling(kind):
        found.setdefault(name, MARKS.get(name) or kind.fields[name].label)
    return found


def column_rows(importing: Importing) -> list[dict[str, Any]]:
    """For each heading examples of its cells, and the choice of what it fills."""
    offered = targets(importing)
    found = []
    for place, heading in enumerate(importing.table.headings):
        chosen = [target.field for target in importing.map.columns.get(heading, ())]
        options = [{"value": path, "label": label, "is_selected": path in chosen} for path, label in offered.items()]
        cells = [row[place] for row in importing.table.rows[:50] if row[place]]
        found.append(
            {
                "name": f"column-{place}",
                "heading": heading,
                "examples": ", ".join(cell[:40] for cell in cells[:EXAMPLES]),
                "options": [{"value": "", "label": _("Leave out"), "is_selected": not chosen}, *options],
            }
        )
    return found


def match_choices(importing: Importing) -> list[dict[str, Any]]:
    """By what rows find records that exist: nothing, or one of the fields that tell records apart."""
    kind, chosen = importing.kind, importing.map.match
    marks = dict.fromkeys([*telling(kind), *chosen])
    found = [{"value": "", "label": _("By nothing: every row makes a new record"), "is_selected": not chosen}]
    return found + [
        {"value": name, "label": MARKS.get(name) or kind.fields[name].label, "is_selected": name in chosen}
        for name in marks
    ]


def existing_choices(chosen: str) -> list[dict[str, Any]]:
    return [{"value": code, "label": label, "is_selected": code == chosen} for code, label in EXISTING.items()]


def chosen_map(kind: Kind, headings: Sequence[str], form: Any) -> FileMap:
    """What was chosen on the page."""
    columns = {
        heading: (ColumnMap(path),)
        for place, heading in enumerate(headings)
        if (path := form.get(f"column-{place}", "")) and heading
    }
    match = form.get("match", "")
    filled = {target.field for each in columns.values() for target in each}
    existing = form.get("existing", "skip")
    return FileMap(
        columns,
        match=(match,) if match in filled else (),
        existing=existing if existing in EXISTING else "skip",
    )
