"""What the columns of a file mean: named in a mapping file, remembered from last time, or guessed from the headings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from keta.kernel.access import Actor
from keta.kernel.fieldtypes import FieldSpec
from keta.kernel.fieldtypes.choices import spellings
from keta.kernel.objects import Kind
from keta.kernel.refusals import Refused


@dataclass(frozen=True)
class ColumnMap:
    """One column: the field it fills, words to put in place of others, and by what a link is looked up."""

    field: str
    values: Mapping[str, str] = field(default_factory=dict)
    by: str = ""


@dataclass(frozen=True)
class FileMap:
    """How a file becomes records; `constants` fill fields that no column has."""

    columns: Mapping[str, ColumnMap]
    constants: Mapping[str, Any] = field(default_factory=dict)
    match: tuple[str, ...] = ()
    existing: str = "skip"
    """`skip`, `update` or `fail`: what happens to rows whose record exists."""

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> "FileMap":
        """`{"columns": {"Heading": "field" | {"field", "values", "by"}}, "constants", "match", "existing"}`."""
        try:
            columns = {
                heading: ColumnMap(told) if isinstance(told, str) else ColumnMap(**told)
                for heading, told in raw.get("columns", {}).items()
            }
            return cls(
                columns=columns,
                constants=dict(raw.get("constants", {})),
                match=tuple(raw.get("match", ())),
                existing=str(raw.get("existing", "skip")),
            )
        except (TypeError, AttributeError) as error:
            raise Refused(_("The mapping file is not as it should be: %(reason)s") % {"reason": error}, code="mapping") from error

    def as_json(self) -> dict[str, Any]:
        columns = {
            heading: {"field": each.field, "values": dict(each.values), "by": each.by}
            for heading, each in self.columns.items()
        }
        return {
            "columns": columns,
            "constants": dict(self.constants),
            "match": list(self.match),
            "existing": self.existing,
        }


def guess(kind: Kind, headings: list[str], actor: Actor) -> dict[str, ColumnMap]:
    """Fields whose label in any language, or whose name, is the heading; a heading nobody knows stays out."""
    known: dict[str, str] = {}
    for name, spec in importable(kind, actor).items():
        for spelling in {*spellings(spec.label), name, name.replace("_", " ")}:
            known.setdefault(spelling, name)
    taken: set[str] = set()
    found = {}
    for heading in headings:
        name = known.get(heading.strip().rstrip("*").casefold(), "")
        if name and name not in taken:
            found[heading] = ColumnMap(name)
            taken.add(name)
    return found


def importable(kind: Kind, actor: Actor) -> dict[str, FieldSpec]:
    """The fields that a file may fill: what the actor may read and people may write, and importable states."""
    readable = actor.rights.readable(kind)
    return {
        name: spec
        for name, spec in readable.items()
        if (spec.is_written or spec.importable) and name not in kind.children
    }
