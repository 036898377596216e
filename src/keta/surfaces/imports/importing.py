"""From the rows of a file to records: one batch after the other, each with all its reasons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from keta.kernel.access import Actor
from keta.kernel.fieldtypes import FieldSpec
from keta.kernel.objects import Kind
from keta.kernel.records.rows import Row, Written, write_rows
from keta.kernel.refusals import Invalid, Refused
from keta.surfaces.duplicates.finding import likely_in_set
from keta.surfaces.imports.mapping import ColumnMap, FileMap, importable
from keta.surfaces.imports.matching import Found, Matching, mark_of
from keta.surfaces.imports.paths import put, spec_at, without_empty_lines
from keta.surfaces.imports.report import Report
from keta.surfaces.imports.resolving import forgive_unchanged, resolve_all
from keta.surfaces.imports.tables import Table
from keta.surfaces.imports.trying import Tried


@dataclass
class Read:
    """A row as it was read: its line in the file, raw values by field, why it cannot be taken."""

    line: int
    values: dict[str, Any]
    errors: dict[str, list[Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class Importing:
    """One import: the table, what it means, who does it."""

    kind: Kind
    table: Table
    map: FileMap
    actor: Actor
    tried: Tried = field(default_factory=Tried)
    """What earlier batches of a dry run would have written."""

    def check(self) -> list[str]:
        """Headings that fill nothing; raises `Refused` where the mapping names what is not there."""
        for heading, targets in self.map.columns.items():
            if heading not in self.table.headings:
                raise Refused(_("The file has no column “%(heading)s”.") % {"heading": heading}, code="heading")
            for target in targets:
                if target.field not in self.map.match:
                    spec_at(self.kind, target.field)
        for name in self.map.match:
            mark_of(self.kind, name)
        if self.map.match_lines:
            spec_at(self.kind, self.map.match_lines)
        used = {place for place, __ in self._filled}
        return [heading for place, heading in enumerate(self.table.headings) if place not in used]

    def write(self, rows: Sequence[tuple[int, Sequence[str]]], *, is_dry: bool = False) -> Report:
        """Writes numbered rows in one transaction and says what became of them; a dry run takes it back."""
        report = Report()
        with transaction.atomic():
            self._take([Read(line, self._values(row)) for line, row in rows], report, is_dry)
            transaction.set_rollback(is_dry)
        return report

    def _take(self, rows: list[Read], report: Report, is_dry: bool) -> None:
        if self.map.is_distinct:
            rows = _distinct(rows, report)
        resolve_all(self.kind, self.map, rows, self.actor)
        for wave in self._matching.waves(rows):
            self._write(wave, report, is_dry)

    def _write(self, rows: Sequence[Read], report: Report, is_dry: bool) -> None:
        found = self._matching.find(rows)
        if is_dry and self.map.match:
            found = [
                known if row.errors else self._matching.tried(row, known, self.tried)
                for row, known in zip(rows, found, strict=True)
            ]
        ready: list[tuple[int, Row]] = []
        forgive_unchanged(self.kind, rows, [known.id for known in found])
        for row, known in zip(rows, found, strict=True):
            if known.reason and not row.errors:
                row.errors[self.map.match[0]] = [known.reason]
            if row.errors:
                report.refuse(row.line, row.errors)
            elif known.is_there and self.map.existing == "skip":
                report.skipped += 1
            elif known.is_tried:
                report.updated += 1
            else:
                self._add(row, known, ready, report)
        self._store(ready, report, self.tried if is_dry else None)

    def _add(self, row: Read, known: Found, ready: list[tuple[int, Row]], report: Report) -> None:
        try:
            ready.append((row.line, self._row(row.values, known)))
        except Invalid as refusal:
            report.refuse(row.line, refusal.errors)

    def _store(self, ready: Sequence[tuple[int, Row]], report: Report, tried: Tried | None) -> None:
        results = write_rows(self.kind, [row for __, row in ready], actor=self.actor)
        made: dict[UUID, int] = {}
        for (line, __), result in zip(ready, results, strict=True):
            errors, earlier = tried.add(self.kind, result.record) if tried and _is_made(result) else ({}, "")
            if earlier:
                report.resemble(line, str(earlier), None)
            if told := {**result.errors, **errors}:
                report.refuse(line, told)
            elif result.is_new:
                report.created += 1
                made[result.record.pk] = line
            elif result.is_changed:
                report.updated += 1
            else:
                report.unchanged += 1
        for record, (twin, title) in likely_in_set(self.kind, list(made), self.actor).items():
            report.resemble(made[record], str(title), twin)

    @cached_property
    def _open(self) -> dict[str, FieldSpec]:
        return importable(self.kind, self.actor)

    @cached_property
    def _filled(self) -> list[tuple[int, ColumnMap]]:
        """The columns that fill something the actor may fill, by their place."""
        lines = {name for name in self.kind.children if name in self.actor.rights.readable(self.kind)}
        return [
            (place, target)
            for place, heading in enumerate(self.table.headings)
            for target in self.map.columns.get(heading, ())
            if (name := target.field.partition(".")[0]) in self._open or name in lines or name in self.map.match
        ]

    @cached_property
    def _matching(self) -> Matching:
        return Matching(self.kind, self.map, self.actor)

    def _values(self, row: Sequence[str]) -> dict[str, Any]:
        """Raw values under field names: words replaced as the mapping says."""
        values: dict[str, Any] = {}
        for path, raw in self.map.constants.items():
            put(self.kind, values, path, raw)
        for place, target in self._filled:
            put(self.kind, values, target.field, target.word(row[place]))
        return without_empty_lines(self.kind, values)

    def _row(self, values: Mapping[str, Any], known: Found) -> Row:
        fields = self._open
        written = {name: raw for name, raw in values.items() if name in self.kind.written}
        states = {
            name: _state(fields[name], raw)
            for name, raw in values.items()
            if name not in written and name in fields and raw
        }
        for name in self.kind.children:
            if name in written:
                written[name] = known.with_ids(name, written[name], self._matching.line_mark(name))
        return Row(written, known.id, states=states)


def _is_made(result: Written) -> bool:
    return result.is_new and not result.errors


def _distinct(rows: list[Read], report: Report) -> list[Read]:
    """Of rows that say the same only the first."""
    first: dict[str, Read] = {}
    for row in rows:
        first.setdefault(repr(row.values), row)
    report.skipped += len(rows) - len(first)
    return list(first.values())


def _state(spec: FieldSpec, raw: Any) -> Any:
    """The value of a field that only an import may set, such as the state of a document."""
    try:
        return spec.type.parse(raw, spec)
    except Refused as refusal:
        raise Invalid({spec.name: [refusal.message]}) from refusal
