"""`keta import`, `keta undo-import`: files into records from the command line, along the path of the page."""

import argparse
import csv
import json
import sys
from dataclasses import asdict
from pathlib import Path
from uuid import UUID

from django.utils import translation

from keta.kernel.access import Actor, actor_of, system
from keta.kernel.columns import new_id
from keta.kernel.jobs.pace import Pace
from keta.kernel.objects import Kind, kind_of
from keta.kernel.organisation.models import Member
from keta.kernel.refusals import Refused
from keta.surfaces.imports.importing import Importing
from keta.surfaces.imports.mapping import FileMap, guess
from keta.surfaces.imports.report import Report, reasons_by_row
from keta.surfaces.imports.tables import Table, read_table
from keta.surfaces.imports.undoing import undo


def command(chosen: argparse.Namespace) -> int:
    """Exit code 0 where every row was taken, 1 where some were refused."""
    translation.activate("en")
    try:
        kind = kind_of(chosen.object)
        actor = command_line_actor(chosen.as_user).through("import", new_id())
        report = import_file(kind, Path(chosen.file), file_map(kind, chosen, actor), actor, is_dry=chosen.dry_run)
    except Refused as refusal:
        print(refusal.message, file=sys.stderr)
        return 1
    tell(report, actor.batch_id, is_json=chosen.json)
    return 1 if report.refused else 0


def import_file(kind: Kind, path: Path, mapping: FileMap | None, actor: Actor, *, is_dry: bool = False) -> Report:
    """Imports one file; without a mapping its headings are guessed. Writes refused rows beside the file's name."""
    table = read_table(path.read_bytes(), path.name)
    mapping = mapping or FileMap(guess(kind, table.headings, actor))
    report = run(Importing(kind, table, mapping, actor), is_dry=is_dry)
    if report.refused_rows and not is_dry:
        write_refused(table, report, Path.cwd() / f"{path.stem}-refused.csv")
    return report


def run(importing: Importing, *, is_dry: bool = False) -> Report:
    """All rows, batch by batch, with a line of progress on a terminal."""
    report = Report(ignored=importing.check())
    rows, done = importing.table.numbered(), 0
    pace = Pace(size=500, seconds=1.0)
    while batch := rows[done : done + pace.size]:
        with pace.timed():
            report.add(importing.write(batch, is_dry=is_dry))
        done += len(batch)
        if sys.stderr.isatty():
            print(f"\r{done:,} / {len(rows):,}", end="" if done < len(rows) else "\n", file=sys.stderr)
    return report


def file_map(kind: Kind, chosen: argparse.Namespace, actor: Actor) -> FileMap | None:
    """The mapping file and the options of the command line, which win."""
    raw = json.loads(Path(chosen.map).read_text("utf-8")) if chosen.map else None
    if raw is None and not chosen.match and not chosen.existing:
        return None
    if raw is None:
        headings = read_table(Path(chosen.file).read_bytes(), chosen.file).headings
        raw = FileMap(guess(kind, headings, actor)).as_json()
    if chosen.match:
        raw["match"] = chosen.match.split(",")
    if chosen.existing:
        raw["existing"] = chosen.existing
    return FileMap.from_json(raw)


def write_refused(table: Table, report: Report, path: Path) -> None:
    """The refused rows as they were, with the reason in a last column, to be corrected and imported again."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*table.headings, "Reason"])
        reasons = reasons_by_row(report.refusals)
        writer.writerows([*row, reasons[line]] for line, row in table.numbered() if line in reasons)


def tell(report: Report, batch_id: UUID | None, *, is_json: bool) -> None:
    if is_json:
        print(json.dumps({"id": str(batch_id), **asdict(report)}, ensure_ascii=False))
        return
    print(
        f"created {report.created}, updated {report.updated}, unchanged {report.unchanged}, "
        f"skipped {report.skipped}, refused {report.refused}"
    )
    for refusal in report.refusals[:20]:
        print(f"  line {refusal.row}, {refusal.field}: {refusal.reason}")
    if report.ignored:
        print(f"columns that fill nothing: {', '.join(report.ignored)}")
    print(f"to take it back: keta undo-import {batch_id}")


def command_line_actor(name: str | None) -> Actor:
    """The member with this sign-in, or the house."""
    if not name:
        return system("command line")
    member = Member.objects.filter(user__username=name).first()
    if member is None:
        raise Refused(f"There is no member with the sign-in “{name}”.")
    return actor_of(member)


def undo_command(chosen: argparse.Namespace) -> int:
    told = undo(UUID(chosen.id), actor=command_line_actor(chosen.as_user))
    print(f"deleted {told.deleted}, put back {told.restored}, left as they are {told.left}")
    for title, reason in told.kept[:20]:
        print(f"  {title}: {reason}")
    return 0
