"""From the rows of a file to records: one batch after the other, each with all its reasons."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from keta.kernel.access import Actor, records_for
from keta.kernel.fieldtypes import FieldSpec, LinksType, LinkType
from keta.kernel.objects import Kind
from keta.kernel.records.rows import Row, write_rows
from keta.kernel.refusals import Invalid, Refused, Text
from keta.surfaces.imports.mapping import ColumnMap, FileMap, importable
from keta.surfaces.imports.paths import put, spec_at, taken, without_empty_lines
from keta.surfaces.imports.resolving import resolve
from keta.surfaces.imports.tables import Table

MOST_TOLD = 1000
FIRST_LINE = 2
"""The headings are line 1."""


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
        for heading, targets in self.map.columns.items():
            if heading not in self.table.headings:
                raise Refused(_("The file has no column “%(heading)s”.") % {"heading": heading}, code="heading")
            for target in targets:
                spec_at(self.kind, target.field)
        used = {heading for heading, targets in self.map.columns.items() if any(map(self._is_open, targets))}
        return [heading for heading in self.table.headings if heading not in used]

    def _is_open(self, target: ColumnMap) -> bool:
        """Whether the file may fill it at all."""
        name, __, rest = target.field.partition(".")
        if rest and name in self.kind.children:
            return name in self.actor.rights.readable(self.kind)
        return name in importable(self.kind, self.actor)

    def batches(self, size: int) -> Iterator[tuple[int, list[list[str]]]]:
        """Rows with the line number of the first."""
        for start in range(0, len(self.table.rows), size):
            yield start + FIRST_LINE, self.table.rows[start : start + size]

    def write(
        self, first_line: int, rows: Sequence[Sequence[str]], report: Report, *, is_dry: bool = False
    ) -> None:
        """Writes one batch in one transaction and adds to the report; a dry run takes it back."""
        with transaction.atomic():
            self._take(first_line, rows, report)
            transaction.set_rollback(is_dry)

    def _take(self, first_line: int, rows: Sequence[Sequence[str]], report: Report) -> None:
        read = [self._values(row) for row in rows]
        lines = self._lines(first_line, read, report)
        refusals = self._resolve(read)
        existing = self._existing(read)
        ready: list[tuple[int, Row]] = []
        for place, (line, values) in enumerate(zip(lines, read, strict=True)):
            known = existing.get(self._match_key(values)) if self.map.match else None
            if place in refusals:
                report.refuse(line, refusals[place])
            elif known is not None and self.map.existing == "skip":
                report.skipped += 1
            elif known is not None and self.map.existing == "fail":
                report.refuse(line, {self.map.match[0]: [_("This record exists already.")]})
            else:
                self._add(line, values, known, ready, report)
        self._write(ready, report)

    def _lines(self, first_line: int, read: list[dict[str, Any]], report: Report) -> list[int]:
        """The line of each row; of rows that say the same only the first is left in `read`, where that is asked."""
        lines = list(range(first_line, first_line + len(read)))
        if not self.map.is_distinct:
            return lines
        first: dict[str, int] = {}
        for line, values in zip(lines, read, strict=True):
            first.setdefault(repr(values), line)
        kept = set(first.values())
        report.skipped += len(read) - len(kept)
        read[:] = [values for line, values in zip(lines, read, strict=True) if line in kept]
        return sorted(kept)

    def _add(
        self, line: int, values: Mapping[str, Any], known: UUID | None, ready: list[tuple[int, Row]], report: Report
    ) -> None:
        try:
            ready.append((line, self._row(values, known)))
        except Invalid as refusal:
            report.refuse(line, refusal.errors)

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
        values: dict[str, Any] = {}
        for path, raw in self.map.constants.items():
            put(self.kind, values, path, raw)
        for heading, cell in zip(self.table.headings, row, strict=True):
            for target in self.map.columns.get(heading, ()):
                if self._is_open(target):
                    put(self.kind, values, target.field, target.word(cell))
        return without_empty_lines(self.kind, values)

    def _resolve(self, read: Sequence[dict[str, Any]]) -> dict[int, dict[str, list[Text]]]:
        """Puts records in place of words, and says which rows name none."""
        refusals: dict[int, dict[str, list[Text]]] = {}
        for path, by in self._links():
            words = [str(taken(self.kind, values, path) or "") for values in read]
            found = resolve(spec_at(self.kind, path), words, by, self.actor)
            for place, (values, word) in enumerate(zip(read, words, strict=True)):
                target = found.get(word)
                if isinstance(target, (UUID, list)):
                    put(self.kind, values, path, target)
                elif word and target is not None:
                    refusals.setdefault(place, {})[path] = [target]
        return refusals

    def _links(self) -> list[tuple[str, str]]:
        by = {target.field: target.by for target in self.map.targets()}
        paths = [*by, *(path for path in self.map.constants if path not in by)]
        linking = (LinkType, LinksType)
        return [(path, by.get(path, "")) for path in paths if isinstance(spec_at(self.kind, path).type, linking)]

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
        parsed = [value for raw in wanted if (value := _parsed(first, raw)) is not None]
        paths = [spec.type.paths(spec)[0] for spec in specs]
        rows = records_for(self.actor, self.kind).filter(**{f"{path}__in": parsed}).values_list("pk", *paths)
        return {tuple(str(value) for value in values): key for key, *values in rows}

    def _match_key(self, values: Mapping[str, Any]) -> tuple[str, ...]:
        key = []
        for name in self.map.match:
            spec = self._spec(name)
            key.append(str(_parsed(spec, values.get(name))))
        return tuple(key)

    def _row(self, values: Mapping[str, Any], known: UUID | None) -> Row:
        written = {name: raw for name, raw in values.items() if self.kind.fields[name].is_written}
        states = {name: _state(self._spec(name), raw) for name, raw in values.items() if name not in written and raw}
        return Row(written, known, states=states)


def _state(spec: FieldSpec, raw: Any) -> Any:
    """The value of a field that only an import may set, such as the state of a document."""
    try:
        return spec.type.parse(raw, spec)
    except Refused as refusal:
        raise Invalid({spec.name: [refusal.message]}) from refusal


def _parsed(spec: FieldSpec, raw: Any) -> Any:
    """The value by which rows and records are matched; None for what is no value, which the row will be told."""
    try:
        return spec.type.parse(raw, spec)
    except Refused:
        return None
