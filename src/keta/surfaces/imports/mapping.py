"""What the columns of a file mean: named in a mapping file, remembered from last time, or guessed from the headings."""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from keta.kernel.access import Actor
from keta.kernel.fieldtypes import FieldSpec
from keta.kernel.fieldtypes.choices import spelled, spellings
from keta.kernel.objects import Kind, kind_of
from keta.kernel.objects.model import line_model
from keta.kernel.refusals import Refused, Text
from keta.surfaces.imports.resembling import resembling

ID = "id"
"""The heading and the mark under which an export names records, so that it can be brought back."""


@dataclass(frozen=True)
class ColumnMap:
    """What one column fills.

    `field` may lead into an address (`address.country`) or into a line of the record (`lines.product`); `values` puts
    words in place of others, `form` puts the word into a pattern (`Team {}`), `by` says by what a link is looked up.
    """

    field: str
    values: Mapping[str, str] = dataclasses.field(default_factory=dict)
    by: str = ""
    form: str = ""

    def word(self, cell: str) -> str:
        """The cell as this field is to get it; an empty cell stays empty."""
        word = self.values.get(cell, cell)
        return self.form.format(word) if self.form and word else word


@dataclass(frozen=True)
class FileMap:
    """How a file becomes records; `constants` fill fields that no column has."""

    columns: Mapping[str, tuple[ColumnMap, ...]]
    constants: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    match: tuple[str, ...] = ()
    existing: str = "skip"
    """`skip`, `update` or `fail`: what happens to rows whose record exists."""
    match_lines: str = ""
    """The field of a line (`lines.product`) by which the line of a row finds its own; without it they go by place."""
    is_distinct: bool = False
    """Rows that say the same are taken once: one file may hold several kinds of things."""

    def targets(self) -> list[ColumnMap]:
        return [target for targets in self.columns.values() for target in targets]

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> "FileMap":
        """`{"columns": {"Heading": TARGET or [TARGET, ...]}, "constants", "match", "match_lines", "existing",
        "distinct"}`, where a target is the name of a field or `{"field", "values", "by", "form"}`."""
        try:
            columns = {heading: _targets(told) for heading, told in raw.get("columns", {}).items()}
            return cls(
                columns=columns,
                constants=dict(raw.get("constants", {})),
                match=tuple(raw.get("match", ())),
                match_lines=str(raw.get("match_lines", "")),
                existing=str(raw.get("existing", "skip")),
                is_distinct=bool(raw.get("distinct", False)),
            )
        except (TypeError, AttributeError) as error:
            raise Refused(
                _("The mapping file is not as it should be: %(reason)s") % {"reason": error}, code="mapping"
            ) from error

    def as_json(self) -> dict[str, Any]:
        columns = {heading: [asdict(each) for each in targets] for heading, targets in self.columns.items()}
        return {
            "columns": columns,
            "constants": dict(self.constants),
            "match": list(self.match),
            "match_lines": self.match_lines,
            "existing": self.existing,
            "distinct": self.is_distinct,
        }


def _targets(told: Any) -> tuple[ColumnMap, ...]:
    parts = told if isinstance(told, list) else [told]
    return tuple(ColumnMap(part) if isinstance(part, str) else ColumnMap(**part) for part in parts)


def guess(kind: Kind, headings: list[str], actor: Actor) -> FileMap:
    """Fields whose label in any language, or whose name, is the heading, then those that other headings resemble; a
    heading nobody knows stays out. Where the file names what tells records apart, rows update those that exist."""
    known, marks = _known(kind, actor), telling(kind)
    folded = {heading: heading.strip().rstrip("*").casefold() for heading in headings}
    paths = {heading: known.get(word, "") for heading, word in folded.items()}
    paths |= {heading: resembling(folded[heading], known, marks, kind) for heading, path in paths.items() if not path}
    taken: set[str] = set()
    columns: dict[str, tuple[ColumnMap, ...]] = {}
    for heading, path in sorted(paths.items(), key=lambda each: folded[each[0]] not in known):
        if path and path not in taken:
            columns[heading] = (ColumnMap(path),)
            taken.add(path)
    match = next((name for name in telling(kind) if name in taken), "")
    if match != ID:
        columns = {heading: targets for heading, targets in columns.items() if targets[0].field != ID}
    return FileMap(
        columns,
        match=(match,) if match else (),
        existing="skip" if match in ("", "name", "code") else "update",
    )


def telling(kind: Kind) -> list[str]:
    """The fields that tell records apart, the surest first."""
    number = [kind.number.name] if kind.number else []
    unique = [name for name, spec in kind.written.items() if spec.unique]
    return [
        ID,
        *number,
        *unique,
        *(name for name in ("code", "name") if name in kind.written and name not in unique),
    ]


def _known(kind: Kind, actor: Actor) -> dict[str, str]:
    """What headings may say, folded, and the path that each leads to."""
    known: dict[str, str] = {ID: ID}
    readable = actor.rights.readable(kind)
    marks = {name: readable[name] for name in telling(kind) if name in readable}
    for name, spec in {**importable(kind, actor), **marks}.items():
        said = spellings(spec.label)
        for spelling in {*said, *(f"{label} ({name})" for label in said), name, name.replace("_", " ")}:
            known.setdefault(spelling, name)
        for part, label in spec.type.parts.items():
            for spelling in (f"{name}.{part}", *_pairs(spec.label, label)):
                known.setdefault(spelling, f"{name}.{part}")
    for name, spec in kind.children.items():
        if spec.is_written and name in readable:
            known |= {spelling: path for spelling, path in _known_of_lines(kind, name, actor) if spelling not in known}
    return known


def _known_of_lines(kind: Kind, name: str, actor: Actor) -> Iterator[tuple[str, str]]:
    """What the headings of lines say, as an export writes them, and their paths."""
    own = kind_of(line_model(kind.model, name))
    yield f"{name}.{ID}", f"{name}.{ID}"
    for each, spec in importable(own, actor).items():
        label = kind.fields[name].label or own.label
        for spelling in (f"{name}.{each}", *_pairs(label, spec.label)):
            yield spelling, f"{name}.{each}"


def _pairs(whole: Text, part: Text) -> list[str]:
    """`Address: Street` in every language."""
    return [f"{one}: {other}" for one, other in zip(spelled(whole), spelled(part), strict=True)]


def importable(kind: Kind, actor: Actor) -> dict[str, FieldSpec]:
    """The fields that a file may fill: what the actor may read and people may write, and importable states."""
    readable = actor.rights.readable(kind)
    return {
        name: spec
        for name, spec in readable.items()
        if (spec.is_written or spec.importable) and name not in kind.children
    }
