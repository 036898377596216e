"""The rows of a table as markup, for the macro `table` of the design. Written by hand: a template took most of the time
of a page for the five hundred cells of a list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.utils.translation import gettext as _
from markupsafe import Markup, escape


@dataclass(frozen=True)
class Cells:
    """What is the same in all cells of a column."""

    key: str
    opened: str
    opened_to_edit: str
    closed: str
    """What follows the address at which a cell is edited."""

    @classmethod
    def of(cls, column: Mapping[str, Any], edit: str) -> Self:
        looks = ("number" if column.get("align") == "end" else "") + (" wraps" if column.get("wraps") else "")
        card = f' data-card="{escape(column["card"])}"' if column.get("card") else ""
        label = f"{edit} {escape(column.get('label', ''))}"
        return cls(
            key=column.get("key", ""),
            opened=f'<td class="{looks}"{card}>',
            opened_to_edit=f'<td class="{looks} cell-edit"{card} data-edit>',
            closed=f'" hx-target="closest td" hx-swap="innerHTML" aria-label="{label}"></button></td>',
        )

    def cell(self, value: Any, edit_url: str) -> str:
        if not edit_url:
            return f"{self.opened}{escape(value)}</td>"
        button = '<button type="button" class="visually-hidden" tabindex="-1" hx-get="'
        return f"{self.opened_to_edit}{escape(value)}{button}{escape(edit_url)}{self.closed}"


def table_rows(columns: Sequence[Mapping[str, Any]], rows: Sequence[Mapping[str, Any]], checks: str = "") -> Markup:
    """All rows; columns, rows and checks as `design/tables.html` describes them."""
    cells = [Cells.of(column, str(escape(_("Edit")))) for column in columns[1:]]
    select = str(escape(_("Select")))
    return Markup("".join(_row(row, cells, checks, select) for row in rows))  # noqa: S704  (every part was escaped)


def _row(row: Mapping[str, Any], columns: Sequence[Cells], checks: str, select: str) -> str:
    first, *others = row["cells"]
    key = escape(row.get("key", ""))
    url, edit_urls = escape(row.get("url") or ""), row.get("edit_urls") or {}
    parts = [f'<tr data-row="{key}"', f' data-url="{url}"' if url else "", _selected(row), ">"]
    if checks:
        checked = " checked" if row.get("is_selected") else ""
        parts.append(
            f'<td class="table-check"><label><input type="checkbox" name="{escape(checks)}" value="{key}"'
            f' aria-label="{select} {escape(row.get("label", ""))}"{checked}></label></td>'
        )
    link = f'<a href="{url}" data-prefetch>{escape(first)}</a>' if url else escape(first)
    parts.append(f'<th class="table-first" scope="row">{link}</th>')
    parts += [column.cell(value, edit_urls.get(column.key, "")) for column, value in zip(columns, others, strict=True)]
    if row.get("actions"):
        parts.append(f'<td class="row-actions"><div class="row">{escape(row["actions"])}</div></td>')
    return "".join([*parts, "</tr>"])


def _selected(row: Mapping[str, Any]) -> str:
    return ' class="is-selected"' if row.get("is_selected") else ""
