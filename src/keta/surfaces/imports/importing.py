"""From the rows of a file to records: one batch after the other, each with all its reasons."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from keta.kernel.access import Actor, records_for
from keta.kernel.fieldtypes import FieldSpec, LinkType
from keta.kernel.objects import Kind
from keta.kernel.records.rows import Row, write_rows
from keta.kernel.refusals import Refused, Text
from keta.surfaces.imports.mapping import FileMap, importable
from keta.surfaces.imports.resolving import resolve
from keta.surfaces.imports.tables import Table

MOST_TOLD = 1000


@dataclass(frozen=True)
class Refusal:
    """Why a row was not taken: its line in the file (the headings are line 1), the field, the reason."""

    row: int
    field: str
    reason: str


@dataclass
class Report:
    """What an import did; JSON, so that it is kept with its job."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    refused: int = 0
    ignored: list[str] = field(default_factory=list)
    """Headings that fill nothing."""
    refusals: list[Refusal] = field(default_factory=list)
    refused_rows: list[int] = field(default_factory=list)

    def refuse(self, row: int, errors: Mapping[str, Sequence[Text]]) -> None:
        self.refused += 1
        self.refused_rows.append(row)
        for path, texts in errors.items():
            if len(self.refusals) < MOST_TOLD:
                self.refusals.append(Refusal(row, path, "; ".join(str(text) for text in texts)))


@dataclass(frozen=True)
class Importing:
    """One import: the table, what it means, who does it."""

    kind: Kind
    table: Table
    map: FileMap
    actor: Actor

    def check(self) -> list[str]:
        """Headings that fill nothing; raises `Refused` where the mapping names what is not there."""
        known = importable(self.kind, self.actor)
        for heading, column in self.map.columns.items():
            if heading not in self.table.headings:
                raise Refused(_("The file has no column “%(heading)s”.") % {"heading": heading}, code="heading")
            if column.field not in self.kind.fields:
                raise Refused(_("There is no field “%(name)s” here.") % {"name": column.field}, code="field")
        used = {heading for heading, column in self.map.columns.items() if column.field in known}
        return [heading for heading in self.table.headings if heading not in used]

    def batches(self, size: int) -> Iterator[tuple[int, list[list[str]]]]:
        """Rows with the line number of the first."""
        for start in range(0, len(self.table.rows), size):
            yield start + 2, self.table.rows[start : start + size]

    def write(self, first_line: int, rows: Sequence[Sequence[str]], report: Report) -> None:
        """Writes one batch in one transaction and adds to the report."""
        read = [self._values(row) for row in rows]
        refusals = self._resolve(read)
        existing = self._existing(read)
        ready: list[tuple[int, Row]] = []
        for place, values in enumerate(read):
            line = first_line + place
            known = existing.get(self._match_key(values)) if self.map.match else None
            if place in refusals:
                report.refuse(line, refusals[place])
            elif known is not None and self.map.existing == "skip":
                report.skipped += 1
            elif known is not None and self.map.existing == "fail":
                report.refuse(line, {self.map.match[0]: [_("This record exists already.")]})
            else:
                ready.append((line, self._row(values, known)))
        self._write(ready, report)

    def _write(self, ready: Sequence[tuple[int, Row]], report: Report) -> None:
        results = write_rows(self.kind, [row for __, row in ready], actor=self.actor)
        for (line, __), result in zip(ready, results, strict=True):
            if result.errors:
                report.refuse(line, result.errors)
            elif result.is_new:
                report.created += 1
            elif result.is_changed:
                report.updated += 1
            else:
                report.unchanged += 1

    def _values(self, row: Sequence[str]) -> dict[str, Any]:
        """Raw values under field names: words replaced as the mapping says."""
        values: dict[str, Any] = dict(self.map.constants)
        known = importable(self.kind, self.actor)
        for heading, cell in zip(self.table.headings, row, strict=True):
            column = self.map.columns.get(heading)
            if column is not None and column.field in known:
                values[column.field] = column.values.get(cell, cell)
        return values

    def _resolve(self, read: Sequence[dict[str, Any]]) -> dict[int, dict[str, list[Text]]]:
        """Puts records in place of words, and says which rows name none."""
        refusals: dict[int, dict[str, list[Text]]] = {}
        for name, by in self._links():
            spec = self.kind.fields[name]
            found = resolve(spec, {str(values.get(name) or "") for values in read}, by, self.actor)
            for place, values in enumerate(read):
                word = str(values.get(name) or "")
                target = found.get(word)
                if isinstance(target, UUID):
                    values[name] = target
                elif word and target is not None:
                    refusals.setdefault(place, {})[name] = [target]
        return refusals

    def _links(self) -> list[tuple[str, str]]:
        by = {column.field: column.by for column in self.map.columns.values()}
        names = {*by, *self.map.constants}
        return [(name, by.get(name, "")) for name in names if isinstance(self._spec(name).type, LinkType)]

    def _spec(self, name: str) -> FieldSpec:
        return self.kind.field(name)

    def _existing(self, read: Sequence[Mapping[str, Any]]) -> dict[tuple[str, ...], UUID]:
        """The records that rows of this batch are about, under the values that match."""
        if not self.map.match:
            return {}
        specs = [self._spec(name) for name in self.map.match]
        first = specs[0]
        path = first.type.paths(first)[0]
        wanted = [values.get(first.name) for values in read if values.get(first.name)]
        parsed = [first.type.parse(raw, first) for raw in wanted]
        paths = [spec.type.paths(spec)[0] for spec in specs]
        rows = records_for(self.actor, self.kind).filter(**{f"{path}__in": parsed}).values_list("pk", *paths)
        return {tuple(str(value) for value in values): key for key, *values in rows}

    def _match_key(self, values: Mapping[str, Any]) -> tuple[str, ...]:
        key = []
        for name in self.map.match:
            spec = self._spec(name)
            try:
                key.append(str(spec.type.parse(values.get(name), spec)))
            except Refused:
                key.append("")
        return tuple(key)

    def _row(self, values: Mapping[str, Any], known: UUID | None) -> Row:
        state = self.kind.state
        states: dict[str, str] = {}
        if state is not None and values.get(state.name):
            states[state.name] = state.type.parse(values[state.name], state)
        written = {name: raw for name, raw in values.items() if state is None or name != state.name}
        return Row(written, known, states)
