"""The first rows of a file as they would be taken: everything but the writing."""

from typing import Any

from django.utils.translation import ngettext

from keta.kernel.refusals import Refused
from keta.surfaces.imports.importing import Importing
from keta.surfaces.imports.report import Report, reasons_by_row

ROWS = 20


def preview(importing: Importing) -> dict[str, Any]:
    """Headings and the first rows, each with what is wrong with it; `problem` where the mapping itself is."""
    rows = importing.table.numbered()[:ROWS]
    try:
        ignored = importing.check()
        report = importing.write(rows, is_dry=True)
    except Refused as refusal:
        return {"problem": refusal.message, "rows": [], "columns": [], "ignored": [], "report": Report()}
    reasons = reasons_by_row(report.refusals, importing.kind)
    return {
        "problem": "",
        "report": report,
        "ignored": ignored,
        "columns": [
            {"key": "line", "label": "#"},
            {"key": "problem", "label": _problems(len(reasons)), "wraps": True},
            *({"key": f"c{place}", "label": heading} for place, heading in enumerate(importing.table.headings)),
        ],
        "rows": [
            {"key": str(line), "cells": [str(line), reasons.get(line, ""), *(cell[:80] for cell in row)]}
            for line, row in rows
        ],
    }


def _problems(count: int) -> str:
    return ngettext("%(count)d problem", "%(count)d problems", count) % {"count": count}
