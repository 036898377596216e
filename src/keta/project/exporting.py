"""`keta export`: the rows of an object into a file, along the path of the page."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from django.utils import translation

from keta.kernel.fieldtypes import plain_showing
from keta.kernel.objects import kind_of
from keta.kernel.refusals import Refused
from keta.project.importing import command_line_actor
from keta.surfaces.exports.files import csv_of, write_xlsx
from keta.surfaces.exports.lines import line_fields
from keta.surfaces.exports.tables import table_of
from keta.surfaces.reading import columns_of, question_of


def command(chosen: argparse.Namespace) -> int:
    """All fields unless some are named, lines too, with ids, so that the file can be brought back without change."""
    translation.activate("en")
    try:
        return _export(chosen)
    except Refused as refusal:
        print(refusal.message, file=sys.stderr)
        return 1


def _export(chosen: argparse.Namespace) -> int:
    actor = command_line_actor(chosen.as_user)
    actor.require("export")
    kind, path = kind_of(chosen.object), Path(chosen.file)
    given = {name: [text] for name, __, text in (each.partition("=") for each in chosen.filter)}
    question = question_of(kind, given, actor=actor)
    fields = tuple(chosen.fields.split(",")) if chosen.fields else (*columns_of(kind, actor), *line_fields(kind, actor))
    rows = table_of(replace(question, columns=fields), actor, plain_showing(), has_ids=True)
    with path.open("wb") as stream:
        if path.suffix.lower() == ".xlsx":
            write_xlsx(rows, stream)
        else:
            stream.writelines(part.encode() for part in csv_of(rows))
    return 0
